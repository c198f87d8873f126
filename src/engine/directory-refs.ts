import { decidingRefs, membersOf } from '../incident/people.ts';
import type { Policy } from '../policy/schema.ts';

/**
 * The references of people in these policies that somebody matches: those that `means` says mean
 * them, and the teams that have such a member, or a team that has.
 */
export async function refsMatching(
  policies: readonly Policy[],
  means: (ref: string) => Promise<boolean>,
): Promise<string[]> {
  const matching = await Promise.all(
    [...new Set(policies)].map((policy) => matchingIn(policy, means)),
  );
  return [...new Set(matching.flat())];
}

async function matchingIn(
  policy: Policy,
  means: (ref: string) => Promise<boolean>,
): Promise<string[]> {
  const refs = decidingRefs(policy);
  const direct = refs.filter((ref) => !ref.startsWith('team:'));
  const meant = await Promise.all(direct.map(means));
  const matched = new Set(direct.filter((_, index) => meant[index]));
  const teams = refs.filter((ref) => ref.startsWith('team:'));
  // A team may have a team: as often as there are teams, at most, one more is found.
  for (const _ of teams) {
    for (const team of teams) {
      if (membersOf(policy, team).some((member) => matched.has(member))) matched.add(team);
    }
  }
  return [...matched];
}
