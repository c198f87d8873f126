import type { JournalEntry, JournalState } from '../protocol-operate.ts';
import type { Clock } from './clock.ts';

/** How many entries are kept, and how long a single text in them may be. */
const mostEntries = 5000;
const longestText = 4000;

export type NewEntry = Pick<JournalEntry, 'direction' | 'name' | 'request'> &
  Partial<Pick<JournalEntry, 'app_id' | 'channel' | 'user' | 'attempt' | 'transport' | 'trouble'>>;

/** Everything that went over the wire or was done by a person, newest last, the oldest forgotten. */
export class Journal {
  readonly #clock: Clock;
  #entries: JournalEntry[] = [];
  #sequence = 0;
  #forgotten = 0;
  #listener: (entry: JournalEntry) => void = () => {};

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Of the newest entry; 0 before the first. */
  get sequence(): number {
    return this.#sequence;
  }

  /** Calls `listener` for each entry once it is finished. */
  onFinished(listener: (entry: JournalEntry) => void): void {
    this.#listener = listener;
  }

  /** Opens an entry; it is completed with `finish`. */
  begin(entry: NewEntry): JournalEntry {
    this.#sequence += 1;
    const full: JournalEntry = {
      app_id: null,
      channel: null,
      user: null,
      attempt: 0,
      transport: 'http',
      trouble: null,
      ...entry,
      request: cut(entry.request),
      sequence: this.#sequence,
      at: this.#clock.now(),
      real_at: Date.now(),
      response: null,
      status: 0,
      took_ms: 0,
    };
    this.#entries.push(full);
    // Dropped in batches: shifting one at a time would cost a copy of the list each.
    if (this.#entries.length > mostEntries * 1.2) {
      this.#forgotten += this.#entries.length - mostEntries;
      this.#entries = this.#entries.slice(-mostEntries);
    }
    return full;
  }

  /** Writes down how it ended. */
  finish(entry: JournalEntry, status: number, response: unknown, trouble?: string): void {
    entry.status = status;
    entry.response = cut(response);
    entry.took_ms = Date.now() - entry.real_at;
    if (trouble !== undefined) entry.trouble = trouble;
    this.#listener(entry);
  }

  /** All that is kept, oldest first. */
  entries(): readonly JournalEntry[] {
    return this.#entries;
  }

  /** The newest entries that fit the question, oldest of them first. */
  read(query: { since?: number; limit?: number; direction?: string; name?: string }): JournalState {
    const found = this.#entries.filter(
      (entry) =>
        entry.sequence > (query.since ?? 0) &&
        (query.direction === undefined || entry.direction === query.direction) &&
        (query.name === undefined || entry.name === query.name),
    );
    return { entries: found.slice(-(query.limit ?? 200)), forgotten: this.#forgotten };
  }

  clear(): void {
    this.#entries = [];
    this.#forgotten = 0;
  }
}

function cut(value: unknown): unknown {
  if (typeof value === 'string')
    return value.length > longestText ? `${value.slice(0, longestText)}…` : value;
  if (Array.isArray(value)) return value.map(cut);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, cut(each)]));
}
