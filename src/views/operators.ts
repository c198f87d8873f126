import type { GivenUp } from '../organisation/content.ts';
import type { Policy } from '../policy/schema.ts';
import { advice } from './advice.ts';
import { actions, button, context, message, section } from './blocks.ts';
import type { Message } from './context.ts';
import { code } from './failed-steps.ts';
import { Mrkdwn } from './mrkdwn.ts';
import { say, sayPlain } from './say.ts';

/** More are left to `muster outbox`; a phone shows three at once. */
const mostListed = 5;

/** What was given up, for who looks after Muster: never what is in it. */
export function operatorsMessage(policy: Policy, sends: readonly GivenUp[]): Message {
  const title = say(policy, 'operators.given_up', { count: sends.length });
  const rest = sends.length - mostListed;
  return message(title, [
    section(title),
    ...sends
      .slice(0, mostListed)
      .flatMap((send) => [section(lineOf(policy, send)), actions(buttonsOf(policy, send))]),
    rest > 0 ? context(say(policy, 'operators.more', { count: rest })) : null,
  ]);
}

function lineOf(policy: Policy, send: GivenUp): Mrkdwn {
  const { id, number, isPrivate, kind, attempts, error, isDoubtful } = send;
  if (isPrivate) return say(policy, 'operators.private', { id, number: number ?? '' });
  const where = number === null ? new Mrkdwn('') : say(policy, 'operators.of', { number });
  const line = say(policy, 'operators.line', {
    id,
    where,
    what: say(policy, `send.${kind}`),
    tries: attempts,
    error: code(error),
    advice: advice(policy, error),
  });
  return isDoubtful ? new Mrkdwn(line.text + say(policy, 'operators.doubtful').text) : line;
}

function buttonsOf(policy: Policy, { id, isDoubtful, kind }: GivenUp) {
  const own = { suffix: id };
  return [
    button('resend', sayPlain(policy, 'button.resend'), { arg: id }, own),
    ...(isDoubtful && kind !== 'place'
      ? [button('mark_sent', sayPlain(policy, 'button.mark_sent'), { arg: id }, own)]
      : []),
    button('drop_send', sayPlain(policy, 'button.drop_send'), { arg: id }, own),
  ];
}
