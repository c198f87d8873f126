import { Writable } from 'node:stream';
import { Directory } from '../../src/engine/directory.ts';
import { type Engine, rules } from '../../src/engine/engine.ts';
import { createPorts } from '../../src/engine/ports.ts';
import { StoryClock } from '../../src/engine/story-clock.ts';
import { createWhoIsOnCall } from '../../src/engine/who-is-behind.ts';
import { openLog } from '../../src/log.ts';
import { createMetrics } from '../../src/metrics.ts';
import { type SlackCalls, slackCalls } from '../../src/slack/calls.ts';
import { createSlackClient, type SlackClient } from '../../src/slack/client.ts';
import type { Desk } from '../../src/slack/gesture.ts';
import { Paces } from '../../src/slack/pace.ts';
import { Recent } from '../../src/slack/recent.ts';
import { whoAmI } from '../../src/start-bot.ts';
import { withDoctor } from '../../src/start-doctor.ts';
import { connect } from '../../src/store/connect.ts';
import { Policies } from '../../src/store/policies.ts';
import { leeway, type World } from './world.ts';

/** Muster's listeners beside the Muster of a world, on its database: what they answer is written down. */
export interface RecordedDesk {
  desk: Desk;
  engine: Engine;
  slack: SlackClient;
  /** What people saw, and the log said, since this was last asked; waits for what goes on after answers. */
  heard(): Promise<unknown[]>;
  close(): Promise<void>;
}

/** Opens it. Views always open, so that what they hold is seen. */
export async function recordedDesk({ local, databaseUrl }: World): Promise<RecordedDesk> {
  let heard: unknown[] = [];
  let after: Promise<void>[] = [];
  const destination = new Writable({
    write(chunk, _encoding, done) {
      const { level, what, msg, userId } = JSON.parse(`${chunk}`);
      // Whatever the directory asks of Slack is asked when it is due.
      if (msg !== 'slack call' && what) heard.push(['log', { level, what, msg, userId }]);
      done();
    },
  });
  const log = openLog({ level: 'info', destination });
  const { app } = local.sandbox;
  const metrics = createMetrics();
  const slack = createSlackClient({
    token: app.bot_token,
    apiUrl: local.sandbox.apiUrl,
    metrics,
    log,
  });
  const bot = await whoAmI(slack, log);
  const database = connect(databaseUrl, { leeway });
  const policies = new Policies();
  await database.work.use(async ({ sql }) => {
    const [row] = await sql<{ hash: string }[]>`
      select active_policy_hash as hash from organisations where team_id = ${bot.teamId}`;
    await policies.activate(sql, row?.hash ?? '');
  });
  const clock = new StoryClock();
  const engine: Engine = { teamId: bot.teamId, database, policies, clock, rules, kick: () => {} };
  const directory = new Directory({
    teamId: bot.teamId,
    pool: database.work,
    slack,
    activePolicy: () => policies.active(),
    whoIsOnCall: createWhoIsOnCall(engine, database.ack),
    log,
  });
  await directory.start();
  const desk: Desk = {
    ports: withDoctor(createPorts(engine, directory), {
      engine,
      slack,
      directory,
      self: bot.userId,
    }),
    calls: {
      ...recordedCalls((...call) => heard.push(call)),
      channel: slackCalls({ token: app.bot_token, apiUrl: local.sandbox.apiUrl, log }).channel,
    },
    log,
    bot,
    pace: new Paces(null),
    heard: new Recent(1_000),
    afterwards: (work) => void after.push(work),
    seal: (text) => text,
    leeway,
  };
  return {
    desk,
    engine,
    slack,
    async heard() {
      while (after.length > 0) {
        const waiting = after;
        after = [];
        await Promise.all(waiting);
      }
      const all = heard;
      heard = [];
      return all;
    },
    async close() {
      directory.stop();
      await database.close();
    },
  };
}

/** Reads are not written down: nobody sees that Muster looked at a message. */
function recordedCalls(tell: (...call: unknown[]) => void): Omit<SlackCalls, 'channel'> {
  return {
    openView: async (_trigger, view) => {
      tell('openView', view);
      return { id: 'V1', hash: 'h' };
    },
    pushView: async (_trigger, view) => tell('pushView', view),
    updateView: async (_id, _hash, view) => tell('updateView', view),
    publishHome: async (userId, view) => tell('publishHome', userId, view),
    whisper: async (channel, userId, message) => tell('whisper', channel, userId, message),
    direct: async (userId, message) => tell('direct', userId, message),
    replies: async () => [],
    textFile: async () => null,
    say: async (channel, message) => tell('say', channel, message),
    respond: async (_url, answer) => tell('respond', answer),
    permalink: async () => null,
    message: async () => ({ text: 'Zebra in a message', authorId: null, permalink: null }),
  };
}
