import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { Delivery } from '../../src/engine/deliver.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { transact } from '../../src/engine/transact.ts';
import type { Command, Declare, Incident } from '../../src/incident/types.ts';
import type { Metrics } from '../../src/metrics.ts';
import type { Policy } from '../../src/policy/schema.ts';
import type { Outcome } from '../../src/slack/ports.ts';
import { applyPolicy } from '../../src/store/policies.ts';
import { testDatabase } from './database.ts';
import { startDelivery } from './delivery.ts';
import { declared, gesture, startEngine, teamId, testPolicy } from './engine.ts';
import { settledAll } from './settled.ts';
import { type StubMessage, StubSlack } from './stub-slack.ts';

type Options = Parameters<typeof startDelivery>[2];

/** A database, an engine and, for each test, a stub of Slack with one delivery against it. */
export interface Scene {
  readonly engine: Engine;
  readonly slack: StubSlack;
  readonly delivery: Delivery;
  readonly metrics: Metrics;
  /** Another process over the same database and Slack. Stopped after the test. */
  another(options?: Options): Promise<Delivery>;
  /** New incidents are declared under the test policy with these changes. */
  policy(changes: Partial<Policy>): Promise<void>;
  declare(changes?: Partial<Declare>): Promise<Incident>;
  run(incident: Incident, command: Command): Promise<Outcome>;
  /** Starts delivery and waits until there is nothing left that it could send. */
  deliver(): Promise<void>;
  /** The same for a delivery that was started already. */
  settled(delivery: Delivery): Promise<void>;
  /** Lets every lease end now, as if its worker had been silent for long. */
  expireLeases(): Promise<void>;
  /** The incident as it is stored now. */
  now(incident: Incident): Promise<Stored>;
  messages(text: string): StubMessage[];
  /** State and error of the incident's rows of this type, oldest first. */
  rows(incident: Incident, type: string): Promise<RowState[]>;
}

export interface RowState {
  state: string;
  last_error: string | null;
  attempts: number;
}

interface Stored {
  failed: Record<string, { error: string }>;
  places: Record<string, { channel_id: string; ts: string | null; thread_ts: string | null }>;
}

/** Sets the scene for a test file. */
export function deliveryScene(options: Options = {}): Scene {
  const database = testDatabase();
  let engine: Engine;
  let slack: StubSlack;
  let delivery: Delivery;
  let metrics: Metrics;
  let apiUrl: string;
  let others: Delivery[] = [];

  beforeAll(async () => {
    engine = await startEngine(database.url);
  });
  afterAll(() => engine.database.close());
  beforeEach(async () => {
    slack = new StubSlack();
    apiUrl = await slack.open();
    ({ delivery, metrics } = startDelivery(engine, apiUrl, options));
  });
  afterEach(async () => {
    await Promise.all([delivery, ...others].map((each) => each.stop()));
    others = [];
    await slack.close();
    await engine.database.work.use(({ sql }) => sql`delete from rate_blocks`);
  });

  const query = <T>(ask: Parameters<typeof engine.database.work.use>[0]) =>
    engine.database.work.use(ask) as Promise<T>;

  return {
    get engine() {
      return engine;
    },
    get slack() {
      return slack;
    },
    get delivery() {
      return delivery;
    },
    get metrics() {
      return metrics;
    },
    async another(own = options) {
      const { delivery: other } = startDelivery(engine, apiUrl, own);
      others.push(other);
      return other;
    },
    async policy(changes) {
      const policy = { ...testPolicy, ...changes };
      const hash = JSON.stringify(changes);
      await engine.database.work.use(async ({ sql }) => {
        await applyPolicy(sql, { teamId, policy, hash, source: 'test' });
        await engine.policies.activate(sql, hash);
      });
    },
    declare: (changes) => declared(engine, changes),
    run: (incident, command) =>
      transact(engine, { incidentId: incident.id, command, gesture: gesture() }),
    async deliver() {
      delivery.start();
      await settledAll(engine, delivery);
    },
    settled: (other) => settledAll(engine, other),
    async expireLeases() {
      await query(
        ({ sql }) => sql`
          update outbox set lease_until = pg_catalog.clock_timestamp() - interval '1 second'
          where state = 'sending'`,
      );
    },
    async now({ id }) {
      const [row] = await query<Stored[]>(
        ({ sql }) => sql`
          select state->'failedSteps' as failed, (
            select coalesce(jsonb_object_agg(place, to_jsonb(p)), '{}') from places p
            where incident_id = ${id}) as places
          from incidents where id = ${id}`,
      );
      return row as Stored;
    },
    messages: (text) => slack.messages.filter((message) => message.text.startsWith(text)),
    rows: ({ id }, type) =>
      query<RowState[]>(
        ({ sql }) => sql`
          select state, last_error, attempts from outbox
          where incident_id = ${id} and effect->>'type' = ${type} order by id`,
      ),
  };
}
