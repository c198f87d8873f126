import { createHash } from 'node:crypto';
import { Policies } from '../store/policies.ts';
import { type FailedTimer, failedTimers, retryTimer } from '../store/queries-of-operators.ts';
import { inWorkspace, transactAsOperator, type Where } from './workspace.ts';

/** Timers that failed: what `muster timers` lists, tries again and gives up. */

/** One line for each, parked ones first; says so where there is none. */
export function listFailed(where: Where): Promise<string[]> {
  return inWorkspace(where, async (database, { teamId }) => {
    const failed = await database.work.use(({ sql }) => failedTimers(sql, teamId));
    return failed.length > 0 ? failed.map(line) : ['No timer failed.'];
  });
}

/** Has these tried at once: by the id that the list shows, or `all`. Returns what to tell. */
export function retryFailed(where: Where, id: string): Promise<string[]> {
  return inWorkspace(where, async (database, { teamId }) =>
    database.work.use(async ({ sql }) => {
      const meant = find(await failedTimers(sql, teamId), id);
      for (const timer of meant) await retryTimer(sql, teamId, timer);
      return meant.map((timer) => `${name(timer)} is tried again within seconds.`);
    }),
  );
}

/**
 * Gives one up for good: it counts as fired, nothing happens, and the timeline says so. Throws, in
 * words, for one that belongs to no incident: those come again with the next occurrence.
 */
export function dropFailed(where: Where, id: string): Promise<string[]> {
  return inWorkspace(where, async (database, { teamId }) => {
    const failed = await database.work.use(({ sql }) => failedTimers(sql, teamId));
    const [timer] = find(failed, id === 'all' ? '' : id);
    if (!timer) return [];
    const { incidentId, key } = timer;
    if (incidentId === null) {
      throw new Error(`${name(timer)} belongs to no incident: change what the policy says of it.`);
    }
    const outcome = await transactAsOperator(
      { database, policies: new Policies(), teamId },
      incidentId,
      { type: 'fire_timers', keys: [key], dropped: true },
    );
    if (!outcome.ok) throw new Error(`${name(timer)} was not dropped (${outcome.refusal.code}).`);
    return [`${name(timer)} was dropped: it never fires.`];
  });
}

function find(failed: FailedTimer[], id: string): FailedTimer[] {
  const meant = id === 'all' ? failed : failed.filter((timer) => idOf(timer) === id);
  if (meant.length === 0 && id !== 'all') {
    throw new Error(`There is no failed timer ${id}; "muster timers" lists them.`);
  }
  return meant;
}

function line(timer: FailedTimer): string {
  const { dueAt, attempts, isParked, lastError } = timer;
  const due = dueAt.toISOString().slice(0, 16).replace('T', ' ');
  const tries = `${attempts} ${attempts === 1 ? 'try' : 'tries'}`;
  const state = isParked ? 'parked' : 'trying';
  return `${name(timer)}  ${state}, ${tries}, due ${due} (UTC): ${lastError}`;
}

/** `3fa9c1b2 #12 update_due`. */
function name(timer: FailedTimer): string {
  const whose = timer.number === null ? 'organisation' : `#${timer.number}`;
  return `${idOf(timer)} ${whose} ${timer.kind}`;
}

/** Short enough to type, and the same for as long as the timer is the same. */
function idOf({ incidentId, key }: FailedTimer): string {
  return createHash('sha256').update(`${incidentId} ${key}`).digest('hex').slice(0, 8);
}
