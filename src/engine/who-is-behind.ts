import { peopleOf } from '../incident/people-refs.ts';
import type { UserId } from '../incident/types.ts';
import { turnsAt } from '../organisation/on-call.ts';
import { readOrganisation } from '../store/organisation.ts';
import type { Pool } from '../store/pool.ts';
import type { Engine } from './engine.ts';

/** A person may wait for it, to be told whether they may do something. */
const readDeadlineMs = 1_000;

/** Who a reference of the policy is at this moment: people, or why there are none. */
export type Found = { userIds: UserId[] } | { error: string };

/**
 * Who is on call now by a schedule. `people` says who is behind what the schedule names: user ids,
 * addresses, groups. Throws what it throws, and what the database throws.
 */
export type WhoIsOnCall = (
  schedule: string,
  people: (ref: string) => Promise<Found>,
) => Promise<Found>;

/**
 * Answers by the policy in force and the overrides of now, in story time. Whoever cannot be found is
 * left out while somebody else can be; `nobody_on_call` and `no_such_schedule` are the errors of ours.
 */
export function createWhoIsOnCall(
  { teamId, policies, clock }: Pick<Engine, 'teamId' | 'policies' | 'clock'>,
  pool: Pool,
): WhoIsOnCall {
  return async (schedule, people) => {
    const policy = policies.active();
    if (!policy.on_call.some(({ key }) => key === schedule)) return { error: 'no_such_schedule' };
    const { state } = await pool.use(({ sql }) => readOrganisation(sql, teamId), readDeadlineMs);
    const turns = turnsAt(state, policy, clock.now());
    const refs = new Set<string>();
    const opened = new Set<string>();
    const open = (key: string): void => {
      // A schedule may name another one, and that one the first.
      if (opened.has(key)) return;
      opened.add(key);
      const held = turns.find((turn) => turn.schedule === key)?.people ?? [];
      for (const ref of peopleOf(held, policy)) {
        if (isOnCall(ref)) open(scheduleOf(ref));
        else refs.add(ref);
      }
    };
    open(schedule);
    return foundBehind([...refs], people);
  };
}

async function foundBehind(
  refs: string[],
  people: (ref: string) => Promise<Found>,
): Promise<Found> {
  const found = await Promise.all(refs.map(people));
  const userIds = new Set(found.flatMap((each) => ('userIds' in each ? each.userIds : [])));
  if (userIds.size > 0) return { userIds: [...userIds] };
  const [missing] = found.flatMap((each) => ('error' in each ? [each.error] : []));
  return { error: missing ?? 'nobody_on_call' };
}

/** Whether a reference of a policy means who is on call. */
export function isOnCall(ref: string): boolean {
  return ref.startsWith('on_call:');
}

/** The key of the schedule in `on_call:key`. */
export function scheduleOf(ref: string): string {
  return ref.slice('on_call:'.length);
}
