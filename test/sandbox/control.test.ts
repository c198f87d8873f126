import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectClient, type SlackClient } from '../../sandbox/client.ts';
import type {
  Act,
  ActResult,
  MemberView,
  StreamEvent,
  WorkspaceState,
} from '../../sandbox/protocol.ts';
import type { ClockState, JournalState } from '../../sandbox/protocol-operate.ts';
import { instant } from '../../sandbox/server/settings.ts';
import { type Sandbox, startSandbox } from '../../sandbox/start.ts';
import { Recorder } from './recorder.ts';

let slack: Sandbox;
let app: Recorder;
let client: SlackClient;

beforeEach(async () => {
  app = new Recorder();
  slack = await startSandbox({ settings: instant, requestUrl: await app.listen() });
  client = await connectClient(slack.url);
});

afterEach(async () => {
  client.close();
  await slack.close();
  await app.close();
});

async function get<T>(path: string): Promise<T> {
  return (await fetch(`${slack.url}/_control/${path}`)).json() as Promise<T>;
}

async function post<T>(path: string, body: unknown): Promise<T> {
  const options = { method: 'POST', body: JSON.stringify(body) };
  return (await fetch(`${slack.url}/_control/${path}`, options)).json() as Promise<T>;
}

const act = (done: Act) => post<ActResult>('act', done);
const view = (user: string, channel: string) =>
  get<MemberView>(`view?user=${user}&channel=${channel}`);

describe('the state', () => {
  it('gives people, channels, and each app with its tokens and signing secret', async () => {
    const state = await get<WorkspaceState>('state');
    expect(state.apps).toMatchObject([
      {
        id: 'A0MUSTER',
        bot_token: 'xoxb-local-muster',
        app_token: 'xapp-local-muster',
        signing_secret: 'local-signing-secret-muster',
        bot_user_id: 'U0MUSTERBOT',
      },
    ]);
    expect(state.api_url).toBe(slack.apiUrl);
    expect(state.users.map((user) => user.key)).toContain('reporter');
    expect(state.users.find((user) => user.key === 'guest')?.is_ultra_restricted).toBe(true);
    expect(state.users.find((user) => user.key === 'former')?.deleted).toBe(true);
    const general = state.channels.find((channel) => channel.name === 'general');
    expect(general?.members).toContain('U0REPORTER');
    expect(general?.members).not.toContain('U0GUEST');
  });
});

describe('what one member sees', () => {
  it('counts what they have not read, and what names them', async () => {
    for (const text of ['hello', 'you too, @sasha'])
      await act({ type: 'post_message', user: 'reporter', channel: 'general', text });
    const seen = await view('scribe', 'general');
    expect(seen.channel).toMatchObject({ unread: 2, mentions: 1 });
    await act({ type: 'mark_read', user: 'scribe', channel: 'general' });
    expect((await view('scribe', 'general')).channel).toMatchObject({ unread: 0, mentions: 0 });
    expect((await view('reporter', 'general')).channel?.unread).toBe(0);
  });

  it('has no private channel they are not in, and for a guest only their own', async () => {
    const names = (seen: MemberView) => seen.channels.map((channel) => channel.name);
    expect(names(await view('manager', ''))).toContain('leadership');
    expect(names(await view('reporter', ''))).not.toContain('leadership');
    expect((await view('reporter', 'leadership')).channel).toBeNull();
    expect(names(await view('guest', ''))).toEqual(['partners']);
  });

  it('has ephemeral messages of their own among the others', async () => {
    app.answer = () => ({ body: 'only you' });
    await act({ type: 'run_command', user: 'reporter', channel: 'general', text: '/incident' });
    const texts = (seen: MemberView) => seen.channel?.messages.map((message) => message.text);
    expect(texts(await view('reporter', 'general'))).toEqual(['only you']);
    expect(texts(await view('scribe', 'general'))).toEqual([]);
    const [shown] = await client.user('reporter').ephemerals();
    await client
      .user('reporter')
      .do({ type: 'dismiss_ephemeral', channel: shown?.channel ?? '', ts: shown?.ts ?? '' });
    expect(texts(await view('reporter', 'general'))).toEqual([]);
  });

  it('shows a thread apart, and a broadcast reply in both places', async () => {
    const said = { type: 'post_message', user: 'reporter', channel: 'general' } as const;
    const { ts = '' } = await act({ ...said, text: 'root' });
    await act({ ...said, text: 'reply', thread_ts: ts });
    await act({ ...said, text: 'for all', thread_ts: ts, broadcast: true });
    const seen = await get<MemberView>(`view?user=scribe&channel=general&thread=${ts}`);
    expect(seen.channel?.messages.map((message) => message.text)).toEqual(['root', 'for all']);
    expect(seen.thread?.replies.map((message) => message.text)).toEqual(['reply', 'for all']);
    expect(seen.thread?.root).toMatchObject({ reply_count: 2, reply_users: ['U0REPORTER'] });
  });

  it('hints at commands and shortcuts', async () => {
    const seen = await view('reporter', '');
    expect(seen.commands).toMatchObject([{ command: '/incident', app_id: 'A0MUSTER' }]);
    expect(seen.shortcuts.map((each) => each.type)).toEqual(['global', 'message']);
  });
});

