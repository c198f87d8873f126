import type { Away } from '../incident/away.ts';
import type { Policy } from '../policy/schema.ts';
import { context } from './blocks.ts';
import type { Message, ViewContext } from './context.ts';
import { type Mrkdwn, when } from './mrkdwn.ts';
import { say } from './say.ts';

/** Why something comes late that should have come while nobody looked at the clock. */
export function awaySentence(policy: Policy, { fromAt, toAt }: Away): Mrkdwn {
  return say(policy, 'entry.away', { from: when(fromAt), to: when(toAt) });
}

/** The message with that below it. Its notification stays as it is: it is short enough to be read. */
export function withAway({ policy }: ViewContext, message: Message, away: Away): Message {
  return { ...message, blocks: [...message.blocks, context(awaySentence(policy, away))] };
}
