import type { Scene } from './decision.ts';
import type { Effect, Incident, Phase, Timer } from './types.ts';

/** What a kind of timer means. */

/** While people work on it. */
export const running = ['triage', 'active', 'mitigated'] as const satisfies Phase[];

/** Until it is closed: what is asked of people after it was resolved, too. */
export const unclosed = [...running, 'resolved', 'reviewing'] as const satisfies Phase[];

/** Whatever became of it: what is owed to others, or by somebody, outlives closing and a merge. */
export const outliving = [...unclosed, 'closed', 'merged'] as const satisfies Phase[];

/** What came of a timer. */
export interface Happened {
  after: Incident;
  effects: Effect[];
  /** False: the timeline says nothing of it. */
  isTold?: boolean;
  /** What the timeline's sentence is about: a key, a path, a number. */
  about?: string;
}

export interface TimerRule {
  /** Phases it lives in: in any other it is not armed. */
  phases: readonly Phase[];
  /** Of all that is late in one family only the last counts: after a week away there is one reminder. */
  family: string;
  /**
   * `each`: what differs behind the first part of its key happens each for itself, such as one clock
   * and another; `last`: one for all of the family.
   */
  late: 'last' | 'each';
  /**
   * What happens at last: `timer` is the latest of those in `late`, which were due together and are
   * recorded as fired in the scene's incident. Its `dueAt` may be long ago; `scene.now` is story time.
   */
  happen(scene: Scene, timer: Timer, late: Timer[]): Happened;
  /**
   * What an operator's giving it up leaves, where its key alone does not keep it from being armed again:
   * an instant in it that is worked out anew stands nowhere in the incident.
   */
  drop?(scene: Scene, timer: Timer): Incident;
}
