import type { Policy } from '../policy/schema.ts';
import type { Draft } from './consequences.ts';
import {
  accept,
  changed,
  entry,
  homesOf,
  missing,
  type Of,
  person,
  type Refused,
  reasonFault,
  refuse,
  type Scene,
  sync,
  tellRoom,
  tooLong,
} from './decision.ts';
import { inReality } from './drills/pace.ts';
import { later, minutesAfter } from './instants.ts';
import { isEnded, isOpen } from './lookup.ts';
import { dueAfter, minutesBetween } from './presence/cadence.ts';
import { excerpt, isBlank, limits, stateBytes } from './text.ts';
import { timersFor } from './timers.ts';
import type { Decision, Incident, PostUpdate, StatusUpdate, UpdateState } from './types.ts';

/** The shortest and longest promise of a next update. */
export const nextMinutes = { min: 5, max: 1440 } as const;
/** By how much one snooze may move the next update. */
export const snoozeMinutes = { min: 1, max: 240 } as const;
/** "I'm on it" keeps reminders quiet for this long. */
const quietMinutes = 10;

/** The incident with its next update promised for `dueAt`, and all that hung on the last promise gone. */
export function promise<D extends Draft>(incident: D, dueAt: Date | null, now: Date): D {
  const { state } = incident;
  const fired = Object.entries(state.fired).filter(([key]) => !key.startsWith('update_'));
  // Nobody would read the reminders of what is a record only.
  const promised = state.place === 'record' ? null : dueAt;
  const updates: UpdateState = {
    ...state.updates,
    nextDueAt: promised,
    promisedAt: promised ? now : null,
    snooze: null,
  };
  return { ...incident, state: { ...state, updates, fired: Object.fromEntries(fired) } };
}

/**
 * A resolved incident may still be told about, but promises nothing and keeps its status. Two people
 * writing at once both get through: losing what somebody wrote is worse than hearing it twice.
 */
export function postUpdate({ incident, policy, now }: Scene, command: PostUpdate): Decision {
  const fault = updateFault(incident, command, policy);
  if (fault) return fault;
  const { by, know, doing, need } = command;
  const to = policy.statuses.find((each) => each.key === command.status);
  const status = to && to.key !== incident.status ? { from: incident.status, to: to.key } : null;
  const moved: Incident =
    to && status ? { ...incident, status: to.key, phase: to.phase } : incident;
  const dueAt = nextDueAfter(moved, command, policy, now);
  const update: StatusUpdate = { at: now, by, know, doing, need };
  const after = promise(moved, dueAt, now);
  const kept: StatusUpdate = {
    ...update,
    know: excerpt(know, stateBytes.update),
    doing: excerpt(doing, stateBytes.update),
    need: excerpt(need, stateBytes.update),
  };
  return accept(
    {
      ...after,
      state: {
        ...after.state,
        summary: isBlank(know) ? after.state.summary : excerpt(know, stateBytes.summary),
        updates: { ...after.state.updates, last: kept, ownedBy: null },
      },
    },
    entry('post_update', person(by), { know, doing, need, status, nextDueAt: dueAt }),
    [
      tellRoom({
        type: 'update_posted',
        update,
        status: to?.key ?? incident.status,
        nextDueAt: dueAt,
      }),
      ...sync('card', 'news'),
      // Every new topic is a line in the room; the same one need not be set again.
      ...(status || isOtherCadence(incident, moved, policy, now) ? sync('topic') : []),
      ...(status ? homesOf(incident) : []),
    ],
  );
}

/** Whether news comes at another pace from now on: the topic says how often. */
function isOtherCadence(before: Incident, after: Incident, policy: Policy, now: Date): boolean {
  const lastAt = before.state.updates.last?.at ?? null;
  const was = minutesBetween(before, policy, null, lastAt);
  return was !== minutesBetween(after, policy, null, now);
}

