import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openLog } from '../src/log.ts';
import { asLines, harmless } from '../src/terminal.ts';
import { hostileWords } from './support/hostile-words.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: they must not be there.
const steers = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFEFF]/;

describe('what an operator reads in a terminal', () => {
  it('shows control characters of typed text as escapes', () => {
    expect(harmless('a\u001b[31mred\u0007 \u009b2J\r\u202Egpj.exe\n\tb\r\n')).toBe(
      'a\\u001b[31mred\\u0007 \\u009b2J\\u000d\\u202egpj.exe\n\tb\r\n',
    );
  });

  it('is steered by nothing that anybody types', () => {
    const found = hostileWords.filter((word) => steers.test(harmless(word).replaceAll('\r\n', '')));
    expect(found).toEqual([]);
  });

  it('has no line that began inside what somebody typed', () => {
    const lines = asLines(['ann: done\n#1: 4 lines: all of it holds.', 'next']).split('\n');
    expect(lines.filter((line) => /^#/.test(line))).toEqual([]);
    expect(lines).toHaveLength(4);
  });

  it('is the same JSON as before', () => {
    const value = { said: hostileWords.filter((word) => !/\p{Surrogate}/u.test(word)) };
    expect(JSON.parse(harmless(JSON.stringify(value, null, 2)))).toEqual(value);
  });

  it('goes through one place', async () => {
    const source = join(import.meta.dirname, '../src');
    for (const name of await readdir(source, { recursive: true })) {
      if (!name.endsWith('.ts') || name === 'terminal.ts') continue;
      expect(await readFile(join(source, name), 'utf8'), name).not.toMatch(
        /process\.(stdout|stderr)/,
      );
    }
  });
});

it('a line of the log steers no terminal either', () => {
  const lines: string[] = [];
  const log = openLog({ level: 'info', destination: { write: (line) => lines.push(line) } });
  log.info({ said: hostileWords.join(' ') }, 'said');
  expect(lines).toHaveLength(1);
  // Not as a whole: nobody wants to read the difference.
  expect(lines.some((line) => steers.test(line.trimEnd()))).toBe(false);
  expect(JSON.parse(lines[0] ?? '').said.includes('\u001b[31mred')).toBe(true);
});
