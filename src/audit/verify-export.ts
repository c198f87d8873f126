import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { filesIn, oddIn, sumOf } from './export.ts';
import { parseExport, sumsName } from './export-format.ts';
import { erasuresOf, faultsOf, followTimeline } from './verify.ts';

/**
 * Checks an export without a database: the sum of each file, and the chain of its timeline. Throws,
 * in words, for a folder that is no export.
 */
export async function verifyExport(folder: string): Promise<{ told: string[]; isWhole: boolean }> {
  const sums = await readSums(folder);
  const faults: string[] = [];
  const there = await filesIn(folder);
  for (const [name, sum] of sums) {
    if (!there.includes(name)) faults.push(`${name} is missing`);
    else if ((await sumOf(join(folder, name))) !== sum) faults.push(`${name} was changed`);
  }
  const more = there.filter((name) => !sums.has(name));
  faults.push(...more.map((name) => `${name} was put in later`));
  const odd = await oddIn(folder);
  faults.push(...odd.map((name) => `${name} leads out of the export`));
  // It could be anything, and without an end.
  if (odd.length > 0)
    return { told: [...faults, `${folder} was not read further.`], isWhole: false };
  const { number, end, lines } = parseExport({
    about: await readFile(join(folder, 'incident.json'), 'utf8'),
    chain: await readFile(join(folder, 'timeline.json'), 'utf8'),
  });
  const chain = { name: `#${number}`, end, lines, found: followTimeline(end.id, lines) };
  faults.push(...faultsOf(chain, []));
  const sum =
    faults.length === 0
      ? `#${number}: ${there.length} files and ${lines.length} lines: all of it holds.`
      : `#${number}: not whole.`;
  return { told: [...faults, ...erasuresOf(chain), sum], isWhole: faults.length === 0 };
}

async function readSums(folder: string): Promise<Map<string, string>> {
  try {
    const text = await readFile(join(folder, sumsName), 'utf8');
    return new Map(
      text.split('\n').flatMap((line) => {
        const [, sum, name] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
        return sum && name ? [[name, sum] as const] : [];
      }),
    );
  } catch {
    throw new Error(`${folder} is no export: it has no ${sumsName}.`);
  }
}
