import type { Policy } from '../policy/schema.ts';
import { isInImprovement } from './action-items/improvement.ts';
import { actionItemsTimers } from './action-items/timers.ts';
import { bookingTimers } from './booking/timers.ts';
import { clocksTimers } from './clocks/timers.ts';
import { atPace } from './drills/pace.ts';
import { drillsTimers, outlivesDrill } from './drills/timers.ts';
import { escalationTimers } from './escalation/timers.ts';
import { minutesAfter } from './instants.ts';
import { commanderOf, isOpen, severityOf } from './lookup.ts';
import { meetingTimers } from './meeting/timers.ts';
import { postmortemTimers } from './postmortem/timers.ts';
import { presenceTimers } from './presence/timers.ts';
import { tasksTimers } from './tasks/timers.ts';
import { tellingTimers } from './telling/timers.ts';
import { timerRules } from './timer-rules.ts';
import type { Incident, Timer } from './types.ts';

const DAY = 24 * 60 * 60_000;

/** How often the room is nudged that nobody commands. */
const commanderNudges = 3;

/**
 * The instants at which something must happen, soonest first, derived from the state alone. A key
 * names the kind and the instant it hangs on, so a new promise makes new timers; what has fired is
 * not in the list any more.
 */
export function timersFor(incident: Incident, written: Policy): Timer[] {
  const policy = atPace(written, incident);
  // What was entered afterwards reminds nobody of anything.
  if (incident.state.isPast) return [];
  return [
    ...(incident.state.place === 'record' ? [] : roomTimers(incident, policy)),
    ...tasksTimers(incident, policy),
    ...tellingTimers(incident, policy),
    ...clocksTimers(incident, policy),
    ...presenceTimers(incident, policy),
    ...escalationTimers(incident, policy),
    ...drillsTimers(incident, policy),
    ...postmortemTimers(incident, policy),
    ...bookingTimers(incident, policy),
    ...meetingTimers(incident, policy),
    ...actionItemsTimers(incident, policy),
  ]
    .filter(({ kind }) => timerRules[kind].phases.includes(incident.phase))
    .filter((timer) => outlivesDrill(timer, incident))
    .filter((timer) => !(timer.key in incident.state.fired))
    .sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
}

/** Those of the room: a record only has none to speak in or to put away. */
function roomTimers(incident: Incident, policy: Policy): Timer[] {
  return [
    ...commanderTimers(incident, policy),
    ...updateTimers(incident, policy),
    ...archiveTimers(incident, policy),
  ];
}

function commanderTimers(incident: Incident, policy: Policy): Timer[] {
  const within = severityOf(policy, incident.severity)?.commander_within_minutes;
  const since = incident.state.commanderlessSince;
  const needed = incident.phase === 'triage' || incident.phase === 'active';
  if (!within || !since || !needed || commanderOf(incident, policy)) return [];
  return range(commanderNudges).map((n) => ({
    key: `commander_missing:${since.toISOString()}:${n}`,
    kind: 'commander_missing',
    dueAt: minutesAfter(since, n * within),
  }));
}

function updateTimers(incident: Incident, policy: Policy): Timer[] {
  const { nextDueAt: dueAt, promisedAt } = incident.state.updates;
  if (!dueAt || !isOpen(incident.phase)) return [];
  const rules = policy.updates;
  const due = dueAt.toISOString();
  const warnAt = minutesAfter(dueAt, -rules.warn_before_minutes);
  const warned = promisedAt === null || warnAt > promisedAt;
  return [
    ...(warned
      ? [{ key: `update_warning:${due}`, kind: 'update_warning', dueAt: warnAt } as const]
      : []),
    { key: `update_due:${due}`, kind: 'update_due', dueAt },
    ...range(rules.overdue_reminders).map(
      (n): Timer => ({
        key: `update_overdue:${due}:${n}`,
        kind: 'update_overdue',
        dueAt: minutesAfter(dueAt, n * rules.overdue_every_minutes),
      }),
    ),
  ];
}

function archiveTimers(incident: Incident, policy: Policy): Timer[] {
  const { closedAt } = incident;
  // While something is left to do, the room is where it is talked about.
  if (!closedAt || isInImprovement(incident, policy)) return [];
  const fromMs = Math.max(closedAt.getTime(), ...doneAfterwards(incident));
  return [
    {
      key: `archive_room:${closedAt.toISOString()}`,
      kind: 'archive_room',
      dueAt: new Date(fromMs + policy.room.archive_after_days * DAY),
    },
  ];
}

/** When what was left to do was done, in milliseconds. */
function doneAfterwards({ state }: Incident): number[] {
  const all = [
    ...state.actionItems.map(({ ended }) => ended?.at),
    ...state.addedTasks.map(({ doneAt }) => doneAt),
    ...Object.values(state.tasks).map(({ at }) => at),
    ...Object.values(state.meeting?.closing ?? {}).map(({ at }) => at),
    state.milestones['postmortem_held']?.at,
  ];
  return all.map((at) => at?.getTime() ?? 0);
}

/** 1, 2 … count. */
function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
