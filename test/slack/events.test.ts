import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Unavailable } from '../../src/slack/ports.ts';
import { command, happened, trigger } from './payloads.ts';
import { bot, type Stage, stage } from './stage.ts';

let muster: Stage;

beforeEach(async () => {
  muster = await stage();
  await muster.form(command('declare API is down sev1'));
});

afterEach(() => muster.stop());

const permalink = 'https://acme.slack.com/archives/CROOM1/p5000001';

async function happens(event: Record<string, unknown>): Promise<void> {
  expect(await muster.json(happened(event))).toEqual({ status: 200, body: '' });
}

function commands(): unknown[] {
  return muster.commands.map((each) => each.command);
}

const pinned = (user: string, type = 'reaction_added') => ({
  type,
  user,
  reaction: 'pushpin',
  item: { type: 'message', channel: 'CROOM1', ts: '5.000001' },
  item_user: 'UBEN',
  event_ts: '6.000001',
});

beforeEach(() => {
  muster.messages.set('CROOM1:5.000001', {
    text: 'the &lt;disk&gt; is full, <@UADA>',
    authorId: 'UBEN',
    permalink,
  });
});

describe('a 📌 on a message', () => {
  it('puts it into the timeline with its author, time and link', async () => {
    await happens(pinned('UADA'));
    expect(commands()).toEqual([
      {
        type: 'add_note',
        by: 'UADA',
        kind: 'note',
        text: 'the <disk> is full, @ada',
        source: {
          channelId: 'CROOM1',
          ts: '5.000001',
          authorId: 'UBEN',
          permalink,
          text: 'the <disk> is full, @ada',
        },
      },
    ]);
  });

  it('by another person, or as a pin, does so once', async () => {
    await happens(pinned('UADA'));
    await happens(pinned('UBEN'));
    await happens({
      type: 'pin_added',
      user: 'UBEN',
      channel_id: 'CROOM1',
      item: { type: 'message', channel: 'CROOM1', message: { ts: '5.000001' } },
      item_user: 'UBEN',
      pin_count: '1',
      event_ts: '7.000001',
    });
    expect(commands()).toHaveLength(1);
  });

  it('of ourselves, of a guest, elsewhere, or another reaction means nothing', async () => {
    muster.guests.add('UGUEST');
    await happens(pinned(bot.userId));
    await happens(pinned('UGUEST'));
    await happens({ ...pinned('UADA'), reaction: 'eyes' });
    const elsewhere = { type: 'message', channel: 'CELSE', ts: '5.000001' };
    await happens({ ...pinned('UADA'), item: elsewhere });
    expect(commands()).toEqual([]);
  });

  it('taken off again is told in the timeline', async () => {
    await happens(pinned('UADA'));
    await happens(pinned('UADA', 'reaction_removed'));
    expect(commands()[1]).toMatchObject({ type: 'unpin_message', by: 'UADA' });
  });

  it('delivered again by Slack does nothing', async () => {
    const body = happened(pinned('UADA'));
    await muster.json(body);
    muster.rows.clear();
    await muster.json(body);
    expect(commands()).toHaveLength(1);
  });
});

