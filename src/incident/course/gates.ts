import type { Gate, Need } from '../../policy/language/course.ts';
import type { Policy } from '../../policy/schema.ts';
import { holds, passes } from '../conditions.ts';
import type { Draft } from '../consequences.ts';
import { type Refused, reasonOf, refuse, type Scene } from '../decision.ts';
import { roleFilled, rolesMissing } from '../needed-roles.ts';
import { isAmong } from '../people.ts';
import { listDone, openRequired, taskSettled } from '../tasks/progress.ts';
import type { Command, PersonCommand, UserId } from '../types.ts';
import { approvalNeeds, approvalsLeft } from './approvals.ts';
import { milestoneAt } from './milestones.ts';
import type { Again, ClosedGate, CourseAlso, GatedWord, Missing } from './types.ts';

/** What must be so before an incident goes on, and the way past it with a reason. */

/** What somebody wants it to become. */
export interface Target {
  status?: string;
  phase?: string;
  stage?: string;
  publicState?: string;
}

/** Who asks, with what the directory says of them. */
interface Asker {
  by: UserId;
  as?: readonly string[] | undefined;
}

/** The gates that stand before it, for an incident as it is. */
export function gatesBefore(target: Target, incident: Draft, policy: Policy): Gate[] {
  return policy.gates.filter(({ before, when }) => {
    const stands =
      includes(before.status, target.status) ||
      includes(before.phase, target.phase) ||
      includes(before.stage, target.stage) ||
      includes(before.public_state, target.publicState);
    return stands && holds(when, incident, policy);
  });
}

function includes(keys: readonly string[] | undefined, key: string | undefined): boolean {
  return key !== undefined && (keys?.includes(key) ?? false);
}

/** What a gate still waits for; nothing where it is open. */
export function unmet(gate: Gate, incident: Draft, policy: Policy, asker?: Asker): Missing[] {
  return gate.needs.flatMap((need) => {
    const open = openIn(gate, need, incident, policy);
    if (open === null) return [];
    if (!need.approval) return [{ need, open }];
    const left = approvalsLeft(gate, need, incident);
    const mayApprove =
      asker !== undefined &&
      isAmong(need.approval.by, asker.by, asker.as, incident, policy) &&
      approvalNeeds(gate, incident, policy, asker).some((each) => each.need === need);
    return [{ need, open, left, mayApprove }];
  });
}

/** What is open of a need, by key or path; null where it is met. */
function openIn(gate: Gate, need: Need, incident: Draft, policy: Policy): string[] | null {
  const { state } = incident;
  const unless = (isMet: boolean, open: string[] = []) => (isMet ? null : open);
  if (need.checklist) {
    const open = openRequired(incident, policy, need.checklist).map(({ path }) => path);
    return unless(listDone(incident, policy, need.checklist), open);
  }
  if (need.item) return unless(taskSettled(incident, policy, need.item), [need.item]);
  if (need.role) return unless(roleFilled(incident, policy, need.role), [need.role]);
  if (need.roles) return rolesIfAny(rolesMissing(incident, policy));
  if (need.field) {
    const value = Object.hasOwn(state.fields, need.field) ? state.fields[need.field] : undefined;
    return unless(passes({ given: true }, value), [need.field]);
  }
  if (need.milestone) return unless(milestoneAt(incident, need.milestone) !== null);
  if (need.approval) return unless(approvalsLeft(gate, need, incident) === 0);
  if (need.kind) return unless(isSettled(incident, policy));
  if (need.measures) return rolesIfAny(keysWith(state.measures, 'in_force'));
  if (need.obligations) return rolesIfAny(keysWith(state.obligations, 'open'));
  if (need.update) return unless(state.updates.last !== null);
  const told = state.messages.some(
    ({ audience, status }) => audience === need.told && status === 'sent',
  );
  return unless(told);
}

function rolesIfAny(keys: string[]): string[] | null {
  return keys.length > 0 ? keys : null;
}

function keysWith(record: Record<string, { status: string }>, status: string): string[] {
  return Object.entries(record).flatMap(([key, each]) => (each.status === status ? [key] : []));
}

/** Whether it is known what sort it is; where there are no kinds there is nothing to know. */
function isSettled({ state }: Draft, policy: Policy): boolean {
  if (policy.kinds.length === 0) return true;
  const kind = policy.kinds.find(({ key }) => key === state.kind);
  return kind !== undefined && !kind.unsettled;
}

/**
 * Whether a command that the rules would carry out meets a closed gate. Refused then, unless who acts
 * goes past it knowingly, may do so and says why; which is told in the decision's own entry.
 */
export function atGates({ incident, policy }: Scene, command: Command): Refused | CourseAlso[] {
  const asked = againOf(command);
  if (!asked) return [];
  const { by, as, past } = command as PersonCommand & { by: UserId };
  const closed = gatesBefore(targetOf(asked, incident, policy), incident, policy)
    .map((gate) => ({ gate, missing: unmet(gate, incident, policy, { by, as }) }))
    .filter(({ missing }) => missing.length > 0);
  if (closed.length === 0) return [];
  const mayPass = closed.every(
    ({ gate }) => gate.bypass !== 'never' && isAmong(gate.bypass, by, as, incident, policy),
  );
  const knew = past !== undefined && closed.every(({ gate }) => past.gates.includes(gate.key));
  if (!mayPass || !knew) {
    const gates: ClosedGate[] = closed.map(({ gate, missing }) => ({ gate: gate.key, missing }));
    return refuse({ code: 'gate_closed', gates, mayPass, again: asked });
  }
  const keys = closed.map(({ gate }) => gate.key);
  return reasonOf('past', past.reason) ?? [{ type: 'went_past', gates: keys, reason: past.reason }];
}

/** Where a command would lead; null where no gate can stand before it. */
function againOf(command: Command): Again | null {
  switch (command.type) {
    case 'change_status':
      return { word: command.type, to: command.status, reason: command.reason };
    case 'post_update':
      return command.status === undefined ? null : { word: command.type, to: command.status };
    case 'resolve':
    case 'close':
      return { word: command.type, reason: command.reason };
    case 'change_stage':
      return { word: command.type, to: command.stage, reason: command.reason };
    case 'change_public_state':
      return { word: command.type, to: command.state, reason: command.reason };
    default:
      return null;
  }
}

const wayOf: Record<GatedWord, (to: string, incident: Draft, policy: Policy) => Target> = {
  change_status: statusTarget,
  post_update: statusTarget,
  resolve: () => ({ phase: 'resolved' }),
  close: () => ({ phase: 'closed' }),
  change_stage: (stage) => ({ stage }),
  change_public_state: (publicState) => ({ publicState }),
};

function targetOf({ word, to = '' }: Again, incident: Draft, policy: Policy): Target {
  return wayOf[word](to, incident, policy);
}

/** What stays as it is passes no gate. */
function statusTarget(to: string, incident: Draft, policy: Policy): Target {
  if (to === incident.status) return {};
  const phase = policy.statuses.find(({ key }) => key === to)?.phase;
  return { status: to, ...(phase && phase !== incident.phase ? { phase } : {}) };
}
