import type { Logger } from 'pino';
import type postgres from 'postgres';
import type { DeliveryCommand } from '../incident/types.ts';
import type { Metrics } from '../metrics.ts';
import type { NotDelivered, ReviewTold } from '../organisation/types.ts';
import type { Policy } from '../policy/schema.ts';
import { SlackCallError } from '../slack/client.ts';
import { Unavailable } from '../slack/ports.ts';
import { crashPoint } from '../store/crash-point.ts';
import type { Pool } from '../store/pool.ts';
import { Alarm } from './alarm.ts';
import { Alive } from './alive.ts';
import { attempt, back } from './attempt.ts';
import { type ClaimedRow, countWaiting } from './claim.ts';
import { Claimer } from './claimer.ts';
import { heardIn, type Outcome } from './outcome.ts';
import { defaultPatience, type Patience } from './patience.ts';
import { reclaim } from './reclaim.ts';
import { sendPoint } from './send-point.ts';
import type { Means } from './sending.ts';
import { Settler } from './settler.ts';
import { type Heard, Standing } from './standing.ts';

/** What delivery is given by `main`. */
export interface DeliveryOptions {
  pool: Pool;
  /** A session of our own, by whose lock the others see that we live; without, leases run out. */
  session?: postgres.Sql;
  means: Means;
  /** Policies by hash, from memory where seen before. */
  policyOf(hash: string): Promise<Policy>;
  /**
   * Carries a report to the incident it is about, or to the organisation; repeated with the same key,
   * it does nothing.
   */
  report(
    incidentId: number | null,
    command: DeliveryCommand | NotDelivered | ReviewTold,
    gesture: { key: string; correlationId: string },
  ): Promise<unknown>;
  metrics: Metrics;
  log: Logger;
  /** Whether gestures queue for the database, so that sending should not take the processor now. */
  peopleWait?: () => boolean;
  patience?: Partial<Patience>;
  /** Sends at once, besides what wakes people; 24. */
  concurrency?: number;
  /** Milliseconds between looks at the outbox when nobody kicks; 2 s. */
  pulseMs?: number;
  /** Milliseconds between tries of a token that Slack refused; 60 s. */
  authProbeMs?: number;
  /** The same for a Slack that does not answer; 2 s. */
  silentProbeMs?: number;
}

/** Hands kept free for what wakes people, however much else is on its way. */
const urgentHands = 8;
/** Pause between claims while most hands are busy, so that one claim serves several. */
const claimPauseMs = 20;
/** Sending waits at most this long for the answers that people wait for. */
const courtesyMs = 100;
/** Pause after the database failed. */
const databaseWaitMs = 1_000;

/** Sends what the outbox owes Slack, from `start` until `stop`. */
export class Delivery {
  readonly #options: DeliveryOptions;
  readonly #patience: Patience;
  readonly #concurrency: number;
  readonly #claimer: Claimer;
  readonly #settler: Settler;
  readonly #alive: Alive | undefined;
  readonly #standing: Standing;
  readonly #alarm = new Alarm(() => this.kick());
  #pulse: NodeJS.Timeout | undefined;
  #running = false;
  #onItsWay = 0;
  /** Of them those that wake people. */
  #urgentOnItsWay = 0;
  #claiming = false;
  #quiet: Array<() => void> = [];

