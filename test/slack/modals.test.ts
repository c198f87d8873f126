import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Unavailable } from '../../src/slack/ports.ts';
import { chosen, command, person, press, submit, ticked, typed } from './payloads.ts';
import { type Stage, stage } from './stage.ts';

let muster: Stage;

beforeEach(async () => {
  muster = await stage();
});

afterEach(() => muster.stop());

type Fields = Parameters<typeof submit>[1];

/** The form that was opened last. */
function form() {
  const view = muster.shown.opened.at(-1)?.view;
  if (!view) throw new Error('no form is open');
  return view;
}

/** Sends the form that was opened last; gives its faults by field, null when it closed. */
async function send(fields: Fields, user = 'UREPORTER'): Promise<Record<string, string> | null> {
  const answer = await muster.form(submit(form(), fields, { user }));
  expect(answer.status).toBe(200);
  if (answer.body === '') return null;
  const said = JSON.parse(answer.body);
  expect(said.response_action).toBe('errors');
  for (const field of Object.keys(said.errors)) {
    expect(form().blocks.some((block) => block.block_id === field)).toBe(true);
  }
  return said.errors;
}

async function open(word: string): Promise<void> {
  await muster.form(press({ actionId: word, value: '{"incident":1}' }));
}

function last(): unknown {
  return muster.commands.at(-1)?.command;
}

const filled = {
  title: typed('Checkout fails'),
  severity: chosen('sev2'),
  summary: typed('Since 12:00'),
  options: ticked('drill'),
};

describe('the declare form', () => {
  beforeEach(() => muster.form(command('')));

  it('declares what was filled in', async () => {
    expect(await send(filled)).toBeNull();
    expect(muster.declared[0]?.declare).toEqual({
      type: 'declare',
      by: 'UREPORTER',
      title: 'Checkout fails',
      severity: 'sev2',
      summary: 'Since 12:00',
      isPrivate: false,
      isDrill: true,
      origin: null,
      byForm: true,
      kind: null,
      modules: [],
    });
  });

  it('sent twice is one incident', async () => {
    await send(filled);
    expect(await send(filled)).toBeNull();
    expect(muster.incidents).toHaveLength(1);
  });

  it('keeps what was typed and shows the fault at its field', async () => {
    expect(await send({ ...filled, title: typed('  \u200b ') })).toEqual({
      title: expect.stringContaining('title'),
    });
    expect(await send({ ...filled, title: typed('x'.repeat(200)) })).toEqual({
      title: expect.stringContaining('at most 150'),
    });
    expect(await send({ ...filled, severity: chosen('huge') })).toEqual({
      severity: expect.stringContaining('There are: sev1'),
    });
    expect(muster.declared).toEqual([]);
  });

  it('stays open with its text when the database does not answer', async () => {
    muster.trouble.database = () => Promise.reject(new Unavailable(new Error('gone')));
    expect(await send(filled)).toEqual({ title: expect.stringContaining('still here') });
  });

  it('cleans what was typed', async () => {
    const hostile = 'a\u0000b\u202Ec\ud800\nd';
    await send({ ...filled, title: typed(hostile), summary: typed(hostile) });
    expect(muster.declared[0]?.declare).toMatchObject({
      title: 'abc\uFFFD d',
      summary: 'abc\uFFFD\nd',
    });
  });

  it('is refused to a guest', async () => {
    muster.guests.add('UGUEST');
    expect(await send(filled, 'UGUEST')).toEqual({
      title: expect.stringContaining('only full members'),
    });
  });
});

