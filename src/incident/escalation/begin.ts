import type { EscalationPath } from '../../policy/language/on-call.ts';
import type { Policy } from '../../policy/schema.ts';
import { holds } from '../conditions.ts';
import type { Draft } from '../consequences.ts';
import type { Scene } from '../decision.ts';
import type { Happened } from '../timer-rule.ts';
import { climbedByClock, climbedTo, type Step } from './climb.ts';
import {
  ladderOf,
  levelsOf,
  newLadder,
  nextByHand,
  nextStep,
  pathOf,
  withLadder,
} from './ladders.ts';

/**
 * Begins to climb a path by itself, because something else leads to it: a clock that was missed, an
 * obligation that is late, a commander who is silent, a runbook that does not help. Climbs its first
 * level at once, where its `after_minutes` is 0 or absent; a ladder that runs already goes on as it is.
 * A key that the policy does not have is passed over. In a private incident the path of its kind is climbed
 * where this one may not go on by itself: whoever is paged may see the incident from then on.
 */
export function beginLadder({ incident, policy, now }: Scene, path: string): Happened {
  const known = ledTo(pathOf(policy, path), incident, policy);
  const running = known && ladderOf(incident, known.key);
  if (!known || (running && !running.ended)) return { after: incident, effects: [] };
  const { after, effects } = begun(incident, known, { policy, now, isLed: true });
  const ladder = ladderOf(after, known.key);
  const first = ladder && ladder.next === 0 ? nextByHand(ladder, after, policy) : null;
  if (!ladder || first === null || levelsOf(ladder, policy)[first]?.after_minutes !== undefined) {
    return { after, effects };
  }
  const step = climbedTo(after, ladder, first, { policy, now, by: null, reason: '' });
  return { after: step.after, effects: [...effects, ...step.effects] };
}

function ledTo(
  path: EscalationPath | undefined,
  incident: Draft,
  policy: Policy,
): EscalationPath | undefined {
  if (!path || mayPageByItself(path, incident, policy)) return path;
  return policy.escalation.find((each) => isOfKind(each, incident, policy));
}

/** The incident with a ladder that begins now, and the levels climbed whose time is at once. */
export function begun<D extends Draft>(
  incident: D,
  path: EscalationPath,
  { policy, now, isLed }: { policy: Policy; now: Date; isLed?: true },
): Step<D> {
  const ladder = { ...newLadder(path, incident, null, now), ...(isLed ? { isLed } : {}) };
  const step = nextStep(ladder, policy);
  const also = [{ type: 'ladder_begun', name: path.name } as const];
  if (!step || step.dueAt > now) {
    return { after: withLadder(incident, ladder), effects: [], also };
  }
  const how = { policy, now, by: null, reason: '' };
  const climbed = climbedByClock(incident, ladder, step, how);
  return { ...climbed, also: [...also, ...climbed.also] };
}

/** Whether the policy means this path for the incident as it is: its kind names it, or its condition holds. */
export function fits(path: EscalationPath, incident: Draft, policy: Policy): boolean {
  return isOfKind(path, incident, policy) || holds(path.when, incident, policy);
}

/**
 * Whether it may go on by itself where the incident is private: there only people who are meant by its
 * kind, or by a condition that speaks of private ones, are called without anybody asking for them.
 */
export function mayPageByItself(path: EscalationPath, incident: Draft, policy: Policy): boolean {
  if (!incident.isPrivate) return true;
  return isOfKind(path, incident, policy) || path.when.is_private === true;
}

function isOfKind({ key }: EscalationPath, { state }: Draft, policy: Policy): boolean {
  const kind = policy.kinds.find((each) => each.key === state.kind);
  return kind?.forces.escalation === key;
}
