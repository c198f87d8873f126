import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Unavailable } from '../../src/slack/ports.ts';
import { words } from '../../src/slack/words.ts';
import { command } from './payloads.ts';
import { type Stage, stage } from './stage.ts';

let muster: Stage;

beforeEach(async () => {
  muster = await stage();
});

afterEach(() => muster.stop());

const inRoom = { channel_id: 'CROOM1' };

/** What `/incident …` says to who typed it, as JSON; '' when a form was opened. */
async function say(text: string, changes: Record<string, string> = {}): Promise<string> {
  const answer = await muster.form(command(text, changes));
  expect(answer.status).toBe(200);
  if (answer.body === '') return '';
  const said = JSON.parse(answer.body);
  expect(said.response_type).toBe('ephemeral');
  return JSON.stringify(said);
}

/** The last command that was carried out. */
function last(): unknown {
  return muster.commands.at(-1)?.command;
}

/** How many forms were opened, and answers given after the acknowledgement. */
const shownTo = () => muster.shown.opened.length + muster.shown.responses.length;

/** The form that was opened last. */
function form(): string | undefined {
  return muster.shown.opened.at(-1)?.view.callback_id;
}

describe('/incident declare', () => {
  it('declares at once when a title is there, with the severity at its end', async () => {
    expect(await say('declare API is down &amp; burning sev1')).toContain(
      '#1 API is down &amp; burning',
    );
    expect(muster.declared[0]?.declare).toEqual({
      type: 'declare',
      by: 'UREPORTER',
      title: 'API is down & burning',
      severity: 'sev1',
      summary: '',
      isPrivate: false,
      isDrill: false,
      origin: null,
    });
  });

  it('takes the policy’s own severity when none is named', async () => {
    await say('declare API is down');
    expect(muster.incidents.at(-1)?.incident.severity).toBe('sev3');
  });

  it('keeps a long story as what is happening, and its beginning as the title', async () => {
    await say(`declare ${'it broke '.repeat(40)}`);
    expect(muster.declared[0]?.declare.title).toMatch(/^it broke .*…$/);
    expect(muster.declared[0]?.declare.summary).toBe('it broke '.repeat(40).trim());
  });

  it('opens the form when there is no title, with the severity that was typed', async () => {
    expect(await say('declare sev2')).toBe('');
    expect(JSON.stringify(muster.shown.opened[0]?.view)).toContain(
      '"initial_option":{"text":{"type":"plain_text","text":"SEV2"',
    );
  });

  it('shows in the form what was declared lately, to join instead', async () => {
    await say('declare API is down sev1');
    await say('');
    const view = JSON.stringify(muster.shown.opened[0]?.view);
    expect(view).toContain('#1 API is down');
    expect(view).toContain('join_room:1');
  });

  it('sent twice by Slack is one incident', async () => {
    const same = command('declare API is down sev1');
    await muster.form(same);
    expect((await muster.form(same)).body).toContain('That is *#1 API is down* already');
    expect(muster.incidents).toHaveLength(1);
  });
});