describe('forms about an incident', () => {
  beforeEach(() => muster.form(command('declare API is down sev1')));

  it.each<[string, Fields, Record<string, unknown>]>([
    [
      'post_update',
      {
        know: typed('one node is down'),
        doing: typed('we restart it'),
        need: typed(null),
        status: chosen('identified'),
        minutes: chosen('60'),
      },
      {
        type: 'post_update',
        know: 'one node is down',
        doing: 'we restart it',
        need: '',
        status: 'identified',
        nextInMinutes: 60,
        expect: { status: 'investigating' },
      },
    ],
    [
      'change_severity',
      { severity: chosen('sev2'), reason: typed('fewer people') },
      { severity: 'sev2', reason: 'fewer people', expect: { severity: 'sev1' } },
    ],
    [
      'change_status',
      { status: chosen('monitoring'), reason: typed('it holds') },
      { status: 'monitoring', reason: 'it holds', expect: { status: 'investigating' } },
    ],
    [
      'change_title',
      { title: typed('Checkout\nis down') },
      { title: 'Checkout is down', reason: '', expect: { title: 'API is down' } },
    ],
    [
      'snooze_update',
      { minutes: chosen('20'), reason: typed('on a call') },
      { minutes: 20, reason: 'on a call' },
    ],
    ['add_note', { kind: chosen('tried'), text: typed('restart') }, { kind: 'tried' }],
    [
      'assign_role',
      { role: chosen('scribe'), user: person('UBEN') },
      { role: 'scribe', userId: 'UBEN' },
    ],
    ['resolve', { reason: typed('rolled back') }, { type: 'resolve', reason: 'rolled back' }],
    ['cancel', { reason: typed('false alarm') }, { type: 'cancel', reason: 'false alarm' }],
  ])('%s does what was filled in', async (word, fields, expected) => {
    await open(word);
    expect(await send(fields)).toBeNull();
    expect(last()).toMatchObject(expected);
  });

  it('a hand-over is offered', async () => {
    await muster.form(command('take', { channel_id: 'CROOM1' }));
    await open('offer_handover');
    expect(await send({ role: chosen('commander'), user: person('UBEN') })).toBeNull();
    expect(last()).toMatchObject({ type: 'offer_handover', role: 'commander', to: 'UBEN' });
  });

  it('close and reopen follow each other', async () => {
    await muster.form(command('resolve fixed', { channel_id: 'CROOM1' }));
    await open('close');
    expect(await send({ reason: typed('learnt a lot') })).toBeNull();
    await open('reopen');
    expect(await send({ reason: typed('it is back') })).toBeNull();
    expect(last()).toMatchObject({ type: 'reopen', reason: 'it is back' });
  });

  it('a missing reason is asked for at its field', async () => {
    await open('resolve');
    expect(await send({ reason: typed(null) })).toEqual({
      reason: expect.stringContaining('the reason'),
    });
  });

  it.each<[string, string, Fields, Record<string, unknown>]>([
    [
      'change_severity',
      'severity sev3 because calm',
      { severity: chosen('sev2'), reason: typed('fewer') },
      { severity: 'sev2', reason: 'fewer', expect: { severity: 'sev3' } },
    ],
    [
      'change_status',
      'status identified because found',
      { status: chosen('monitoring'), reason: typed('it holds') },
      { status: 'monitoring', reason: 'it holds', expect: { status: 'identified' } },
    ],
    [
      'change_title',
      'title API is slow',
      { title: typed('API is gone') },
      { title: 'API is gone', expect: { title: 'API is slow' } },
    ],
    [
      'post_update',
      'status identified because found',
      { know: typed('a'), doing: typed('b'), need: typed('c'), status: chosen('monitoring') },
      { know: 'a', doing: 'b', need: 'c', status: 'monitoring' },
    ],
    [
      'resolve',
      'severity sev3 because calm',
      { reason: typed('rolled back') },
      { type: 'resolve', reason: 'rolled back' },
    ],
    [
      'assign_role',
      'take',
      { role: chosen('commander'), user: person('UBEN') },
      { role: 'commander', userId: 'UBEN' },
    ],
  ])(
    '%s that others overtook says what is so now, and can be sent again',
    async (word, meanwhile, fields, expected) => {
      await open(word);
      await muster.form(command(meanwhile, { channel_id: 'CROOM1', user_id: 'UADA' }));
      const answer = await muster.form(submit(form(), fields));
      const { response_action: action, view } = JSON.parse(answer.body);
      expect(action).toBe('update');
      expect(view.blocks[0].text.text).toMatch(/changed meanwhile; it is now|<@UADA> took/);
      const initial = JSON.stringify(view.blocks);
      for (const value of Object.values(fields)) {
        if ('value' in value) expect(initial).toContain(`"initial_value":"${value['value']}"`);
      }
      expect(muster.commands.at(-1)?.command).not.toMatchObject(expected);
      expect((await muster.form(submit(view, fields))).body).toBe('');
      expect(last()).toMatchObject(expected);
    },
  );

  it('a note by someone else spoils no form', async () => {
    await open('change_severity');
    await muster.form(command('note look here', { channel_id: 'CROOM1' }));
    expect(await send({ severity: chosen('sev2'), reason: typed('fewer') })).toBeNull();
  });

  it('a form with another’s metadata does nothing', async () => {
    await open('resolve');
    for (const private_metadata of ['', 'nonsense', '{"incident":99}', '{"incident":"1"}']) {
      const answer = await muster.form(
        submit({ ...form(), private_metadata }, { reason: typed('x') }),
      );
      expect(answer.body).toContain('no such incident');
    }
    expect(muster.commands).toEqual([]);
  });

  it('a form of a release that is gone does nothing and says so', async () => {
    await open('resolve');
    const answer = await muster.form(
      submit({ ...form(), callback_id: 'constructor' }, { reason: typed('x') }),
    );
    expect(answer.body).toContain('no such incident');
  });
});
