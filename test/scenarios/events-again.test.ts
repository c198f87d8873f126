import { afterAll, beforeAll, expect, test } from 'vitest';
import { openLog } from '../../src/log.ts';
import { type Muster, start } from '../../src/main.ts';
import { eventNames } from '../../src/slack/events.ts';
import { configOf } from '../support/config-of.ts';
import { jsonType, send } from '../support/signed-request.ts';
import { withDatabase } from '../support/stored.ts';
import { declared } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

/**
 * Slack sends an event until somebody says 200: at once, after a minute, after five, and hourly for a
 * day where it is asked to. With two replicas any of them gets any of these.
 */

const world = testWorld();
let second: Muster;

beforeAll(async () => {
  second = await start(configOf(world.local.sandbox, world.databaseUrl), {
    log: openLog({ level: 'silent' }),
    patience: { settleMs: 400, urgentSettleMs: 300 },
    pace: null,
  });
});
afterAll(() => second.stop());

type Event = Record<string, unknown> & { type: string };

/** Sends an event to one of the replicas, as Slack does for the so-many-th time. */
async function deliver(event: Event, id: string, attempt: number, replica = attempt % 2) {
  const { app } = world.local.sandbox;
  const ports = [Number(new URL(app.request_url ?? '').port), second.port];
  const body = JSON.stringify({
    token: 'local-verification-muster',
    team_id: 'T0LOCAL',
    api_app_id: app.id,
    type: 'event_callback',
    event_id: id,
    event_time: 1,
    event,
  });
  const headers: Record<string, string> =
    attempt === 0
      ? {}
      : { 'x-slack-retry-num': String(attempt), 'x-slack-retry-reason': 'http_timeout' };
  const { status } = await send(ports[replica] ?? 0, body, {
    secret: app.signing_secret,
    type: jsonType,
    headers,
  });
  return status;
}

/** All that an event may do: lines about what happened in Slack, what is known of the workspace, and what was said. */
async function effects(): Promise<string[]> {
  const stored = await withDatabase(world.databaseUrl, async (sql) => [
    ...(await sql<{ what: string }[]>`
      select t.incident_id || ' ' || t.seq || ' ' || t.type || ' ' || t.actor::text || ' ' || t.data::text as what
      from timeline t where t.actor ->> 'kind' <> 'clock' order by t.incident_id, t.seq`),
    ...(await sql<{ what: string }[]>`
      select kind || ' ' || slack_id || ' ' || coalesce(name, '') || ' ' || data::text as what
      from directory order by 1`),
    ...(await sql<{ what: string }[]>`select 'answered ' || key as what from inbox order by 1`),
  ]);
  const { channels } = await world.slack.link.state();
  const talk = channels
    .filter(({ name }) => !name.startsWith('inc-'))
    .map(({ name, messages }) => `${name}: ${messages.length} messages`);
  return [...stored.map(({ what }) => what), ...talk];
}

/** One of each type that is answered, made to do something; null where it does nothing that stays. */
function eventsOf(known: Known): Record<string, { event: Event; does: RegExp | null }> {
  const { room, lost, people, kept, later, dm, general } = known;
  const item = (ts: string) => ({ type: 'message', channel: room, ts });
  const pin = { channel_id: room, item: { type: 'message', message: { ts: later } } };
  const message = { ts: kept, user: people.reporter, text: 'it began at nine' };
  const group = { id: 'S0NEW', team_id: 'T0LOCAL', name: 'New', handle: 'new', users: [] };
  const user = { id: 'U0TEAMJOIN', team_id: 'T0LOCAL', name: 'joined', profile: {} };
  const list: { event: Event; does: RegExp | null }[] = [
    {
      event: { type: 'app_home_opened', user: people.reporter, tab: 'home', channel: dm },
      does: null,
    },
    {
      event: {
        type: 'app_mention',
        user: people.reporter,
        channel: general,
        ts: '77.000001',
        text: `<@${known.bot}> note #1 said by name`,
      },
      does: /add_note.*said by name/,
    },
    {
      event: { type: 'reaction_added', user: people.dba, reaction: 'pushpin', item: item(kept) },
      does: /add_note.*it began/,
    },
    { event: { type: 'pin_added', user: people.dba, ...pin }, does: /add_note.*a node/ },
    {
      event: {
        type: 'message',
        subtype: 'message_changed',
        channel: room,
        channel_type: 'channel',
        ts: '78.000001',
        message: { ...message, edited: { user: people.reporter } },
        previous_message: { ...message, text: 'it began at ten' },
      },
      does: /edit_message/,
    },
    { event: { type: 'pin_removed', user: people.dba, ...pin }, does: /unpin_message/ },
    {
      event: { type: 'reaction_removed', user: people.dba, reaction: 'pushpin', item: item(kept) },
      does: /unpin_message/,
    },
    {
      event: { type: 'member_joined_channel', user: people.scribe, channel: room },
      does: /join_room.*U0SCRIBE/,
    },
    {
      event: { type: 'member_left_channel', user: people.scribe, channel: room },
      does: /leave_room.*U0SCRIBE/,
    },
    {
      event: { type: 'channel_archive', user: people.manager, channel: lost },
      does: /room_lost.*archived/,
    },
    {
      event: { type: 'channel_unarchive', user: people.manager, channel: lost },
      does: /step_done/,
    },
    {
      event: { type: 'group_archive', user: people.manager, channel: lost },
      does: /room_lost.*archived/,
    },
    { event: { type: 'group_unarchive', user: people.manager, channel: lost }, does: /step_done/ },
    { event: { type: 'channel_deleted', channel: lost }, does: /room_lost.*deleted/ },
    { event: { type: 'group_deleted', channel: lost }, does: null },
    {
      event: { type: 'channel_rename', channel: { id: general, name: 'all-of-us' } },
      does: /all-of-us/,
    },
    {
      event: { type: 'group_rename', channel: { id: general, name: 'everybody' } },
      does: /everybody/,
    },
    {
      event: { type: 'user_change', user: { ...user, id: people.observer, deleted: true } },
      does: /U0OBSERVER.*"isDeactivated": true/,
    },
    { event: { type: 'team_join', user }, does: /user U0TEAMJOIN/ },
    { event: { type: 'subteam_updated', subteam: group }, does: /group S0NEW/ },
    {
      event: { type: 'subteam_members_changed', subteam_id: 'S0NEW', added_users: [people.dba] },
      does: null,
    },
    { event: { type: 'app_uninstalled' }, does: null },
    { event: { type: 'tokens_revoked', tokens: { bot: [known.bot] } }, does: null },
  ];
  return Object.fromEntries(list.map((each) => [each.event.type, each]));
}

