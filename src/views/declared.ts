import type { IncidentView } from '../incident/places.ts';
import type { Incident } from '../incident/types.ts';
import type { Policy } from '../policy/schema.ts';
import { message, section, shortMessage } from './blocks.ts';
import type { Message } from './context.ts';
import { join, oneLine } from './mrkdwn.ts';
import { kindName, severityName } from './names.ts';
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
  const parts = [severityName(policy, incident.severity), kindName(policy, incident.state.kind)];
  const grade = parts.flatMap((part) => (part ? [`, ${part}`] : [])).join('');
  const { isPrivate, state } = incident;
  // A private one is announced nowhere, so its thread is in their own direct messages.
  const isHidden = isPrivate && state.place === 'thread';
  const room = say(policy, isHidden ? 'done.room_coming' : comings[state.place]);
  const declared = say(policy, 'done.declared', { ...values, grade, room });
  const text = policy.declare.thanks ? join([declared, say(policy, 'done.thanks')], ' ') : declared;
  return message(text, [section(text), ...similarBlocks(policy, similar)]);
}

/** What they wait for. */
const comings = {
  channel: 'done.room_coming',
  thread: 'done.thread_coming',
  record: 'done.recorded',
} as const;
