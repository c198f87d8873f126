import type { Violation } from './check.ts';
import type { Histories, OutboxRow } from './histories.ts';

/** Ids of rows whose message or file was taken back from somebody who may not see the incident any more. */
export function takenBack({ outbox }: Pick<Histories, 'outbox'>): ReadonlySet<number> {
  const takings = outbox.flatMap(({ id, incidentId, effect, state }) =>
    effect.type === 'take_back' && state === 'sent' ? [{ id, incidentId, to: effect.userId }] : [],
  );
  const taken = outbox.filter(
    (row) =>
      isOfIncident(row) &&
      takings.some(
        ({ id, incidentId, to }) =>
          row.id < id && row.incidentId === incidentId && to === toldTo(row),
      ),
  );
  return new Set(taken.map(({ id }) => id));
}

/** What was taken back is in Slack no more. */
export function takenBackFaults(histories: Histories): Violation[] {
  const taken = takenBack(histories);
  const { outbox, slack } = histories;
  const rows = outbox.filter(({ id }) => taken.has(id));
  const keys = new Set(rows.map(({ messageKey }) => messageKey));
  const files = new Set(
    rows.flatMap(({ effect }) => ('file' in effect && effect.file ? [effect.file.id] : [])),
  );
  const all = slack.channels.flatMap(({ messages }) => [...messages.values()]);
  const messages = all.filter(
    (message) =>
      keys.has(String(message.metadata?.event_payload['k'])) ||
      message.files.some((id) => files.has(id)),
  );
  const left = [
    ...messages.map(({ channel, ts }) => `message ${ts} in ${channel}`),
    ...slack.files.filter(({ id, deleted }) => files.has(id) && !deleted).map(({ id }) => id),
  ];
  return left.map((each) => ({ invariant: 'stray', what: `${each} was not taken back` }));
}

/** Whom it told directly; null for what it did not. */
function toldTo({ effect }: OutboxRow): string | null {
  if ('userId' in effect && effect.type.endsWith('_file')) return effect.userId;
  return effect.type === 'announce' && effect.to.place === 'dm' ? effect.to.userId : null;
}

/** Pages are to be answered, and who is told that they are not invited any more reads nothing else. */
function isOfIncident({ effect }: OutboxRow): boolean {
  if (effect.type === 'meeting_file') return effect.news.what !== 'withdrawn';
  if (effect.type !== 'announce') return true;
  const { fact } = effect;
  return fact.type !== 'paged' && !(fact.type === 'meeting_news' && fact.what === 'withdrawn');
}