describe('what people do', () => {
  it('is refused in words when Slack would refuse it', async () => {
    const say = (user: string, channel: string) =>
      act({ type: 'post_message', user, channel, text: 'hi' });
    expect(await say('former', 'general')).toMatchObject({ error: 'user_not_found' });
    expect(await say('reporter', 'ops')).toMatchObject({ error: 'not_in_channel' });
    expect(await say('reporter', 'leadership')).toMatchObject({ error: 'channel_not_found' });
    expect(
      await act({ type: 'invite', user: 'manager', channel: 'general', users: ['guest'] }),
    ).toMatchObject({
      error: 'ura_max_channels',
    });
    await act({ type: 'archive_channel', user: 'manager', channel: 'ops' });
    expect(await say('dba', 'ops')).toMatchObject({ error: 'is_archived' });
  });

  it('leaves the messages that Slack leaves by itself', async () => {
    const user = 'commander';
    const { channel = '' } = await act({ type: 'create_channel', user, name: 'room' });
    const { ts = '' } = await act({ type: 'post_message', user, channel, text: 'pin me' });
    await act({ type: 'invite', user, channel, users: ['scribe'] });
    await act({ type: 'set_topic', user, channel, text: 'a & b' });
    await act({ type: 'pin_message', user, channel, ts });
    await act({ type: 'rename_channel', user, channel, name: 'room-2' });
    const messages = await client.messagesIn(channel);
    expect(messages.map((message) => message.subtype)).toEqual([
      'channel_join',
      null,
      'channel_join',
      'channel_topic',
      'pinned_item',
      'channel_name',
    ]);
    expect(messages[3]?.text).toBe('<@U0COMMANDER> set the channel topic: a &amp; b');
  });

  it('lets a typed address become a link and typed brackets stay brackets', async () => {
    const text = 'see https://example.com <!channel> & @sasha';
    await act({ type: 'post_message', user: 'reporter', channel: 'general', text });
    const [message] = (await view('scribe', 'general')).channel?.messages ?? [];
    expect(message?.text).toBe('see <https://example.com> &lt;!channel&gt; &amp; <@U0SCRIBE>');
    expect(message?.blocks).toMatchObject([{ type: 'rich_text' }]);
  });

  it('keeps a thread whose root was deleted', async () => {
    const said = { type: 'post_message', user: 'reporter', channel: 'general' } as const;
    const { ts = '' } = await act({ ...said, text: 'root' });
    const { ts: reply = '' } = await act({ ...said, text: 'reply', thread_ts: ts });
    await act({ type: 'delete_message', user: 'reporter', channel: 'general', ts });
    expect((await view('scribe', 'general')).channel?.messages).toMatchObject([
      { tombstone: true },
    ]);
    await act({ type: 'delete_message', user: 'reporter', channel: 'general', ts: reply });
    expect((await view('scribe', 'general')).channel?.messages).toEqual([]);
  });
});

