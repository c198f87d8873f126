import type { Policy } from '../policy/schema.ts';
import { actions, button, context, message, section } from './blocks.ts';
import type { Message } from './context.ts';
import { say, sayPlain } from './say.ts';

/** What can be typed, for someone who has never seen it. */
export function helpMessage(policy: Policy): Message {
  const title = say(policy, 'help.title');
  return message(title, [
    section(title),
    section(say(policy, 'help.start')),
    section(say(policy, 'help.room')),
    section(say(policy, 'help.anywhere')),
    context(say(policy, 'help.pin')),
    actions([
      button('declare', sayPlain(policy, 'button.declare'), {}, { style: 'primary' }),
      button('list', sayPlain(policy, 'button.list'), {}),
    ]),
  ]);
}
