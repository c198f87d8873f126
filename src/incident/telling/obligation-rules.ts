import type { Policy } from '../../policy/schema.ts';
import {
  accept,
  entry,
  missing,
  type Of,
  person,
  type Refused,
  reasonFault,
  refuse,
  type Scene,
  sync,
  tooLong,
  withState,
} from '../decision.ts';
import { excerpt } from '../text.ts';
import type { Decision, UserId } from '../types.ts';
import { messageLimits } from './message-rules.ts';
import { type Owed, opened, owedBy, stateOf } from './obligations.ts';
import type { ObligationState } from './types.ts';

/** Rules of obligations: opened by hand, met with evidence, excused with a reason. */

/** Most bytes of evidence or reason that the state keeps; all of it stands in the timeline. */
const proofBytes = 200;

export function openObligation(scene: Scene, command: Of<'open_obligation'>): Decision {
  const { incident, policy, now } = scene;
  const { by, reason } = command;
  const owed = owedOf(policy, command.obligation);
  if ('refusal' in owed) return owed;
  const fault = tooLong('reason', reason, messageLimits.proof);
  if (fault) return fault;
  if (stateOf(incident, owed.key)?.status === 'open') {
    return refuse({ code: 'obligation_opened', obligation: owed.key });
  }
  const state = opened(incident, policy, owed, 'hand', now);
  const { dueAt } = state;
  return accept(
    withObligation(scene, owed.key, state),
    entry('open_obligation', person(by), { obligation: owed.key, dueAt, reason }),
    sync('card'),
  );
}

export function meetObligation(scene: Scene, command: Of<'meet_obligation'>): Decision {
  const { by, proof, text } = command;
  const found = openOne(scene, command.obligation);
  if ('refusal' in found) return found;
  const fault =
    missing('proof', proof) ??
    tooLong('proof', proof, messageLimits.proof) ??
    tooLong('text', text, messageLimits.text);
  if (fault) return fault;
  return accept(
    withObligation(scene, found.key, ended(scene, found.state, { status: 'met', by, proof })),
    entry('meet_obligation', person(by), { obligation: found.key, proof, text }),
    sync('card'),
  );
}

export function excuseObligation(scene: Scene, command: Of<'excuse_obligation'>): Decision {
  const { by, reason } = command;
  const found = openOne(scene, command.obligation);
  if ('refusal' in found) return found;
  const fault = reasonFault(reason);
  if (fault) return fault;
  const end = { status: 'excused', by, proof: reason } as const;
  return accept(
    withObligation(scene, found.key, ended(scene, found.state, end)),
    entry('excuse_obligation', person(by), { obligation: found.key, reason }),
    sync('card'),
  );
}

function openOne(
  { incident, policy }: Scene,
  key: string,
): { key: string; state: ObligationState } | Refused {
  const state = stateOf(incident, key);
  if (!state || !owedBy(policy, key)) {
    return refuse({ code: 'unknown_obligation', given: key, allowed: keysOf(policy) });
  }
  const { status, by, endedAt } = state;
  if (status === 'open') return { key, state };
  return refuse({ code: 'obligation_ended', status, by, at: endedAt ?? state.openedAt });
}

function owedOf(policy: Policy, key: string): Owed | Refused {
  const found = owedBy(policy, key);
  const isWhole = found !== null && found.obligation.per_client === (found.client !== null);
  if (isWhole) return found;
  return refuse({ code: 'unknown_obligation', given: key, allowed: keysOf(policy) });
}

/** All that can be opened, by key. */
function keysOf({ obligations, clients }: Policy): string[] {
  return obligations.flatMap(({ key, per_client }) =>
    per_client ? clients.map((client) => `${key}:${client.key}`) : [key],
  );
}

function ended(
  { now }: Scene,
  state: ObligationState,
  end: { status: 'met' | 'excused'; by: UserId; proof: string },
): ObligationState {
  return { ...state, ...end, proof: excerpt(end.proof, proofBytes), endedAt: now };
}

function withObligation({ incident }: Scene, key: string, state: ObligationState) {
  return withState(incident, { obligations: { ...incident.state.obligations, [key]: state } });
}
