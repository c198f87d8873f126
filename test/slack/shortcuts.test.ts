import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chosen, command, submit, trigger } from './payloads.ts';
import { type Stage, stage } from './stage.ts';

let muster: Stage;

beforeEach(async () => {
  muster = await stage();
  await muster.form(command('declare API is down sev1'));
});

afterEach(() => muster.stop());

function commands(): unknown[] {
  return muster.commands.map((each) => each.command);
}

describe('shortcuts', () => {
  const shortcut = (callback_id: string, more: Record<string, unknown> = {}) => ({
    payload: {
      type: 'shortcut',
      token: 'verification',
      action_ts: '1.1',
      team: { id: 'T1', domain: 'acme' },
      user: { id: 'UADA', username: 'ada', team_id: 'T1' },
      api_app_id: 'A1',
      callback_id,
      trigger_id: trigger(),
      ...more,
    },
  });
  const onMessage = (callback_id: string, channel: string) =>
    shortcut(callback_id, {
      type: 'message_action',
      channel: { id: channel, name: 'x' },
      message_ts: '5.000001',
      message: { type: 'message', user: 'UBEN', ts: '5.000001', text: 'the <!here> disk\nis full' },
      response_url: 'https://hooks.slack.invalid/app/1',
    });

  it('declare an incident from anywhere', async () => {
    await muster.form(shortcut('declare_incident'));
    expect(muster.shown.opened.at(-1)?.view.callback_id).toBe('declare');
  });

  it('declare one from a message, with the message and its link', async () => {
    await muster.form(onMessage('declare_from_message', 'CGENERAL'));
    const view = muster.shown.opened.at(-1)?.view;
    expect(JSON.stringify(view)).toContain('"initial_value":"the @here disk"');
    expect(JSON.parse(view?.private_metadata ?? '{}').origin).toEqual({
      channelId: 'CGENERAL',
      ts: '5.000001',
      authorId: 'UBEN',
      permalink: 'https://acme.slack.com/archives/CGENERAL/p5.000001',
      text: 'the @here disk\nis full',
    });
  });

  it('add a message of a war room to its timeline at once, and once', async () => {
    await muster.form(onMessage('add_to_timeline', 'CROOM1'));
    expect(commands()).toMatchObject([{ type: 'add_note', source: { ts: '5.000001' } }]);
    await muster.form(onMessage('add_to_timeline', 'CROOM1'));
    expect(commands()).toHaveLength(1);
    expect(muster.shown.responses.at(-1)?.text).toContain('already');
  });

  it('ask which incident a message of another channel belongs to', async () => {
    await muster.form(onMessage('add_to_timeline', 'CGENERAL'));
    const view = muster.shown.opened.at(-1)?.view;
    if (!view) throw new Error('no form');
    expect(view.callback_id).toBe('add_to_timeline');
    await muster.form(submit(view, { incident: chosen('1'), kind: chosen('finding') }));
    expect(commands()).toMatchObject([
      { type: 'add_note', kind: 'finding', text: 'the @here disk\nis full' },
    ]);
  });

  it('that open nothing in time say so, where there is nothing to lose but a click', async () => {
    muster.trouble.triggersExpired = true;
    for (const name of ['declare_from_message', 'add_to_timeline']) {
      await muster.form(onMessage(name, 'CGENERAL'));
    }
    await expect.poll(() => muster.shown.responses.length).toBe(2);
    for (const { text } of muster.shown.responses) expect(text).toContain('use the shortcut again');
    await muster.form(shortcut('declare_incident'));
    await expect.poll(() => muster.shown.said.length).toBe(1);
    expect(muster.shown.said[0]?.channelId).toBe('UADA');
    expect(JSON.stringify(muster.shown.said)).toContain('Open the form');
  });

  it('are acknowledged before Slack opens their form', async () => {
    let open = () => {};
    muster.trouble.slowForms = new Promise((resolve) => {
      open = resolve;
    });
    await muster.form(shortcut('declare_incident'));
    await muster.form(onMessage('declare_from_message', 'CGENERAL'));
    await muster.form(onMessage('add_to_timeline', 'CGENERAL'));
    expect(muster.shown.opened).toEqual([]);
    open();
    await expect.poll(() => muster.shown.opened.length).toBe(3);
  });

  it('of a release that is gone are acknowledged', async () => {
    expect(await muster.form(shortcut('constructor'))).toEqual({ status: 200, body: '' });
  });
});
