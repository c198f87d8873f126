import type { Incident } from '../incident/types.ts';
import type { Policy } from '../policy/schema.ts';
import { context, lines, message } from './blocks.ts';
import type { Message, ViewContext } from './context.ts';
import { cut, join, Mrkdwn, when } from './mrkdwn.ts';
import { say } from './say.ts';
import { whole } from './whole.ts';

/** What Muster says about its own messages: late ones, second ones, and those Slack found too long. */

/** One thing that could not be told when it happened. */
export interface LateLine {
  at: Date;
  message: Message;
}

/** Lines of one message, and the length of each; who wants all of it reads the timeline. */
const linesMost = 40;
const lineMost = 300;

/** All that could not be told in time, oldest first, in one message. */
export function toldLateMessage(view: ViewContext, told: readonly LateLine[]): Message {
  const { policy, now } = view;
  const head = say(policy, 'late.head', { from: when(told[0]?.at ?? now), to: when(now) });
  const shown = told
    .slice(-linesMost)
    .map(({ at, message: { text } }) =>
      say(policy, 'late.line', { at: when(at), what: oneLine(text) }),
    );
  const isCut = told.length > linesMost;
  return message(join([head, ...shown]), [
    ...lines([head, ...shown], whole(view)),
    isCut ? context(whole(view)) : null,
  ]);
}

/** The first line of a message says what it is about; its text is safe already. */
function oneLine(text: string): Mrkdwn {
  const [first = ''] = text.split('\n').filter((line) => line.trim() !== '');
  return cut(new Mrkdwn(first), lineMost);
}

/** Marks a message of which nobody knows whether it is there already. */
export function repeated(told: Message, policy: Policy): Message {
  const words = say(policy, 'late.repeat');
  return {
    text: join([words, new Mrkdwn(told.text)], ' ').text,
    blocks: [...told.blocks.slice(0, 49), context(words)],
  };
}

/** The text, cut where Slack would not take more, with where the rest is to be read. */
export function shortened(
  text: string,
  max: number,
  { policy, incident }: { policy: Policy; incident: Incident | null },
): string {
  const pointer = incident ? whole({ policy, incident }) : new Mrkdwn('…');
  return cut(new Mrkdwn(text), max, pointer).text;
}
