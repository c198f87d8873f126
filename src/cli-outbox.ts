import type { Command } from 'commander';
import { teamOption, tellOperator } from './cli-operator.ts';

/** `muster outbox`, and its `retry`, `sent` and `drop`. */
export function addOutbox(program: Command): void {
  const outbox = program
    .command('outbox')
    .description('list what Slack did not take: given up, or waiting for long')
    .option(...teamOption)
    .action((options: { team?: string }) =>
      tellOperator(options, async (where) => (await deadLetters()).listOwed(where)),
    );
  outbox
    .command('list')
    .description('the same')
    .action(() =>
      tellOperator(outbox.opts(), async (where) => (await deadLetters()).listOwed(where)),
    );
  outbox
    .command('retry')
    .description('send one again that was given up, or all; what may be there is looked for first')
    .argument('<id>', 'as the list shows it, or "all"')
    .option('--mark-sent', 'do not send it: somebody saw it in Slack')
    .action((id: string, { markSent }: { markSent?: true }) =>
      tellOperator(outbox.opts(), async (where) => {
        const letters = await deadLetters();
        return markSent ? letters.markSent(where, id) : letters.resendOwed(where, id);
      }),
    );
  outbox
    .command('sent')
    .description('somebody saw it in Slack: count it as sent')
    .argument('<id>', 'as the list shows it')
    .action((id: string) =>
      tellOperator(outbox.opts(), async (where) => (await deadLetters()).markSent(where, id)),
    );
  outbox
    .command('drop')
    .description("give one up for good; the incident's timeline says so")
    .argument('<id>', 'as the list shows it')
    .action((id: string) =>
      tellOperator(outbox.opts(), async (where) => (await deadLetters()).dropOwed(where, id)),
    );
}

function deadLetters() {
  return import('./apply/dead-letters.ts');
}
