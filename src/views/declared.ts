import type { Incident } from '../incident/types.ts';
import type { Policy } from '../policy/schema.ts';
import { shortMessage } from './blocks.ts';
import type { Message } from './context.ts';
import { oneLine } from './mrkdwn.ts';
import { severityName } from './names.ts';
import { say } from './say.ts';

/** Said to who declared. The room is made afterwards, and they are invited to it. */
export function declaredMessage(policy: Policy, incident: Incident, before: boolean): Message {
  const values = { number: incident.number, title: oneLine(incident.title) };
  if (before) return shortMessage(say(policy, 'done.declared_before', values));
  const severity = severityName(policy, incident.severity);
  const room = say(policy, 'done.room_coming');
  return shortMessage(say(policy, 'done.declared', { ...values, severity, room }));
}
