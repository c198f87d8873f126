import type { Command } from 'commander';
import { readDatabaseConfig } from './config.ts';
import { openDatabase } from './open-database.ts';
import { sayLines } from './terminal.ts';

type Work = (where: { url: string; team?: string }) => Promise<string[]>;

/** `muster outbox`, and its `retry`, `sent` and `drop`. */
export function addOutbox(program: Command): void {
  const outbox = program
    .command('outbox')
    .description('list what Slack did not take: given up, or waiting for long')
    .option('--team <id>', 'the workspace, where the database has several')
    .action((options: { team?: string }) =>
      tell(options, async (where) => (await deadLetters()).listOwed(where)),
    );
  outbox
    .command('list')
    .description('the same')
    .action(() => tell(outbox.opts(), async (where) => (await deadLetters()).listOwed(where)));
  outbox
    .command('retry')
    .description('send one again that was given up, or all; what may be there is looked for first')
    .argument('<id>', 'as the list shows it, or "all"')
    .option('--mark-sent', 'do not send it: somebody saw it in Slack')
    .action((id: string, { markSent }: { markSent?: true }) =>
      tell(outbox.opts(), async (where) => {
        const letters = await deadLetters();
        return markSent ? letters.markSent(where, id) : letters.resendOwed(where, id);
      }),
    );
  outbox
    .command('sent')
    .description('somebody saw it in Slack: count it as sent')
    .argument('<id>', 'as the list shows it')
    .action((id: string) =>
      tell(outbox.opts(), async (where) => (await deadLetters()).markSent(where, id)),
    );
  outbox
    .command('drop')
    .description("give one up for good; the incident's timeline says so")
    .argument('<id>', 'as the list shows it')
    .action((id: string) =>
      tell(outbox.opts(), async (where) => (await deadLetters()).dropOwed(where, id)),
    );
}

function deadLetters() {
  return import('./apply/dead-letters.ts');
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
