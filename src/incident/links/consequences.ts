import type { Consequence, Draft } from '../consequences.ts';
import { homes, tellRoom } from '../decision.ts';
import type { Also } from '../entry-data.ts';
import type { Effect, UserId } from '../types.ts';
import { openParts, tellAllTied, tellParents, unmerged } from './parts.ts';
import { moved } from './private.ts';

/** What follows by itself from a decision. */
export const linksConsequences: Consequence = ({ before, after, entry }) => {
  const also: Also[] = [];
  const effects: Effect[] = [];
  let changed = after;
  const isHidden = before !== null && !before.isPrivate && after.isPrivate;
  if (isHidden) effects.push(...moved(), ...tellAllTied(after), ...homes(...concerned(after)));
  else if (!before || isOtherThan(before, after)) effects.push(...tellParents(after));
  if (entry.type === 'reopen' && after.state.mergedInto !== null) {
    effects.push({ family: 'announce', type: 'tell_tied', to: after.state.mergedInto });
    changed = unmerged(after);
  }
  if (entry.type === 'close') {
    const numbers = openParts(after);
    if (numbers.length > 0) {
      also.push({ type: 'subs_open', numbers });
      effects.push(tellRoom({ type: 'subs_open', numbers }));
    }
  }
  const isNothing = changed === after && also.length === 0 && effects.length === 0;
  return isNothing ? null : { after: changed, also, effects };
};

/** Whose Home tab may show something of it, though they are not in its room. */
function concerned({ state }: Draft): UserId[] {
  const { actionItems, booking, postmortem } = state;
  const author = postmortem.author ? [postmortem.author.userId] : [];
  return [...actionItems.map(({ owner }) => owner), ...booking.told, ...author];
}

/** Whether what it is a part of shows it differently now. */
function isOtherThan(before: Draft, after: Draft): boolean {
  return (
    before.phase !== after.phase ||
    before.status !== after.status ||
    before.title !== after.title ||
    before.isPrivate !== after.isPrivate
  );
}
