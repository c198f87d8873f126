import { policyBetween } from '../engine/policy-between.ts';
import { awaitingPolicy } from '../incident/action-items/policy-items.ts';
import type { StoredPolicy } from '../store/policies.ts';
import { incidentOfNumber } from '../store/queries-of-operators.ts';
import { incidentsWithActionItems } from '../store/queries-of-reports.ts';
import { transactAsOperator, type Workspace } from './workspace.ts';

/** Action items that change the policy, beside a policy that is put in force. */

/** One as people say it, `#12/3`. */
export interface ItemNumber {
  number: number;
  id: number;
}

/** One that is meant, and the policy that it is to change. */
interface Meant extends ItemNumber {
  incidentId: number;
  was: string;
}

/** Those that are meant. Throws, in words, where one is not there: nothing is put in force then. */
export async function meantItems(where: Workspace, items: ItemNumber[]): Promise<Meant[]> {
  const { database, teamId } = where;
  return database.work.use(async ({ sql }) => {
    const meant: Meant[] = [];
    for (const { number, id } of items) {
      const incident = (await incidentOfNumber(sql, teamId, number))?.incident;
      const item = incident?.state.actionItems.find((each) => each.id === id);
      if (!incident || !item) throw new Error(`There is no action item ${said({ number, id })}.`);
      const was = item.policy?.was ?? incident.policyHash;
      meant.push({ number, id, incidentId: incident.id, was });
    }
    return meant;
  });
}

/**
 * Keeps with each item what differs from `before`, which was in force until now; null: from the one
 * that the item is to change. Returns what to tell, by number and id alone.
 */
export async function linkItems(
  where: Workspace,
  items: Meant[],
  { before, stored }: { before: string | null; stored: StoredPolicy },
): Promise<string[]> {
  const told: string[] = [];
  for (const item of items) {
    const was = before ?? item.was;
    const policy = await where.database.work.use(({ sql }) => where.policies.get(sql, was));
    const change = policyBetween({ hash: was, policy }, stored);
    const outcome = await transactAsOperator(where, item.incidentId, {
      ...{ type: 'link_policy', by: null, id: item.id, change },
    });
    const count = change.lines.length + change.more;
    told.push(
      outcome.ok
        ? `${said(item)} links what changed (${count}). Whoever has it is told, and says when it is done.`
        : `${said(item)} links nothing: ${whyNot(outcome.refusal.code)}`,
    );
  }
  return told;
}

function whyNot(code: string): string {
  if (code === 'action_item_same') return 'it does so already.';
  return code === 'policy_unchanged' ? 'nothing differs.' : `${code}.`;
}

/**
 * Those that are open and wait for a change of the policy. Of a private incident no more than the
 * numbers is said to who runs Muster.
 */
export async function waitingItems({ database, teamId }: Workspace): Promise<string[]> {
  const found = await database.work.use(({ sql }) => incidentsWithActionItems(sql, teamId));
  const lines = found.flatMap(({ incident }) =>
    awaitingPolicy(incident).map(({ id, text }) => {
      const name = said({ number: incident.number, id });
      return incident.isPrivate ? `  ${name} (private)` : `  ${name} ${text}`;
    }),
  );
  if (lines.length === 0) return [];
  return [
    'Action items that are to change the policy:',
    ...lines,
    `Where this policy does one of them, apply it again with --for '#12/3'.`,
  ];
}

function said({ number, id }: ItemNumber): string {
  return `#${number}/${id}`;
}
