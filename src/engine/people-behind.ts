import { peopleOf } from '../incident/people-refs.ts';
import type { UserId } from '../incident/types.ts';
import type { Policy } from '../policy/schema.ts';
import { readOrganisation } from '../store/organisation.ts';
import { refsNamed } from '../views/on-call/list.ts';
import type { Engine } from './engine.ts';
import type { Found } from './who-is-behind.ts';

/** A person waits for it: whoever Slack does not name by then is left out. */
const waitMs = 800;

/**
 * Who is behind references of a policy, by reference: people of an address, a group, a team. Whoever
 * is not found, or not in time, is missing. Never rejects.
 */
export async function peopleBehind(
  refs: readonly string[],
  policy: Policy,
  people: (ref: string) => Promise<Found>,
): Promise<ReadonlyMap<string, readonly UserId[]>> {
  const behind = async (ref: string) => {
    const found = await Promise.all(
      peopleOf([ref], policy).map((each) => Promise.race([people(each).catch(() => null), late()])),
    );
    return found.flatMap((each) => (each && 'userIds' in each ? each.userIds : []));
  };
  const unique = [...new Set(refs)];
  const all = await Promise.all(unique.map(async (ref) => [ref, await behind(ref)] as const));
  return new Map(all.filter(([, userIds]) => userIds.length > 0));
}

function late(): Promise<null> {
  return new Promise((resolve) => setTimeout(resolve, waitMs, null).unref());
}

/** Who is on call, for the Home tab of `viewer`. */
export async function onCallOf(
  { database, teamId, policies, clock }: Engine,
  directory: { people(ref: string): Promise<Found> },
  viewer: UserId,
) {
  const { state } = await database.work.use(({ sql }) => readOrganisation(sql, teamId));
  const policy = policies.active();
  const refs = refsNamed({ policy, state, now: clock.now() });
  return {
    viewer,
    state,
    people: await peopleBehind(refs, policy, (ref) => directory.people(ref)),
  };
}
