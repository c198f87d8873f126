import { addAppMetadata } from '@slack/web-api';
import { type Config, Secret } from '../../src/config.ts';
import { start } from '../../src/main.ts';
import { armCrashPoints } from '../../src/store/crash-point.ts';
import { bendDate, heedSignals } from './child-bends.ts';

/** Muster in a process of its own, to be killed. Told all by its parent; says where it listens. */
export interface ChildOrders {
  databaseUrl: string;
  token: string;
  signingSecret: string;
  /** Socket Mode when given. */
  appToken?: string | undefined;
  apiUrl: string;
  /** By which the local Slack knows who called. */
  name?: string;
  policyPath?: string | undefined;
  autoMigrate?: boolean;
  /** So many times as long as usual may be waited. */
  leeway?: number;
  env?: Record<string, string>;
  crashAt?: CrashAt;
}

/** A place of `crash-point.ts`, and at which passing of it to die, counted from when it is told. */
export interface CrashAt {
  point: string;
  nth: number;
}

/** What the parent says: begin; die at a place; die at none. */
export type ChildOrder =
  | { type: 'start'; orders: ChildOrders }
  | { type: 'arm'; at: CrashAt }
  | { type: 'disarm' };

/** What the child says. */
export type ChildNews =
  | { type: 'ready' }
  | { type: 'armed' }
  | { passed: string }
  | { port: number }
  | { failed: string };

let armed: CrashAt | undefined;
let passed = 0;

function arm(at: CrashAt | undefined): void {
  armed = at;
  passed = 0;
}

const isTracing = process.env['CHAOS_TRACE'] === '1';

armCrashPoints((name) => {
  if (isTracing) tell({ passed: name });
  if (name !== armed?.point) return;
  passed += 1;
  if (passed === armed.nth) process.kill(process.pid, 'SIGKILL');
});

function configOf(orders: ChildOrders): Config {
  const databaseUrl = new Secret(orders.databaseUrl);
  return {
    databaseUrl,
    directUrl: databaseUrl,
    slackBotToken: new Secret(orders.token),
    slackSigningSecret: new Secret(orders.signingSecret),
    slackAppToken: orders.appToken ? new Secret(orders.appToken) : undefined,
    slackApiUrl: orders.apiUrl,
    port: 0,
    autoMigrate: orders.autoMigrate === true,
    heartbeatUrl: undefined,
    pagerDutyUrl: 'http://127.0.0.1:9/',
    policyPath: orders.policyPath,
    ...mailFrom(process.env['SMTP_URL'], process.env['MAIL_FROM']),
    logLevel: process.env['CHAOS_LOG'] === 'warn' ? 'warn' : 'silent',
  };
}

function mailFrom(url: string | undefined, from: string | undefined) {
  return url && from ? { smtpUrl: new Secret(url), mailFrom: from } : {};
}

const patience = () => ({
  settleMs: 400,
  urgentSettleMs: 400,
  backOffMs: 50,
  secondLooksMs: [500],
  canvasMs: 300,
  leaseMs: Number(process.env['CHAOS_LEASE_MS'] ?? 45_000),
});

async function begin(orders: ChildOrders): Promise<void> {
  Object.assign(process.env, orders.env);
  if (orders.name) addAppMetadata({ name: 'replica', version: orders.name });
  arm(orders.crashAt);
  try {
    bendDate();
    const muster = await start(configOf(orders), {
      patience: patience(),
      pace: null,
      leeway: orders.leeway ?? 1,
    });
    heedSignals(muster);
    tell({ port: muster.port });
  } catch (error) {
    tell({ failed: error instanceof Error ? error.message : String(error) });
    throw error;
  }
}

function tell(news: ChildNews): void {
  process.send?.(news);
}

const given = process.argv[2];
if (given) void begin(JSON.parse(given) as ChildOrders);
else {
  // It waits with all modules loaded, so that it begins at once when it is wanted.
  process.once('disconnect', () => process.exit());
  process.on('message', (order: ChildOrder) => {
    if (order.type === 'start') void begin(order.orders);
    else {
      arm(order.type === 'arm' ? order.at : undefined);
      tell({ type: 'armed' });
    }
  });
  tell({ type: 'ready' });
}
