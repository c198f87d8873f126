import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Json } from '../../sandbox/server/model.ts';
import { instant } from '../../sandbox/server/settings.ts';
import { type Sandbox, startSandbox } from '../../sandbox/start.ts';
import { Recorder } from './recorder.ts';

let slack: Sandbox;
let app: Recorder;
let web: WebClient;
const user = 'reporter';

beforeEach(async () => {
  app = new Recorder();
  slack = await startSandbox({ settings: instant, requestUrl: await app.listen() });
  web = new WebClient(slack.app.bot_token, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    logger: silent,
  });
});

afterEach(async () => {
  await slack.close();
  await app.close();
});

const silent = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  setName() {},
  getLevel: () => 'error' as never,
};

const plain = (text: string) => ({ type: 'plain_text' as const, text });

function modal(title: string, more: object = {}) {
  return {
    type: 'modal' as const,
    title: plain(title),
    submit: plain('Send'),
    blocks: [input('name'), input('reason')],
    ...more,
  };
}

function input(block_id: string) {
  return {
    type: 'input' as const,
    block_id,
    optional: true,
    label: plain(block_id),
    element: { type: 'plain_text_input' as const, action_id: 'text' },
  };
}

/** A gesture that brings a trigger: the global shortcut. */
async function trigger(): Promise<string> {
  await slack.act({ type: 'global_shortcut', user, callback_id: 'declare' });
  return String(app.received.at(-1)?.payload['trigger_id']);
}

const open = async (view: ReturnType<typeof modal>) =>
  (await web.views.open({ trigger_id: await trigger(), view })).view?.id ?? '';

/** The error code of a call that is refused. */
async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'none';
  } catch (error) {
    return (error as { data?: { error?: string } }).data?.error ?? String(error);
  }
}

function submitted(): Json {
  const found = app.received.findLast(({ payload }) => payload['type'] === 'view_submission');
  return (found?.payload['view'] ?? {}) as Json;
}

describe('a trigger id', () => {
  it('opens one view', async () => {
    const trigger_id = await trigger();
    await web.views.open({ trigger_id, view: modal('Once') });
    const again = web.views.open({ trigger_id, view: modal('Twice') });
    expect(await refusal(again)).toBe('exchanged_trigger_id');
  });

  it('lives for three seconds', async () => {
    const trigger_id = await trigger();
    slack.advance(3_001);
    expect(await refusal(web.views.open({ trigger_id, view: modal('Late') }))).toBe(
      'expired_trigger_id',
    );
  });

  it('cannot be invented', async () => {
    const invented = web.views.open({ trigger_id: '1.2.abc', view: modal('No') });
    expect(await refusal(invented)).toBe('invalid_trigger_id');
  });
});

describe('a form', () => {
  it('reports every input, empty ones as null', async () => {
    const view_id = await open(modal('Form'));
    await slack.act({ type: 'submit_view', user, view_id, inputs: { name: 'API' } });
    expect(submitted()['state']).toEqual({
      values: {
        name: { text: { type: 'plain_text_input', value: 'API' } },
        reason: { text: { type: 'plain_text_input', value: null } },
      },
    });
  });

  it('keeps what was typed when it is updated, and changes its hash', async () => {
    const view_id = await open(modal('Form'));
    await slack.act({ type: 'set_input', user, view_id, block_id: 'name', value: 'typed' });
    const before = slack.core.views.find(view_id)?.hash ?? '';
    await web.views.update({
      view_id,
      hash: before,
      view: modal('Form', { blocks: [input('name'), input('new')] }),
    });
    expect(slack.core.views.find(view_id)?.state).toEqual({
      name: { text: { type: 'plain_text_input', value: 'typed' } },
      new: { text: { type: 'plain_text_input', value: null } },
    });
    const stale = web.views.update({ view_id, hash: before, view: modal('Form') });
    expect(await refusal(stale)).toBe('hash_conflict');
  });

  it('stands on a stack of three at most', async () => {
    let view_id = await open(modal('1'));
    for (const title of ['2', '3', '4']) {
      app.answer = () => ({
        body: JSON.stringify({ response_action: 'push', view: modal(title) }),
      });
      const { modals = [], error } = await slack.act({ type: 'submit_view', user, view_id });
      if (title === '4') expect(error).toBe('push_limit_reached');
      else view_id = modals.at(-1)?.id ?? '';
    }
    expect(slack.workspace.modals.get('U0REPORTER')).toHaveLength(3);
    app.answer = () => ({ body: JSON.stringify({ response_action: 'clear' }) });
    expect(await slack.act({ type: 'submit_view', user, view_id })).toMatchObject({ modals: [] });
  });

  it('goes back to the one below when it is sent', async () => {
    const view_id = await open(modal('below'));
    app.answer = () => ({
      body: JSON.stringify({ response_action: 'push', view: modal('above') }),
    });
    const pushed = await slack.act({ type: 'submit_view', user, view_id });
    app.answer = () => ({});
    const above = pushed.modals?.at(-1)?.id ?? '';
    const { modals } = await slack.act({ type: 'submit_view', user, view_id: above });
    expect(modals?.map((view) => view.id)).toEqual([view_id]);
  });

  it('keeps what was typed when the app refuses it, with errors under the fields', async () => {
    const view_id = await open(modal('Form'));
    app.answer = () => ({
      body: JSON.stringify({ response_action: 'errors', errors: { name: 'Not that.' } }),
    });
    const result = await slack.act({ type: 'submit_view', user, view_id, inputs: { name: 'x' } });
    expect(result.errors).toEqual({ name: 'Not that.' });
    expect(result.modals?.[0]?.state['name']).toMatchObject({ text: { value: 'x' } });
  });

  it('shows that something is wrong when errors stand under no field', async () => {
    const view_id = await open(modal('Form'));
    app.answer = () => ({
      body: JSON.stringify({ response_action: 'errors', errors: { nowhere: 'x' } }),
    });
    const result = await slack.act({ type: 'submit_view', user, view_id });
    expect(result).toMatchObject({
      ok: false,
      message: 'We had some trouble connecting. Try again?',
    });
  });

  it('tells the app when it is closed, if the app wants to know', async () => {
    const silent_id = await open(modal('silent'));
    await slack.act({ type: 'close_view', user, view_id: silent_id });
    const view_id = await open(modal('telling', { notify_on_close: true }));
    await slack.act({ type: 'close_view', user, view_id, all: true });
    const closed = app.received.filter(({ payload }) => payload['type'] === 'view_closed');
    expect(closed).toHaveLength(1);
    expect(closed[0]?.payload).toMatchObject({ is_cleared: true, view: { id: view_id } });
  });

  it('belongs to the person before whom it stands', async () => {
    const view_id = await open(modal('Form'));
    const other = await slack.act({ type: 'submit_view', user: 'scribe', view_id });
    expect(other.error).toBe('view_not_found');
  });
});
