import { timersFor } from '../../src/incident/timers.ts';
import type { Violation } from './check.ts';
import type { Histories, OutboxRow, StoredIncident } from './histories.ts';
import type { Acknowledged } from './scenario.ts';

/** Each due timer fired once, and the index holds what the state says, nothing of it due. */
export function timerFaults({ incidents, now }: Histories): Violation[] {
  return incidents.flatMap((stored) => {
    const { incident, policy, lines, timers } = stored;
    const about = `#${incident.number}`;
    const found: string[] = [];
    const fired = lines.flatMap(({ data }) => firedIn(data));
    for (const each of repeated(fired)) found.push(`${about}: fired twice: ${each}`);
    const derived = timersFor(incident, policy);
    const armed = (list: typeof timers) =>
      list.map(({ key, dueAt }) => `${key} at ${dueAt.toISOString()}`).sort();
    const [wanted, indexed] = [armed(derived), armed(timers)];
    if (wanted.join() !== indexed.join()) {
      found.push(`${about}: the index holds [${indexed}], the state asks for [${wanted}]`);
    }
    for (const { key } of derived.filter(({ dueAt }) => dueAt <= now)) {
      found.push(`${about}: ${key} is due and did not fire`);
    }
    return found.map((what) => ({ invariant: 'timers', what }) as const);
  });
}

function firedIn(data: Record<string, unknown>): string[] {
  const { fired } = data;
  return Array.isArray(fired) ? fired.map((each) => JSON.stringify(each)) : [];
}

const reminders = new Set(['update_reminder', 'commander_missing', 'update_warning']);

/** What asks for something is not told once the incident is over. */
export function endFaults({ incidents, outbox, slack }: Histories): Violation[] {
  return incidents.flatMap(({ incident }) => {
    const { resolvedAt, number } = incident;
    if (!resolvedAt) return [];
    return outbox
      .filter((row) => row.incidentId === incident.id && isReminder(row) && row.resultTs !== null)
      .filter(({ messageKey }) => {
        const message = slack.said.find(({ metadata }) => keyOf(metadata) === messageKey);
        return message && Number(message.ts) * 1000 > resolvedAt.getTime();
      })
      .map(({ id, lane }) => ({
        invariant: 'after_end' as const,
        what: `#${number}: row ${id} (${lane}) reminds of what is over`,
      }));
  });
}

function isReminder({ effect }: OutboxRow): boolean {
  return effect.type === 'announce' && reminders.has(effect.fact.type);
}

function keyOf(metadata: { event_payload: Record<string, unknown> } | undefined): unknown {
  return metadata?.event_payload['k'];
}

/** Nobody holds what somebody else holds alone. */
export function holderFaults({ incidents }: Histories): Violation[] {
  return incidents.flatMap(({ incident, policy }) =>
    policy.roles.flatMap(({ key, max }) => {
      const holders = incident.state.roles[key] ?? [];
      const people = new Set(holders.map(({ userId }) => userId));
      const isTooMany = holders.length > (max ?? 1) || people.size < holders.length;
      if (!isTooMany) return [];
      const what = `#${incident.number}: ${key} is held by ${holders.map(({ userId }) => userId)}`;
      return [{ invariant: 'holders' as const, what }];
    }),
  );
}

/** Whoever was told yes finds it done, once. */
export function acknowledgedFaults({ acknowledged, incidents }: Histories): Violation[] {
  return acknowledged.flatMap((each) => {
    const times = timesDone(each, incidents);
    if (times === 1) return [];
    const what = `${JSON.stringify(each)} was acknowledged and is there ${times} times`;
    return [{ invariant: times === 0 ? ('lost' as const) : ('duplicated' as const), what }];
  });
}

function timesDone(what: Acknowledged, incidents: readonly StoredIncident[]): number {
  if (what.type === 'declared') {
    // It may have got another title since.
    return incidents.filter(({ lines }) => lines[0]?.data['title'] === what.title).length;
  }
  const lines = incidents.find(({ incident }) => incident.number === what.incident)?.lines ?? [];
  switch (what.type) {
    case 'noted':
      return lines.filter(({ data }) => data['text'] === what.text).length;
    case 'role_taken':
      return lines.filter(
        ({ type, actor, data }) =>
          type === 'take_role' &&
          data['role'] === what.role &&
          actor.kind === 'person' &&
          actor.userId === what.userId,
      ).length;
  }
}

export function repeated(list: readonly string[]): string[] {
  return [...new Set(list.filter((each, index) => list.indexOf(each) !== index))];
}
