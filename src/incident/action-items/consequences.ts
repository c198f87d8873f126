import type { Consequence } from '../consequences.ts';
import { missingKinds } from './items.ts';

/** Closing says which kinds of action item were expected and never noted. */
export const actionItemsConsequences: Consequence = ({ after, entry, policy }) => {
  if (entry.type !== 'close') return null;
  const kinds = missingKinds(after, policy);
  return kinds.length > 0
    ? { after, also: [{ type: 'no_action_item', kinds }], effects: [] }
    : null;
};
