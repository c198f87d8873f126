import type { View } from '@slack/types';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { idOf } from '../../../sandbox/cast.ts';
import { answerTo, at, codeOf, type Rig, startRig, textAt } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.slack.close());

const plain = (text: string) => ({ type: 'plain_text' as const, text });

function modal(more: object = {}): View {
  const input = {
    type: 'input' as const,
    block_id: 'title',
    label: plain('Title'),
    element: { type: 'plain_text_input' as const, action_id: 'title' },
  };
  return {
    type: 'modal',
    title: plain('Declare'),
    submit: plain('Declare'),
    blocks: [input],
    ...more,
  };
}

/** A trigger as the gesture of a member gives it, optionally inside a modal. */
function trigger(view_id?: string): string {
  const gesture = { app_id: rig.slack.app.id, user: idOf('reporter') };
  const inside = view_id === undefined ? {} : { view_id };
  return rig.slack.core.triggers.issue({ ...gesture, ...inside });
}

describe('a trigger', () => {
  const open = (trigger_id: string) => codeOf(rig, 'views.open', { trigger_id, view: modal() });

  test('opens one view', async () => {
    const id = trigger();
    expect(await open(id)).toBe('ok');
    expect(await open(id)).toBe('exchanged_trigger_id');
  });

  test('lives for three seconds', async () => {
    const id = trigger();
    rig.slack.advance(3001);
    expect(await open(id)).toBe('expired_trigger_id');
  });

  test('that nobody issued, or that is missing, is refused', async () => {
    expect(await open('1.2.abc')).toBe('invalid_trigger_id');
    expect(await codeOf(rig, 'views.open', { view: modal() })).toBe('invalid_arguments');
  });

  test('is not spent by a view that is refused', async () => {
    const id = trigger();
    const bad = { trigger_id: id, view: modal({ title: plain('x'.repeat(25)) }) };
    expect(await codeOf(rig, 'views.open', bad)).toBe('invalid_arguments');
    expect(await open(id)).toBe('ok');
  });
});

describe('a view', () => {
  test('comes back with id, hash, state and ids of its blocks', async () => {
    const blocks = [{ type: 'section', text: plain('a < b') }];
    const view = modal({ blocks, private_metadata: '{"a":1}', callback_id: 'declare' });
    const answer = await rig.bot.views.open({ trigger_id: trigger(), view });
    expect(answer.view).toMatchObject({
      id: expect.stringMatching(/^V/),
      type: 'modal',
      callback_id: 'declare',
      private_metadata: '{"a":1}',
      state: { values: {} },
      hash: expect.stringMatching(/^\d+\.\w+$/),
      root_view_id: answer.view?.id,
      previous_view_id: null,
      app_id: rig.slack.app.id,
      bot_id: rig.slack.app.bot_id,
      blocks: [{ type: 'section', block_id: expect.any(String) }],
    });
  });

  test.each([
    ['no JSON', '{', 'invalid_arguments'],
    ['a home tab', { type: 'home', blocks: [] }, 'invalid_arguments'],
    ['without a title', { type: 'modal', blocks: [] }, 'invalid_arguments'],
    ['with a title of 25 characters', modal({ title: plain('x'.repeat(25)) }), 'invalid_arguments'],
    ['with inputs and no submit', modal({ submit: undefined }), 'invalid_arguments'],
    [
      'with 3,001 characters of metadata',
      modal({ private_metadata: 'x'.repeat(3001) }),
      'invalid_arguments',
    ],
    [
      'of more than 250 kB',
      modal({
        blocks: Array.from({ length: 100 }, () => ({
          type: 'section',
          text: plain('x'.repeat(2900)),
        })),
      }),
      'view_too_large',
    ],
  ])('%s cannot be opened', async (_, view, code) => {
    expect(await codeOf(rig, 'views.open', { trigger_id: trigger(), view })).toBe(code);
  });

  test('that is wrong is told where', async () => {
    const view = modal({ title: plain('x'.repeat(25)) });
    const answer = await answerTo(rig, 'views.open', { trigger_id: trigger(), view });
    const messages = at(answer, 'response_metadata', 'messages') as string[];
    expect(messages.join('\n')).toContain('[json-pointer:/view/title');
  });

  test('has an outside name that no other has', async () => {
    const view = modal({ external_id: 'only-one' });
    expect(await codeOf(rig, 'views.open', { trigger_id: trigger(), view })).toBe('ok');
    expect(await codeOf(rig, 'views.open', { trigger_id: trigger(), view })).toBe(
      'duplicate_external_id',
    );
    const renamed = { external_id: 'only-one', view: modal({ external_id: 'only-one' }) };
    expect(await codeOf(rig, 'views.update', renamed)).toBe('ok');
  });
});

describe('a stack of views', () => {
  test('is three high', async () => {
    const first = await rig.bot.views.open({ trigger_id: trigger(), view: modal() });
    const id = first.view?.id ?? '';
    const push = () => codeOf(rig, 'views.push', { trigger_id: trigger(id), view: modal() });
    expect(await push()).toBe('ok');
    expect(await push()).toBe('ok');
    expect(await push()).toBe('push_limit_reached');
  });

  test('grows only out of a modal that is there', async () => {
    const push = (trigger_id: string) => codeOf(rig, 'views.push', { trigger_id, view: modal() });
    expect(await push(trigger())).toBe('not_found');
    expect(await push(trigger('V0NOWHERE'))).toBe('not_found');
    expect(await push('1.2.abc')).toBe('invalid_trigger_id');
  });
});

describe('updating a view', () => {
  test('needs the hash that is current, if one is given', async () => {
    const opened = await rig.bot.views.open({ trigger_id: trigger(), view: modal() });
    const { id: view_id = '', hash = '' } = opened.view ?? {};
    const updated = await rig.bot.views.update({ view_id, hash, view: modal() });
    expect(updated.view?.hash).not.toBe(hash);
    const stale = { view_id, hash, view: modal() };
    expect(await codeOf(rig, 'views.update', stale)).toBe('hash_conflict');
  });

  test('needs to know which', async () => {
    const update = (args: object) => codeOf(rig, 'views.update', { view: modal(), ...args });
    expect(await update({})).toBe('invalid_arguments');
    expect(await update({ view_id: 'V0NOWHERE' })).toBe('not_found');
    expect(await update({ external_id: 'unheard-of' })).toBe('not_found');
  });
});

describe('the Home tab', () => {
  const home = { type: 'home' as const, blocks: [{ type: 'divider' as const }] };
  const publish = (args: object) =>
    codeOf(rig, 'views.publish', { user_id: idOf('reporter'), view: home, ...args });

  test('stays the same view, with a new hash each time', async () => {
    const user_id = idOf('scribe');
    const first = await rig.bot.views.publish({ user_id, view: home });
    const second = await rig.bot.views.publish({ user_id, view: home });
    expect(second.view?.id).toBe(first.view?.id);
    const hash = textAt(first, 'view', 'hash');
    expect(await publish({ user_id, hash })).toBe('hash_conflict');
  });

  test('is refused for nobody, for a modal, and where the app has none', async () => {
    expect(await publish({ user_id: 'U0NOBODY' })).toBe('invalid_arguments');
    expect(await publish({ view: modal() })).toBe('invalid_arguments');
    rig.slack.app.home_tab = false;
    const refused = await publish({});
    rig.slack.app.home_tab = true;
    expect(refused).toBe('not_enabled');
  });
});
