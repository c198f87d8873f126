import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { policyWith } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

const script = join(mkdtempSync(join(tmpdir(), 'muster-changes-')), 'changes.sh');
writeFileSync(
  script,
  'echo "deploy 7 of <api>, last $1 hours"\nenv\necho "no history" >&2\nexit 3\n',
);
const policyPath = policyWith({
  'version: 2': `version: 2
changes: { command: sh ${script} {hours}, link: https://deploys.acme.example, look_back_hours: 12 }`
    .replace('command: ', 'command: "')
    .replace('{hours},', '{hours}",'),
});
const world = testWorld({ policyPath });

test('what changed lately is shown to who asks, as the command printed it, without our secrets', async () => {
  const { slack } = world;
  const oncall = slack.user('oncall');
  expect(await oncall.ask('/incident changes', 'general')).toBe('');
  const shown = oncall.ephemeral('What changed in the last 12 hours');
  const words = await shown.words();
  expect(words).toContain('deploy 7 of <api>, last 12 hours');
  expect(words).toContain('PATH=');
  expect(words).not.toContain('xoxb-');
  expect(words).not.toContain('DATABASE');
  expect(words).toContain('The command that shows them failed: exit code 3');
  expect(words).toContain('no history');
  expect(words).toContain('Recent changes');
  await oncall.command('/incident changes 2 days', 'general');
  expect(await oncall.ephemeral('the last 48 hours').words()).toContain('last 48 hours');
  await (await slack.channel('general')).expectNoMessage('deploy 7');
});
