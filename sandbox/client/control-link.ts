import type { Act, ActResult, MemberView, StreamEvent, WorkspaceState } from '../protocol.ts';
import type {
  ClockState,
  ControlError,
  Fault,
  FaultState,
  JournalEntry,
  JournalState,
} from '../protocol-operate.ts';
import type { Settings } from '../server/settings.ts';

/** How long a wait lasts unless said otherwise (real milliseconds). */
const patienceMs = 60_000;

/** What a wait looks for, and how it tells what was there instead. */
export interface Wait<T> {
  /** In words, for the error: `a message like /…/ in #general`. */
  what: string;
  /** Reads the present state; undefined means: not yet. */
  read: () => Promise<T | undefined>;
  /** What is there now, for the error. */
  instead: () => Promise<string>;
  withinMs?: number;
}

/** A connection to the control API of a running sandbox, with its stream of changes. */
export class ControlLink {
  readonly #url: string;
  readonly #abort = new AbortController();
  #changes = 0;
  #wake: () => void = () => {};
  #next: Promise<void>;

  constructor(url: string) {
    this.#url = url.replace(/\/$/, '');
    this.#next = this.#fresh();
  }

  /** Listens to the stream; resolves when it has begun. */
  async open(): Promise<void> {
    const response = await fetch(`${this.#url}/_control/stream`, { signal: this.#abort.signal });
    if (response.body === null) throw new Error('the sandbox sent no stream');
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    await reader.read();
    void this.#listen(reader);
  }

  close(): void {
    this.#abort.abort();
  }

  state(): Promise<WorkspaceState> {
    return this.get('state');
  }

  view(user: string, channel?: string, thread?: string): Promise<MemberView> {
    const query = new URLSearchParams({ user });
    if (channel !== undefined) query.set('channel', channel);
    if (thread !== undefined) query.set('thread', thread);
    return this.get(`view?${query}`);
  }

  act(act: Act): Promise<ActResult> {
    return this.post('act', act);
  }

  advance(ms: number): Promise<ClockState> {
    return this.post('clock', { advance_ms: ms });
  }

  faults(faults: readonly Fault[]): Promise<FaultState> {
    return this.post('faults', { faults });
  }

  settings(change: Partial<Settings>): Promise<Settings> {
    return this.post('settings', change);
  }

  async journal(query: Record<string, string> = {}): Promise<JournalEntry[]> {
    const state = await this.get<JournalState>(`journal?${new URLSearchParams(query)}`);
    return state.entries;
  }

  async get<T>(path: string): Promise<T> {
    return read<T>(await fetch(`${this.#url}/_control/${path}`));
  }

  async post<T>(path: string, body: unknown): Promise<T> {
    const headers = { 'content-type': 'application/json' };
    const options = { method: 'POST', headers, body: JSON.stringify(body) };
    return read<T>(await fetch(`${this.#url}/_control/${path}`, options));
  }

  /** Reads until there is something, again after each change; says what was there when time is up. */
  async until<T>(wait: Wait<T>): Promise<T> {
    const deadline = Date.now() + (wait.withinMs ?? patienceMs);
    for (;;) {
      const before = this.#changes;
      const found = await wait.read();
      if (found !== undefined) return found;
      const left = deadline - Date.now();
      if (left <= 0) break;
      if (this.#changes === before) await this.#changeWithin(left);
    }
    const seconds = (wait.withinMs ?? patienceMs) / 1000;
    throw new Error(`${wait.what}: not there after ${seconds} s. Instead: ${await wait.instead()}`);
  }

  async #changeWithin(ms: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, ms);
    });
    await Promise.race([this.#next, late]);
    clearTimeout(timer);
  }

  async #listen(reader: ReadableStreamDefaultReader<string>): Promise<void> {
    let pending = '';
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        const whole = `${pending}${value}`.split('\n\n');
        pending = whole.pop() ?? '';
        if (whole.some(tellsOfChange)) this.#changed();
      }
    } catch {
      // The sandbox has ended, or this link was closed: nothing changes any more.
    }
  }

  #changed(): void {
    this.#changes += 1;
    const wake = this.#wake;
    this.#next = this.#fresh();
    wake();
  }

  #fresh(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}

/** The journal's own news would make every read cause the next one. */
function tellsOfChange(event: string): boolean {
  return event
    .split('\n')
    .filter((line) => line.startsWith('data: '))
    .some((line) => (JSON.parse(line.slice('data: '.length)) as StreamEvent).kind !== 'journal');
}

async function read<T>(response: Response): Promise<T> {
  const body: unknown = await response.json();
  if (!response.ok) throw new Error((body as ControlError).message);
  return body as T;
}
