import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Unavailable } from '../../src/slack/ports.ts';
import { actionWords } from '../../src/views/action-words.ts';
import { command, type Press, press } from './payloads.ts';
import { type Stage, stage } from './stage.ts';

let muster: Stage;

beforeEach(async () => {
  muster = await stage();
  await muster.form(command('declare API is down sev1'));
});

afterEach(() => muster.stop());

const incident = 1;

async function click(pressed: Press): Promise<void> {
  expect(await muster.form(press(pressed))).toEqual({ status: 200, body: '' });
}

function value(more: Record<string, unknown> = {}): string {
  return JSON.stringify({ incident, ...more });
}

/** What was said to who pressed. */
function said(): string {
  return JSON.stringify(muster.shown.responses.at(-1) ?? '');
}

function last(): unknown {
  return muster.commands.at(-1)?.command;
}

describe('a button that asks for a change', () => {
  it('take_role makes who pressed it the holder', async () => {
    const shown = value({ role: 'commander', expect: { holders: [] } });
    await click({ actionId: 'take_role:commander', value: shown, user: 'UADA' });
    expect(last()).toEqual({
      type: 'take_role',
      by: 'UADA',
      role: 'commander',
      expect: { holders: [] },
    });
    // The room reads it; only in one's own panel is it answered besides.
    expect(muster.shown.responses).toEqual([]);
  });

  it('take_role from the list takes a free role, and replaces nobody', async () => {
    const pick = (user: string) =>
      click({
        actionId: 'take_role',
        type: 'static_select',
        selected: value({ role: 'deputy' }),
        user,
      });
    await pick('UADA');
    expect(last()).toEqual({ type: 'take_role', by: 'UADA', role: 'deputy' });
    await pick('UBEN');
    expect(muster.incidents[0]?.incident.state.roles['deputy']).toMatchObject([{ userId: 'UADA' }]);
    expect(said()).toContain('<@UADA> took *Deputy*');
  });

  it('pressed by two people: one wins, the other is told who and may take over', async () => {
    const shown = value({ role: 'commander', expect: { holders: [] } });
    await Promise.all([
      click({ actionId: 'take_role:commander', value: shown, user: 'UADA' }),
      click({ actionId: 'take_role:commander', value: shown, user: 'UBEN' }),
    ]);
    const holders = muster.incidents[0]?.incident.state.roles['commander'];
    expect(holders).toHaveLength(1);
    const refused = muster.shown.responses.find((each) => each.text.includes('took'));
    expect(refused?.text).toContain(`<@${holders?.[0]?.userId}>`);
    expect(JSON.stringify(refused)).toContain('Take over Incident commander');
  });

  it('redelivered by Slack does nothing twice', async () => {
    const shown = value({ role: 'commander', expect: { holders: [] } });
    const payload = press({ actionId: 'take_role:commander', value: shown });
    await muster.form(payload);
    await muster.form(payload);
    expect(muster.commands).toHaveLength(1);
    expect(said()).toContain('done already');
  });

  it('from yesterday’s reminder says what changed meanwhile', async () => {
    const shown = value({ expect: { nextDueAt: '2026-03-01T00:00:00.000Z' } });
    await click({ actionId: 'own_update', value: shown });
    expect(said()).toContain('Somebody was faster');
    expect(muster.commands).toEqual([]);
  });

  it('join_room asks for an invitation', async () => {
    await click({ actionId: 'join_room:1', value: value() });
    expect(last()).toEqual({ type: 'join_room', by: 'UREPORTER', asked: true });
    expect(said()).toContain('<#CROOM1>');
  });

  it('retry_step tries that step again', async () => {
    await click({ actionId: 'retry_step:topic', value: value({ step: 'topic' }) });
    expect(last()).toMatchObject({ type: 'retry_step', step: 'topic' });
  });
});

describe('a button that opens a form', () => {
  it.each([
    'post_update',
    'change_severity',
    'change_status',
    'change_title',
    'snooze_update',
    'add_note',
    'assign_role',
    'resolve',
    'close',
    'reopen',
    'cancel',
    'declare',
  ])('%s', async (word) => {
    await click({ actionId: word, value: value() });
    expect(muster.shown.opened.at(-1)?.view.callback_id).toBe(word);
  });

  it('offer_handover does so for who holds a role, and says so to who does not', async () => {
    await click({ actionId: 'offer_handover:commander', value: value({ role: 'commander' }) });
    expect(JSON.stringify(muster.shown.opened.at(-1))).toContain('You hold no role');
    await click({ actionId: 'take_role:commander', value: value({ role: 'commander' }) });
    await click({ actionId: 'offer_handover:commander', value: value({ role: 'commander' }) });
    expect(muster.shown.opened.at(-1)?.view.callback_id).toBe('offer_handover');
  });

  it('behind the three dots does too', async () => {
    await click({ actionId: 'more', type: 'overflow', selected: 'change_title:1' });
    expect(muster.shown.opened.at(-1)?.view.callback_id).toBe('change_title');
  });

  it('again, after the trigger expired, has what was typed', async () => {
    await click({ actionId: 'add_note', value: value({ typed: 'disk is full' }) });
    expect(JSON.stringify(muster.shown.opened.at(-1))).toContain('disk is full');
  });
});

