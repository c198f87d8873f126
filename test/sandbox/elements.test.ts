import type { KnownBlock } from '@slack/types';
import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Place } from '../../sandbox/protocol.ts';
import type { Json } from '../../sandbox/server/model.ts';
import { instant } from '../../sandbox/server/settings.ts';
import { type Sandbox, startSandbox } from '../../sandbox/start.ts';
import { Recorder } from './recorder.ts';

let slack: Sandbox;
let app: Recorder;
let web: WebClient;
const user = 'reporter';
const plain = (text: string) => ({ type: 'plain_text' as const, text });
const options = ['low', 'high'].map((value) => ({ text: plain(value.toUpperCase()), value }));

const card: KnownBlock[] = [
  {
    type: 'actions',
    block_id: 'row',
    elements: [
      { type: 'static_select', action_id: 'severity', options },
      { type: 'external_select', action_id: 'service', min_query_length: 1 },
      { type: 'overflow', action_id: 'more', options },
      { type: 'button', action_id: 'go', text: plain('Go'), value: '12' },
    ],
  },
];

beforeEach(async () => {
  app = new Recorder();
  slack = await startSandbox({ settings: instant, requestUrl: await app.listen() });
  web = new WebClient(slack.app.bot_token, { slackApiUrl: slack.apiUrl });
});

afterEach(async () => {
  await slack.close();
  await app.close();
});

async function posted(): Promise<Place> {
  const { channel = '', ts = '' } = await web.chat.postMessage({
    channel: 'general',
    text: 'card',
    blocks: card,
  });
  return { kind: 'message', channel, ts };
}

const use = (place: Place, action_id: string, value?: string) =>
  slack.act({
    type: 'block_action',
    user,
    place,
    action_id,
    ...(value === undefined ? {} : { value }),
  });

const last = (): Json => app.received.at(-1)?.payload ?? {};
const lastAction = (): Json => ((last()['actions'] as Json[] | undefined) ?? [])[0] ?? {};

async function reply(body: Json): Promise<number> {
  const headers = { 'content-type': 'application/json' };
  const url = String(last()['response_url']);
  return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })).status;
}

describe('on a message', () => {
  it('a press carries the element, the message and where it stands', async () => {
    const place = await posted();
    await use(place, 'go');
    expect(last()).toMatchObject({
      type: 'block_actions',
      user: { id: 'U0REPORTER' },
      container: { type: 'message', is_ephemeral: false },
      channel: { name: 'general' },
      message: { text: 'card', bot_id: 'B0MUSTER' },
      actions: [{ type: 'button', action_id: 'go', block_id: 'row', value: '12' }],
    });
    expect(last()).not.toHaveProperty('view');
  });

  it("what somebody chose stands in the state of their next press, and in nobody else's", async () => {
    const place = await posted();
    await use(place, 'severity', 'high');
    expect(lastAction()['selected_option']).toMatchObject({ value: 'high' });
    await use(place, 'go');
    expect(last()['state']).toMatchObject({
      values: { row: { severity: { selected_option: { value: 'high' } } } },
    });
    await slack.act({ type: 'block_action', user: 'scribe', place, action_id: 'go' });
    expect(last()['state']).toMatchObject({
      values: { row: { severity: { selected_option: null } } },
    });
  });

  it('a menu that loads its options asks the app for them', async () => {
    const place = await posted();
    app.answer = ({ payload }) =>
      payload['type'] === 'block_suggestion'
        ? { body: JSON.stringify({ options: [{ text: plain('Payments'), value: 'pay' }] }) }
        : {};
    const suggested = await slack.act({
      type: 'load_options',
      user,
      place,
      action_id: 'service',
      query: 'pa',
    });
    expect(suggested.options).toEqual([{ text: plain('Payments'), value: 'pay' }]);
    expect(last()).toMatchObject({ type: 'block_suggestion', value: 'pa', action_id: 'service' });
    await use(place, 'service', 'pay');
    expect(lastAction()['selected_option']).toEqual({ text: plain('Payments'), value: 'pay' });
  });

  it('nothing can be chosen that is not on offer', async () => {
    const place = await posted();
    expect(await use(place, 'severity', 'worst')).toMatchObject({ error: 'no_such_choice' });
    expect(await use(place, 'more', 'worst')).toMatchObject({ error: 'no_such_choice' });
    expect(await use(place, 'gone')).toMatchObject({ error: 'element_not_found' });
    expect(app.received).toHaveLength(0);
  });

  it('the app can replace it, or take it away, through the response URL', async () => {
    const place = await posted();
    const messages = slack.workspace.findChannel('general')?.messages;
    await use(place, 'go');
    expect(await reply({ replace_original: true, text: 'done' })).toBe(200);
    expect([...(messages?.values() ?? [])]).toMatchObject([{ text: 'done' }]);
    expect([...(messages?.values() ?? [])][0]).not.toHaveProperty('blocks');
    expect(await reply({ delete_original: true })).toBe(200);
    expect(messages?.size).toBe(0);
  });
});

