import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Engine } from '../../src/engine/engine.ts';
import { makeUpForEvents, startMakingUp } from '../../src/engine/held-back.ts';
import { transact } from '../../src/engine/transact.ts';
import type { Command } from '../../src/incident/types.ts';
import { type Answers, type CallFault, SlackCallError } from '../../src/slack/client.ts';
import { testDatabase } from '../support/database.ts';
import { declared, gesture, startEngine, teamId } from '../support/engine.ts';

const database = testDatabase();
let engine: Engine;
beforeAll(async () => {
  engine = await startEngine(database.url);
});
afterAll(() => engine.database.close());

/** Rooms as Slack has them: who is in them, or what became of them. */
const slackHas = new Map<string, string[] | 'archived' | 'deleted'>();
const faults = new Map<string, CallFault[]>();
let asked = 0;

const means = {
  slack: {
    call: (async (method: keyof Answers, { channel }: { channel: string }) => {
      asked += 1;
      const fault = faults.get(channel)?.shift();
      if (fault) throw new SlackCallError(method, fault);
      const has = slackHas.get(channel);
      if (has === undefined || has === 'deleted') {
        throw new SlackCallError(method, {
          kind: 'slack',
          code: 'channel_not_found',
          users: [],
        });
      }
      if (method === 'conversations.info') return { channel: { is_archived: has === 'archived' } };
      return { members: has };
    }) as never,
  },
  isApp: async (userId: string) => userId === 'U0ROBOT',
  self: { userId: 'U0BOT' },
  log: pino({ enabled: false }),
};

async function roomWith(channel: string, ...commands: Command[]): Promise<number> {
  const { id } = await declared(engine);
  await engine.database.work.use(
    ({ sql }) => sql`
      insert into places (incident_id, place, team_id, channel_id)
      values (${id}, 'room', ${teamId}, ${channel})`,
  );
  for (const command of commands) {
    await transact(engine, { incidentId: id, command, gesture: gesture() });
  }
  return id;
}

async function told(id: number): Promise<string[]> {
  const rows = await engine.database.work.use(
    ({ sql }) => sql<{ line: string }[]>`
      select type || ' ' || coalesce(actor ->> 'userId', '') as line from timeline
      where incident_id = ${id} and type in ('join_room', 'leave_room', 'room_lost') order by seq`,
  );
  return rows.map(({ line }) => line);
}

it('what Slack held back about rooms is told once, however many look, and nothing else is', async () => {
  const busy = await roomWith(
    'C0BUSY',
    { type: 'join_room', by: 'U0STAYS' },
    { type: 'join_room', by: 'U0WENT' },
    { type: 'join_room', by: 'U0BACK' },
    { type: 'leave_room', by: 'U0BACK' },
    // Was asked in, and never came.
    { type: 'join_room', by: 'U0ASKED', asked: true },
  );
  slackHas.set('C0BUSY', ['U0BOT', 'U0ROBOT', 'U0STAYS', 'U0CAME', 'U0BACK']);
  const archived = await roomWith('C0ARCHIVED');
  slackHas.set('C0ARCHIVED', 'archived');
  const deleted = await roomWith('C0DELETED');
  const closed = await roomWith('C0CLOSED', { type: 'cancel', by: 'U0ANA', reason: 'none' });
  const before = await told(busy);
  // Two replicas at once, and one more time.
  await Promise.all([makeUpForEvents(engine, means), makeUpForEvents(engine, means)]);
  await makeUpForEvents(engine, means);
  expect((await told(busy)).slice(before.length).sort()).toEqual([
    'join_room U0BACK',
    'join_room U0CAME',
    'leave_room U0WENT',
  ]);
  expect(await told(archived)).toEqual(['room_lost ']);
  expect(await told(deleted)).toEqual(['room_lost ']);
  expect(await told(closed)).toEqual([]);
});

it('Slack’s wait is waited for, and a room that it does not show keeps no other from being looked at', async () => {
  const limited = { kind: 'rate_limited', retryAfterSeconds: 0.01 } as const;
  const refused: CallFault = { kind: 'slack', code: 'fetch_members_failed', users: [] };
  await roomWith('C0HIDDEN');
  const slow = await roomWith('C0SLOW');
  const last = await roomWith('C0LAST');
  for (const channel of ['C0HIDDEN', 'C0SLOW', 'C0LAST']) slackHas.set(channel, ['U0CAME']);
  faults.set('C0HIDDEN', [refused]);
  faults.set('C0SLOW', [limited, limited, limited]);
  expect(await makeUpForEvents(engine, means)).toMatchObject({ unseen: 1 });
  expect(await told(slow)).toEqual(['join_room U0CAME']);
  expect(await told(last)).toEqual(['join_room U0CAME']);
});

it('is looked for once it is over, and said to the operator until then', async () => {
  const logged: string[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => void logged.push(line) });
  const making = startMakingUp(engine, { ...means, log, pauseMs: 20 });
  expect(making.notes()).toEqual([]);
  making.heldBack();
  making.heldBack();
  expect(making.notes()).toEqual(['slack holds back events']);
  const before = asked;
  await expect.poll(() => making.notes()).toEqual([]);
  expect(asked).toBeGreaterThan(before);
  expect(logged.filter((line) => line.includes('made up for'))).toHaveLength(1);
  making.stop();
});
