import type { Draft } from '../consequences.ts';
import {
  type Accepted,
  accept,
  entry,
  person,
  type Refused,
  reasonFault,
  refuse,
  type Scene,
  sync,
  tooLong,
} from '../decision.ts';
import { isEnded } from '../lookup.ts';
import { excerpt, limits } from '../text.ts';
import type { Decision, UserId } from '../types.ts';
import { taskBytes } from './limits.ts';
import type { MeasureState, TasksCommand } from './types.ts';

/** What steps put in force and somebody must undo: a kill-switch, a freeze. */

type Of<T extends TasksCommand['type']> = Extract<TasksCommand, { type: T }>;

/** Keys of the measures in force, the longest first. */
export function measuresInForce(incident: Draft): string[] {
  return Object.entries(incident.state.measures)
    .filter(([, { status }]) => status === 'in_force')
    .sort(([, a], [, b]) => a.since.getTime() - b.since.getTime())
    .map(([key]) => key);
}

export function isInForce(incident: Draft, measure: string): boolean {
  return measuresInForce(incident).includes(measure);
}

/** Refused because something is in force that nobody undid or excused. */
export function stillInForce(incident: Draft): Refused | null {
  const measures = measuresInForce(incident);
  return measures.length > 0 ? refuse({ code: 'measures_in_force', measures }) : null;
}

export function withMeasure<D extends Draft>(incident: D, key: string, measure: MeasureState): D {
  const measures = { ...incident.state.measures, [key]: measure };
  return { ...incident, state: { ...incident.state, measures } };
}

/** Somebody undid it; how may be left out. */
export function undoMeasure(scene: Scene, command: Of<'undo_measure'>): Decision {
  const { by, measure, note } = command;
  const fault = fixed(scene, measure) ?? tooLong('note', note, limits.reason);
  if (fault) return fault;
  const line = entry('undo_measure', person(by), { measure, note });
  return ended(scene, line, { status: 'undone', by, measure, note });
}

/** It stays, and why that is right. */
export function excuseMeasure(scene: Scene, command: Of<'excuse_measure'>): Decision {
  const { by, measure, reason } = command;
  const fault = fixed(scene, measure) ?? reasonFault(reason);
  if (fault) return fault;
  const line = entry('excuse_measure', person(by), { measure, reason });
  return ended(scene, line, { status: 'excused', by, measure, note: reason });
}

/** Refused because there is nothing to end. */
function fixed({ incident }: Scene, measure: string): Refused | null {
  if (isEnded(incident.phase)) return refuse({ code: 'ended', phase: incident.phase });
  const { measures } = incident.state;
  const state = Object.hasOwn(measures, measure) ? measures[measure] : undefined;
  if (!state) return refuse({ code: 'unknown_measure', given: measure });
  const { status } = state;
  return status === 'in_force' ? null : refuse({ code: 'measure_ended', measure, status });
}

function ended(
  { incident, now }: Scene,
  line: Accepted['entry'],
  how: { status: 'undone' | 'excused'; by: UserId; measure: string; note: string },
): Decision {
  const { measure, status, by } = how;
  const note = excerpt(how.note, taskBytes.measure);
  const since = incident.state.measures[measure]?.since ?? now;
  const state = { status, since, by, endedAt: now, ...(note ? { note } : {}) };
  return accept(withMeasure(incident, measure, state), line, sync('card'));
}
