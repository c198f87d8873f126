/** The part of the control API that runs the workspace: clock, faults, settings, journal, apps. */

/** GET and POST /_control/clock; POST takes `{advance_ms}`. */
export interface ClockState {
  /** Milliseconds since 1970. */
  now: number;
  /** How far the story is ahead of the machine. */
  offset_ms: number;
}

/** What `GET /_control/quiet` answers once nothing is under way. */
export interface QuietState extends ClockState {
  /** How much went over the wire, or was done by people, since the start. */
  sequence: number;
}

/** What goes wrong. */
export type FaultKind =
  /** Answers `{ok: false, error}` without doing it. */
  | { kind: 'reject'; error: string }
  /** Does it, then cuts the connection without an answer. */
  | { kind: 'drop' }
  /** Cuts the connection without doing it. */
  | { kind: 'refuse' }
  /** Does it, then answers 500 (or `status`). */
  | { kind: 'fail_after'; status?: number }
  /** Answers 500 (or `status`) without doing it. */
  | { kind: 'fail_before'; status?: number }
  /** Does it (unless `before`), then says nothing for `ms` real milliseconds (default: for ever). */
  | { kind: 'hang'; ms?: number; before?: boolean }
  /** 429; with Retry-After unless `retry_after_s` is null. */
  | { kind: 'rate_limit'; retry_after_s?: number | null }
  /** Status 200 with a page of HTML. */
  | { kind: 'malformed' }
  /** Answers, but reads do not show it for `ms` real milliseconds. */
  | { kind: 'delay_visibility'; ms: number }
  /** For events: sent twice. */
  | { kind: 'duplicate' }
  /** For events: kept back until `after` more were sent (default 1), or 500 real milliseconds. */
  | { kind: 'reorder'; after?: number }
  /** For deliveries: the app's ack does not arrive, so Slack retries or shows a time-out. */
  | { kind: 'drop_ack' }
  /** For deliveries: not sent at all. */
  | { kind: 'lose' }
  /** Calls the hook of the same name given to startSandbox, after doing it: kills the caller. */
  | { kind: 'hook'; name: string };

/** A fault with the calls it meets. What is not said matches all. */
export interface Fault {
  id?: string;
  /** `call`: a Web API call; `event`, `command`, `interaction`: a delivery to an app. */
  on?: 'call' | 'event' | 'command' | 'interaction';
  /** A method (`chat.postMessage`, `chat.*`), an event type, a command. */
  method?: string;
  channel?: string;
  user?: string;
  /** Only the nth match (1 is the first). */
  nth?: number;
  /** At most so many times. */
  times?: number;
  /** Of the matches, this share (0–1), chosen by the seed. */
  rate?: number;
  fault: FaultKind;
}

/** GET /_control/faults; POST takes `{faults}` (replaces all) or `{add}`. */
export interface FaultState {
  faults: (Fault & { id: string; seen: number; struck: number })[];
}

/* GET /_control/settings gives `Settings` (server/settings.ts); POST takes any part of it. */

/* ------------------------------------------------------------------ GET /_control/journal */

/** Query: `since` (sequence), `limit` (default 200, newest), `direction`, `name`. */
export interface JournalState {
  entries: JournalEntry[];
  /** Entries that no longer fit. */
  forgotten: number;
}

export interface JournalEntry {
  sequence: number;
  /** Story time, milliseconds. */
  at: number;
  /** Real time, milliseconds since 1970. */
  real_at: number;
  /** `call`: the app called the Web API; `delivery`: Slack called the app; `act`: a person acted. */
  direction: 'call' | 'delivery' | 'act';
  /** The method, the event type, the command, the interaction's type, the act's type. */
  name: string;
  app_id: string | null;
  channel: string | null;
  user: string | null;
  /** Arguments, or the payload that was sent. Long values are cut. */
  request: unknown;
  /** The answer, or the ack. */
  response: unknown;
  /** HTTP status; 0 while there is none. */
  status: number;
  /** Real milliseconds from request to answer. */
  took_ms: number;
  /** Deliveries: 0 at first, then the number of the retry. */
  attempt: number;
  /** The kind of the fault that struck, `timeout`, or null. */
  trouble: string | null;
  transport: 'http' | 'socket' | 'page';
}

/* ------------------------------------------------------------------ POST /_control/apps, /_control/reset */

/** Where an app's signed requests go. `POST /_control/apps` takes this. */
export interface AppConnection {
  app_id?: string;
  request_url: string | null;
}

/** What every control answer is when it fails (HTTP 400, 404). */
export interface ControlError {
  ok: false;
  error: string;
  message: string;
}
