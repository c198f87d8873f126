import { actionItemFault } from './action-items/items.ts';
import {
  accept,
  changed,
  entry,
  homesOf,
  type Of,
  person,
  reasonFault,
  refuse,
  type Scene,
  sync,
  tellRoom,
  withState,
} from './decision.ts';
import { kindFault } from './kinds/settled.ts';
import { commanderOf, isOpen } from './lookup.ts';
import { dueAfter } from './presence/cadence.ts';
import { stillInForce } from './tasks/measures.ts';
import { excerpt, stateBytes } from './text.ts';
import type { Decision, Effect, Fact, Incident, Invitee, UserId } from './types.ts';
import { promise } from './updates.ts';

export function resolve({ incident, policy, now }: Scene, command: Of<'resolve'>): Decision {
  const { by, reason } = command;
  if (!isOpen(incident.phase)) return refuse({ code: 'ended', phase: incident.phase });
  const fault =
    changed(incident, command.expect, ['severity', 'status', 'title']) ??
    kindFault(incident, policy) ??
    reasonFault(reason);
  if (fault) return fault;
  const { declaredAt } = incident;
  return accept(
    { ...atRest(incident, reason, now), phase: 'resolved', resolvedAt: now },
    entry('resolve', person(by), { reason }),
    told(incident, { type: 'resolved', reason, by, declaredAt, resolvedAt: now }),
  );
}

/** How it ended was told when it was resolved, and that stays. */
export function close({ incident, policy, now }: Scene, command: Of<'close'>): Decision {
  const { by, reason } = command;
  const { phase } = incident;
  if (isOpen(phase)) return refuse({ code: 'not_resolved', phase });
  if (phase !== 'resolved' && phase !== 'reviewing') return refuse({ code: 'ended', phase });
  const fault =
    kindFault(incident, policy) ??
    stillInForce(incident) ??
    reasonFault(reason) ??
    actionItemFault({ incident, policy }, command.anyway);
  if (fault) return fault;
  return accept(
    { ...atRest(incident, incident.state.outcome ?? reason, now), phase: 'closed', closedAt: now },
    entry('close', person(by), { reason }),
    told(incident, { type: 'closed', reason, by }),
  );
}

/** It turned out to be none. What was resolved is closed, not cancelled. */
export function cancel({ incident, now }: Scene, command: Of<'cancel'>): Decision {
  const { by, reason } = command;
  if (!isOpen(incident.phase)) return refuse({ code: 'ended', phase: incident.phase });
  const fault = stillInForce(incident) ?? reasonFault(reason);
  if (fault) return fault;
  return accept(
    { ...atRest(incident, reason, now), phase: 'cancelled', closedAt: now },
    entry('cancel', person(by), { reason }),
    told(incident, { type: 'cancelled', reason, by }),
  );
}

/** Back to work: the first active status, a new promise, and the room again if it was put away. */
export function reopen({ incident, policy, now }: Scene, command: Of<'reopen'>): Decision {
  const { by, reason } = command;
  const { phase } = incident;
  if (isOpen(phase)) return refuse({ code: 'not_ended', phase });
  const fault = reasonFault(reason);
  if (fault) return fault;
  const status = policy.statuses.find((each) => each.phase === 'active') ?? policy.statuses[0];
  if (!status) throw new Error('the policy has no status');
  const { archive: _done, ...failedSteps } = incident.state.failedSteps;
  const reopened: Incident = {
    ...incident,
    status: status.key,
    phase: status.phase,
    resolvedAt: null,
    closedAt: null,
  };
  const open = promise(reopened, dueAfter(reopened, policy, null, now)?.at ?? null, now);
  const commanderlessSince = commanderOf(incident, policy) ? null : now;
  return accept(
    withState(open, { commanderlessSince, failedSteps, outcome: null }),
    entry('reopen', person(by), { reason, from: phase }),
    [
      ...sync('room'),
      ...told(incident, { type: 'reopened', reason, by }),
      { family: 'sync', type: 'sync_invite', who: peopleOf(incident, by) },
    ],
  );
}

/** Who has to be in the room again: who reopened it, who declared it, who holds a role. */
function peopleOf(incident: Incident, by: UserId): Invitee[] {
  const holders = Object.values(incident.state.roles).flat();
  const who = [by, incident.declaredBy, ...holders.map((holder) => holder.userId)];
  return [...new Set(who)].map((userId) => ({ userId }));
}

/** Nothing is promised or offered any more; why it ended stands on the card. */
export function atRest(incident: Incident, reason: string, now: Date): Incident {
  const quiet = promise(incident, null, now);
  const updates = { ...quiet.state.updates, ownedBy: null };
  return withState(quiet, { updates, offers: {}, outcome: excerpt(reason, stateBytes.outcome) });
}

function told(incident: Incident, fact: Fact): Effect[] {
  return [tellRoom(fact), ...sync('card', 'topic', 'news'), ...homesOf(incident)];
}
