import { actionItemsOnPostmortem } from '../action-items/on-postmortem.ts';
import { message, section } from '../blocks.ts';
import { bookingOnPostmortem } from '../booking/on-postmortem.ts';
import type { Message, ViewContext } from '../context.ts';
import { meetingOnPostmortem } from '../meeting/on-postmortem.ts';
import { say } from '../say.ts';

/** The one message about the postmortem, in the room: how far it is, and what to press next. */
export function postmortemMessage(view: ViewContext): Message {
  const { policy, incident } = view;
  const head = say(policy, 'postmortem.head', { number: incident.number, title: incident.title });
  return message(head, [
    section(head),
    ...bookingOnPostmortem(view),
    ...meetingOnPostmortem(view),
    ...actionItemsOnPostmortem(view),
  ]);
}
