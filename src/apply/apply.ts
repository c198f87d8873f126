import { rules } from '../engine/engine.ts';
import type { ChangePolicy } from '../incident/policy-change.ts';
import {
  applyPolicy,
  type InForce,
  Policies,
  type StoredPolicy,
  storePolicy,
} from '../store/policies.ts';
import { incidentOfNumber, openNumbers } from '../store/queries-of-operators.ts';
import { difference } from './difference.ts';
import { type ItemNumber, linkItems, meantItems, waitingItems } from './policy-items.ts';
import { inWorkspace, transactAsOperator, type Where, type Workspace } from './workspace.ts';

/** Putting a policy in force, and moving an incident to one: what `muster policy apply` does. */

/**
 * Puts the policy in force for new incidents, in all replicas at once; `items` are the action items
 * that it does. Returns what to tell. Throws, in words, where there is no such item.
 */
export function putInForce(
  where: Where,
  stored: StoredPolicy,
  items: ItemNumber[] = [],
): Promise<string[]> {
  return inWorkspace(where, async (database, before) => {
    const { teamId } = before;
    const place = { database, policies: new Policies(), teamId };
    const meant = await meantItems(place, items);
    const [isNew, open] = await database.work.use(async ({ sql }) => [
      await applyPolicy(sql, { teamId, ...stored }),
      await openNumbers(sql, teamId),
    ]);
    const since = isNew ? before.hash : null;
    const linked = await linkItems(place, meant, { before: since, stored });
    const waiting = await waitingItems(place);
    const named = `${stored.policy.name} (${short(stored.hash)})`;
    if (!isNew) return [`${named} is in force already.`, ...linked, ...waiting];
    const others = open.filter(({ policyHash }) => policyHash !== stored.hash);
    const numbers = others.map(({ number }) => `#${number}`).join(', ');
    return [
      `${named} is in force for new incidents, instead of ${before.name} (${short(before.hash)}).`,
      ...(others.length > 0 ? [`Open incidents keep theirs: ${numbers}. --to moves one.`] : []),
      ...linked,
      ...waiting,
    ];
  });
}

/** The policy in force, for `muster policy show`. */
export function inForce(where: Where): Promise<InForce> {
  return inWorkspace(where, (_database, found) => Promise.resolve(found));
}

export interface Move {
  number: number;
  instead: ChangePolicy['instead'];
  /** Whether it is done; otherwise what it would change is told. */
  yes: boolean;
}

/** Moves an incident to the policy, or tells what that would change. Throws, in words, what is in the way. */
export function moveIncident(where: Where, stored: StoredPolicy, move: Move): Promise<string[]> {
  return inWorkspace(where, async (database, { teamId }) => {
    const policies = new Policies();
    const found = await database.work.use(async ({ sql }) => {
      const row = await incidentOfNumber(sql, teamId, move.number);
      return row && { ...row, policy: await policies.get(sql, row.incident.policyHash) };
    });
    if (!found) throw new Error(`There is no incident #${move.number}.`);
    const { incident, policy, now } = found;
    const command: ChangePolicy = {
      type: 'change_policy',
      hash: stored.hash,
      name: stored.policy.name,
      previous: policy.name,
      instead: move.instead,
    };
    const decision = rules.decide(incident, command, stored.policy, now);
    if (!decision.ok) throw new Error(whyNot(move.number, decision.refusal));
    const lines = difference(
      { incident, policy, timers: rules.timersFor(incident, policy) },
      {
        incident: decision.incident,
        policy: stored.policy,
        timers: rules.timersFor(decision.incident, stored.policy),
      },
    );
    const about = [
      `#${move.number} ${incident.title}: ${policy.name} → ${stored.policy.name}`,
      ...lines.map((line) => `  ${line}`),
      ...(lines.length === 0 ? ['  nothing else changes'] : []),
    ];
    if (!move.yes) return [...about, 'Nothing was changed. Say --yes to move it.'];
    await carryOut({ database, policies, teamId }, stored, incident.id, command);
    return [...about, 'Moved.'];
  });
}

async function carryOut(
  where: Workspace,
  stored: StoredPolicy,
  incidentId: number,
  command: ChangePolicy,
): Promise<void> {
  await where.database.work.use(({ sql }) => storePolicy(sql, stored));
  const outcome = await transactAsOperator(where, incidentId, command);
  if (!outcome.ok) throw new Error(whyNot(outcome.incident?.number ?? 0, outcome.refusal));
}

type Refusal = Extract<ReturnType<typeof rules.decide>, { ok: false }>['refusal'];

function whyNot(number: number, refusal: Refusal): string {
  switch (refusal.code) {
    case 'ended':
      return `#${number} is over: it keeps the policy it had.`;
    case 'same_policy':
      return `#${number} follows this policy already.`;
    case 'cannot_move':
      return [
        `#${number} cannot move to this policy:`,
        ...refusal.unknown.map(({ what, key, allowed }) => {
          const known = allowed.length > 0 ? allowed.join(', ') : 'none';
          return what === 'measure' || what === 'obligation'
            ? `  it does not know the ${what} ${key}, which is open: end it first, or add it to the policy`
            : `  it has no ${what} ${key}; say --instead ${what}=KEY, one of ${known}`;
        }),
      ].join('\n');
    default:
      return `#${number} was not moved (${refusal.code}).`;
  }
}

function short(hash: string): string {
  return hash.slice(0, 12);
}
