import { businessDaysAfter } from '../../calendar/business-time.ts';
import type { Client, Obligation } from '../../policy/language/telling.ts';
import type { Policy } from '../../policy/schema.ts';
import { holds } from '../conditions.ts';
import type { Draft } from '../consequences.ts';
import { milestoneAt } from '../course/milestones.ts';
import { minutesAfter } from '../instants.ts';
import type { ObligationState } from './types.ts';

/** What is owed to others: what is meant by its key, until when, and whether it still is. */

/** An obligation of the policy as it was opened: for one client, or for all. */
export interface Owed {
  /** `key` or `key:client`. */
  key: string;
  obligation: Obligation;
  client: Client | null;
}

/** What a key means; null where the policy has no such obligation or client. */
export function owedBy(policy: Policy, key: string): Owed | null {
  const [name, clientKey] = key.split(':');
  const obligation = policy.obligations.find((each) => each.key === name);
  if (!obligation) return null;
  if (clientKey === undefined) return { key, obligation, client: null };
  const client = policy.clients.find((each) => each.key === clientKey);
  return client ? { key, obligation, client } : null;
}

/** All that an obligation is opened as: itself, or one for each client that the incident concerns. */
export function owedFor(incident: Draft, policy: Policy, obligation: Obligation): Owed[] {
  if (!obligation.per_client) return [{ key: obligation.key, obligation, client: null }];
  return policy.clients
    .filter((client) => holds(client.when, incident, policy))
    .map((client) => ({ key: `${obligation.key}:${client.key}`, obligation, client }));
}

/** Minutes from its milestone; null: by working days, or at once. */
export function withinMinutes({ obligation, client }: Owed): number | null {
  return client?.notice_within_minutes ?? obligation.within_minutes ?? null;
}

/**
 * Until when it has to be met; null: at once. It counts from its milestone, and from the
 * declaration as long as that was not reached.
 */
export function dueAtOf(incident: Draft, policy: Policy, owed: Owed): Date | null {
  const within = withinMinutes(owed);
  const from = milestoneAt(incident, owed.obligation.of) ?? incident.declaredAt;
  if (within !== null) return minutesAfter(from, within);
  const { within_business_days: days } = owed.obligation;
  return days === undefined ? null : businessDaysAfter(from, days, policy.calendar);
}

/** What people call it: with the client it is owed to, where each has its own terms. */
export function owedName({ obligation, client }: Owed): string {
  return client ? `${obligation.name} (${client.name})` : obligation.name;
}

/** Whether the policy would still open it by itself, or something else than its condition did. */
export function isStillRequired(incident: Draft, policy: Policy, owed: Owed): boolean {
  const state = stateOf(incident, owed.key);
  if (state?.opened !== 'policy') return true;
  const { obligation, client } = owed;
  return (
    holds(obligation.when, incident, policy) &&
    (client === null || holds(client.when, incident, policy))
  );
}

export function stateOf(incident: Draft, key: string): ObligationState | undefined {
  const { obligations } = incident.state;
  return Object.hasOwn(obligations, key) ? obligations[key] : undefined;
}

/** Those that nobody met or excused yet, soonest first; what is due at once comes first. */
export function openOwed(
  incident: Draft,
  policy: Policy,
): { owed: Owed; state: ObligationState }[] {
  return Object.entries(incident.state.obligations)
    .flatMap(([key, state]) => {
      const owed = state.status === 'open' ? owedBy(policy, key) : null;
      return owed ? [{ owed, state }] : [];
    })
    .sort((a, b) => (a.state.dueAt?.getTime() ?? 0) - (b.state.dueAt?.getTime() ?? 0));
}

/** Whether it is late; what is due at once never is. */
export function isLate({ status, dueAt }: ObligationState, now: Date): boolean {
  return status === 'open' && dueAt !== null && dueAt < now;
}

/** An obligation as it begins. */
export function opened(
  incident: Draft,
  policy: Policy,
  owed: Owed,
  how: ObligationState['opened'],
  now: Date,
): ObligationState {
  const nothingYet = { by: null, endedAt: null, proof: null } as const;
  return {
    openedAt: now,
    opened: how,
    dueAt: dueAtOf(incident, policy, owed),
    status: 'open',
    ...nothingYet,
  };
}
