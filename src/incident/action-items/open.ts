import type { Draft } from '../consequences.ts';
import type { ActionItemState } from './types.ts';

/** Action items that nobody has finished yet, in the order in which they were written down. */
export function openActionItems({ state }: Pick<Draft, 'state'>): ActionItemState[] {
  return state.actionItems.filter(({ doneAt }) => doneAt === null);
}
