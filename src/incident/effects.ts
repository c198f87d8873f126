import type { Draft } from './consequences.ts';
import { placed } from './kinds/placed.ts';
import type { Effect } from './types.ts';

/** What is left of a decision's effects: those that the incident can have, each place once. */
export function fitting(effects: Effect[], incident: Draft): Effect[] {
  const possible = placed(effects, incident);
  return once(possible.filter((each) => !incident.isPrivate || !isPublic(each)));
}

/** Seen by people who must not know that a private incident exists. */
function isPublic(effect: Effect): boolean {
  if (effect.type === 'sync_news') return true;
  return effect.type === 'announce' && effect.to.place === 'origin';
}

/** A sync makes a place equal the state, so the second of the same place says nothing new. */
function once(effects: Effect[]): Effect[] {
  const seen = new Set<string>();
  return effects.filter((effect) => {
    if (effect.family !== 'sync' || effect.type === 'sync_invite') return true;
    const place = effect.type === 'sync_home' ? `${effect.type}:${effect.userId}` : effect.type;
    return !seen.has(place) && seen.add(place);
  });
}
