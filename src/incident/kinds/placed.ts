import type { Draft } from '../consequences.ts';
import type { Effect } from '../types.ts';

/** Effects that an incident can have where it is: a record has nothing in Slack but what is told beyond it, to people and to audiences. */
export function placed(effects: Effect[], { state }: Draft): Effect[] {
  return state.place === 'record' ? effects.filter(isPersonal) : effects;
}

function isPersonal(effect: Effect): boolean {
  if (effect.type === 'announce') return ['dm', 'people', 'channel'].includes(effect.to.place);
  if (effect.family !== 'sync') return true;
  return ['sync_home', 'sync_review', 'sync_files'].includes(effect.type);
}
