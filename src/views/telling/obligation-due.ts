import { ownersOf } from '../../incident/telling/obligation-timers.ts';
import { owedBy } from '../../incident/telling/obligations.ts';
import type { OwedNow, TellingFact } from '../../incident/telling/types.ts';
import { actions, button, context, message, section, shortMessage } from '../blocks.ts';
import type { Message, ViewContext } from '../context.ts';
import { between } from '../duration.ts';
import { join, type Mrkdwn, when } from '../mrkdwn.ts';
import { addressed } from '../people.ts';
import { roomLink } from '../room-link.ts';
import { say, sayPlain } from '../say.ts';
import { obligationName } from './names.ts';

const minute = 60_000;

/** That the time of what is owed goes by or went by: in the room with who sees to it, or to them. */
export function owedMessage(
  view: ViewContext,
  { obligations, direct: isDirect }: Extract<TellingFact, { type: 'obligations_due' }>,
): Message {
  const { incident, policy } = view;
  const direct = isDirect === true;
  const text = join(obligations.map((owed) => owedText(view, owed, direct)));
  const list = button('obligations', sayPlain(policy, 'button.obligations'), {
    incident: incident.id,
  });
  if (!direct) return shortMessage(text, [list]);
  const about = say(policy, 'fact.about', { number: incident.number, room: roomLink(view) });
  return message(text, [section(text), context(about), actions([list])]);
}

function owedText(view: ViewContext, { key, dueAt, late }: OwedNow, direct: boolean): Mrkdwn {
  const { incident, policy, now } = view;
  const owed = owedBy(policy, key);
  const owners = owed && !direct ? ownersOf(incident, policy, owed) : [];
  const values = {
    obligation: obligationName(policy, key),
    who: addressed(policy, owners),
  };
  if (!dueAt) return say(policy, 'fact.obligation_at_once', values);
  const at = when(dueAt);
  if (!late) {
    const duration = between(policy, now, dueAt);
    return say(policy, 'fact.obligation_ahead', { ...values, at, duration });
  }
  // Only what is clearly late says by how much.
  if (now.getTime() - dueAt.getTime() < minute) {
    return say(policy, 'fact.obligation_just_late', { ...values, at });
  }
  const duration = between(policy, dueAt, now);
  return say(policy, 'fact.obligation_late', { ...values, at, duration });
}
