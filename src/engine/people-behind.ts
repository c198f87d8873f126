import { peopleOf } from '../incident/people-refs.ts';
import type { UserId } from '../incident/types.ts';
import type { Policy } from '../policy/schema.ts';
import { readOrganisation } from '../store/organisation.ts';
import { refsNamed } from '../views/on-call/list.ts';
import type { Engine } from './engine.ts';

/** What the directory knows of people, to show them. */
export interface KnownPeople {
  /** The people behind a reference of a policy, as far as they are known. Never rejects. */
  peopleShown(ref: string): Promise<UserId[]>;
}

/**
 * Who is behind references of a policy, by reference: people of an address, a group, a team. Whoever
 * is not known is missing. Never rejects.
 */
export async function peopleBehind(
  refs: readonly string[],
  policy: Policy,
  directory: KnownPeople,
): Promise<ReadonlyMap<string, readonly UserId[]>> {
  const behind = async (ref: string) => {
    const each = peopleOf([ref], policy).map((one) => directory.peopleShown(one));
    return (await Promise.all(each)).flat();
  };
  const unique = [...new Set(refs)];
  const all = await Promise.all(unique.map(async (ref) => [ref, await behind(ref)] as const));
  return new Map(all.filter(([, userIds]) => userIds.length > 0));
}

/** Who is on call, for the Home tab of `viewer`. */
export async function onCallOf(
  { database, teamId, policies, clock }: Engine,
  directory: KnownPeople,
  viewer: UserId,
) {
  const { state } = await database.work.use(({ sql }) => readOrganisation(sql, teamId));
  const policy = policies.active();
  const refs = refsNamed({ policy, state, now: clock.now() });
  return { viewer, state, people: await peopleBehind(refs, policy, directory) };
}
