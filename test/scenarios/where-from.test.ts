import { describe, expect, test } from 'vitest';
import { asForm, formType, jsonType, send } from '../support/signed-request.ts';
import { stored, withDatabase } from '../support/stored.ts';
import { testWorld } from '../support/world.ts';

/** The same words from every place and by everybody that Slack may send them for. */

const world = testWorld();

/** Who acts, and whether Muster takes part. */
const actors = {
  'a full member': { user: 'U0ENGINEER', may: true },
  'a guest': { user: 'U0GUEST', may: false },
  'somebody who left': { user: 'U0FORMER', may: false },
  'somebody of another company in a shared channel': { user: 'U0AFAR', may: false },
  'an app': { user: 'USLACKBOT', may: false },
  'Muster itself': { user: '', may: false },
} as const;

/** Where Slack lets a command be typed. */
const places = {
  'a channel': 'C0SOMEWHERE',
  'a direct conversation': 'D0SOMEWHERE',
  'a private channel without Muster': 'G0SOMEWHERE',
  'a channel shared with another company': 'C0SHARED',
} as const;

let gestures = 0;

async function type(text: string, from: { user: string; channel: string }): Promise<string> {
  const { app } = world.local.sandbox;
  gestures += 1;
  const body = asForm({
    token: 'local',
    team_id: 'T0LOCAL',
    team_domain: 'local',
    channel_id: from.channel,
    channel_name: 'somewhere',
    user_id: from.user || app.bot_user_id,
    user_name: 'someone',
    command: '/incident',
    text,
    api_app_id: app.id,
    response_url: 'http://127.0.0.1:9/',
    trigger_id: `${gestures}.1.matrix`,
  });
  const answer = await send(port(), body, { secret: app.signing_secret, type: formType });
  expect(answer.status).toBe(200);
  return answer.body;
}

function port(): number {
  return Number(new URL(world.local.sandbox.app.request_url ?? '').port);
}

async function tells(event: Record<string, unknown>): Promise<void> {
  const { app } = world.local.sandbox;
  gestures += 1;
  const body = JSON.stringify({
    token: 'local',
    team_id: 'T0LOCAL',
    api_app_id: app.id,
    type: 'event_callback',
    event_id: `Ev0MATRIX${gestures}`,
    event,
  });
  const answer = await send(port(), body, { secret: app.signing_secret, type: jsonType });
  expect(answer.status).toBe(200);
}

const said = (words: string) => ({
  type: 'message',
  channel: 'D0SOMEWHERE',
  channel_type: 'im',
  user: 'U0ENGINEER',
  ts: `99.${String(gestures + 1).padStart(6, '0')}`,
  text: words,
});

describe('a command', () => {
  const table = Object.entries(actors).flatMap(([who, actor]) =>
    Object.entries(places).map(([where, channel]) => ({ who, where, ...actor, channel })),
  );

  test.each(table)('by $who in $where', async ({ user, may, channel }) => {
    world.expectTrouble();
    const before = await stored(world.databaseUrl);
    const declaring = await type('declare Matrix sev4', { user, channel });
    const listing = await type('list', { user, channel });
    await world.slack.settle();
    const after = await stored(world.databaseUrl);
    expect(after.incidents - before.incidents).toBe(may ? 1 : 0);
    if (may) {
      expect(declaring).toMatch(/Declared as \*#\d+ Matrix\*/);
      expect(listing).toContain('Matrix');
    } else {
      // Told why, and nothing of what there is.
      expect(declaring).toContain('only full members');
      expect(listing).toContain('only full members');
      expect(listing).not.toContain('Matrix');
    }
  });

  test('about “this incident” where there is none says which could be meant', async () => {
    const answer = await type('take', { user: 'U0ENGINEER', channel: 'G0SOMEWHERE' });
    expect(answer).toMatch(/#\d+|which|not the room/i);
    expect(answer).not.toContain('dispatch_failed');
  });
});

describe('words said to Muster', () => {
  const notes = async (like: string) =>
    withDatabase(world.databaseUrl, async (sql) => {
      const rows = await sql`select from timeline where data ->> 'text' = ${like}`;
      return rows.length;
    });

  test('by a member are followed, once, though they come as two events', async () => {
    world.expectTrouble();
    const message = { ...said('note #1 said once'), client_msg_id: 'b7c9d8' };
    await tells(message);
    await tells({ ...message, ts: '99.900001' });
    expect(await notes('said once')).toBe(1);
  });

  test.each([
    ['an app', { bot_id: 'B0OTHER', user: 'U0ENGINEER' }],
    ['a workflow', { subtype: 'bot_message', bot_id: 'B0WORKFLOW', user: undefined }],
    ['Muster itself', { user: 'self' }],
    ['a guest', { user: 'U0GUEST' }],
    ['somebody of another company', { user: 'U0AFAR', team: 'T0OTHER' }],
  ])('by %s change nothing and begin no conversation', async (who, change) => {
    world.expectTrouble();
    const self = world.local.sandbox.app.bot_user_id;
    const words = `said by ${who}`;
    const made = { ...said(`note #1 ${words}`), ...change };
    await tells({ ...made, ...('user' in change && change.user === 'self' ? { user: self } : {}) });
    await tells({ ...made, type: 'app_mention', text: `<@${self}> note #1 ${words}`, ...change });
    await world.slack.settle();
    expect(await notes(words)).toBe(0);
  });
});
