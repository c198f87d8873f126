import type { IncidentView } from '../incident/places.ts';
import type { Incident } from '../incident/types.ts';
import type { Policy } from '../policy/schema.ts';
import { message, section, shortMessage } from './blocks.ts';
import type { Message } from './context.ts';
import { oneLine } from './mrkdwn.ts';
import { severityName } from './names.ts';
import { say } from './say.ts';
import { similarBlocks } from './similar.ts';

/**
 * Said to who declared. The room is made afterwards, and they are invited to it. Others declared
 * lately come with it: a command asks nothing first, so one can still join instead.
 */
export function declaredMessage(
  policy: Policy,
  incident: Incident,
  { before, similar }: { before: boolean; similar: IncidentView[] },
): Message {
  const values = { number: incident.number, title: oneLine(incident.title) };
  if (before) return shortMessage(say(policy, 'done.declared_before', values));
  const severity = severityName(policy, incident.severity);
  const room = say(policy, 'done.room_coming');
  const text = say(policy, 'done.declared', { ...values, severity, room });
  return message(text, [section(text), ...similarBlocks(policy, similar)]);
}
