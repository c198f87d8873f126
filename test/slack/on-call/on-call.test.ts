import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Policy } from '../../../src/policy/schema.ts';
import { Unavailable } from '../../../src/slack/ports.ts';
import { minutesAfterNoon } from '../../incident/story.ts';
import { testPolicy } from '../../support/engine.ts';
import { chosen, command, person, press, submit } from '../payloads.ts';
import { type Stage, stage } from '../stage.ts';

/** Who is on call, asked and changed in Slack. It is noon of Monday 2 March 2026 in UTC. */

const policy = Policy.parse({
  ...testPolicy,
  permissions: { words: { override: ['U1LEAD', '@leads'] } },
  on_call: [
    {
      ...{ key: 'primary', name: 'Primary', channel: '#ops' },
      layers: [{ key: 'weeks', people: ['U1ANN', 'U1BOB'], from: '2026-02-23', at: '09:00' }],
    },
    { key: 'database', name: 'Data bases', people: ['U1DAN'] },
  ],
});

let muster: Stage;

beforeEach(async () => {
  muster = await stage({ policy });
  muster.refs.set('UADA', ['@leads']);
});

afterEach(() => muster.stop());

/** What `/incident …` says to who typed it; '' when a form was opened. Ada may override. */
async function say(text: string, user = 'UADA'): Promise<string> {
  const answer = await muster.form(command(text, { user_id: user }));
  expect(answer.status).toBe(200);
  return answer.body;
}

async function pressed(actionId: string, arg?: string, user = 'UADA'): Promise<string> {
  const value = JSON.stringify(arg === undefined ? {} : { arg });
  await muster.form(press({ actionId, value, user }));
  return JSON.stringify(muster.shown.responses.at(-1) ?? null);
}

function form() {
  const view = muster.shown.opened.at(-1)?.view;
  if (!view) throw new Error('no form is open');
  return view;
}

const at = (minutes: number) => ({
  type: 'datetimepicker',
  selected_date_time: minutesAfterNoon(minutes).getTime() / 1000,
});

async function send(fields: Parameters<typeof submit>[1], user = 'UADA') {
  const answer = await muster.form(submit(form(), fields, { user }));
  return answer.body === '' ? null : JSON.parse(answer.body).errors;
}

describe('who is on call', () => {
  it.each(['oncall', 'on-call', 'on call', 'who-is-on'])('is said by %s', async (word) => {
    const said = await say(word, 'UREPORTER');
    expect(said).toMatch(/\*Primary\*: <@U1BOB> until .*2026-03-09 09:00 UTC.*then <@U1ANN>/);
    expect(said).toContain('*Data bases*: <@U1DAN>');
  });

  it('is said of one schedule, with its next turns; an unknown one is named', async () => {
    const said = await say('oncall primary', 'UREPORTER');
    expect(said).toContain('*Primary*: the next turns');
    expect(said.match(/<@U1ANN>/g)).toHaveLength(2);
    expect(await say('on call data bases')).toContain('*Data bases*: the next turns');
    expect(await say('oncall tertiary')).toContain('There is no schedule “tertiary”');
  });

  it('is shown by buttons', async () => {
    expect(await pressed('on_call')).toContain('*On call now*');
    expect(await pressed('on_call_turns', 'primary')).toContain('the next turns');
    expect(await pressed('on_call_turns', 'gone')).toContain('*On call now*');
  });
});

describe('an override', () => {
  it('is set in one line, in the time zone of who typed, and ended by its button or word', async () => {
    // Noon in UTC is 19:00 in Bangkok.
    const said = await say('oncall override <@U1EVE|eve> primary until 21:00');
    expect(said).toContain('<@U1EVE> is on call for *Primary*');
    expect(said).toContain('2026-03-02 14:00 UTC');
    expect(await say('oncall')).toContain('*Primary*: <@U1EVE> until');
    const id = /"end_override".*?arg\\*":\\*"(\d+)/.exec(said)?.[1] ?? '';
    expect(await pressed('end_override', id)).toContain('On call for *Primary* now: <@U1BOB>');
    expect(await pressed('end_override', id)).toContain('is over, or was ended');
    await say('override me database for 2h');
    expect(await say('oncall')).toContain('*Data bases*: <@UADA>');
    expect(await say('oncall end database')).toContain('The override is ended');
    expect(await say('oncall end')).toContain('There are no overrides now');
  });

  it('of which there are several is asked for', async () => {
    await say('override <@U1EVE> primary until 21:00');
    await say('override <@U1EVE> database until 21:00');
    const said = await say('oncall end');
    expect(said).toContain('Which override?');
    expect(said).toContain('Data bases');
    expect(await say('oncall end primary')).toContain('On call for *Primary* now: <@U1BOB>');
  });

  it('of which something is missing is asked for in the form, with what was said', async () => {
    expect(await say('override <@U1EVE> until 21:00')).toBe('');
    expect(form().callback_id).toBe('override_on_call');
    expect(JSON.stringify(form())).toContain('"initial_user":"U1EVE"');
    await pressed('override_on_call', 'database');
    expect(JSON.stringify(form())).toMatch(/initial_option.*"value":"database"/);
    expect(
      await send({
        schedule: chosen('database'),
        userId: person('U1EVE'),
        fromAt: at(60),
        untilAt: at(120),
      }),
    ).toBeNull();
    expect(await say('oncall')).toMatch(/\*Data bases\*: <@U1EVE>, .*13:00 UTC.* to .*14:00 UTC/);
  });

  it('that cannot be is refused at its field, or in words', async () => {
    await say('override');
    muster.guests.add('U1GUEST');
    const fields = { schedule: chosen('primary'), userId: person('U1EVE'), fromAt: at(60) };
    expect(await send({ ...fields, untilAt: at(60) })).toHaveProperty('untilAt');
    expect(await send({ ...fields, untilAt: at(60 * 24 * 40) })).toHaveProperty('untilAt');
    const guest = { ...fields, userId: person('U1GUEST'), untilAt: at(90) };
    expect(await send(guest)).toHaveProperty('userId');
    expect(await send({ ...fields, untilAt: at(90) }, 'UREPORTER')).toHaveProperty('schedule');
    expect(await say('override <@U1EVE> tertiary until 21:00')).toContain('no schedule “tertiary”');
    expect(await say('override <@U1EVE> primary until never')).toContain('(Asia/Bangkok)');
    expect(await say('override <@U1EVE> primary until 21:00', 'UREPORTER')).toContain(
      'leaves that',
    );
    const refused = await say('oncall override <@U1EVE> primary until 21:00', 'UREPORTER');
    expect(refused).toContain('leaves that');
    expect(await say('oncall')).not.toContain('U1EVE');
  });

  it('says so when the database does not answer, and gives back what was typed', async () => {
    muster.trouble.database = () => Promise.reject(new Unavailable(new Error('down')));
    expect(await say('override <@U1EVE> primary until 21:00')).toContain('primary until 21:00');
  });
});

it('the Home tab begins with what one is on call for', async () => {
  const opened = { type: 'app_home_opened', user: 'U1BOB', tab: 'home' };
  const body = { type: 'event_callback', event_id: 'Ev1', team_id: 'T1', api_app_id: 'A1' };
  await muster.json({ ...body, event: opened });
  const home = JSON.stringify(muster.shown.homes.at(-1)?.view);
  expect(home).toContain('*You are on call* for *Primary* until');
  expect(home).toContain('*Data bases*: <@U1DAN>');
});
