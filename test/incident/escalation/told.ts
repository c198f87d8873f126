import type { Effect } from '../../../src/incident/types.ts';

/** Who is paged by these effects: `1:UPRIM` is page 1. */
export function pagedBy(effects: readonly Effect[]): string[] {
  return effects.flatMap((effect) =>
    effect.type === 'page'
      ? effect.who.map((who) => `${effect.page}:${'ref' in who ? who.ref : who.userId}`)
      : [],
  );
}
