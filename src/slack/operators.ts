import { isAmong } from '../incident/people.ts';
import type { SentenceKey } from '../policy/catalogue.ts';
import { shortMessage } from '../views/blocks.ts';
import type { Message } from '../views/context.ts';
import { say } from '../views/say.ts';
import type { ActionHandler, Pressed } from './actions.ts';

/** The buttons in what operators are told of sends that were given up. */

export const operatorActions = {
  resend: operators(async ({ desk }, id) => {
    const became = await desk.ports.outbox.resend(id);
    return became === 'again' ? 'operators.resent' : 'operators.over';
  }),
  mark_sent: operators(async ({ desk, userId }, id) => {
    const became = await desk.ports.outbox.settle(id, 'sent', userId);
    if (became === 'needs_place') return 'operators.not_sent';
    return became === 'done' ? 'operators.sent' : 'operators.over';
  }),
  drop_send: operators(async ({ desk, userId }, id) => {
    const became = await desk.ports.outbox.settle(id, 'dropped', userId);
    return became === 'done' ? 'operators.dropped' : 'operators.over';
  }),
} as const satisfies Record<string, ActionHandler>;

type Said = Extract<
  SentenceKey,
  `operators.${'resent' | 'sent' | 'dropped' | 'over' | 'not_sent'}`
>;

/** For who the policy in force names, whoever sees the button. */
function operators(act: (pressed: Pressed, id: string) => Promise<Said>): ActionHandler {
  return async (pressed): Promise<Message> => {
    const { desk, userId, value } = pressed;
    const policy = desk.ports.activePolicy();
    const { people } = policy.operators;
    const as = await desk.ports.refsOf(userId, policy);
    if (!isAmong(people, userId, as, null, policy)) {
      return shortMessage(say(policy, 'refused.no_operator'));
    }
    const id = /^[0-9a-f]{8}$/.exec(value.arg ?? '')?.[0] ?? '';
    return shortMessage(say(policy, await act(pressed, id), { id }));
  };
}
