import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';

const read = (name: string) => readFileSync(join(import.meta.dirname, '..', name), 'utf8');

it('the image runs Node alone, as a user who owns none of its files, with an end to its heap', () => {
  const lines = read('Dockerfile').split('\n');
  const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM')));
  const user = last.indexOf('USER node');
  expect(user).toBeGreaterThan(last.findLastIndex((line) => line.startsWith('COPY')));
  expect(last.filter((line) => /^COPY.*--chown|^RUN|^ADD/.test(line))).toEqual([]);
  expect(last.find((line) => line.startsWith('ENTRYPOINT'))).toMatch(
    /^ENTRYPOINT \["node", .*"--max-old-space-size=\d+", "bin\/muster.js"\]$/,
  );
  expect(lines.filter((line) => /npm ci/.test(line) && !/--ignore-scripts/.test(line))).toEqual([]);
});

it('compose gives it no file system to write to, no capability, no new rights, and time to end', () => {
  const { services } = parse(read('compose.yml')) as {
    services: { muster: Record<string, unknown> };
  };
  expect(services.muster).toMatchObject({
    read_only: true,
    tmpfs: ['/tmp'],
    cap_drop: ['ALL'],
    security_opt: ['no-new-privileges:true'],
    stop_grace_period: '30s',
  });
});