describe('a button that shows something', () => {
  it('turns a page of the timeline in its place', async () => {
    const older = value({ before: 1 });
    await click({ actionId: 'timeline:older', value: older, ephemeral: true });
    expect(muster.shown.responses.at(-1)?.replaceOriginal).toBe(true);
    await click({ actionId: 'timeline', value: value() });
    expect(muster.shown.responses.at(-1)?.replaceOriginal).toBe(false);
  });

  it('in the Home tab opens it over the tab', async () => {
    await click({ actionId: 'show', value: value(), view: { id: 'V1', type: 'home' } });
    expect(JSON.stringify(muster.shown.opened.at(-1))).toContain('#1 API is down');
  });

  it('in a form puts it on top of the form', async () => {
    await click({ actionId: 'join_room:1', value: value(), view: { id: 'V1', type: 'modal' } });
    expect(JSON.stringify(muster.shown.pushed.at(-1))).toContain('You are invited');
  });
});

describe('a button in a panel', () => {
  const take = value({ role: 'commander', expect: { holders: [] } });

  /** Where the commander's button stands in the panel that was shown last. */
  function blockOf(blocks: { block_id?: string }[]): string {
    const found = blocks.find((each) => JSON.stringify(each).includes('take_role:commander'));
    return found?.block_id ?? '';
  }

  async function panel(user: string): Promise<string> {
    await click({ actionId: 'show', value: value(), user });
    return blockOf(muster.shown.responses.at(-1)?.blocks ?? []);
  }

  it('is answered above the panel as it is then', async () => {
    const block = await panel('UADA');
    await click({
      actionId: 'take_role:commander',
      value: take,
      user: 'UADA',
      ephemeral: true,
      block,
    });
    expect(muster.shown.responses.at(-1)?.replaceOriginal).toBe(true);
    expect(muster.shown.responses.at(-1)?.text).toContain('You are *Incident commander* of #1');
    expect(said()).toContain('You are *Incident commander* of #1');
    expect(said()).toContain('*Incident commander:* <@UADA>');
    expect(said()).not.toContain('take_role:commander');
  });

  it('is refused above the panel, which says by then who was faster', async () => {
    const block = await panel('UBEN');
    await click({ actionId: 'take_role:commander', value: take, user: 'UADA' });
    await click({
      actionId: 'take_role:commander',
      value: take,
      user: 'UBEN',
      ephemeral: true,
      block,
    });
    const shown = muster.shown.responses.at(-1);
    expect(shown?.replaceOriginal).toBe(true);
    expect(said()).toContain('<@UADA> took *Incident commander*');
    expect(said()).toContain('*Incident commander:* <@UADA>');
    const over = blockOf(shown?.blocks ?? []);
    const knowing = value({ role: 'commander', expect: { holders: ['UADA'] } });
    const again = {
      actionId: 'take_role:commander',
      value: knowing,
      user: 'UBEN',
      ephemeral: true,
    };
    await click({ ...again, block: over });
    expect(said()).toContain('*Incident commander:* <@UBEN>');
  });

  it('renews it where it stands, over the Home tab too', async () => {
    const block = await panel('UADA');
    const view = { id: 'V1', hash: 'h1', type: 'modal' };
    await click({ actionId: 'take_role:commander', value: take, user: 'UADA', view, block });
    expect(muster.shown.pushed).toEqual([]);
    const drawn = JSON.stringify(muster.shown.updated.at(-1));
    expect(drawn).toContain('You are *Incident commander* of #1');
    expect(drawn).toContain('*Incident commander:* <@UADA>');
  });

  it('leaves it as it is where nothing can be read, and says so beside it', async () => {
    const block = await panel('UADA');
    muster.trouble.database = () => Promise.reject(new Unavailable(new Error('gone')));
    await click({
      actionId: 'take_role:commander',
      value: take,
      user: 'UADA',
      ephemeral: true,
      block,
    });
    expect(muster.shown.responses.at(-1)?.replaceOriginal).toBe(false);
    expect(said()).toContain('nothing was recorded');
  });
});

describe('a button that lies', () => {
  it.each([
    ['about the incident', '{"incident":99}'],
    ['with no number', '{"incident":"1; drop"}'],
    ['with no JSON', 'take me'],
    ['with nothing', undefined],
    ['with a prototype', '{"__proto__":{"incident":1}}'],
  ])('%s is told that there is no such incident', async (_what, lie) => {
    await click({ actionId: 'own_update', ...(lie === undefined ? {} : { value: lie }) });
    expect(said()).toContain('no such incident');
    expect(muster.commands).toEqual([]);
  });

  it('with a word that we never had is told so too', async () => {
    await click({ actionId: 'constructor', value: value() });
    expect(said()).toContain('no such incident');
  });

  it('about a private incident cannot tell it from none', async () => {
    await muster.form(command('declare --private Leak sev1'));
    await click({ actionId: 'show', value: JSON.stringify({ incident: 2 }), user: 'UBEN' });
    expect(said()).toContain('no such incident');
  });
});

describe('every word', () => {
  it('is answered or opens something, and never fails', async () => {
    for (const word of actionWords) {
      await click({ actionId: word, value: value({ role: 'commander', step: 'topic' }) });
    }
    expect(muster.logged.filter((line) => line['level'] === 50)).toEqual([]);
  });

  it('says that the database did not answer, when it did not', async () => {
    muster.trouble.database = () => Promise.reject(new Unavailable(new Error('gone')));
    await click({ actionId: 'own_update', value: value() });
    expect(said()).toContain('nothing was recorded');
  });
});