  constructor(options: DeliveryOptions) {
    this.#options = options;
    this.#patience = { ...defaultPatience, ...options.patience };
    this.#concurrency = options.concurrency ?? 24;
    this.#alive = options.session && new Alive(options.session);
    this.#claimer = new Claimer({
      pool: options.pool,
      leaseSeconds: this.#patience.leaseMs / 1000,
      concurrency: this.#concurrency,
      worker: this.#alive?.worker ?? 0,
    });
    this.#settler = new Settler(options);
    const { authProbeMs, silentProbeMs } = options;
    this.#standing = new Standing({
      probe: () => this.#probe(),
      onBack: () => this.kick(),
      metrics: options.metrics,
      log: options.log,
      ...(authProbeMs === undefined ? {} : { authProbeMs }),
      ...(silentProbeMs === undefined ? {} : { silentProbeMs }),
    });
  }

  /** What an operator should know of Slack; nothing while it takes what we send. */
  notes(): string[] {
    return this.#standing.notes();
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#pulse = setInterval(() => void this.#beat(), this.#options.pulseMs ?? 2_000);
    this.#pulse.unref();
    void this.#beat();
  }

  /** Something may be there to send: look now. */
  kick(): void {
    if (!this.#running) return;
    this.#claimer.lookAgain();
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
    this.#standing.stop();
    if (this.#onItsWay === 0 && !this.#claiming) return;
    await new Promise<void>((resolve) => this.#quiet.push(resolve));
  }

  /** Shows that we live, gives back what nobody sends, and looks for what is due. */
  async #beat(): Promise<void> {
    const { leaseMs, settleMs, urgentSettleMs } = this.#patience;
    const reach = {
      leaseSeconds: leaseMs / 1000,
      settleSeconds: settleMs / 1000,
      urgentSettleSeconds: urgentSettleMs / 1000,
      hands: this.#claimer.hands(),
    };
    const beganMs = performance.now();
    const { log, metrics, pool } = this.#options;
    // Not waited for: a silent server must not keep the pulse from beating.
    this.#alive?.show().catch((error: unknown) => log.warn({ err: error }, 'not shown alive'));
    try {
      const lost = await pool.use(({ sql }) => reclaim(sql, reach));
      this.#claimer.forget(beganMs);
      if (lost > 0) crashPoint('reclaim.after');
      if (lost > 0) log.warn({ rows: lost }, 'rows that nobody sends given back');
      metrics.outboxWaiting.set(await pool.use(({ sql }) => countWaiting(sql)));
    } catch (error) {
      log.error({ err: error }, 'reclaiming failed');
    }
    this.kick();
  }

  /** Claims until there is nothing to claim or no hand free. One at a time. */
  async #pump(): Promise<void> {
    this.#claiming = true;
    await this.#letPeopleFirst();
    while (this.#running && this.#claimer.hasMore) {
      const free = this.#concurrency - (this.#onItsWay - this.#urgentOnItsWay);
      const urgentFree = urgentHands - this.#urgentOnItsWay;
      const pauseMs = free < this.#concurrency / 2 ? claimPauseMs - this.#claimer.sinceLastMs : 0;
      if (free <= 0 && urgentFree <= 0) break;
      if (pauseMs > 0) this.#alarm.set(pauseMs);
      if (pauseMs > 0) break;
      const rows = await this.#claim(free, urgentFree);
      for (const row of rows) void this.#carry(row);
      // With all other hands full there is nothing more to take until one is free, or something comes.
      if (free <= 0) break;
    }
    this.#claiming = false;
    this.#tellQuiet();
  }

  /** Somebody waits for an answer now; what others see of it may come a moment later. */
  async #letPeopleFirst(): Promise<void> {
    const { peopleWait = () => false } = this.#options;
    const end = performance.now() + courtesyMs;
    while (peopleWait() && performance.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  async #claim(free: number, urgentFree: number): Promise<ClaimedRow[]> {
    // An outside pager rings although Slack is not there; it may be the only one who can.
    const outsideOnly = !this.#standing.isUp;
    try {
      return free > 0
        ? await this.#claimer.next(free, outsideOnly)
        : await this.#claimer.urgent(urgentFree, outsideOnly);
    } catch (error) {
      this.#options.log.error({ err: error }, 'claiming failed');
      this.#alarm.set(databaseWaitMs);
      return [];
    }
  }

  /** Sends one row and has the outcome written; then its lane and its dependants may go on. */
  async #carry(row: ClaimedRow): Promise<void> {
    const { means, policyOf } = this.#options;
    sendPoint(row, 'after_claim');
    const urgent = row.priority === 0 ? 1 : 0;
    this.#onItsWay += 1;
    this.#urgentOnItsWay += urgent;
    const outcome = this.#running
      ? await attempt(row, means, policyOf, this.#patience)
      : back(row, 'stopping', 0);
    if (outcome.heard) this.#standing.hear(outcome.heard);
    const isWritten = await this.#finish(row, outcome);
    this.#onItsWay -= 1;
    this.#urgentOnItsWay -= urgent;
    this.#claimer.ended(row, isWritten);
    const { settlement } = outcome;
    if (settlement.waitMs) this.#alarm.set(settlement.waitMs + 1);
    if (settlement.block) this.#alarm.set(settlement.block.waitMs + 1);
    this.kick();
    this.#tellQuiet();
  }

  /**
   * Writes down what became of an attempt. While the database is away this is tried again for as long as
   * the lease lasts: what is known need not become a doubt, nor its lane wait for the lease. False: it
   * could not be written.
   */
  async #finish(row: ClaimedRow, outcome: Outcome): Promise<boolean> {
    const endMs = row.claimedAtMs + this.#patience.leaseMs - databaseWaitMs;
    for (;;) {
      try {
        await this.#write(row, outcome);
        return true;
      } catch (error) {
        const isAway = error instanceof Unavailable && this.#running && performance.now() < endMs;
        if (!isAway) {
          // The lease runs out, and the row is tried again as one whose end is unknown.
          this.#options.log.error({ err: error, outboxId: row.id }, 'outcome not written');
          return false;
        }
        await new Promise((resolve) => setTimeout(resolve, databaseWaitMs));
      }
    }
  }

  async #write(row: ClaimedRow, { settlement, reports, tells = [] }: Outcome): Promise<void> {
    for (const [index, command] of reports.entries()) {
      // One attempt may have several of a type: each person of a page who could not be reached.
      await this.#report(row, row.incident?.id ?? null, command, `${index}`);
    }
    for (const { incidentId, command } of tells) {
      await this.#report(row, incidentId, command, `to:${incidentId}`);
    }
    sendPoint(row, 'before_settle');
    await this.#settler.settle(settlement);
    sendPoint(row, 'after_settle');
  }

  /**
   * Says what became of an attempt. What cannot be taken is tried as often as the row is, and then left:
   * a row that waits for it for ever would be sent for ever.
   */
  async #report(
    row: ClaimedRow,
    incidentId: number | null,
    command: DeliveryCommand | NotDelivered | ReviewTold,
    which: string,
  ): Promise<void> {
    const { report, log } = this.#options;
    const { id, attempts, correlationId } = row;
    const key = onceKey(command, id) ?? `outbox:${id}:${command.type}:${attempts}:${which}`;
    try {
      crashPoint('report.before');
      await report(incidentId, command, { key, correlationId });
      crashPoint('report.after');
    } catch (error) {
      const isLeft = attempts > this.#patience.maxAttempts && !(error instanceof Unavailable);
      if (!isLeft) throw error;
      log.error({ err: error, outboxId: id, report: command.type }, 'report given up');
    }
  }

  /** Asks whether Slack is there and takes our token. */
  async #probe(): Promise<Heard> {
    try {
      await this.#options.means.slack.call('auth.test', {}, 'auth-probe');
      return 'answered';
    } catch (error) {
      return error instanceof SlackCallError ? heardIn(error) : 'silent';
    }
  }

  #tellQuiet(): void {
    const isBusy = this.#onItsWay > 0 || this.#claiming;
    if (isBusy || (this.#running && this.#claimer.hasMore)) return;
    for (const resolve of this.#quiet.splice(0)) resolve();
  }
}

/** What may be taken in once has a key of its own, whichever row brings it; and a row hands out one record. */
function onceKey(command: DeliveryCommand | NotDelivered | ReviewTold, id: number): string | null {
  if ('once' in command) return command.once;
  return command.type === 'record_sent' ? `outbox:${id}:record_sent` : null;
}
