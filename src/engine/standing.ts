import type { Logger } from 'pino';
import type { Metrics } from '../metrics.ts';

/** What a call told about Slack: it answered, it did not, or it refuses our token. */
export type Heard = 'answered' | 'silent' | 'refused';

export interface StandingOptions {
  /** Asks Slack something harmless. Never rejects. */
  probe(): Promise<Heard>;
  /** Sending may go on. */
  onBack(): void;
  metrics: Pick<Metrics, 'slackAuth' | 'slackReachable'>;
  log: Logger;
  /** Most milliseconds of real time between tries of a token that Slack refused; 60 s. */
  authProbeMs?: number;
  /** The same for a Slack that does not answer, and the first wait after a refusal; 2 s. */
  silentProbeMs?: number;
}

/** So many calls in a row without an answer, over so many milliseconds, are an outage. */
const silentCalls = 6;
const silentMs = 2_000;

/**
 * Whether Slack can be talked to, as far as this process has heard. While it cannot, nothing is
 * claimed for it: the rows stay as they are, newest state last, and no attempt of theirs is used up.
 */
export class Standing {
  readonly #options: StandingOptions;
  #state: 'up' | 'silent' | 'refused' = 'up';
  #silentInARow = 0;
  #silentSinceMs = 0;
  /** Probes since it was left. */
  #probes = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: StandingOptions) {
    this.#options = options;
    this.#enter('up');
  }

  get isUp(): boolean {
    return this.#state === 'up';
  }

  /** What an operator should know; nothing while all is well. */
  notes(): string[] {
    if (this.#state === 'up') return [];
    return [this.#state === 'refused' ? 'slack refuses the token' : 'slack does not answer'];
  }

  /** Takes in what an attempt told about Slack. */
  hear(heard: Heard): void {
    if (heard === 'silent') {
      this.#hearNothing();
      return;
    }
    this.#silentInARow = 0;
    if (heard === 'refused' && this.#state !== 'refused') this.#leaveFor('refused');
    // A refused token is believed to work again only when asked about.
    if (heard === 'answered' && this.#state === 'silent') this.#comeBack();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #hearNothing(): void {
    const now = performance.now();
    if (this.#silentInARow === 0) this.#silentSinceMs = now;
    this.#silentInARow += 1;
    const isLong = now - this.#silentSinceMs >= silentMs;
    if (this.#state === 'up' && this.#silentInARow >= silentCalls && isLong) {
      this.#leaveFor('silent');
    }
  }

  #leaveFor(state: 'silent' | 'refused'): void {
    this.#enter(state);
    this.#probes = 0;
    const { log } = this.#options;
    if (state === 'refused') log.error('slack refuses the token; delivery waits');
    else log.warn('slack does not answer; delivery waits');
    this.#probeLater();
  }

  #comeBack(): void {
    clearTimeout(this.#timer);
    this.#silentInARow = 0;
    this.#enter('up');
    this.#options.log.warn('slack answers again; delivery goes on');
    this.#options.onBack();
  }

  #enter(state: 'up' | 'silent' | 'refused'): void {
    this.#state = state;
    const { slackAuth, slackReachable } = this.#options.metrics;
    slackAuth.set(state === 'refused' ? 0 : 1);
    slackReachable.set(state === 'silent' ? 0 : 1);
  }

  #probeLater(): void {
    const { authProbeMs = 60_000, silentProbeMs = 2_000 } = this.#options;
    clearTimeout(this.#timer);
    // Slack refuses a good token now and then, and somebody may be waiting to be paged.
    const growingMs = Math.min(silentProbeMs * 2 ** this.#probes, authProbeMs);
    const waitMs = this.#state === 'refused' ? growingMs : silentProbeMs;
    this.#probes += 1;
    this.#timer = setTimeout(() => void this.#probe(), waitMs).unref();
  }

  async #probe(): Promise<void> {
    const heard = await this.#options.probe();
    // An attempt that was still under way may have said so first.
    if (this.#state === 'up') return;
    if (heard === 'answered') this.#comeBack();
    else if (heard === 'refused' && this.#state === 'silent') this.#leaveFor('refused');
    else {
      if (this.#state === 'refused') {
        this.#options.log.error('slack still refuses the token; delivery waits');
      }
      this.#probeLater();
    }
  }
}