function updateFault(incident: Incident, command: PostUpdate, policy: Policy): Refused | null {
  const { phase } = incident;
  const { know, doing, need, status, nextInMinutes } = command;
  if (isEnded(phase)) return refuse({ code: 'ended', phase });
  if (status !== undefined) {
    const allowed = policy.statuses.map((each) => each.key);
    if (!allowed.includes(status))
      return refuse({ code: 'unknown_status', given: status, allowed });
    if (!isOpen(phase) && status !== incident.status) return refuse({ code: 'ended', phase });
    const stale = changed(incident, command.expect, ['status']);
    if (stale && status !== incident.status) return stale;
  }
  if (nextInMinutes !== undefined && !within(nextInMinutes, nextMinutes)) {
    return refuse({ code: 'minutes_out_of_range', ...nextMinutes });
  }
  return (
    missing('know', know + doing + need) ??
    tooLong('know', know, limits.update) ??
    tooLong('doing', doing, limits.update) ??
    tooLong('need', need, limits.update)
  );
}

function nextDueAfter(
  incident: Incident,
  command: PostUpdate,
  policy: Policy,
  now: Date,
): Date | null {
  if (!isOpen(incident.phase)) return null;
  const chosen = command.nextInMinutes;
  return chosen
    ? minutesAfter(now, inReality(policy, chosen))
    : (dueAfter(incident, policy, null, now)?.at ?? null);
}

/** Moves the promise by some minutes, counted from its instant, or from now when it is late. */
export function snoozeUpdate(
  { incident, policy, now }: Scene,
  command: Of<'snooze_update'>,
): Decision {
  const { by, minutes, reason } = command;
  const { nextDueAt: from, snooze } = incident.state.updates;
  if (!isOpen(incident.phase)) return refuse({ code: 'ended', phase: incident.phase });
  if (!from) return refuse({ code: 'no_update_due' });
  if (snooze && snooze.until > now) {
    return refuse({ code: 'already_snoozed', until: snooze.until });
  }
  if (!within(minutes, snoozeMinutes)) {
    return refuse({ code: 'minutes_out_of_range', ...snoozeMinutes });
  }
  const fault = changed(incident, command.expect, ['nextDueAt']) ?? reasonFault(reason);
  if (fault) return fault;
  const until = minutesAfter(later(from, now), inReality(policy, minutes));
  const after = promise(incident, until, now);
  const kept = { by, reason: excerpt(reason, stateBytes.snoozeReason), until };
  return accept(
    {
      ...after,
      state: { ...after.state, updates: { ...after.state.updates, snooze: kept } },
    },
    entry('snooze_update', person(by), { reason, wasDueAt: from, untilAt: until }),
    sync('card', 'news'),
  );
}

/**
 * "I'm on it": the card says who, and the reminders of the next ten minutes count as given. When one
 * comes after that, the word has lapsed and somebody else may give theirs.
 */
export function ownUpdate({ incident, policy, now }: Scene, command: Of<'own_update'>): Decision {
  const { nextDueAt: dueAt, ownedBy } = incident.state.updates;
  if (!isOpen(incident.phase)) return refuse({ code: 'ended', phase: incident.phase });
  if (!dueAt) return refuse({ code: 'no_update_due' });
  const stale = changed(incident, command.expect, ['nextDueAt']);
  if (stale) return stale;
  if (ownedBy) return refuse({ code: 'already_owned', userId: ownedBy });
  const until = minutesAfter(now, inReality(policy, quietMinutes));
  const quiet = timersFor(incident, policy).filter(
    (timer) => timer.key.startsWith('update_') && timer.dueAt <= until,
  );
  const fired = { ...incident.state.fired };
  for (const timer of quiet) fired[timer.key] = now;
  const updates = { ...incident.state.updates, ownedBy: command.by };
  return accept(
    { ...incident, state: { ...incident.state, updates, fired } },
    entry('own_update', person(command.by), { dueAt }),
    sync('card'),
  );
}

function within(minutes: number, { min, max }: { min: number; max: number }): boolean {
  return Number.isInteger(minutes) && minutes >= min && minutes <= max;
}
