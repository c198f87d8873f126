import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { plainEnvironment, secretsOf } from './config.ts';
import { Delivery } from './engine/deliver.ts';
import { Directory } from './engine/directory.ts';
import { type Engine, rules } from './engine/engine.ts';
import { givenUpNotes } from './engine/given-up.ts';
import { startMakingUp } from './engine/held-back.ts';
import { createHints } from './engine/hints.ts';
import type { Loop } from './engine/loop.ts';
import { createMeans } from './engine/means.ts';
import { memberGone } from './engine/member-gone.ts';
import { createOrganisationMeans } from './engine/organisation-means.ts';
import { createReport } from './engine/organisation-reports.ts';
import type { Patience } from './engine/patience.ts';
import { onCallOf } from './engine/people-behind.ts';
import { followApplied } from './engine/policy-in-force.ts';
import { createPorts, createReads } from './engine/ports.ts';
import { startWatchingRooms } from './engine/private-rooms.ts';
import { waitForQuiet } from './engine/quiet.ts';
import { StoryClock } from './engine/story-clock.ts';
import { notesOf, wellbeing } from './engine/well.ts';
import { createWhoIsOnCall } from './engine/who-is-behind.ts';
import { healthRoutes } from './http/health.ts';
import { mostAnHour } from './incident/declared-lately.ts';
import { startHeartbeat } from './integrations/heartbeat.ts';
import type { Mail } from './integrations/mail.ts';
import { type Log, openLog } from './log.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { createSlackApp, type SlackApp } from './slack/app.ts';
import { createSlackClient, type SlackClient } from './slack/client.ts';
import { readHome } from './slack/home-content.ts';
import type { Pace } from './slack/pace.ts';
import { fromSlack } from './slack/typed.ts';
import { appSettings } from './start-app.ts';
import { appIdOf, type Self, whoAmI } from './start-bot.ts';
import { connectDatabase, pingDatabase, prepareDatabase } from './start-database.ts';
import { withDoctor } from './start-doctor.ts';
import { letTimePass, takeMeasure } from './start-loop.ts';
import { mailOf } from './start-mail.ts';
import { openPagers, type PagerOf, tellOfMissingKeys } from './start-pagers.ts';
import { readPolicy, tellOfOther } from './start-policy.ts';
import { endWell } from './stopping.ts';
import type { Database } from './store/connect.ts';
import { ensureOrganisation, Policies } from './store/policies.ts';
import { organisationMessage } from './views/organisation/facts.ts';
import { renderer } from './views/renderer.ts';

/** Composition: the only file that knows every folder. */

export interface Muster {
  /** Where it listens for Slack; 0 in Socket Mode without a port. */
  readonly port: number;
  /** Resolves when nothing is due, nothing can be sent and nothing is under way. For tests and the demo. */
  quiet(): Promise<void>;
  /** Begins to drain at once, ends what is under way, gives the rest back. */
  stop(): Promise<void>;
}

export interface StartOptions {
  log?: Log;
  /** How long delivery waits before it looks an unsure send up; shorter in tests. */
  patience?: Partial<Patience>;
  /** Milliseconds until a silent call to Slack is given up; 10 s. */
  callTimeoutMs?: number;
  /**
   * So many times as long as usual the database may take, and whoever acts may wait; 1. More where the
   * machine is slow and nobody waits: in tests of something else.
   */
  leeway?: number;
  /** How fast one person may be; null: as fast as they like, for people who are scripted. */
  pace?: Pace | null;
  /** Told the text of every SQL statement, never its parameters. For benches. */
  onStatement?: (text: string) => void;
}

/** Starts Muster and resolves when it answers Slack. Throws with one readable sentence when it cannot. */
export async function start(config: Config, options: StartOptions = {}): Promise<Muster> {
  // Keys of pagers are added as they are used.
  const secrets = secretsOf(config);
  const log = options.log ?? openLog({ level: config.logLevel, secrets });
  const metrics = createMetrics();
  const { policy, hash, source } = await readPolicy(config);
  await prepareDatabase(config, log);
  const database = connectDatabase(config, metrics, options);
  const slack = createSlackClient({
    token: config.slackBotToken.reveal(),
    apiUrl: config.slackApiUrl,
    ...(options.callTimeoutMs === undefined ? {} : { timeoutMs: options.callTimeoutMs }),
    metrics,
    log,
  });
  const self = await whoAmI(slack, log);
  const policies = new Policies();
  const [appId] = await Promise.all([
    appIdOf(self, slack, log),
    database.work.use(async ({ sql }) => {
      const inForce = await ensureOrganisation(sql, { teamId: self.teamId, policy, hash, source });
      await policies.activate(sql, inForce);
      if (inForce !== hash) tellOfOther(config, { hash, inForce }, log);
    }),
  ]);
  const pagerOf = openPagers({ config, activePolicy: () => policies.active(), secrets, log });
  tellOfMissingKeys(pagerOf, policies.active(), log);
  const machine = await startEngine({
    config,
    pagerOf,
    mail: await mailOf(config, log),
    self: { ...self, appId },
    database,
    policies,
    slack,
    metrics,
    log,
    options,
  });
  log.info({ port: machine.app.port, team: self.teamId }, 'muster answers');
  return {
    port: machine.app.port,
    quiet: () =>
      waitForQuiet({
        engine: machine.engine,
        loop: machine.loop,
        delivery: machine.delivery,
        answered: () => machine.app.answered(),
      }),
    stop: () => endWell(stoppable(machine, database), config.drainMs ?? 0, log),
  };
}

