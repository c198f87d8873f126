import { byUrgency, openActionItems } from '../incident/action-items/open.ts';
import { isNothingLeft, leftToDo } from '../incident/action-items/review.ts';
import type { Incident, UserId } from '../incident/types.ts';
import type { OpenWork } from '../organisation/content.ts';
import {
  type Hearer,
  hearersOf,
  mayHear,
  type Nag,
  nagsOf,
  type OwedItem,
} from '../organisation/nags.ts';
import type { OrganisationFact } from '../organisation/types.ts';
import type { Policy } from '../policy/schema.ts';
import { NewerPolicy } from '../store/policies.ts';
import type { Client, Pool } from '../store/pool.ts';
import { incidentsToReview, incidentsWithActionItems } from '../store/queries-of-reports.ts';
import type { Engine } from './engine.ts';

/** What is left to do after incidents, read when it is told. */

export interface Given {
  engine: Pick<Engine, 'teamId' | 'policies'>;
  pool: Pool;
}

type Due = Extract<OrganisationFact, { type: 'action_items_due' }>;

/** Action items that are open, each with who may hear of it; of incidents where that person has some, or of these. */
async function owedItems(
  sql: Client['sql'],
  teamId: string,
  of: { owner?: UserId; among?: number[] } = {},
): Promise<OwedItem[]> {
  const found = await incidentsWithActionItems(sql, teamId, of);
  return found.flatMap(({ incident, people }) => {
    const holders = Object.fromEntries(
      Object.entries(incident.state.roles).map(([role, held]) => [
        role,
        held.map(({ userId }) => userId),
      ]),
    );
    const readers = incident.isPrivate ? people : null;
    return openActionItems(incident).map((item) => ({ incident, item, readers, holders }));
  });
}

/** Everybody who hears of some of them in this round. */
export async function ownersToTell({ pool, engine }: Given, fact: Due): Promise<Hearer[]> {
  const items = await pool.use(({ sql }) => owedItems(sql, engine.teamId));
  return hearersOf(items, engine.policies.active(), fact);
}

/** What one person hears in this round, and how much of theirs is open besides. */
export async function nagFor(
  { pool, engine }: Given,
  fact: Due,
): Promise<{ nag: Nag; more: number }> {
  const userId: UserId = fact.to ?? '';
  const among = fact.incidents;
  const items = await pool.use(({ sql }) => owedItems(sql, engine.teamId, { among }));
  const heard = nagsOf(items, engine.policies.active(), fact).filter(([to]) =>
    'userId' in to ? to.userId === userId : fact.refs.includes(to.ref),
  );
  const own = heard.flatMap(([, nag]) => nag.own);
  // What somebody has themselves is not told to them as another's.
  const overseen = [...new Set(heard.flatMap(([, nag]) => nag.overseen))].filter(
    (each) => each.item.owner !== userId && mayHear(each, userId),
  );
  const unheard = [...new Set(heard.flatMap(([, nag]) => nag.unheard))].filter((each) =>
    mayHear(each, userId),
  );
  const all = items.filter((each) => each.item.owner === userId && mayHear(each, userId));
  // Who only oversees is not told how much of their own is not due.
  return { nag: { own, overseen, unheard }, more: own.length > 0 ? all.length - own.length : 0 };
}

/** Open action items of one person, as far as they may see them, the most urgent first. */
export async function ownItems(
  sql: Client['sql'],
  { teamId, policies }: Given['engine'],
  userId: UserId,
): Promise<OwedItem[]> {
  const names = policies.active().action_items.priorities.map(({ name }) => name);
  const urgency = byUrgency(names);
  return (await owedItems(sql, teamId, { owner: userId }))
    .filter((each) => each.item.owner === userId && mayHear(each, userId))
    .sort((a, b) => urgency(a.item, b.item));
}

/** Incidents after which something is left to do. */
export async function workToReview({ pool, engine }: Given): Promise<OpenWork[]> {
  const { teamId, policies } = engine;
  const work = await pool.use(async ({ sql }) => {
    const found: OpenWork[] = [];
    for (const incident of await incidentsToReview(sql, teamId)) {
      const own = await policies.get(sql, incident.policyHash).catch(passNewer);
      found.push(openWork(incident, own ?? policies.active()));
    }
    return found;
  });
  return work.filter((each) => !isNothingLeft(each));
}

/** What is left to do of it. */
export function openWork(incident: Incident, policy: Policy): OpenWork {
  const { id, number, title, severity, isDrill } = incident;
  return { incident: { id, number, title, severity, isDrill }, ...leftToDo(incident, policy) };
}

function passNewer(error: unknown): null {
  if (error instanceof NewerPolicy) return null;
  throw error;
}
