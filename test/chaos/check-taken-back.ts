import type { Violation } from './check.ts';
import type { Histories, OutboxRow } from './histories.ts';

/** Stands for audiences: what they were handed goes with what was announced. */
const audiences = 'audiences';

/** Ids of rows whose message or file was taken back from somebody who may not see the incident any more. */
export function takenBack({ outbox }: Pick<Histories, 'outbox'>): ReadonlySet<number> {
  const takings = outbox.flatMap(({ id, incidentId, effect, state }) => {
    if (state !== 'sent') return [];
    if (effect.type === 'sync_withdrawn') return [{ id, incidentId, to: audiences }];
    return effect.type === 'take_back' ? [{ id, incidentId, to: effect.userId }] : [];
  });
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
  return [
    ...left.map((each): Violation => ({ invariant: 'stray', what: `${each} was not taken back` })),
    ...lineFaults(histories, rows),
  ];
}

/** Each record that was taken back has one line, which says so. */
function lineFaults({ incidents }: Histories, taken: readonly OutboxRow[]): Violation[] {
  const shown = taken.filter(({ effect }) => effect.type === 'record_file' && 'file' in effect);
  const lines = incidents.flatMap(({ lines: all }) =>
    all.filter(({ type }) => type === 'record_taken_back'),
  );
  if (lines.length === shown.length) return [];
  const what = `${shown.length} records were taken back, ${lines.length} lines say so`;
  return [{ invariant: lines.length < shown.length ? 'lost' : 'duplicated', what }];
}

/** Whom it told directly, or handed the record; null for what it did not. */
function toldTo({ effect }: OutboxRow): string | null {
  if (effect.type === 'record_file') return 'emails' in effect.to ? null : audiences;
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
