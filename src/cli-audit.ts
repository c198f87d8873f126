import { readFile } from 'node:fs/promises';
import { type Command, InvalidArgumentError } from 'commander';
import { incidentNumber, teamOption, withOperatorPlace } from './cli-operator.ts';
import { complainLines, say, sayLines } from './terminal.ts';

/** `muster verify`, `muster export` and `muster erase`. */
export function addAudit(program: Command): void {
  program
    .command('verify')
    .description('follow the chain of every timeline, and name each line that was changed')
    .option('--heads', 'print where each chain ends, to be kept elsewhere')
    .option('--against <file>', 'hold the chains against heads that were kept')
    .option('--export <folder>', 'check an export instead of the database')
    .option(...teamOption)
    .action(verify);
  program
    .command('export')
    .description('write an incident into a new folder, with its files and their hashes')
    .argument('<incident>', 'its number, such as #12', incidentNumber)
    .option('--to <folder>', 'incident-<number> unless said')
    .option(...teamOption)
    .action(exportOne);
  program
    .command('erase')
    .description('take text out of a timeline for good; the chain still holds and says so')
    .argument('<incident>', 'its number, such as #12', incidentNumber)
    .option('--lines <numbers>', 'such as 4 or 4,7; all of it unless said', lineNumbers)
    .requiredOption('--reason <why>', 'stands in the timeline for ever')
    .option('--yes', 'do it; otherwise what would go is told')
    .option(...teamOption)
    .action(eraseText);
}

interface VerifyOptions {
  heads?: boolean;
  against?: string;
  export?: string;
  team?: string;
}

async function verify(options: VerifyOptions): Promise<void> {
  if (options.export !== undefined) {
    const { verifyExport } = await import('./audit/verify-export.ts');
    const found = await verifyExport(options.export);
    return end(found.told, found.isWhole);
  }
  const [audit, { formatHeads, parseHeads }] = await Promise.all([
    import('./audit/verify.ts'),
    import('./audit/heads.ts'),
  ]);
  const kept = options.against ? parseHeads(await readFile(options.against, 'utf8')) : [];
  await withOperatorPlace(options, async (where) => {
    const { told, isWhole, heads } = await audit.verify(where, kept);
    if (options.heads) say(formatHeads(heads));
    // Heads go to a file; what is to be read stays on the screen.
    if (options.heads) complainLines(told);
    else end(told, isWhole);
    if (!isWhole) process.exitCode = 1;
  });
}

async function exportOne(number: number, options: { to?: string; team?: string }): Promise<void> {
  const { exportIncident } = await import('./audit/export.ts');
  await withOperatorPlace(options, async (where) => {
    end(await exportIncident(where, number, options.to ?? `incident-${number}`));
  });
}

interface EraseOptions {
  lines?: number[];
  reason: string;
  yes?: boolean;
  team?: string;
}

async function eraseText(number: number, options: EraseOptions): Promise<void> {
  const { erase } = await import('./audit/erase.ts');
  const { lines = 'all', reason, yes = false } = options;
  await withOperatorPlace(options, async (where) => {
    end(await erase(where, { number, lines, reason, yes }));
  });
}

function end(told: string[], isWhole = true): void {
  sayLines(told);
  if (!isWhole) process.exitCode = 1;
}

function lineNumbers(text: string): number[] {
  const parts = text.split(',').map((part) => part.trim());
  if (!parts.every((part) => /^[1-9]\d{0,5}$/.test(part))) {
    throw new InvalidArgumentError('Say numbers of lines, such as 4,7.');
  }
  return parts.map(Number);
}
