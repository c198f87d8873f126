import type { Policy } from '../policy/schema.ts';
import type {
  Organisation,
  OrganisationDecision,
  OrganisationEffect,
  OrganisationPersonCommand,
  OrganisationState,
  OrganisationTimer,
  OrganisationTimerKind,
} from './types.ts';

/** How the rules of the organisation are called. All of them are pure; `now` is story time. */

export type OrganisationRule<Type extends OrganisationPersonCommand['type']> = (
  organisation: Organisation,
  command: Extract<OrganisationPersonCommand, { type: Type }>,
  policy: Policy,
  now: Date,
) => OrganisationDecision;

export interface OrganisationScene {
  /** As it is after what was decided before at the same instant. */
  organisation: Organisation;
  policy: Policy;
  now: Date;
}

/** What came of all due timers of one kind. The state records that they fired: none of them is due in it any more. */
export interface OrganisationHappened {
  state: OrganisationState;
  effects: OrganisationEffect[];
  /** What the log keeps of it; null: nothing worth a line. */
  data: Record<string, unknown> | null;
}

/** What a kind of timer means. `due` are all of this kind that are due, soonest first. */
export type OrganisationTimerRule = (
  scene: OrganisationScene,
  due: OrganisationTimer[],
) => OrganisationHappened;

export type OrganisationTimerRules<Kind extends OrganisationTimerKind> = Record<
  Kind,
  OrganisationTimerRule
>;
