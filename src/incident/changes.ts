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
  reasonFault,
  refuse,
  type Scene,
  sync,
  tellRoom,
  tooLong,
} from './decision.ts';
import { later, minutesAfter } from './instants.ts';
import { severityHeld } from './kinds/forced.ts';
import { isEnded, isOpen } from './lookup.ts';
import { dueAfter } from './presence/cadence.ts';
import { limits } from './text.ts';
import type { Decision } from './types.ts';
import { promise } from './updates.ts';

export function changeSeverity(
  { incident, policy, now }: Scene,
  command: Of<'change_severity'>,
): Decision {
  const { by, severity: to, reason } = command;
  const from = incident.severity;
  if (isEnded(incident.phase)) return refuse({ code: 'ended', phase: incident.phase });
  if (policy.severities.length === 0) return refuse({ code: 'no_severities' });
  const severity = policy.severities.find((each) => each.key === to);
  if (!severity) {
    const allowed = policy.severities.map((each) => each.key);
    return refuse({ code: 'unknown_severity', given: to, allowed });
  }
  if (from === to) return refuse({ code: 'same', field: 'severity' });
  const fault =
    changed(incident, command.expect, ['severity']) ??
    severityHeld(incident, to, policy) ??
    reasonFault(reason);
  if (fault) return fault;
  return accept(
    withCadence({ ...incident, severity: to }, policy, now),
    entry('change_severity', person(by), { from, to, reason }),
    [
      tellRoom({ type: 'severity_changed', from, to, reason, by }),
      ...sync('card', 'topic', 'news'),
      ...homesOf(incident),
    ],
  );
}

/**
 * The next update counts from the last one by the new cadence. Where that would be over already, or
 * too soon to write one, there is as much time as the warning gives, and never more than the cadence.
 */
export function withCadence<D extends Draft>(incident: D, policy: Policy, now: Date): D {
  if (!isOpen(incident.phase)) return incident;
  const due = dueAfter(incident, policy, null, incident.state.updates.last?.at ?? null);
  if (!due) return promise(incident, null, now);
  const atLeast = minutesAfter(now, Math.min(policy.updates.warn_before_minutes, due.every));
  return promise(incident, later(due.at, atLeast), now);
}

export function changeStatus({ incident, policy }: Scene, command: Of<'change_status'>): Decision {
  const { by, status: to, reason } = command;
  const from = incident.status;
  if (!isOpen(incident.phase)) return refuse({ code: 'ended', phase: incident.phase });
  const status = policy.statuses.find((each) => each.key === to);
  if (!status) {
    const allowed = policy.statuses.map((each) => each.key);
    return refuse({ code: 'unknown_status', given: to, allowed });
  }
  if (from === to) return refuse({ code: 'same', field: 'status' });
  const fault = changed(incident, command.expect, ['status']) ?? reasonFault(reason);
  if (fault) return fault;
  return accept(
    { ...incident, status: to, phase: status.phase },
    entry('change_status', person(by), { from, to, reason }),
    [
      tellRoom({ type: 'status_changed', from, to, reason, by }),
      ...sync('card', 'topic', 'news'),
      ...homesOf(incident),
    ],
  );
}

/** A reason may be left out: a better title explains itself. */
export function changeTitle({ incident }: Scene, command: Of<'change_title'>): Decision {
  const { by, title: to, reason } = command;
  const from = incident.title;
  if (isEnded(incident.phase)) return refuse({ code: 'ended', phase: incident.phase });
  if (from === to) return refuse({ code: 'same', field: 'title' });
  const fault =
    changed(incident, command.expect, ['title']) ??
    missing('title', to) ??
    tooLong('title', to, limits.title) ??
    tooLong('reason', reason, limits.reason);
  if (fault) return fault;
  return accept(
    { ...incident, title: to },
    entry('change_title', person(by), { from, to, reason }),
    [
      tellRoom({ type: 'title_changed', from, to, reason, by }),
      ...sync('card', 'topic', 'purpose', 'bookmark', 'news'),
      ...homesOf(incident),
    ],
  );
}