describe('files', () => {
  it('come up through a URL of their own and down under their id', async () => {
    const web = new WebClient(slack.app.bot_token, { slackApiUrl: slack.apiUrl });
    const channel_id = slack.workspace.findChannel('general')?.id ?? '';
    await act({ type: 'invite', user: 'reporter', channel: channel_id, users: ['muster'] });
    await web.filesUploadV2({ channel_id, filename: 'timeline.md', content: '# Timeline' });
    const room = await client.channel('general');
    const { files } = await room.message('timeline.md').seen();
    expect(files).toMatchObject([{ name: 'timeline.md', size: 10, preview: '# Timeline' }]);
    const response = await fetch(`${slack.url}${files[0]?.url}`);
    expect(await response.text()).toBe('# Timeline');
    expect(response.headers.get('content-security-policy')).toContain('sandbox');
  });
});

describe('operating it', () => {
  it('moves the clock, and later messages are later', async () => {
    const before = await get<ClockState>('clock');
    const after = await post<ClockState>('clock', { advance_ms: 3_600_000 });
    expect(after.now - before.now).toBeGreaterThanOrEqual(3_600_000);
    expect(after.offset_ms).toBe(3_600_000);
    const { ts } = await act({
      type: 'post_message',
      user: 'reporter',
      channel: 'general',
      text: 'x',
    });
    expect(Number(ts) * 1000).toBeGreaterThanOrEqual(after.now);
    const refused = await post<{ ok: boolean }>('clock', { advance_ms: -1 });
    expect(refused.ok).toBe(false);
  });

  it('writes down every call, delivery and act', async () => {
    app.answer = () => ({ body: 'done' });
    await act({
      type: 'run_command',
      user: 'reporter',
      channel: 'general',
      text: '/incident help',
    });
    const { entries } = await get<JournalState>('journal');
    expect(entries).toMatchObject([
      { direction: 'act', name: 'run_command', status: 200, transport: 'page' },
      { direction: 'delivery', name: '/incident', status: 200, response: 'done', attempt: 0 },
    ]);
    const later = await get<JournalState>(`journal?since=${entries[1]?.sequence}`);
    expect(later.entries).toEqual([]);
  });

  it('tells through the stream what changed where', async () => {
    const abort = new AbortController();
    const response = await fetch(`${slack.url}/_control/stream`, { signal: abort.signal });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader?.read())?.value).toContain('"kind":"hello"');
    const { ts } = await act({
      type: 'post_message',
      user: 'reporter',
      channel: 'general',
      text: 'x',
    });
    const { value = '' } = (await reader?.read()) ?? {};
    const event = JSON.parse(/data: (.*)/.exec(value)?.[1] ?? '{}') as StreamEvent;
    expect(event).toMatchObject({ kind: 'message_posted', ts });
    abort.abort();
  });

  it('starts over with the same people and the same app', async () => {
    await act({ type: 'create_channel', user: 'reporter', name: 'gone' });
    await post('reset', {});
    const state = await get<WorkspaceState>('state');
    expect(state.channels.map((channel) => channel.name)).not.toContain('gone');
    expect(state.apps[0]?.request_url).toBe(slack.app.request_url);
    expect(await act({ type: 'open_home', user: 'reporter' })).toMatchObject({ ok: true });
  });

  it('says what is wrong with a request it cannot do', async () => {
    expect(await get('nothing')).toMatchObject({ ok: false, message: expect.any(String) });
    expect(await post('apps', { request_url: 'nowhere' })).toMatchObject({ ok: false });
    expect(await get('view?user=nobody')).toMatchObject({ ok: false });
  });
});
