import { readFile } from 'node:fs/promises';
import { type Command, InvalidArgumentError } from 'commander';
import { readDatabaseConfig } from './config.ts';
import { openDatabase } from './open-database.ts';
import { complainLines, say, sayLines } from './terminal.ts';

const team = ['--team <id>', 'the workspace, where the database has several'] as const;

/** `muster verify`, `muster export` and `muster erase`. */
export function addAudit(program: Command): void {
  program
    .command('verify')
    .description('follow the chain of every timeline, and name each line that was changed')
    .option('--heads', 'print where each chain ends, to be kept elsewhere')
    .option('--against <file>', 'hold the chains against heads that were kept')
    .option('--export <folder>', 'check an export instead of the database')
    .option(...team)
    .action(verify);
  program
    .command('export')
    .description('write an incident into a new folder, with its files and their hashes')
    .argument('<incident>', 'its number, such as #12', incidentNumber)
    .option('--to <folder>', 'incident-<number> unless said')
    .option(...team)
    .action(exportOne);
  program
    .command('erase')
    .description('take text out of a timeline for good; the chain still holds and says so')
    .argument('<incident>', 'its number, such as #12', incidentNumber)
    .option('--lines <numbers>', 'such as 4 or 4,7; all of it unless said', lineNumbers)
    .requiredOption('--reason <why>', 'stands in the timeline for ever')
    .option('--yes', 'do it; otherwise what would go is told')
    .option(...team)
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
  await withDatabase(options, async (where) => {
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
  await withDatabase(options, async (where) => {
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
  await withDatabase(options, async (where) => {
    end(await erase(where, { number, lines, reason, yes }));
  });
}

async function withDatabase(
  { team: id }: { team?: string },
  work: (where: { url: string; team?: string }) => Promise<void>,
): Promise<void> {
  const database = await openDatabase(readDatabaseConfig());
  try {
    await work({ url: database.url, ...(id === undefined ? {} : { team: id }) });
  } finally {
    await database.close();
  }
}

function end(told: string[], isWhole = true): void {
  sayLines(told);
  if (!isWhole) process.exitCode = 1;
}

function incidentNumber(text: string): number {
  const [, digits] = /^#?([1-9]\d{0,8})$/.exec(text) ?? [];
  if (digits === undefined) throw new InvalidArgumentError('Say a number, such as #12.');
  return Number(digits);
}

function lineNumbers(text: string): number[] {
  const parts = text.split(',').map((part) => part.trim());
  if (!parts.every((part) => /^[1-9]\d{0,5}$/.test(part))) {
    throw new InvalidArgumentError('Say numbers of lines, such as 4,7.');
  }
  return parts.map(Number);
}
