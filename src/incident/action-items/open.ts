import type { Draft } from '../consequences.ts';
import type { ActionItemState } from './types.ts';

/** Action items that are neither done nor dropped, in the order in which they were written down. */
export function openActionItems({ state }: Pick<Draft, 'state'>): ActionItemState[] {
  return state.actionItems.filter(({ ended }) => ended === null);
}

/** The most urgent first: by the day it is due, then by its priority (highest first), then by age. */
export function byUrgency(priorities: readonly string[]) {
  const rank = ({ priority }: ActionItemState) => {
    const at = priority === null ? -1 : priorities.indexOf(priority);
    return at === -1 ? priorities.length : at;
  };
  return (a: ActionItemState, b: ActionItemState): number =>
    a.dueOn === b.dueOn ? rank(a) - rank(b) || a.id - b.id : a.dueOn < b.dueOn ? -1 : 1;
}
