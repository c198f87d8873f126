import { expect, test } from 'vitest';
import { recentChanges } from '../../src/integrations/recent-changes.ts';

const asked = {
  command: 'true',
  hours: 6,
  timeoutSeconds: 5,
  environment: { PATH: process.env['PATH'] ?? '' },
};

test('the command is told how far back to look, and what it printed comes back', async () => {
  const command = 'printf "since %s hours" {hours}; echo oops >&2';
  expect(await recentChanges({ ...asked, command })).toEqual({
    output: 'since 6 hours',
    errors: 'oops\n',
    failed: null,
  });
});

test('it sees nothing of our environment but what it is given', async () => {
  process.env['MUSTER_TEST_SECRET'] = 'xoxb-secret';
  const { output } = await recentChanges({ ...asked, command: 'env' });
  delete process.env['MUSTER_TEST_SECRET'];
  expect(output).toContain('PATH=');
  expect(output).not.toContain('xoxb-secret');
});

test('how it ended is said where that was not well', async () => {
  expect((await recentChanges({ ...asked, command: 'exit 7' })).failed).toBe('exit code 7');
  expect((await recentChanges({ ...asked, command: 'kill -TERM $$' })).failed).toBe('SIGTERM');
});

test('when its time is over it ends, with all that it started', async () => {
  const startedAt = performance.now();
  const command = 'echo first; sleep 60 & sleep 60';
  const printed = await recentChanges({ ...asked, command, timeoutSeconds: 1 });
  expect(printed).toEqual({ output: 'first\n', errors: '', failed: 'timeout' });
  expect(performance.now() - startedAt).toBeLessThan(10_000);
});

test('what it prints without end is cut', async () => {
  const command = 'head -c 1000000 /dev/zero | tr "\\0" x';
  const { output, failed } = await recentChanges({ ...asked, command });
  expect(output.length).toBe(20_000);
  expect(failed).toBeNull();
});
