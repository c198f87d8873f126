import type { App } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectClient, type SlackClient } from '../../sandbox/client.ts';
import { ordinary } from '../../sandbox/server/settings.ts';
import { type Joined, overHttp } from './bolt.ts';

const plain = (text: string) => ({ type: 'plain_text' as const, text });

const roles = ['Incident commander', 'Scribe'];

function card(holders: Record<string, string>) {
  return roles.map((role) => ({
    type: 'section' as const,
    block_id: role,
    text: { type: 'mrkdwn' as const, text: `*${role}*: ${holders[role] ?? 'nobody yet'}` },
    accessory: { type: 'button' as const, action_id: 'take', text: plain('Take'), value: role },
  }));
}

/** A war room in thirty lines: a channel, a pinned card, roles that can be taken, a form. */
function warRoom(app: App): void {
  app.command('/incident', async ({ ack, client, command, respond }) => {
    if (command.text === 'form') return openForm(app, command.trigger_id, ack);
    await ack();
    const { channel } = await client.conversations.create({ name: 'inc-1-api' });
    const id = channel?.id ?? '';
    await client.conversations.invite({ channel: id, users: command.user_id });
    await client.conversations.setTopic({ channel: id, topic: command.text });
    const posted = await client.chat.postMessage({ channel: id, text: 'card', blocks: card({}) });
    await client.pins.add({ channel: id, timestamp: posted.ts ?? '' });
    await respond({ text: `Declared in <#${id}>` });
  });
  app.action('take', async ({ ack, client, body, action }) => {
    await ack();
    if (body.type !== 'block_actions' || action.type !== 'button') return;
    await client.chat.update({
      channel: body.channel?.id ?? '',
      ts: body.message?.['ts'] ?? '',
      text: 'card',
      blocks: card({ [action.value ?? '']: `<@${body.user.id}>` }),
    });
  });
  app.view('form', async ({ ack, view, client, body }) => {
    const values = view.state.values;
    const title = values['title']?.['text']?.value;
    if (title === 'x') return ack({ response_action: 'errors', errors: { title: 'Too short' } });
    await ack();
    const severity = values['severity']?.['pick']?.selected_option?.value;
    const who = values['who']?.['people']?.selected_users?.join();
    await client.chat.postMessage({ channel: body.user.id, text: `${title} ${severity} ${who}` });
  });
  app.event('app_home_opened', async ({ client, event }) => {
    const blocks = [{ type: 'section' as const, text: plain(`Hello <@${event.user}>`) }];
    await client.views.publish({ user_id: event.user, view: { type: 'home', blocks } });
  });
}

async function openForm(app: App, trigger_id: string, ack: () => Promise<void>): Promise<void> {
  await ack();
  await app.client.views.open({
    trigger_id,
    view: {
      type: 'modal',
      callback_id: 'form',
      title: plain('Declare'),
      submit: plain('Send'),
      blocks: [
        {
          type: 'input',
          block_id: 'title',
          label: plain('Title'),
          element: { type: 'plain_text_input', action_id: 'text' },
        },
        {
          type: 'input',
          block_id: 'severity',
          label: plain('Severity'),
          element: {
            type: 'static_select',
            action_id: 'pick',
            options: [
              { text: plain('SEV1'), value: '1' },
              { text: plain('SEV2'), value: '2' },
            ],
          },
        },
        {
          type: 'input',
          block_id: 'who',
          optional: true,
          label: plain('Who'),
          element: { type: 'multi_users_select', action_id: 'people' },
        },
      ],
    },
  });
}

describe('a story told through the client, on an ordinary day', () => {
  let joined: Joined;
  let slack: SlackClient;

  beforeEach(async () => {
    joined = await overHttp(warRoom, { settings: ordinary });
    slack = await connectClient(joined.slack.url);
  });

  afterEach(async () => {
    slack.close();
    await joined.close();
  });

  it('somebody declares, a room exists, a role is taken with a button', async () => {
    const reporter = slack.user('reporter');
    await reporter.command('/incident declare API is down sev1');
    const room = await slack.channel(/^inc-1-/);
    await room
      .message(/Incident commander: nobody yet/)
      .button('Take')
      .click(reporter);
    await room.message(/Incident commander: @rita/).seen();
    const scribe = slack.user('scribe');
    await scribe.join(room);
    await room
      .message(/Scribe: nobody/)
      .button('Take', /Scribe/)
      .click(scribe);
    await room.message(/Scribe: @sasha/).seen();
    expect(await room.topic()).toBe('declare API is down sev1');
    await room.until('a pin', ({ messages }) => messages.some((each) => each.pinned));
    expect(await room.people()).toEqual(['reporter', 'scribe']);
    await reporter.ephemeral(/Declared in/).seen();
    await room.expectNoMessage(/Scribe: nobody/);
  });

  it('a form is filled by its labels, refused under a field, and sent', async () => {
    const reporter = slack.user('reporter');
    await reporter.command('/incident form');
    const form = await reporter.modal('Declare');
    await form.fill({ Title: 'x', Severity: 'SEV1', Who: [slack.user('dba')] });
    expect(await form.submit()).toMatchObject({ accepted: false, errors: { Title: 'Too short' } });
    await form.fill({ Title: 'API is down' });
    expect(form.value('Severity')).toBe('1');
    expect(await form.submit()).toMatchObject({ accepted: true, errors: {} });
    await (await reporter.dm()).message('API is down 1 U0DBA').seen();
  });

  it('the Home tab is there once it was published', async () => {
    const home = await slack.user('newcomer').home();
    expect(home.words()).toContain('Hello');
  });

  it('has settled when nobody answers anybody any more, however often they did', async () => {
    let answers = 0;
    const answering = await connectClient(joined.slack.url, {
      settled: async () => {
        if (answers === 5) return;
        answers += 1;
        await slack.user('reporter').say(`answer ${answers}`, 'general');
      },
    });
    await answering.settle();
    answering.close();
    expect(answers).toBe(5);
  });

  it('what never comes ends in an error that shows what was there instead', async () => {
    await slack.user('reporter').say('something else', 'general');
    const general = await slack.channel('general');
    await expect(general.message('the card').seen(300)).rejects.toThrow(
      /a message like the card in #general: not there after 0.3 s. Instead:[\s\S]*something else/,
    );
  });
});
