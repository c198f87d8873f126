import {
  accept,
  changed,
  entry,
  type Of,
  person,
  reasonFault,
  refuse,
  type Scene,
  sync,
} from '../decision.ts';
import { later, minutesAfter } from '../instants.ts';
import { isOpen } from '../lookup.ts';
import type { Decision } from '../types.ts';
import { promise } from '../updates.ts';
import { dueAfter } from './cadence.ts';

/**
 * Leaves the promised update out: the one after it is promised instead, counted from its instant, or
 * from now when it is late. Where no cadence says when, nothing is promised any more.
 */
export function skipUpdate({ incident, policy, now }: Scene, command: Of<'skip_update'>): Decision {
  const { by, reason } = command;
  const { nextDueAt: from } = incident.state.updates;
  if (!isOpen(incident.phase)) return refuse({ code: 'ended', phase: incident.phase });
  if (!from) return refuse({ code: 'no_update_due' });
  const fault = changed(incident, command.expect, ['nextDueAt']) ?? reasonFault(reason);
  if (fault) return fault;
  const due = dueAfter(incident, policy, null, incident.state.updates.last?.at ?? null);
  const next = due && minutesAfter(later(from, now), due.every);
  const after = promise(incident, next, now);
  const updates = { ...after.state.updates, ownedBy: null };
  return accept(
    { ...after, state: { ...after.state, updates } },
    entry('skip_update', person(by), { reason, wasDueAt: from, nextDueAt: next }),
    sync('card', 'news'),
  );
}
