import { accept, entry, type Of, type Scene, sync } from '../decision.ts';
import { excerpt } from '../text.ts';
import type { Decision, Effect, Incident } from '../types.ts';
import { linkLimits } from './limits.ts';
import { tied, tieTo, untied } from './pairs.ts';

/** Parts of an incident: incidents of their own, of which it hears. */

/** Another incident is tied to this one otherwise than before. Told again, it changes nothing. */
export function tieChanged({ incident }: Scene, command: Of<'tie_changed'>): Decision {
  const { number, tie } = command;
  const known = tieTo(incident, number);
  // What is public never names what is private.
  if (!tie || (tie.isPrivate && !incident.isPrivate)) {
    if (!known) return accept(incident, null, isKept(incident, number) ? shownWith(incident) : []);
    return told(untied(incident, number), number, 'parted');
  }
  const { how, status, isOver } = tie;
  const title = excerpt(tie.title, linkLimits.tieTitleBytes);
  const after = tied(incident, { number, how, title, status, isOver });
  // As many as there is room for; the part itself says where it belongs.
  if ('ok' in after) return accept(incident, null, []);
  if (known?.how !== 'sub') return told(after, number, 'part');
  if (isOver && !known.isOver) return told(after, number, 'part_over');
  const isSame = known.status === status && known.title === title && known.isOver === isOver;
  return isSame ? accept(incident, null, []) : accept(after, null, shownWith(after));
}

/** The line names it by its number alone: what it is called is not for everybody any more one day. */
function told(after: Incident, number: number, what: 'part' | 'part_over' | 'parted'): Decision {
  const line = entry('tie_changed', { kind: 'delivery' }, { number, what });
  return accept(after, line, shownWith(after));
}

/**
 * Where the titles of others are shown: on the card, in the copy of the document in the room, and where
 * the room was told of what looks like it.
 */
function shownWith({ state }: Incident): Effect[] {
  const copy = state.postmortem.shownAt ? sync('canvas') : [];
  const isTold = (state.similar?.told ?? []).length > 0;
  const forget: Effect[] = isTold ? [{ family: 'announce', type: 'forget_similar' }] : [];
  return [...sync('card'), ...copy, ...forget];
}

function isKept({ state: { similar } }: Incident, number: number): boolean {
  const { kept = [], told = [] } = similar ?? {};
  return told.includes(number) || kept.some((each) => each.number === number);
}

/** Parts that are not over. */
export function openParts({ state }: Pick<Incident, 'state'>): number[] {
  return state.related.filter(({ how, isOver }) => how === 'sub' && !isOver).map(tieNumber);
}

/** All that it is tied to: once it is private, those that are not must forget it. */
export function tellAllTied({ state }: Pick<Incident, 'state'>): Effect[] {
  return state.related.map(({ number: to }) => ({ family: 'announce', type: 'tell_tied', to }));
}

/** Whom a change of this incident concerns: what it is a part of. */
export function tellParents({ state }: Pick<Incident, 'state'>): Effect[] {
  return state.related
    .filter(({ how }) => how === 'parent')
    .map(({ number: to }) => ({ family: 'announce', type: 'tell_tied', to }));
}

function tieNumber({ number }: { number: number }): number {
  return number;
}

/** The incident as it is once it goes on by itself again, and who must hear of it. */
export function unmerged<I extends Pick<Incident, 'state'>>(incident: I): I {
  return { ...incident, state: { ...incident.state, mergedInto: null } };
}
