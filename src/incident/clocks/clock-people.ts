import type { Draft } from '../consequences.ts';

/** Who has a role and is not in the call that is on. */
export function awaited(incident: Draft): string[] {
  return [...new Set(absent(incident).map(({ userId }) => userId))];
}

/** Since when the first of them is awaited: from the call, or from when they took the role in it. */
export function awaitedSince(incident: Draft): Date | null {
  const { call } = incident.state;
  if (!call || call.endedAt) return null;
  const since = absent(incident).map((each) => each.since.getTime());
  if (since.length === 0) return null;
  return new Date(Math.max(call.startedAt.getTime(), Math.min(...since)));
}

function absent({ state }: Draft): { userId: string; since: Date }[] {
  const holders = Object.values(state.roles).flat();
  return holders.filter(({ userId }) => !state.call?.joined.includes(userId));
}