describe('words about an incident', () => {
  beforeEach(() => say('declare API is down sev1'));

  it.each<[string, Record<string, unknown>]>([
    ['take', { type: 'take_role', role: 'commander', by: 'UREPORTER' }],
    ['take comms', { type: 'take_role', role: 'communications' }],
    ['assign <@U0ANN|ann> scribe', { type: 'assign_role', role: 'scribe', userId: 'U0ANN' }],
    ['assign scribe <@U0ANN|ann>', { type: 'assign_role', role: 'scribe', userId: 'U0ANN' }],
    [
      'severity sev2 because the queue shrinks',
      { type: 'change_severity', severity: 'sev2', reason: 'the queue shrinks' },
    ],
    [
      'status identified because of a bad deploy',
      { type: 'change_status', status: 'identified', reason: 'a bad deploy' },
    ],
    ['title Checkout is down', { type: 'change_title', title: 'Checkout is down', reason: '' }],
    ['update we found it', { type: 'post_update', know: 'we found it', doing: '', need: '' }],
    ['snooze 20 because of lunch', { type: 'snooze_update', minutes: 20, reason: 'lunch' }],
    ['note decision: roll back', { type: 'add_note', kind: 'decision', text: 'roll back' }],
    ['note ask <@U0ANN|ann>', { type: 'add_note', kind: 'note', text: 'ask @ann' }],
    ['resolve rolled back', { type: 'resolve', reason: 'rolled back' }],
    ['cancel false alarm', { type: 'cancel', reason: 'false alarm' }],
    ['timeline file', { type: 'ask_timeline_file' }],
  ])('%s does it at once', async (text, expected) => {
    await say(text, inRoom);
    expect(last()).toMatchObject(expected);
  });

  it.each([
    ['update', 'post_update'],
    ['severity', 'change_severity'],
    ['severity sev2', 'change_severity'],
    ['status', 'change_status'],
    ['status monitoring', 'change_status'],
    ['title', 'change_title'],
    ['snooze', 'snooze_update'],
    ['snooze 20', 'snooze_update'],
    ['note', 'add_note'],
    ['note decision:', 'add_note'],
    ['assign', 'assign_role'],
    ['resolve', 'resolve'],
    ['close', 'close'],
    ['reopen', 'reopen'],
    ['cancel', 'cancel'],
  ])('%s opens its form', async (text, callback) => {
    expect(await say(text, inRoom)).toBe('');
    expect(form()).toBe(callback);
  });

  it('a hand-over is offered, and the other accepts it', async () => {
    await say('take', inRoom);
    expect(await say('handover <@U0ANN|ann>', inRoom)).toContain('until they accept');
    expect(await say('accept', { ...inRoom, user_id: 'U0BEN' })).toContain('Nobody is offering');
    expect(await say('accept', { ...inRoom, user_id: 'U0ANN' })).toBe('');
    expect(last()).toMatchObject({ type: 'accept_handover', by: 'U0ANN' });
    expect(await say('giveup', inRoom)).toContain('not your role');
    await say('giveup', { ...inRoom, user_id: 'U0ANN' });
    expect(last()).toMatchObject({ type: 'give_up_role', by: 'U0ANN' });
  });

  it('a role that somebody holds is refused with the choice to take it over', async () => {
    await say('take', inRoom);
    const refused = await say('take', { ...inRoom, user_id: 'U0BEN' });
    expect(refused).toContain('<@UREPORTER> took *Incident commander*');
    expect(refused).toContain('Take over Incident commander');
  });

  it('a role, status or severity that is not there is refused with those that are', async () => {
    expect(await say('take king', inRoom)).toContain('There are: Incident commander, Deputy');
    expect(await say('severity huge', inRoom)).toContain('There are: sev1, sev2, sev3, sev4');
    expect(await say('status odd', inRoom)).toContain('There are: investigating');
  });

  it('work anywhere with the number or the room', async () => {
    await say('take #1', { channel_id: 'D1' });
    expect(last()).toMatchObject({ type: 'take_role' });
    await say('<#CROOM1|inc-1> note it works', { channel_id: 'CFOREIGN' });
    expect(last()).toMatchObject({ type: 'add_note', text: 'it works' });
  });

  it('without a number outside the room, the open ones are offered', async () => {
    const asked = await say('take');
    expect(asked).toContain('Which incident?');
    expect(asked).toContain('/incident take #1');
  });

  it('of a private incident look as if there were none', async () => {
    await say('declare --private Leak sev1');
    const stranger = { user_id: 'U0BEN', channel_id: 'CROOM2' };
    expect(await say('show #2', stranger)).toBe(await say('show #99', stranger));
    expect(await say('take', stranger)).not.toContain('Leak');
    expect(await say('list', stranger)).not.toContain('Leak');
    expect(await say('find Leak', stranger)).toContain('Nothing found');
    expect(await say('show #2')).toContain('Leak');
  });

  it('retry tries what has failed, and says so when nothing has', async () => {
    expect(await say('retry', inRoom)).toContain('Nothing has failed in #1');
    const [view] = muster.incidents;
    if (!view) throw new Error('no incident');
    const at = new Date(0);
    view.incident.state.failedSteps = { topic: { error: 'x', at }, pin: { error: 'x', at } };
    await say('retry', inRoom);
    expect(muster.commands.map(({ command: each }) => each)).toMatchObject([
      { type: 'retry_step', step: 'topic' },
      { type: 'retry_step', step: 'pin' },
    ]);
  });
});

describe('words about all', () => {
  it('list says that nothing is open, and then what is', async () => {
    expect(await say('list')).toContain('No incident is open');
    await say('declare API is down sev1');
    expect(await say('list')).toContain('#1 API is down');
    expect(await say('mine')).toContain('#1 API is down');
    expect(await say('find API')).toContain('#1 API is down');
  });

  it('in a war room, nothing typed shows its panel', async () => {
    await say('declare API is down sev1');
    expect(await say('', inRoom)).toContain('You hold no role');
    expect(await say('#1')).toContain('You hold no role');
  });

  it('timeline shows the latest lines with a button for the older', async () => {
    await say('declare API is down sev1');
    expect(await say('timeline', inRoom)).toContain('declared it: “API is down”');
    for (let note = 1; note <= 25; note += 1) await say(`note number ${note}.`, inRoom);
    const page = await say('timeline', inRoom);
    expect(page).toContain('number 25.');
    expect(page).not.toContain('number 5.');
    expect(page).toContain('timeline:older');
  });

  it('a word nobody knows gets the nearest', async () => {
    expect(await say('delcare API is down')).toContain('Did you mean `/incident declare`');
    expect(await say('xqzw <!channel>')).not.toContain('<!channel>');
  });

  it('every word has an answer everywhere', async () => {
    for (const channel_id of ['CROOM1', 'CFOREIGN', 'D1']) {
      for (const word of words) {
        const before = shownTo();
        const said = await say(word, { channel_id });
        // What takes a look at Slack first is answered after the acknowledgement.
        if (said === '') await expect.poll(shownTo, { message: word }).toBeGreaterThan(before);
      }
    }
  });
});

