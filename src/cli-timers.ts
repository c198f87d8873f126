import type { Command } from 'commander';
import { readDatabaseConfig } from './config.ts';
import { openDatabase } from './open-database.ts';
import { sayLines } from './terminal.ts';

type Work = (where: { url: string; team?: string }) => Promise<string[]>;

const team = ['--team <id>', 'the workspace, where the database has several'] as const;

/** `muster timers`, `muster timers retry` and `muster timers drop`. */
export function addTimers(program: Command): void {
  const timers = program
    .command('timers')
    .description('list the timers that failed: parked ones are not tried any more')
    .option(...team)
    .action((options: { team?: string }) =>
      tell(options, async (where) => (await failedTimers()).listFailed(where)),
    );
  timers
    .command('retry')
    .description('have one tried again, or all, once what was wrong is mended')
    .argument('<id>', 'as the list shows it, or "all"')
    .action((id: string) =>
      tell(timers.opts(), async (where) => (await failedTimers()).retryFailed(where, id)),
    );
  timers
    .command('drop')
    .description("give one up for good; the incident's timeline says so")
    .argument('<id>', 'as the list shows it')
    .action((id: string) =>
      tell(timers.opts(), async (where) => (await failedTimers()).dropFailed(where, id)),
    );
}

function failedTimers() {
  return import('./apply/failed-timers.ts');
}

async function tell(options: { team?: string }, work: Work): Promise<void> {
  const database = await openDatabase(readDatabaseConfig());
  try {
    const lines = await work({ url: database.url, ...options });
    sayLines(lines);
  } finally {
    await database.close();
  }
}
