import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

// A promise whose test is gone is none. Checks that every test that docs/security.md names, as
// `file`: *title*, stands in that file.

const root = resolve(import.meta.dirname, '..');
const page = readFileSync(join(root, 'docs/security.md'), 'utf8');
const named = [...page.matchAll(/`(test\/[^`]+)`: \*([^*\n]+)\*/g)];

const faults = named.flatMap(([, file = '', title = '']) => {
  if (!existsSync(join(root, file))) return [`${file} does not exist`];
  const text = readFileSync(join(root, file), 'utf8');
  const isThere = ["'", '"', '`'].some((quote) => text.includes(`${quote}${title}${quote}`));
  return isThere ? [] : [`${file} has no test “${title}”`];
});
if (named.length < 20) faults.push('names fewer than 20 tests: is it still written as it was?');
for (const fault of faults) process.stderr.write(`docs/security.md: ${fault}\n`);
process.exitCode = faults.length > 0 ? 1 : 0;