describe('when the database does not answer', () => {
  it('who typed is told, and gets the text back', async () => {
    await say('declare API is down sev1');
    muster.trouble.database = () => Promise.reject(new Unavailable(new Error('gone')));
    const said = await say('update we found <it> &amp; fix it', inRoom);
    expect(said).toContain('nothing was recorded');
    expect(said).toContain('/incident update we found &lt;it&gt; &amp; fix it');
  });

  it('help is there all the same, and so is the form', async () => {
    muster.trouble.database = () => Promise.reject(new Unavailable(new Error('gone')));
    expect(await say('help')).toContain('runs incidents with you');
    expect(await say('declare')).toBe('');
    expect(form()).toBe('declare');
  });

  it('and never does, it is said within Slack’s 3 seconds', async () => {
    muster.trouble.database = () => new Promise<never>(() => {});
    // After 2.9 s the receiver would have answered 503 in its place.
    expect(await say('list')).toContain('nothing was recorded');
  });

  it('a bug is said with a reference, which the log has too', async () => {
    muster.trouble.database = () => Promise.reject(new TypeError('x is not a function'));
    const said = await say('list');
    const reference = /Reference: `([0-9a-f]{8})`/.exec(said)?.[1] ?? 'none';
    const line = muster.logged.find((each) => each['msg'] === 'gesture failed');
    expect(String(line?.['correlationId'])).toMatch(new RegExp(`^${reference}`));
    expect(said).not.toContain('not a function');
  });
});

describe('a form opened by a command that lacks something', () => {
  it('has what the command did say', async () => {
    await say('declare API is down sev1');
    await say('snooze 25', inRoom);
    await expect.poll(() => muster.shown.opened.length).toBe(1);
    const blocks = JSON.stringify(muster.shown.opened[0]?.view.blocks);
    expect(blocks).toMatch(/"initial_option":\{[^}]*\{[^}]*25 min[^}]*\},"value":"25"/);
  });
});

describe('forms and their trigger', () => {
  beforeEach(() => say('declare API is down sev1'));

  /** What came after the acknowledgement. */
  const told = async (count: number) => {
    await expect.poll(() => muster.shown.responses.length).toBe(count);
    return JSON.stringify(muster.shown.responses.at(-1));
  };

  it('when Slack takes the trigger no more, a button opens the form again', async () => {
    muster.trouble.triggersExpired = true;
    expect(await say('severity sev2', inRoom)).toBe('');
    expect(await told(1)).toContain('Open the form');
    expect(await told(1)).toContain('"action_id":"change_severity"');
    await say('');
    expect(await told(2)).toContain('"action_id":"declare"');
  });

  it.each(['update', ''])(
    '/incident %s is acknowledged before Slack opens its form',
    async (text) => {
      let open = () => {};
      muster.trouble.slowForms = new Promise((resolve) => {
        open = resolve;
      });
      expect(await say(text, text ? inRoom : {})).toBe('');
      expect(muster.shown.opened).toEqual([]);
      open();
      await expect.poll(() => muster.shown.opened.length).toBe(1);
    },
  );

  it('when the database is slow, a waiting view is filled in later', async () => {
    let answer = () => {};
    muster.trouble.slowReads = new Promise((resolve) => {
      answer = resolve;
    });
    expect(await say('update', inRoom)).toBe('');
    await expect.poll(() => muster.shown.opened.length).toBe(1);
    expect(form()).toBe('notice');
    answer();
    await expect.poll(() => muster.shown.updated[0]?.callback_id).toBe('post_update');
  });

  it('when the database is gone after all, the waiting view gives back what was typed', async () => {
    let lose = (_: Error) => {};
    muster.trouble.slowReads = new Promise((_, reject) => {
      lose = reject;
    });
    await say('snooze because Ann asks', inRoom);
    await expect.poll(() => muster.shown.opened.length).toBe(1);
    lose(new Unavailable(new Error('gone')));
    await expect.poll(() => muster.shown.updated.length).toBe(1);
    expect(JSON.stringify(muster.shown.updated)).toContain('/incident snooze because Ann asks');
  });
});