interface Parts {
  config: Config;
  pagerOf: PagerOf;
  mail: Mail | null;
  self: Self;
  database: Database;
  policies: Policies;
  slack: SlackClient;
  metrics: Metrics;
  log: Logger;
  options: StartOptions;
}

interface Machine {
  engine: Engine;
  loop: Loop;
  delivery: Delivery;
  directory: Directory;
  app: SlackApp;
  drain: () => void;
}

async function startEngine(parts: Parts): Promise<Machine> {
  const { config, self, database, policies, slack, mail, metrics, log, options } = parts;
  const { teamId } = self;
  const clock = new StoryClock();
  const hints = createHints(database, () => delivery.kick());
  const engine: Engine = {
    teamId,
    database,
    policies,
    clock,
    rules,
    kick: () => hints.kick(),
    mostDeclared: options.pace === null ? undefined : mostAnHour,
    onDecided: (type, outcome) => metrics.commands.inc({ type, outcome }),
  };
  const directory = new Directory({
    teamId,
    pool: database.work,
    slack,
    activePolicy: () => policies.active(),
    whoIsOnCall: createWhoIsOnCall(engine, database.ack),
    onGone: (userId) => {
      const gesture = { key: null, correlationId: randomUUID() };
      memberGone(engine, userId, gesture).catch((error: unknown) =>
        log.warn({ err: error, userId }, 'who left still has their roles'),
      );
    },
    log,
  });
  const ports = withDoctor(
    createPorts(engine, directory, { environment: plainEnvironment(), canMail: mail !== null }),
    {
      engine,
      slack,
      directory,
      self: self.userId,
    },
  );
  const delivery = createDelivery(parts, { engine, directory });
  await directory.start();
  const loop = letTimePass(engine, () => delivery.kick(), parts);
  const rooms = { slack, isApp: directory.isApp.bind(directory), self, log };
  const makingUp = startMakingUp(engine, rooms);
  const endWatching = startWatchingRooms(engine, rooms);
  const givenUp = givenUpNotes(engine);
  let draining = false;
  const notes = () => [...notesOf(loop), ...delivery.notes(), ...givenUp()];
  const routes = routesOf(parts, { engine, loop, notes, draining: () => draining });
  const app = createSlackApp(
    appSettings(parts, { routes, heldBack: makingUp.heldBack }),
    ports,
    log,
  );
  await app.start();
  delivery.start();
  const endHeartbeat = beat(config, engine, log);
  Promise.all([hints.listen(), followApplied(engine, log)]).catch((error: unknown) =>
    log.warn({ err: error }, 'not listening for hints'),
  );
  const drain = () => {
    draining = true;
    endHeartbeat();
    makingUp.stop();
    endWatching();
    hints.stop();
  };
  return { engine, loop, delivery, directory, app, drain };
}

function routesOf(
  { database, metrics }: Parts,
  running: { engine: Engine; loop: Loop; notes: () => string[]; draining: () => boolean },
) {
  const { engine, loop, notes, draining } = running;
  return healthRoutes({
    msSinceTick: () => performance.now() - loop.lastEndedMs(),
    pingDatabase: () => pingDatabase(database),
    draining,
    registry: metrics.registry,
    measure: () => takeMeasure(engine, metrics),
    notes,
  });
}

/** Tells the monitor that watches over Muster, where there is one. Returns what ends that. */
function beat({ heartbeatUrl }: Config, engine: Engine, log: Logger): () => void {
  if (!heartbeatUrl) return () => {};
  return startHeartbeat({
    url: heartbeatUrl.reveal(),
    wellbeing: () => wellbeing(engine),
    log,
  });
}

function createDelivery(
  { self, database, policies, slack, pagerOf, mail, metrics, log, options }: Parts,
  { engine, directory }: { engine: Engine; directory: Directory },
): Delivery {
  // Not the connections kept for people who wait.
  const read = createReads(engine, database.work, {
    refsOf: directory.refsOf.bind(directory),
  });
  const means = createMeans(
    {
      self,
      slack,
      render: renderer(
        () => policies.active(),
        (userId) => directory.nameOf(userId),
      ),
      directory,
      homeContent: async (userId) => {
        if (!(await directory.mayAct(userId, undefined))) return null;
        const onCall = await onCallOf(engine, directory, userId);
        return {
          ...(await readHome(read, userId)),
          now: engine.clock.now(),
          viewer: userId,
          onCall,
        };
      },
      timelineOf: (incidentId) => read.timeline(incidentId, { limit: 10_000 }),
      latestLines: (incidentId) => read.timeline(incidentId, { limit: 50 }),
      pagerOf,
      inviter: mail,
      mailer: mail,
      plain: (text) => fromSlack(text, (userId) => directory.nameOf(userId)),
      organisation: createOrganisationMeans(
        { engine, pool: database.work, directory },
        organisationMessage,
      ),
      metrics,
      log,
    },
    database.work,
  );
  return new Delivery({
    pool: database.work,
    session: database.session(),
    peopleWait: () => database.ack.isQueued,
    means,
    policyOf: (hash) =>
      policies.known(hash) ?? database.work.use(({ sql }) => policies.get(sql, hash)),
    report: createReport(engine),
    metrics,
    log,
    ...(options.patience ? { patience: options.patience } : {}),
  });
}

function stoppable({ app, loop, delivery, directory, drain }: Machine, database: Database) {
  return {
    drain,
    endRequests: () => app.stop(),
    endWork: async () => {
      await Promise.all([loop.stop(), delivery.stop()]);
      directory.stop();
    },
    endDatabase: () => database.close(),
  };
}
