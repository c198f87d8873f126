import { accept, type Of, type Scene, sync, withState } from '../decision.ts';
import type { Decision } from '../types.ts';
import type { KeptSimilar } from './similar.ts';

/** More words say no more of why. */
const mostWords = 5;
const mostKept = 3;

/**
 * Keeps which past incidents look like this one. What was found when the postmortem began stays: the
 * document is compared with copies that people made of it.
 */
export function similarFound(
  { incident }: Scene,
  { kept, isFinal }: Of<'similar_found'>,
): Decision {
  const before = incident.state.similar;
  const told = isFinal ? before?.told : kept.slice(0, mostKept).map(({ number }) => number);
  const isTold = told ? { told } : {};
  if (before?.isFinal) {
    if (before.told || !told) return accept(incident, null, []);
    return accept(withState(incident, { similar: { ...before, ...isTold } }), null, []);
  }
  const similar = { kept: kept.slice(0, mostKept).map(short), isFinal, ...isTold };
  const isOnCard = incident.phase === 'triage' && similar.kept.length > 0;
  return accept(withState(incident, { similar }), null, [
    ...(isOnCard ? sync('card') : []),
    ...(isFinal && incident.state.postmortem.shownAt ? sync('canvas') : []),
  ]);
}

function short({ number, words, kind, modules }: KeptSimilar): KeptSimilar {
  return { number, words: words.slice(0, mostWords), kind, modules };
}
