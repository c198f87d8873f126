import type { Consequence } from '../consequences.ts';
import { tellRoom } from '../decision.ts';
import type { Also } from '../entry-data.ts';
import type { Effect } from '../types.ts';
import { isInImprovement, leftAfterClosing } from './improvement.ts';
import { missingKinds } from './items.ts';

/**
 * Closing says which kinds of action item were expected and never noted, and what is left to do; the
 * last of it that is done after closing closes the incident for good.
 */
export const actionItemsConsequences: Consequence = ({ before, after: given, entry, policy }) => {
  const improving = isInImprovement(given, policy);
  const isSame = given.state.improving === improving;
  const after = isSame ? given : { ...given, state: { ...given.state, improving } };
  const also: Also[] = [];
  const effects: Effect[] = [];
  if (entry.type === 'close') {
    const kinds = missingKinds(after, policy);
    if (kinds.length > 0) also.push({ type: 'no_action_item', kinds });
    const left = leftAfterClosing(after, policy);
    if (left > 0) also.push({ type: 'in_improvement', left });
  }
  const isAllDone = after.phase === 'closed' && !improving;
  if (isAllDone && before !== null && isInImprovement(before, policy)) {
    also.push({ type: 'closed_for_good' });
    effects.push(tellRoom({ type: 'closed_for_good' }));
  }
  return isSame && also.length + effects.length === 0 ? null : { after, also, effects };
};
