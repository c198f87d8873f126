import type { Stage, Status } from '../../policy/language/course.ts';
import type { Policy } from '../../policy/schema.ts';
import type { Draft } from '../consequences.ts';
import {
  accept,
  entry,
  type Of,
  person,
  reasonFault,
  refuse,
  type Scene,
  sync,
  tellRoom,
  withState,
} from '../decision.ts';
import { minutesAfter } from '../instants.ts';
import { isEnded } from '../lookup.ts';
import type { Decision } from '../types.ts';
import { gatesBefore, unmet } from './gates.ts';
import { milestoneAt } from './milestones.ts';

/** Stages of the process: an axis of its own, forward by itself and in any direction by hand. */

export function changeStage(
  { incident, policy, now }: Scene,
  command: Of<'change_stage'>,
): Decision {
  const { by, stage: to, reason } = command;
  if (isEnded(incident.phase)) return refuse({ code: 'ended', phase: incident.phase });
  if (!policy.stages.some(({ key }) => key === to)) {
    const allowed = policy.stages.map(({ name }) => name);
    return refuse({ code: 'unknown_stage', given: to, allowed });
  }
  const from = incident.state.stage?.key ?? null;
  if (from === to) return refuse({ code: 'same_stage' });
  const fault = reasonFault(reason);
  if (fault) return fault;
  return accept(
    withState(incident, { stage: { key: to, since: now } }),
    entry('change_stage', person(by), { from, to, reason }),
    [tellRoom({ type: 'stage_changed', from, to, reason, by }), ...sync('card')],
  );
}

/**
 * The stage that is entered by itself after a decision: the furthest that what has just become so
 * enters, if it lies ahead and no closed gate stands before it. Null: none.
 */
export function stageEntered(before: Draft | null, after: Draft, policy: Policy): Stage | null {
  const at = policy.stages.findIndex(({ key }) => key === after.state.stage?.key);
  const ahead = policy.stages.slice(at + 1).filter((stage) => {
    return enters(stage, after) && !(before && enters(stage, before));
  });
  const open = ahead.filter((stage) =>
    gatesBefore({ stage: stage.key }, after, policy).every(
      (gate) => unmet(gate, after, policy).length === 0,
    ),
  );
  return open.at(-1) ?? null;
}

/** Whether it is as the stage says it is entered; any of the ways counts. */
function enters({ enters_on: on }: Stage, incident: Draft): boolean {
  if (!on) return false;
  return (
    on.phase === incident.phase ||
    on.status === incident.status ||
    (on.milestone !== undefined && milestoneAt(incident, on.milestone) !== null)
  );
}

/** When a status or a stage should be over; null where the policy does not say, or its milestone is not there yet. */
export function windowEnd(incident: Draft, { window }: Stage | Status): Date | null {
  if (!window) return null;
  const from = milestoneAt(incident, window.of);
  return from && minutesAfter(from, window.to_minutes);
}