interface Known {
  room: string;
  lost: string;
  dm: string;
  general: string;
  bot: string;
  kept: string;
  later: string;
  people: Record<'reporter' | 'dba' | 'scribe' | 'manager' | 'observer', string>;
}

async function prepare(): Promise<Known> {
  const { slack, local } = world;
  const { room } = await declared(world, 'API is down sev1');
  const other = await declared(world, 'Mail is late sev3');
  const reporter = slack.user('reporter');
  await reporter.say('it began at ten', room);
  await reporter.say('a node went away', room);
  await slack.settle();
  const { channels } = await slack.link.state();
  const messages = channels.find(({ id }) => id === room.id)?.messages ?? [];
  const tsOf = (text: string) => messages.find((each) => each.text === text)?.ts ?? '';
  const general = channels.find(({ name }) => name === 'general')?.id ?? '';
  return {
    room: room.id,
    lost: other.room.id,
    dm: 'D0REPORTER',
    general,
    bot: local.sandbox.app.bot_user_id,
    kept: tsOf('it began at ten'),
    later: tsOf('a node went away'),
    people: {
      reporter: 'U0REPORTER',
      dba: 'U0DBA',
      scribe: 'U0SCRIBE',
      manager: 'U0MANAGER',
      observer: 'U0OBSERVER',
    },
  };
}

test('an event of any type, told four times to two replicas over a day, does its work once', async () => {
  // Slack is told things here that did not happen in it.
  world.expectErrors();
  const { slack } = world;
  const rows = eventsOf(await prepare());
  expect(Object.keys(rows).sort()).toEqual([...eventNames].sort());
  const statuses: number[] = [];
  let before = await effects();
  for (const [type, { event, does }] of Object.entries(rows)) {
    // Both replicas at the same moment.
    const both = [deliver(event, `Ev${type}`, 0), deliver(event, `Ev${type}`, 1)];
    statuses.push(...(await Promise.all(both)));
    await slack.settle();
    const after = await effects();
    const did = after.filter((each) => !before.includes(each));
    before = after;
    const lines = did.filter((each) => does?.test(each));
    expect(lines, `${type} did ${did.join('; ')}`).toHaveLength(does ? 1 : 0);
  }
  const once = await effects();
  for (const [attempt, minutes] of [
    [2, 1],
    [3, 5],
    [2, 24 * 60],
  ] as const) {
    await slack.fastForward({ minutes });
    for (const [type, { event }] of Object.entries(rows)) {
      statuses.push(await deliver(event, `Ev${type}`, attempt));
    }
    await slack.settle();
  }
  const told = (await effects()).filter((each) => !once.includes(each));
  expect(told.filter((each) => !/ messages$/.test(each))).toEqual([]);
  expect(statuses.filter((status) => status !== 200)).toEqual([]);
});

test('an event whose first delivery was lost is followed when it comes again', async () => {
  world.expectErrors();
  const { slack } = world;
  const room = await slack.channel(/^inc-1-/);
  const event = { type: 'member_joined_channel', user: 'U0NEWCOMER', channel: room.id };
  expect(await deliver(event, 'Ev0LOST', 1)).toBe(200);
  expect((await effects()).filter((each) => /join_room.*U0NEWCOMER/.test(each))).toHaveLength(1);
});
