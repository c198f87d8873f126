import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { command, happened, press } from './payloads.ts';
import { type Stage, stage } from './stage.ts';

let muster: Stage;

beforeAll(async () => {
  muster = await stage();
});

afterAll(() => muster.stop());

const now = () => Math.floor(Date.now() / 1000);
const declare = () => command('declare API is down sev1');

/** What the request changed. */
function nothingHappened(): void {
  expect(muster.declared).toEqual([]);
  expect(muster.commands).toEqual([]);
  expect(muster.shown.opened).toEqual([]);
}

describe('a request that is not Slack’s', () => {
  it.each([
    ['signed with another secret', { secret: 'another' }, 'signature'],
    ['signed with another version', { signature: `v1=${'0'.repeat(64)}` }, 'signature'],
    ['with half a signature', { signature: 'v0=' }, 'signature'],
    ['with a signature of nothing', { signature: '' }, 'signature'],
    ['from an hour ago', { timestamp: now() - 3600 }, 'stale'],
    ['from an hour ahead', { timestamp: now() + 3600 }, 'future'],
    ['from no time at all', { timestamp: Number.NaN }, 'signature'],
  ])('%s is refused', async (_what, options, reason) => {
    muster.rejected.length = 0;
    expect(await muster.form(declare(), options)).toMatchObject({ status: 401 });
    nothingHappened();
    expect(muster.rejected).toEqual([reason]);
  });

  it('with a body altered after signing is refused', async () => {
    for (let round = 0; round < 50; round += 1) {
      const body = `text=declare+${round}`;
      const signature = `v0=${'ab'.repeat(31)}${(round + 16).toString(16)}`;
      expect((await muster.send(body, { signature })).status).toBe(401);
    }
    nothingHappened();
  });

  it('larger than a megabyte is refused', async () => {
    expect(await muster.form(command('x'.repeat(1_100_000)))).toMatchObject({ status: 413 });
    nothingHappened();
  });

  it('that is no JSON and no form is refused', async () => {
    const answer = await muster.send('{"type": ', { type: 'application/json' });
    expect(answer.status).toBe(400);
    nothingHappened();
  });
});

describe('a request that is Slack’s but not for us', () => {
  it.each([
    ['another workspace', { team_id: 'TOTHER' }, 'other_team'],
    ['another app', { api_app_id: 'AOTHER' }, 'other_app'],
    ['no workspace', { team_id: '' }, 'other_team'],
  ])('of %s is dropped, and nobody is told why', async (_what, changes, reason) => {
    muster.rejected.length = 0;
    const answer = await muster.form({ ...declare(), ...changes });
    expect(answer).toEqual({ status: 200, body: '' });
    nothingHappened();
    expect(muster.rejected).toEqual([reason]);
  });

  it('an event of another workspace is dropped too', async () => {
    const event = { type: 'app_home_opened', user: 'UADA', tab: 'home', channel: 'D1' };
    await muster.json(happened(event, { team_id: 'TOTHER' }));
    expect(muster.shown.homes).toEqual([]);
  });
});

describe('who may not use Muster', () => {
  it('a guest is told so, and nothing is done', async () => {
    muster.guests.add('UGUEST');
    const answer = await muster.form(command('declare API is down sev1', { user_id: 'UGUEST' }));
    expect(answer.body).toContain('only full members');
    await muster.form(press({ actionId: 'declare', user: 'UGUEST', value: '{}' }));
    expect(muster.shown.responses.at(-1)?.text).toContain('only full members');
    nothingHappened();
  });
});

describe('what is no request at all', () => {
  it('the challenge is answered', async () => {
    const body = { type: 'url_verification', challenge: 'abc', token: 'x' };
    expect((await muster.json(body)).body).toContain('abc');
  });

  it('a check of the certificate is answered, and carries nothing', async () => {
    const check = 'ssl_check=1&command=/incident&text=declare+x';
    expect(await muster.send(check, { signature: null })).toEqual({ status: 200, body: '' });
    nothingHappened();
  });

  it('another path is not there', async () => {
    const answer = await fetch(`http://127.0.0.1:${muster.port}/slack/other`, { method: 'POST' });
    expect(answer.status).toBe(404);
    expect((await fetch(`http://127.0.0.1:${muster.port}/slack/events`)).status).toBe(404);
  });

  it('an event that we know nothing of is acknowledged', async () => {
    expect(await muster.json(happened({ type: 'emoji_changed' }))).toMatchObject({ status: 200 });
    expect(await muster.json(happened({ type: '__proto__' }))).toMatchObject({ status: 200 });
    expect(await muster.json(happened({ type: 'pin_added', item: {} }))).toMatchObject({
      status: 200,
    });
  });
});

describe('routes beside Slack’s', () => {
  it('are answered by who gave them', async () => {
    const routed = await stage({
      settings: {
        routes: [
          {
            path: '/livez',
            method: 'GET',
            handler: (_request, response) => {
              response.end('alive');
            },
          },
        ],
      },
    });
    const answer = await fetch(`http://127.0.0.1:${routed.port}/livez?x=1`);
    expect(await answer.text()).toBe('alive');
    await routed.stop();
  });
});
