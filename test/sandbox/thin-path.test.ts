import type { App } from '@slack/bolt';
import { afterEach, describe, expect, it } from 'vitest';
import { idOf } from '../../sandbox/cast.ts';
import { type Joined, overHttp, overSocket } from './bolt.ts';

let joined: Joined | undefined;

afterEach(async () => {
  await joined?.close();
  joined = undefined;
});

function greeter(app: App): void {
  app.command('/incident', async ({ ack, client, command }) => {
    await ack(`heard ${command.text}`);
    await client.chat.postMessage({
      channel: command.channel_id,
      text: 'A card',
      blocks: [
        {
          type: 'actions',
          block_id: 'card',
          elements: [
            { type: 'button', action_id: 'open', text: { type: 'plain_text', text: 'Open' } },
          ],
        },
      ],
    });
  });
  app.action('open', async ({ ack, client, body }) => {
    if (body.type !== 'block_actions') return;
    await client.views.open({
      trigger_id: body.trigger_id,
      view: {
        type: 'modal',
        callback_id: 'form',
        title: { type: 'plain_text', text: 'Form' },
        submit: { type: 'plain_text', text: 'Send' },
        blocks: [
          {
            type: 'input',
            block_id: 'title',
            label: { type: 'plain_text', text: 'Title' },
            element: { type: 'plain_text_input', action_id: 'text' },
          },
        ],
      },
    });
    await ack();
  });
  app.view('form', async ({ ack, view, client }) => {
    const title = view.state.values['title']?.['text']?.value;
    if (title === 'bad') {
      await ack({ response_action: 'errors', errors: { title: 'Not that.' } });
      return;
    }
    await ack();
    await client.chat.postMessage({ channel: 'general', text: `Sent: ${title}` });
  });
}

describe.each([
  ['signed HTTP', overHttp],
  ['Socket Mode', overSocket],
])('over %s', (_name, join) => {
  it('a command posts a card whose button opens a form that is sent', async () => {
    joined = await join(greeter);
    const { slack } = joined;
    const user = 'reporter';
    const ran = await slack.act({
      type: 'run_command',
      user,
      channel: 'general',
      text: '/incident declare API is down',
    });
    expect(ran).toMatchObject({ ok: true, ephemerals: [{ text: 'heard declare API is down' }] });
    await slack.quiet();
    const general = slack.workspace.findChannel('general');
    const card = [...(general?.messages.values() ?? [])].find((each) => each.text === 'A card');
    const pressed = await slack.act({
      type: 'block_action',
      user,
      place: { kind: 'message', channel: 'general', ts: card?.ts ?? '' },
      action_id: 'open',
    });
    const [form] = pressed.modals ?? [];
    expect(form?.state).toEqual({ title: { text: { type: 'plain_text_input', value: null } } });
    const view_id = form?.id ?? '';
    const empty = await slack.act({ type: 'submit_view', user, view_id });
    expect(empty.errors).toEqual({ title: 'Please complete this required field.' });
    const bad = await slack.act({ type: 'submit_view', user, view_id, inputs: { title: 'bad' } });
    expect(bad.errors).toEqual({ title: 'Not that.' });
    const good = await slack.act({ type: 'submit_view', user, view_id, inputs: { title: 'DB' } });
    expect(good).toMatchObject({ ok: true, modals: [] });
    await slack.quiet();
    const last = [...(general?.messages.values() ?? [])].at(-1);
    expect(last).toMatchObject({ text: 'Sent: DB', user: slack.app.bot_user_id });
    expect(idOf('reporter')).toBe('U0REPORTER');
  });
});
