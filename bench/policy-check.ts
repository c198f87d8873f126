import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { round } from './load.ts';

const root = join(import.meta.dirname, '..');
const run = promisify(execFile);

/** What `muster policy check` of a long policy takes, a process of its own, beside a start of Muster. */
export interface PolicyCheck {
  lines: number;
  /** Median of five, in real milliseconds from spawn to exit. */
  ms: number;
  /** Of what a start takes in the same run. */
  ofStart: number;
}

/** Checks a policy of 2,000 lines with the build in `dist/`. Throws where the check does not pass. */
export async function timePolicyCheck(startMs: number): Promise<PolicyCheck> {
  const folder = await mkdtemp(join(tmpdir(), 'muster-bench-'));
  try {
    const file = join(folder, 'long.yaml');
    const text = await longPolicy();
    await writeFile(file, text);
    const times: number[] = [];
    for (let turn = 0; turn < 5; turn += 1) {
      const began = performance.now();
      await run(process.execPath, [join(root, 'bin/muster.js'), 'policy', 'check', file]);
      times.push(performance.now() - began);
    }
    const ms = times.toSorted((a, b) => a - b)[2] ?? 0;
    return { lines: text.split('\n').length - 1, ms: Math.round(ms), ofStart: round(ms / startMs) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The example, which uses every part of the language, with runbooks up to 2,000 lines. */
async function longPolicy(): Promise<string> {
  const example = await readFile(join(root, 'policies/example.yaml'), 'utf8');
  const lines = example.split('\n');
  const books: string[] = [];
  for (let book = 0; lines.length + books.length < 1_990; book += 1) {
    books.push(
      `  - key: book_${book}`,
      `    name: What to do about fault ${book}`,
      `    words: [fault ${book}, trouble ${book}]`,
      '    suggested: { kind: [outage], severity_at_least: critical }',
      '    contacts: [host]',
      '    steps:',
    );
    for (let step = 0; step < 12; step += 1) {
      books.push(
        `      - key: step_${step}`,
        `        text: Look at part ${step} of fault ${book}`,
        `        when: { module: [payments], field: { affected: { at_least: ${step} } } }`,
        '        role: responder',
      );
    }
  }
  const at = lines.indexOf('runbooks:') + 1;
  return [...lines.slice(0, at), ...books, ...lines.slice(at)].join('\n');
}
