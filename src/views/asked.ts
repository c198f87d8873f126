import type { UserId } from '../incident/types.ts';
import { button, message, section, shortMessage } from './blocks.ts';
import type { Message, ViewContext } from './context.ts';
import { mentions, oneLine } from './mrkdwn.ts';
import { gradeLine } from './names.ts';
import { roomLink } from './room-link.ts';
import { say, sayPlain } from './say.ts';

/** Calls people into the thread that an incident has in place of a room: there is no inviting there. */
export function askedHere(
  { policy, incident: { number } }: ViewContext,
  people: UserId[],
): Message {
  return shortMessage(say(policy, 'fact.asked_here', { people: mentions(people), number }));
}

/** Tells one person about an incident whose room is out of their sight. */
export function askedDirectly(view: ViewContext): Message {
  const { policy, incident } = view;
  const text = say(policy, 'fact.asked_directly', {
    number: incident.number,
    title: incident.isPrivate ? say(policy, 'fact.private') : oneLine(incident.title),
    grade: gradeLine(policy, incident),
    room: roomLink(view),
  });
  const show = button('show', sayPlain(policy, 'button.show'), { incident: incident.id });
  return message(text, [section(text, { accessory: show })]);
}
