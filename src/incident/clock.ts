import type { Policy } from '../policy/schema.ts';
import { accept, entry, type Scene, sync, tellRoom } from './decision.ts';
import { commanderRole, openPhases } from './lookup.ts';
import { waitsOver } from './tasks/timers.ts';
import { afterFollowersDue, audiencesDue, followersDue } from './telling/timers.ts';
import { timersFor } from './timers.ts';
import type { Decision, Effect, FireTimers, Incident, Timer, TimerKind } from './types.ts';

/** Of all that is late in one family only the last counts: after a week away there is one reminder. */
const families: TimerKind[][] = [
  ['commander_missing'],
  ['update_warning', 'update_due', 'update_overdue'],
  ['archive_room'],
  ['task_wait_over'],
  ['audience_due'],
  ['followers_due'],
];

/**
 * What is due by `now` happens once and is recorded as fired. A key that the incident does not have
 * (any more) or that is not due yet is passed over: accepted, with nothing to tell.
 */
export function fireTimers({ incident, policy, now }: Scene, command: FireTimers): Decision {
  const due = timersFor(incident, policy).filter((timer) => timer.dueAt <= now);
  const fired = { ...incident.state.fired };
  const happening: Timer[] = [];
  for (const kinds of families) {
    const late = due.filter((timer) => kinds.includes(timer.kind));
    const last = late.at(-1);
    const given = late.filter((timer) => command.keys.includes(timer.key));
    if (!last || given.length === 0) continue;
    if (given.includes(last)) happening.push(last);
    for (const timer of given.includes(last) ? late : given) fired[timer.key] = now;
  }
  const [first] = happening;
  const after = { ...incident, state: { ...incident.state, fired } };
  if (!first) return accept(after, null, []);
  const told = happening.some(({ kind }) => kind === 'followers_due');
  return accept(
    afterReminding(told ? afterFollowersDue(after, now) : after, happening),
    lineOf(happening),
    happening.flatMap((timer) => effectsOf(timer, incident, policy, now)),
  );
}

/** One line for all of it; what only followers hear is not worth one. */
function lineOf(happening: Timer[]) {
  const told = happening.filter(({ kind }) => kind !== 'followers_due');
  const [first] = told;
  if (!first) return null;
  const fired = told.map(({ kind, dueAt }) => ({ kind, dueAt }));
  return entry(first.kind, { kind: 'clock' }, { fired });
}

/** A reminder that comes although somebody was on it means that they are not: the word has lapsed. */
function afterReminding(incident: Incident, happening: Timer[]): Incident {
  const lapsed = happening.some(({ kind }) => kind === 'update_due' || kind === 'update_overdue');
  if (!lapsed || !incident.state.updates.ownedBy) return incident;
  const updates = { ...incident.state.updates, ownedBy: null };
  return { ...incident, state: { ...incident.state, updates } };
}

function effectsOf(timer: Timer, incident: Incident, policy: Policy, now: Date): Effect[] {
  switch (timer.kind) {
    case 'commander_missing': {
      const sinceAt = incident.state.commanderlessSince ?? incident.declaredAt;
      const guard = {
        phases: ['triage' as const, 'active' as const],
        roleEmpty: commanderRole(policy),
      };
      return [tellRoom({ type: 'commander_missing', sinceAt }, guard)];
    }
    case 'update_warning':
      return remind('warning', incident);
    case 'update_due':
      return remind('due', incident);
    case 'update_overdue':
      return remind('overdue', incident);
    case 'archive_room':
      return sync('archive');
    case 'task_wait_over':
      return waitsOver(incident, policy, timer.dueAt);
    case 'audience_due':
      return audiencesDue(incident, policy, timer.dueAt);
    case 'followers_due':
      return followersDue(incident, now);
    default:
      timer.kind satisfies never;
      return [];
  }
}

function remind(stage: 'warning' | 'due' | 'overdue', incident: Incident): Effect[] {
  const { nextDueAt: dueAt, last, ownedBy } = incident.state.updates;
  if (!dueAt) return [];
  const lastAt = last?.at ?? incident.declaredAt;
  const owner = ownedBy ? { owner: ownedBy } : {};
  const fact = { type: 'update_reminder', stage, dueAt, lastAt, ...owner } as const;
  // What stands outside the room says, too, that it is late.
  const places = stage === 'warning' ? sync('card') : sync('card', 'news');
  return [tellRoom(fact, { phases: [...openPhases], nextDueAt: dueAt }), ...places];
}
