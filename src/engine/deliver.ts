import type { Logger } from 'pino';
import type { DeliveryCommand } from '../incident/types.ts';
import type { Metrics } from '../metrics.ts';
import type { Policy } from '../policy/schema.ts';
import type { Pool } from '../store/pool.ts';
import { Alarm } from './alarm.ts';
import { attempt, back } from './attempt.ts';
import { type ClaimedRow, claim, reclaim } from './claim.ts';
import { defaultPatience, type Outcome, type Patience } from './outcome.ts';
import type { Means } from './sending.ts';
import { Settler } from './settler.ts';

/** What delivery is given by `main`. */
export interface DeliveryOptions {
  pool: Pool;
  means: Means;
  /** Policies by hash, from memory where seen before. */
  policyOf(hash: string): Promise<Policy>;
  /** Carries a report to the incident it is about; repeated with the same key, it does nothing. */
  report(
    incidentId: number,
    command: DeliveryCommand,
    gesture: { key: string; correlationId: string },
  ): Promise<unknown>;
  metrics: Metrics;
  log: Logger;
  patience?: Partial<Patience>;
  /** Sends at once; 16. */
  concurrency?: number;
  /** Milliseconds between looks at the outbox when nobody kicks; 2 s. */
  pulseMs?: number;
  /** Milliseconds between tries of a token that Slack refused; 60 s. */
  authProbeMs?: number;
}

/** One claim takes at most so many rows. */
const batchSize = 20;
/** Pause after the database failed. */
const databaseWaitMs = 1_000;

/** Sends what the outbox owes Slack, from `start` until `stop`. */
export class Delivery {
  readonly #options: DeliveryOptions;
  readonly #patience: Patience;
  readonly #concurrency: number;
  readonly #settler: Settler;
  readonly #alarm = new Alarm(() => this.kick());
  #pulse: NodeJS.Timeout | undefined;
  #running = false;
  #authDown = false;
  #onItsWay = 0;
  #claiming = false;
  /** Someone kicked while a claim was under way, whose snapshot may be too old to see why. */
  #kicked = false;
  #quiet: Array<() => void> = [];

  constructor(options: DeliveryOptions) {
    this.#options = options;
    this.#patience = { ...defaultPatience, ...options.patience };
    this.#concurrency = options.concurrency ?? 16;
    this.#settler = new Settler(options);
  }

  start(): void {
    this.#running = true;
    this.#pulse = setInterval(() => void this.#beat(), this.#options.pulseMs ?? 2_000);
    this.#pulse.unref();
    void this.#beat();
  }

  /** Something may be there to send: look now. */
  kick(): void {
    if (!this.#running || this.#authDown) return;
    this.#kicked = true;
    if (!this.#claiming) void this.#pump();
  }

  /** Resolves when nothing is on its way and nothing can be sent right now. */
  idle(): Promise<void> {
    return new Promise((resolve) => {
      this.#quiet.push(resolve);
      this.kick();
      this.#tellQuiet();
    });
  }

  /** Claims no more and waits for what is on its way; rows not begun go back. */
  async stop(): Promise<void> {
    this.#running = false;
    clearInterval(this.#pulse);
    this.#alarm.clear();
    if (this.#onItsWay === 0 && !this.#claiming) return;
    await new Promise<void>((resolve) => this.#quiet.push(resolve));
  }

  /** Gives back what dead workers held, and looks for what is due. */
  async #beat(): Promise<void> {
    try {
      const lost = await this.#options.pool.use(({ sql }) => reclaim(sql));
      if (lost > 0) this.#options.log.warn({ rows: lost }, 'leases expired');
    } catch (error) {
      this.#options.log.error({ err: error }, 'reclaiming failed');
    }
    this.kick();
  }

  /** Claims until there is nothing to claim or no hand free. One at a time. */
  async #pump(): Promise<void> {
    this.#claiming = true;
    while (this.#running && !this.#authDown && this.#kicked) {
      const limit = Math.min(batchSize, this.#concurrency - this.#onItsWay);
      if (limit === 0) break;
      this.#kicked = false;
      const rows = await this.#claim(limit);
      this.#onItsWay += rows.length;
      for (const row of rows) void this.#carry(row);
      // A full batch hides what stands behind it.
      if (rows.length === limit) this.#kicked = true;
    }
    this.#claiming = false;
    this.#tellQuiet();
  }

  async #claim(limit: number): Promise<ClaimedRow[]> {
    const leaseSeconds = this.#patience.leaseMs / 1000;
    try {
      return await this.#options.pool.use(({ sql }) => claim(sql, { limit, leaseSeconds }));
    } catch (error) {
      this.#options.log.error({ err: error }, 'claiming failed');
      this.#alarm.set(databaseWaitMs);
      return [];
    }
  }

  /** Sends one row and has the outcome written; then its lane and its dependants may go on. */
  async #carry(row: ClaimedRow): Promise<void> {
    const { means, policyOf } = this.#options;
    const outcome = this.#running
      ? await attempt(row, means, policyOf, this.#patience)
      : back(row, 'stopping', 0);
    if (outcome.isAuthDown) this.#pauseForAuth();
    await this.#finish(row, outcome);
    this.#onItsWay -= 1;
    const { settlement } = outcome;
    if (settlement.waitMs) this.#alarm.set(settlement.waitMs + 1);
    if (settlement.block) this.#alarm.set(settlement.block.waitMs + 1);
    this.kick();
    this.#tellQuiet();
  }

  async #finish(row: ClaimedRow, { settlement, reports }: Outcome): Promise<void> {
    const { report, log } = this.#options;
    try {
      for (const command of reports) {
        const key = `outbox:${row.id}:${command.type}:${row.attempts}`;
        const { correlationId } = row;
        await report(row.incident?.id ?? 0, command, { key, correlationId });
      }
      await this.#settler.settle(settlement);
    } catch (error) {
      // The lease runs out, and the row is tried again as one whose end is unknown.
      log.error({ err: error, outboxId: row.id }, 'outcome not written');
    }
  }

  /** Slack refuses the token: nothing can be sent, so nothing is claimed until it works again. */
  #pauseForAuth(): void {
    if (this.#authDown) return;
    this.#authDown = true;
    this.#options.log.error('slack refuses the token; delivery waits');
    const probe = setInterval(async () => {
      try {
        await this.#options.means.slack.call('auth.test', {}, 'auth-probe');
      } catch {
        if (this.#running) return;
      }
      clearInterval(probe);
      this.#authDown = false;
      this.kick();
    }, this.#options.authProbeMs ?? 60_000);
    probe.unref();
  }

  #tellQuiet(): void {
    const isBusy = this.#onItsWay > 0 || this.#claiming;
    if (isBusy || (this.#running && this.#kicked && !this.#authDown)) return;
    for (const resolve of this.#quiet.splice(0)) resolve();
  }
}
