import type { Draft } from '../consequences.ts';

/** Who has a role and is not in the call that is on. */
export function awaited({ state }: Draft): string[] {
  const holders = Object.values(state.roles).flatMap((each) => each.map(({ userId }) => userId));
  return [...new Set(holders)].filter((userId) => !state.call?.joined.includes(userId));
}
