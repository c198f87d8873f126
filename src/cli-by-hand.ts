import { type Command, InvalidArgumentError } from 'commander';
import type { Backfill } from './apply/backfill.ts';
import type { SlackAccess } from './apply/slack-of.ts';
import { incidentNumber, teamOption, tellOperator } from './cli-operator.ts';
import { readEnvironment } from './config.ts';

/** `muster backfill` and `muster reconcile`: what happened while Muster, or its database, was not there. */
export function addByHand(program: Command): void {
  program
    .command('backfill')
    .description('put what was written down elsewhere into the timeline of an incident, once')
    .argument('<incident>', 'such as #12', incidentNumber)
    .argument('[file]', 'at, who and text, as JSON, CSV or lines of Markdown')
    .option('--channel <id>', 'instead of a file: what people wrote in this channel')
    .option(
      '--latest <count>',
      'with --channel: this many messages, besides the marked ones',
      Number,
    )
    .option('--apply', 'do it; otherwise what would be added is told')
    .option(...teamOption)
    .action(backfill);
  program
    .command('reconcile')
    .description('after a restore: name what Slack has and the database does not know')
    .option('--apply', 'mend it: numbers, look-ups, rooms')
    .option(
      '--by <user>',
      'with --apply: whom incidents made anew count as declared by, U…',
      userId,
    )
    .option(...teamOption)
    .action(reconcile);
}

interface BackfillOptions {
  channel?: string;
  latest?: number;
  apply?: boolean;
  team?: string;
}

async function backfill(
  number: number,
  file: string | undefined,
  options: BackfillOptions,
  command: Command,
): Promise<void> {
  const { channel, latest = 0, apply = false } = options;
  if ((file === undefined) === (channel === undefined)) {
    command.error('Say either a file or --channel.', { exitCode: 2 });
  }
  const from: Backfill['from'] =
    file === undefined
      ? { channelId: channel ?? '', latest: latest || 0, slack: slackAccess() }
      : { file };
  const run = (await import('./apply/backfill.ts')).backfill;
  await tellOperator(options, (where) => run(where, { number, from, apply }));
}

interface ReconcileOptions {
  apply?: boolean;
  by?: string;
  team?: string;
}

async function reconcile(options: ReconcileOptions): Promise<void> {
  const { apply = false, by = null } = options;
  const slack = slackAccess();
  const run = (await import('./apply/reconcile.ts')).reconcile;
  await tellOperator(options, (where) => run(where, { slack, apply, by }));
}

function slackAccess(): SlackAccess {
  const { slackBotToken, slackApiUrl } = readEnvironment();
  return { token: slackBotToken.reveal(), apiUrl: slackApiUrl };
}

function userId(given: string): string {
  if (/^[UW][A-Z0-9]{2,}$/.test(given)) return given;
  throw new InvalidArgumentError('It must be a Slack user id such as U01AB2CD3.');
}