describe('on a message that one person sees', () => {
  it('a press carries no message, and the app can replace it for that person', async () => {
    const channel = slack.workspace.findChannel('general')?.id ?? '';
    await slack.act({ type: 'invite', user, channel, users: ['muster'] });
    await web.chat.postEphemeral({ channel, user: 'U0REPORTER', text: 'sure?', blocks: card });
    const shown = () => slack.workspace.channels.get(channel)?.ephemerals.get('U0REPORTER') ?? [];
    const ts = shown()[0]?.ts ?? '';
    await use({ kind: 'message', channel, ts }, 'go');
    expect(last()).toMatchObject({ container: { is_ephemeral: true, message_ts: ts } });
    expect(last()).not.toHaveProperty('message');
    await reply({ replace_original: true, text: 'thanks' });
    expect(shown()).toMatchObject([{ ts, text: 'thanks' }]);
    await reply({ delete_original: true });
    expect(shown()).toEqual([]);
  });
});

describe('on the Home tab', () => {
  it('a press carries the view', async () => {
    await web.views.publish({ user_id: 'U0REPORTER', view: { type: 'home', blocks: card } });
    await use({ kind: 'home' }, 'go');
    expect(last()).toMatchObject({
      container: { type: 'view' },
      view: { type: 'home', blocks: [{ block_id: 'row' }] },
      actions: [{ action_id: 'go' }],
    });
    expect(last()).not.toHaveProperty('response_url');
  });
});

describe('in a form', () => {
  it('an input that dispatches tells the app at once, another one does not', async () => {
    await slack.act({ type: 'global_shortcut', user, callback_id: 'declare' });
    const input = (block_id: string, dispatch_action: boolean) => ({
      type: 'input' as const,
      block_id,
      dispatch_action,
      label: plain(block_id),
      element: { type: 'plain_text_input' as const, action_id: 'text' },
    });
    const { view } = await web.views.open({
      trigger_id: String(last()['trigger_id']),
      view: {
        type: 'modal',
        title: plain('Form'),
        submit: plain('Send'),
        blocks: [input('quiet', false), input('loud', true)],
      },
    });
    const view_id = view?.id ?? '';
    const before = app.received.length;
    await slack.act({ type: 'set_input', user, view_id, block_id: 'quiet', value: 'a' });
    expect(app.received).toHaveLength(before);
    await slack.act({ type: 'set_input', user, view_id, block_id: 'loud', value: 'b' });
    expect(lastAction()).toMatchObject({ action_id: 'text', block_id: 'loud', value: 'b' });
    expect(last()['view']).toMatchObject({
      state: { values: { quiet: { text: { value: 'a' } }, loud: { text: { value: 'b' } } } },
    });
  });
});

describe('the order of things', () => {
  it('an event may come before the answer of the call that caused it', async () => {
    Object.assign(slack.core.settings, { latency: { leastMs: 400, mostMs: 400 } });
    const channel = slack.workspace.findChannel('general')?.id ?? '';
    await slack.act({ type: 'invite', user, channel, users: ['muster'] });
    await slack.quiet();
    let answered = false;
    const posting = web.chat.postMessage({ channel, text: 'mine' }).then(() => {
      answered = true;
    });
    await app.until(({ payload }) => JSON.stringify(payload).includes('"text":"mine"'));
    expect(answered).toBe(false);
    await posting;
  });
});