describe('a message that the timeline holds', () => {
  beforeEach(() => happens(pinned('UADA')));

  const edit = (text: string, ts = '5.000001') => ({
    type: 'message',
    subtype: 'message_changed',
    channel: 'CROOM1',
    channel_type: 'channel',
    ts: '8.000001',
    event_ts: '8.000001',
    message: { type: 'message', user: 'UBEN', text, ts, edited: { user: 'UBEN', ts: '8.0' } },
    previous_message: { type: 'message', user: 'UBEN', text: 'before', ts },
  });

  it('is followed when it is edited', async () => {
    await happens(edit('the disk is &gt; full'));
    expect(commands()[1]).toMatchObject({
      type: 'edit_message',
      by: 'UBEN',
      source: { ts: '5.000001', text: 'the disk is > full' },
    });
  });

  it('is followed when it is deleted, by nobody we know', async () => {
    await happens({
      type: 'message',
      subtype: 'message_deleted',
      channel: 'CROOM1',
      ts: '9.000001',
      deleted_ts: '5.000001',
      event_ts: '9.000001',
      previous_message: { type: 'message', user: 'UBEN', text: 'before', ts: '5.000001' },
    });
    expect(commands()[1]).toMatchObject({ type: 'delete_message', by: null });
  });

  it('is deleted too where its thread keeps a tombstone', async () => {
    const grave = {
      subtype: 'tombstone',
      user: 'USLACKBOT',
      text: 'This message was deleted.',
      ts: '5.000001',
    };
    await happens({
      type: 'message',
      subtype: 'message_changed',
      channel: 'CROOM1',
      ts: '9.000001',
      event_ts: '9.000001',
      message: grave,
      previous_message: { type: 'message', user: 'UBEN', text: 'before', ts: '5.000001' },
    });
    expect(commands()[1]).toMatchObject({
      type: 'delete_message',
      source: { authorId: 'UBEN', text: '' },
    });
  });

  it('is left alone when nothing changed that people read, and so is every other', async () => {
    await happens(edit('before'));
    await happens(edit('something', '4.000001'));
    await happens({ type: 'message', channel: 'CROOM1', user: 'UBEN', text: 'hi', ts: '9.1' });
    expect(commands()).toHaveLength(1);
  });
});

describe('people who come and go', () => {
  it('are known, with guests among them; we ourselves and other apps are no people', async () => {
    const moved = (type: string, user: string, channel = 'CROOM1') =>
      happens({ type, user, channel, channel_type: 'C', team: 'T1', event_ts: '1.1' });
    await moved('member_joined_channel', 'UBEN');
    await moved('member_joined_channel', bot.userId);
    await moved('member_joined_channel', 'UROBOT');
    await moved('member_joined_channel', 'UBEN', 'CELSE');
    await moved('member_left_channel', 'UBEN');
    expect(commands()).toEqual([
      { type: 'join_room', by: 'UBEN' },
      { type: 'leave_room', by: 'UBEN' },
    ]);
  });
});

describe('a room', () => {
  it.each([
    [{ type: 'channel_archive', channel: 'CROOM1', user: 'UBEN' }, 'archived'],
    [{ type: 'group_archive', channel: 'CROOM1', user: 'UBEN' }, 'archived'],
    [{ type: 'channel_deleted', channel: 'CROOM1' }, 'deleted'],
  ])('that is lost is told', async (event, why) => {
    await happens(event);
    expect(commands()).toEqual([{ type: 'room_lost', why }]);
  });

  it('that we put away ourselves is not lost', async () => {
    await happens({ type: 'channel_archive', channel: 'CROOM1', user: bot.userId });
    expect(commands()).toEqual([]);
  });

  it('that is back is told', async () => {
    await happens({ type: 'channel_archive', channel: 'CROOM1', user: 'UBEN' });
    await happens({ type: 'channel_unarchive', channel: 'CROOM1', user: 'UBEN' });
    expect(commands()[1]).toEqual({ type: 'step_done', step: 'room' });
  });
});

describe('the workspace', () => {
  it('is followed: names, members and groups', async () => {
    await happens({ type: 'user_change', user: { id: 'UBEN', name: 'ben' } });
    await happens({ type: 'team_join', user: { id: 'UNEW', name: 'new' } });
    await happens({ type: 'subteam_updated', subteam: { id: 'S1', handle: 'sre' } });
    await happens({
      type: 'subteam_members_changed',
      subteam_id: 'S1',
      added_users: ['UBEN'],
      removed_users: [],
    });
    await happens({ type: 'channel_rename', channel: { id: 'CROOM1', name: 'other' } });
    expect(muster.directory).toEqual([
      { kind: 'user', user: { id: 'UBEN', name: 'ben' } },
      { kind: 'user', user: { id: 'UNEW', name: 'new' } },
      { kind: 'group', group: { id: 'S1', handle: 'sre' } },
      { kind: 'group_members', groupId: 'S1', added: ['UBEN'], removed: [] },
      { kind: 'channel', channelId: 'CROOM1', name: 'other' },
    ]);
  });

  it('that takes our access away is told to the log', async () => {
    await happens({ type: 'tokens_revoked', tokens: { bot: [bot.userId] } });
    expect(muster.logged.at(-1)).toMatchObject({ level: 50, event: 'tokens_revoked' });
  });
});

