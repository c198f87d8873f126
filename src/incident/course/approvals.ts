import type { Gate, Need } from '../../policy/language/course.ts';
import type { Policy } from '../../policy/schema.ts';
import type { Draft } from '../consequences.ts';
import {
  accept,
  entry,
  type Of,
  person,
  refuse,
  type Scene,
  sync,
  tellRoom,
  withState,
} from '../decision.ts';
import { isEnded } from '../lookup.ts';
import { isAmong } from '../people.ts';
import type { Decision, Incident, UserId } from '../types.ts';

/**
 * Approvals, of gates (`gate:key`) and of messages (`message:id`). Each person counts once, also who
 * asked for it: where two must approve, that is one other at least.
 */

/** Who has approved what goes by this key. */
export function approversOf({ state }: Pick<Draft, 'state'>, key: string): UserId[] {
  const given = Object.hasOwn(state.approvals, key) ? (state.approvals[key] ?? []) : [];
  return given.map(({ by }) => by);
}

/** The incident with one more approval under this key. Whether they may is for who asks to know. */
export function withApproval(incident: Incident, key: string, by: UserId, at: Date): Incident {
  const before = Object.hasOwn(incident.state.approvals, key)
    ? (incident.state.approvals[key] ?? [])
    : [];
  if (before.some((each) => each.by === by)) return incident;
  const approvals = { ...incident.state.approvals, [key]: [...before, { by, at }] };
  return withState(incident, { approvals });
}

/** The incident without what was approved under keys that begin so: what they approved has changed. */
export function withoutApprovals<D extends Draft>(incident: D, start: string): D {
  const kept = Object.entries(incident.state.approvals).filter(([key]) => !key.startsWith(start));
  return { ...incident, state: { ...incident.state, approvals: Object.fromEntries(kept) } };
}

/** How many more people must approve before this need of a gate is met. */
export function approvalsLeft(gate: Gate, need: Need, incident: Draft): number {
  const wanted = need.approval?.count ?? 0;
  return Math.max(0, wanted - approversOf(incident, keyOf(gate, need)).length);
}

/** The approvals of a gate that are open and that this person may still give. */
export function approvalNeeds(
  gate: Gate,
  incident: Draft,
  policy: Policy,
  who: { by: UserId; as?: readonly string[] | undefined },
): { need: Need; key: string }[] {
  return openApprovals(gate, incident).filter(
    ({ need, key }) =>
      need.approval !== undefined &&
      isAmong(need.approval.by, who.by, who.as, incident, policy) &&
      !approversOf(incident, key).includes(who.by),
  );
}

/** The approvals that a gate still waits for. */
export function openApprovals(gate: Gate, incident: Draft): { need: Need; key: string }[] {
  return gate.needs
    .filter((need) => need.approval && approvalsLeft(gate, need, incident) > 0)
    .map((need) => ({ need, key: keyOf(gate, need) }));
}

/** Where a gate asks different people, each list of them approves under a key of its own. */
function keyOf(gate: Gate, need: Need): string {
  const asked = gate.needs.filter((each) => each.approval);
  const index = asked.indexOf(need);
  return index > 0 ? `gate:${gate.key}:${index + 1}` : `gate:${gate.key}`;
}

/** Gives every approval of a gate that is this person's to give. */
export function approve({ incident, policy, now }: Scene, command: Of<'approve'>): Decision {
  const { by, as, gate: key } = command;
  const gate = policy.gates.find((each) => each.key === key);
  if (isEnded(incident.phase)) return refuse({ code: 'ended', phase: incident.phase });
  const open = gate ? openApprovals(gate, incident) : [];
  if (!gate || open.length === 0) return refuse({ code: 'no_approval', gate: key });
  if (open.every((each) => approversOf(incident, each.key).includes(by))) {
    return refuse({ code: 'approved_already', gate: key });
  }
  const own = approvalNeeds(gate, incident, policy, { by, as });
  if (own.length === 0) {
    const who = open.flatMap(({ need }) => need.approval?.by ?? []);
    return refuse({ code: 'not_allowed', who });
  }
  const after = own.reduce((so, each) => withApproval(so, each.key, by, now), incident);
  const left = openApprovals(gate, after).reduce(
    (sum, { need }) => sum + approvalsLeft(gate, need, after),
    0,
  );
  return accept(after, entry('approve', person(by), { gate: key }), [
    tellRoom({ type: 'approved', gate: key, by, left }),
    ...sync('card'),
  ]);
}

/** Asks in the room for the approvals that a gate waits for. */
export function askApproval({ incident, policy }: Scene, command: Of<'ask_approval'>): Decision {
  const { by, gate: key } = command;
  const gate = policy.gates.find((each) => each.key === key);
  if (isEnded(incident.phase)) return refuse({ code: 'ended', phase: incident.phase });
  if (!gate || openApprovals(gate, incident).length === 0) {
    return refuse({ code: 'no_approval', gate: key });
  }
  return accept(incident, entry('ask_approval', person(by), { gate: key }), [
    tellRoom({ type: 'approval_asked', gate: key, by }),
  ]);
}
