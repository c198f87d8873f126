import type { Policy } from '../../policy/schema.ts';
import { dueOf } from '../booking/propose.ts';
import type { Consequence, Draft } from '../consequences.ts';
import { isOpen } from '../lookup.ts';
import { whether } from '../postmortem/whether.ts';
import { leftOf } from './improvement.ts';
import type { ActionItemState } from './types.ts';

/** What the review of open work shows of an incident. */
export interface LeftToDo {
  items: ActionItemState[];
  /** Required tasks of checklists, and those that people added. */
  tasks: number;
  /** What the meeting left to do at its end. */
  closing: number;
  /** Its postmortem that is still to be held, and by when; null: none. */
  postmortem: { dueAt: Date | null } | null;
}

export function leftToDo(incident: Draft, policy: Policy): LeftToDo {
  const { items, tasks, closing, postmortem } = leftOf(incident, policy);
  return {
    items,
    tasks: tasks.length,
    closing: closing.length,
    postmortem: postmortem ? { dueAt: dueOf(incident, policy) } : null,
  };
}

/** Whether there is nothing of it. */
export function isNothingLeft({ items, tasks, closing, postmortem }: LeftToDo): boolean {
  return items.length + tasks + closing === 0 && postmortem === null;
}

/** Keeps the newest review of open work equal to what is left, whoever did some of it, and wherever. */
export const reviewConsequences: Consequence = ({ before, after, policy }) => {
  const { review_every: every, review_at: line } = policy.postmortem ?? {};
  if (!every && !line) return null;
  if ((before ? reviewed(before, policy) : '') === reviewed(after, policy)) return null;
  return { after, also: [], effects: [{ family: 'sync', type: 'sync_review' }] };
};

/** All that the review shows of it; empty: nothing. */
function reviewed(incident: Draft, policy: Policy): string {
  const { phase, title, severity, isPrivate, isDrill, state } = incident;
  // What was merged, or was none, keeps what nobody took over.
  if (isOpen(phase) || isPrivate || isDrill) return '';
  const { items, tasks, closing, postmortem } = leftOf(incident, policy);
  const isUndecided = whether(incident, policy) === 'undecided';
  const count = items.length + tasks.length + closing.length;
  if (count === 0 && !postmortem && !isUndecided) return '';
  const owed = postmortem && [state.clocks['postmortem'], state.milestones, phase];
  return JSON.stringify([title, severity, items, tasks.length, closing.length, isUndecided, owed]);
}