describe('a person who turns to Muster', () => {
  it('finds their incidents in the Home tab', async () => {
    await happens({ type: 'app_home_opened', user: 'UADA', tab: 'home', channel: 'D1' });
    expect(muster.shown.homes[0]?.userId).toBe('UADA');
    expect(JSON.stringify(muster.shown.homes[0]?.view)).toContain('#1 API is down');
    await happens({ type: 'app_home_opened', user: 'UADA', tab: 'messages', channel: 'D1' });
    expect(muster.shown.homes).toHaveLength(1);
  });

  it('sees nothing there as a guest', async () => {
    muster.guests.add('UGUEST');
    await happens({ type: 'app_home_opened', user: 'UGUEST', tab: 'home', channel: 'D1' });
    expect(JSON.stringify(muster.shown.homes[0]?.view)).not.toContain('API is down');
  });

  it('gets help on a mention, seen by nobody else', async () => {
    await happens({
      type: 'app_mention',
      user: 'UADA',
      channel: 'CGENERAL',
      text: 'hi',
      ts: '1.1',
    });
    expect(muster.shown.whispers).toMatchObject([{ channelId: 'CGENERAL', userId: 'UADA' }]);
  });
});

describe('words said to Muster directly', () => {
  const says = (text: string, more: Record<string, unknown> = {}) =>
    happens({
      type: 'message',
      channel: 'D0ADA',
      channel_type: 'im',
      user: 'UADA',
      text,
      ts: `${trigger().split('.')[0]}.000001`,
      ...more,
    });

  it('are answered like a command', async () => {
    await says('list');
    expect(JSON.stringify(muster.shown.said.at(-1))).toContain('#1 API is down');
    await says('/incident note #1 the disk is full');
    expect(commands()).toMatchObject([{ type: 'add_note', text: 'the disk is full' }]);
    await says('hello');
    expect(muster.shown.said.at(-1)?.message.text).toContain('I do not know “hello”');
  });

  it('get a button where a form is needed', async () => {
    await says('declare');
    expect(JSON.stringify(muster.shown.said.at(-1))).toContain('Open the form');
  });

  it('are left alone when a bot or we ourselves say them', async () => {
    await says('list', { user: bot.userId });
    await says('list', { bot_id: 'BOTHER' });
    await says('list', { subtype: 'channel_join' });
    await says('list', { channel_type: 'channel', channel: 'CROOM1' });
    expect(muster.shown.said).toEqual([]);
  });
});

describe('an event that cannot be recorded', () => {
  it('is not acknowledged, so that Slack sends it again', async () => {
    muster.trouble.database = () => Promise.reject(new Unavailable(new Error('gone')));
    const body = happened(pinned('UADA'));
    expect(await muster.json(body)).toMatchObject({ status: 503 });
    delete muster.trouble.database;
    expect(await muster.json(body)).toMatchObject({ status: 200 });
    expect(commands()).toHaveLength(1);
  });
});

it('Muster invited again into a room clears what was said of it; its leaving says nothing', async () => {
  const channel = { channel: 'CROOM1', channel_type: 'G', team: 'T0TEST' };
  await happens({ type: 'member_left_channel', user: bot.userId, ...channel });
  expect(commands()).toEqual([]);
  await happens({ type: 'group_archive', user: 'UBEN', ...channel });
  await happens({ type: 'member_joined_channel', user: bot.userId, ...channel });
  await happens({ type: 'member_joined_channel', user: bot.userId, ...channel });
  expect(commands()).toEqual([
    { type: 'room_lost', why: 'archived' },
    { type: 'step_done', step: 'room' },
  ]);
});
