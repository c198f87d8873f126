import { type Refused, refuse } from './decision.ts';
import type { Command, Incident } from './types.ts';

/**
 * How much of its state people may fill, in bytes of JSON. The store takes 40,960: what is left is for
 * what delivery and the clock record, and for the end.
 */
export const stateRoom = {
  /** What only adds to it may fill so much. */
  more: 24_000,
  /** Work that goes on may fill so much. */
  all: 32_768,
} as const;

/** What adds to an incident and can as well be written down elsewhere. */
const adding: ReadonlySet<Command['type']> = new Set<Command['type']>([
  'add_action_item',
  'add_task',
  'read_postmortem',
  'attach_files',
  'follow',
  'keep_message',
  'note_task',
  'relate',
]);

/** Without these nobody can command or end an incident, or be called to it: they are never refused for want of room. */
const vital: ReadonlySet<Command['type']> = new Set<Command['type']>([
  'take_role',
  'accept_handover',
  'give_up_role',
  'change_severity',
  'change_status',
  'post_update',
  'resolve',
  'close',
  'cancel',
  'reopen',
  'merge',
  'make_private',
  'leave_room',
  'escalate',
  'stop_escalation',
  'page',
  'acknowledge_page',
  'cannot_come',
]);

/** Refused because the incident holds as much as it can, and this would add to it. */
export function fullFault(before: Incident, after: Incident, command: Command): Refused | null {
  if (!('by' in command) || command.by === null || vital.has(command.type)) return null;
  const most = adding.has(command.type) ? stateRoom.more : stateRoom.all;
  const bytes = stateTakes(after);
  return bytes > most && bytes > stateTakes(before) ? refuse({ code: 'incident_full' }) : null;
}

/** Bytes of JSON that an incident's state takes. */
export function stateTakes({ state }: Pick<Incident, 'state'>): number {
  return new TextEncoder().encode(JSON.stringify(state)).length;
}
