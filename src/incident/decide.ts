import type { Policy } from '../policy/schema.ts';
import { actionItemsRules } from './action-items/rules.ts';
import { bookingRules } from './booking/rules.ts';
import { changeSeverity, changeStatus, changeTitle } from './changes.ts';
import { fireTimers } from './clock.ts';
import { clocksRules } from './clocks/rules.ts';
import { withConsequences } from './consequences.ts';
import { atGates } from './course/gates.ts';
import { courseRules } from './course/rules.ts';
import type { Of, Scene } from './decision.ts';
import { withinDrill } from './drills/blocked.ts';
import { atPace } from './drills/pace.ts';
import { drillsRules } from './drills/rules.ts';
import { fitting } from './effects.ts';
import type { Also } from './entry-data.ts';
import { eraseText } from './erase.ts';
import { escalationRules } from './escalation/rules.ts';
import { gathered } from './gathered.ts';
import { asking } from './kinds/asked-fields.ts';
import { kindsRules } from './kinds/rules.ts';
import { cancel, close, reopen, resolve } from './lifecycle.ts';
import { linksRules } from './links/rules.ts';
import { meetingRules } from './meeting/rules.ts';
import { addNote, askTimelineFile, followMessage } from './notes.ts';
import { notAllowed } from './permissions.ts';
import { changePolicy } from './policy-change.ts';
import { postmortemRules } from './postmortem/rules.ts';
import { presenceRules } from './presence/rules.ts';
import { repair, settleSend } from './repair.ts';
import {
  acceptHandover,
  assignRole,
  declineHandover,
  giveUpRole,
  offerHandover,
  takeRole,
} from './roles.ts';
import { fullFault } from './room-left.ts';
import { joinRoom, leaveRoom, retryStep, roomLost, stepDone, stepFailed } from './rooms.ts';
import { tasksRules } from './tasks/rules.ts';
import { tellingRules } from './telling/rules.ts';
import type { Command, Decision, Incident } from './types.ts';
import { ownUpdate, postUpdate, snoozeUpdate } from './updates.ts';

/**
 * What a command means for an incident: the whole answer, with nothing done yet. Pure: `now` is
 * story time, and the same arguments always give the same decision. Texts come in clean
 * (`cleanText`). The incident that comes back must be saved even where there is no entry: what fired
 * is recorded in it.
 */
export function decide(incident: Incident, command: Command, written: Policy, now: Date): Decision {
  const policy = atPace(written, incident);
  // The table's type ties each command to its rule; TypeScript cannot see that through an index.
  const rule = rules[command.type] as (scene: Scene, command: Command) => Decision;
  const scene = { incident, policy, now };
  const decision = notAllowed(scene, command) ?? rule(scene, command);
  if (!decision.ok) return decision;
  const passed = atGates(scene, command);
  if ('ok' in passed) return passed;
  const { after, entry, ...rest } = followed(incident, withAlso(decision, passed), policy, now);
  const decided: Incident = {
    ...after,
    version: incident.version + (entry ? 1 : 0),
    updatedAt: now,
    state: { ...after.state, fired: stillNamed(after) },
  };
  const inside = withinDrill(rest.effects, { before: incident, after, policy, command });
  const full = fullFault(incident, decided, command);
  if (full) return full;
  const told = fitting(inside, after);
  const effects = command.type === 'fire_timers' ? gathered(told) : told;
  return { ...decision, entry, incident: decided, effects };
}

/** The table of contents: every command and its rule. */
const rules: { [T in Command['type']]: (scene: Scene, command: Of<T>) => Decision } = {
  take_role: takeRole,
  assign_role: assignRole,
  give_up_role: giveUpRole,
  offer_handover: offerHandover,
  accept_handover: acceptHandover,
  decline_handover: declineHandover,
  change_severity: changeSeverity,
  change_status: changeStatus,
  change_title: changeTitle,
  post_update: asking('update', postUpdate),
  snooze_update: snoozeUpdate,
  own_update: ownUpdate,
  add_note: addNote,
  edit_message: followMessage,
  delete_message: followMessage,
  unpin_message: followMessage,
  ask_timeline_file: askTimelineFile,
  resolve: asking('resolve', resolve),
  close,
  reopen,
  cancel,
  join_room: joinRoom,
  leave_room: leaveRoom,
  retry_step: retryStep,
  repair,
  settle_send: settleSend,
  step_failed: stepFailed,
  step_done: stepDone,
  room_lost: roomLost,
  fire_timers: fireTimers,
  change_policy: changePolicy,
  erase_text: eraseText,
  ...kindsRules,
  ...tasksRules,
  ...courseRules,
  ...tellingRules,
  ...linksRules,
  ...clocksRules,
  ...presenceRules,
  ...escalationRules,
  ...drillsRules,
  ...postmortemRules,
  ...bookingRules,
  ...meetingRules,
  ...actionItemsRules,
};

/** The decision whose line says this besides. */
function withAlso<D extends Extract<Decision, { ok: true }>>(decision: D, also: Also[]): D {
  const { entry } = decision;
  if (!entry || also.length === 0) return decision;
  return { ...decision, entry: { ...entry, data: { ...entry.data, also } } };
}

/** The decision with what follows from it: nothing from what is not worth a line, or takes words away. */
function followed(
  incident: Incident,
  decision: Extract<Decision, { ok: true }>,
  policy: Policy,
  now: Date,
) {
  const { incident: after, entry, effects } = decision;
  if (!entry || entry.type === 'erase_text') return { after, entry, effects };
  const more = withConsequences({ before: incident, after, entry, policy, now });
  return { ...more, effects: [...effects, ...more.effects] };
}

/** What fired, without keys that hang on instants the incident does not have any more. */
function stillNamed({ state, declaredAt, resolvedAt, closedAt }: Incident): Record<string, Date> {
  const { fired, ...rest } = state;
  const keys = Object.entries(fired);
  if (keys.length === 0) return fired;
  const instants = instantsIn([rest, declaredAt, resolvedAt, closedAt]);
  return Object.fromEntries(
    keys.filter(([key]) => instants.some((instant) => key.includes(instant))),
  );
}

function instantsIn(value: unknown): string[] {
  if (value instanceof Date) return [value.toISOString()];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(instantsIn);
}
