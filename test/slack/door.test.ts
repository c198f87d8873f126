import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scrub } from '../../src/log.ts';
import { Paces } from '../../src/slack/pace.ts';
import { believe, type Signing } from '../../src/slack/signature.ts';
import { Strangers } from '../../src/slack/strangers.ts';
import { openWeb } from '../../src/slack/web.ts';
import { command, happened, press } from './payloads.ts';
import { type Stage, stage } from './stage.ts';

/** What stands between the network and the first listener. */

const secret = 'a-secret-for-tests';
const before = 'the-secret-before-it';
const seconds = () => Math.floor(Date.now() / 1000);

function signed(body: string, timestamp: string, by = secret): string {
  return `v0=${createHmac('sha256', by).update(`v0:${timestamp}:${body}`).digest('hex')}`;
}

describe('a signature', () => {
  const signing: Signing = { secret, previous: before };
  const body = 'command=%2Fincident&text=declare+API+is+down&user_id=U0ANA&team_id=T1';
  const nowSeconds = 1_800_000_000;
  const timestamp = String(nowSeconds);
  const right = { signature: signed(body, timestamp), timestamp, body };
  const isBelieved = (given: typeof right, keys = signing) =>
    'by' in believe(keys, given, Buffer.from(given.body), nowSeconds);

  it('is believed, with either secret while two hold', () => {
    expect(believe(signing, right, Buffer.from(body), nowSeconds)).toEqual({ by: 'secret' });
    const old = { timestamp, signature: signed(body, timestamp, before) };
    expect(believe(signing, old, Buffer.from(body), nowSeconds)).toEqual({ by: 'previous' });
    expect(believe({ secret }, old, Buffer.from(body), nowSeconds)).toEqual({
      disbelief: 'signature',
    });
  });

  it('is what Slack documents it to be', () => {
    // The example of Slack's page "Verifying requests from Slack".
    const example =
      'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
    const headers = {
      timestamp: '1531420618',
      signature: 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
    };
    const slacks = { secret: '8f742231b10e8888abcd99yyyzzz85a5' };
    expect(believe(slacks, headers, Buffer.from(example), 1531420618)).toEqual({ by: 'secret' });
  });

  it('is believed in none of 10,000 changes to it, its time, its secret or its body', () => {
    let accepted = 0;
    const change = fc.constantFrom<keyof typeof right>('signature', 'timestamp', 'body');
    const unit = fc.constantFrom(...'0123456789abcdefv=&%+ ');
    fc.assert(
      fc.property(change, fc.nat(), unit, fc.nat(2), (part, place, letter, taken) => {
        const text = right[part];
        const at = place % text.length;
        const changed = text.slice(0, at) + letter + text.slice(at + taken);
        fc.pre(changed !== text);
        if (isBelieved({ ...right, [part]: changed })) accepted += 1;
      }),
      { numRuns: 8_000 },
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (other) => {
        fc.pre(other !== secret && other !== before);
        const forged = { ...right, signature: signed(body, timestamp, other) };
        if (isBelieved(forged)) accepted += 1;
        // An empty secret is nobody's, whoever signs with it.
        if (isBelieved(forged, { secret: '', previous: '' })) accepted += 1;
      }),
      { numRuns: 2_000 },
    );
    expect(accepted).toBe(0);
    expect(isBelieved(right)).toBe(true);
  });

  it.each([
    [-301, 'stale'],
    [301, 'future'],
    [-299, null],
    [299, null],
  ])('made %i seconds from now is %s', (by, disbelief) => {
    const at = String(nowSeconds + by);
    const belief = believe(
      signing,
      { timestamp: at, signature: signed(body, at) },
      Buffer.from(body),
      nowSeconds,
    );
    expect(belief).toEqual(disbelief === null ? { by: 'secret' } : { disbelief });
  });
});

describe('a request at the door', () => {
  let muster: Stage;
  let previous = 0;
  const heldBack: number[] = [];

  beforeAll(async () => {
    muster = await stage({
      settings: {
        previousSigningSecret: before,
        onPreviousSecret: () => {
          previous += 1;
        },
        onHeldBack: () => heldBack.push(1),
      },
    });
  });
  afterAll(() => muster.stop());

  it('signed with the secret before is done, counted, and told to the operator once', async () => {
    const asked = () => muster.form(command('help'), { secret: before });
    expect(await asked()).toMatchObject({ status: 200 });
    expect(await asked()).toMatchObject({ status: 200 });
    expect(await muster.form(command('help'))).toMatchObject({ status: 200 });
    expect(previous).toBe(2);
    const lines = muster.logged.filter(({ msg }) => String(msg).includes('_PREVIOUS'));
    expect(lines).toHaveLength(1);
  });

  it.each([
    ['two signatures', ['x-slack-signature', 'x-slack-signature']],
    ['two times', ['x-slack-request-timestamp', 'x-slack-request-timestamp']],
  ])('with %s is refused', async (_what, [twice = '']) => {
    const at = String(seconds());
    const values: Record<string, string> = {
      'x-slack-signature': signed('a=b', at),
      'x-slack-request-timestamp': at,
    };
    const lines = [...Object.entries(values), [twice, values[twice]]].map((each) =>
      each.join(': '),
    );
    expect(await raw(muster.port, [...lines, 'content-length: 3'], 'a=b')).toContain(' 401 ');
  });

  it('whose JSON lies deeper than Slack writes is dropped, and what looks like a prototype is data', async () => {
    muster.rejected.length = 0;
    const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
    const event = { type: 'app_home_opened', user: 'UADA', tab: 'home', channel: 'D1' };
    const homes = muster.shown.homes.length;
    const send = (first: string) =>
      muster.send(JSON.stringify(happened(event)).replace('{', `{${first},`), {
        type: 'application/json',
      });
    expect((await send(`"x":${deep(60_000)}`)).status).toBe(200);
    expect(muster.shown.homes).toHaveLength(homes);
    expect(muster.rejected).toEqual(['too_deep']);
    await send(`"x":${deep(10)}`);
    expect(muster.shown.homes).toHaveLength(homes + 1);
    expect((await send('"__proto__":{"polluted":1}')).status).toBe(200);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('with a hundred thousand fields is answered like any other', async () => {
    const fields = Array.from({ length: 100_000 }, (_, index) => `a${index}=1`).join('&');
    const form = new URLSearchParams(command('help')).toString();
    expect((await muster.send(`${form}&${fields}`)).status).toBe(200);
  });

  it('that says that Slack held back events is acknowledged and told', async () => {
    const said = { type: 'app_rate_limited', team_id: 'T1', api_app_id: 'A1', token: 'x' };
    expect(await muster.json({ ...said, minute_rate_limited: 1 })).toMatchObject({ status: 200 });
    expect(heldBack).toEqual([1]);
    expect(await muster.json(said, { secret: 'another' })).toMatchObject({ status: 401 });
    expect(await muster.json({ ...said, team_id: 'T2' })).toMatchObject({ status: 200 });
    expect(heldBack).toEqual([1]);
  });

  it('with an empty secret of ours cannot come: Muster does not start', async () => {
    await expect(stage({ settings: { signingSecret: '' } })).rejects.toThrow('is empty');
  });
});

describe('a connection that takes its time', () => {
  it('is cut, whether it dawdles over its headers or its body', async () => {
    const listener = () => expect.unreachable();
    const web = openWeb({ listener, signing: { secret } }, [], () => {}, {
      headersMs: 150,
      requestMs: 300,
    });
    const port = await web.start(0, '127.0.0.1');
    const at = String(seconds());
    const whole = [
      `x-slack-signature: ${signed('a', at)}`,
      `x-slack-request-timestamp: ${at}`,
      'content-length: 1000',
    ];
    const answers = await Promise.all([raw(port, ['x-slack'], null), raw(port, whole, 'a=')]);
    expect(answers.map((answer) => answer.split('\r\n')[0])).toEqual([
      'HTTP/1.1 408 Request Timeout',
      'HTTP/1.1 408 Request Timeout',
    ]);
    await web.stop();
  });
});

/** Sends these bytes; gives all that comes back until the connection ends. `null`: the headers never end. */
async function raw(port: number, headers: string[], body: string | null): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  const head = ['POST /slack/events HTTP/1.1', 'host: muster', 'connection: close', ...headers];
  socket.write(head.join('\r\n') + (body === null ? '' : `\r\n\r\n${body}`));
  let answer = '';
  socket.on('data', (data) => {
    answer += data.toString();
  });
  socket.on('error', () => {});
  await once(socket, 'close');
  return answer;
}

describe('who keeps forging', () => {
  it('is not read any more for the rest of a minute, and nobody else is shut out', () => {
    const strangers = new Strangers();
    const forge = (address: string, times: number) => {
      for (let count = 0; count < times; count += 1) strangers.forged(address, 0);
    };
    forge('203.0.113.7', 60);
    expect(strangers.isShutOut('203.0.113.7', 0)).toBe(false);
    forge('203.0.113.7', 1);
    expect(strangers.isShutOut('203.0.113.7', 0)).toBe(true);
    expect(strangers.isShutOut('203.0.113.8', 0)).toBe(false);
    expect(strangers.isShutOut('203.0.113.7', 60_000)).toBe(false);
  });

  it.each(['127.0.0.1', '::1', '10.1.2.3', '172.17.0.1', '192.168.1.1', '::ffff:10.0.0.1', ''])(
    'from %s, where a proxy may stand, shuts nobody out',
    (address) => {
      const strangers = new Strangers();
      for (let count = 0; count < 1000; count += 1) strangers.forged(address, 0);
      expect(strangers.isShutOut(address, 0)).toBe(false);
    },
  );

  it('from where Slack has spoken shuts Slack out never', () => {
    const strangers = new Strangers();
    strangers.trusted('203.0.113.7', 0);
    for (let count = 0; count < 1000; count += 1) strangers.forged('203.0.113.7', 1);
    expect(strangers.isShutOut('203.0.113.7', 1)).toBe(false);
  });
});

describe('how fast one person may be', () => {
  it('is more than anybody does by hand, for each by themselves, and it grows again', () => {
    const paces = new Paces({ burst: 3, perSecond: 2 });
    const allowed = (user: string, ms: number) => paces.allows(user, ms);
    expect([0, 0, 0, 0].map((ms) => allowed('U1', ms))).toEqual([true, true, true, false]);
    expect(allowed('U2', 0)).toBe(true);
    expect([499, 500, 501].map((ms) => allowed('U1', ms))).toEqual([false, true, false]);
    expect(new Paces(null).allows('U1', 0)).toBe(true);
  });

  it('is told to who is faster, with what they typed; nothing of it is done and nobody else waits', async () => {
    const muster = await stage({ settings: { pace: { burst: 2, perSecond: 0.001 } } });
    await muster.form(command('declare API is down sev1'));
    await muster.form(command('list'));
    const third = await muster.form(command('declare Mail is down sev2'));
    expect(third.body).toMatch(/not done.*declare Mail is down sev2/s);
    expect((await muster.form(press({ actionId: 'declare', value: '{}' }))).status).toBe(200);
    expect(muster.shown.responses.at(-1)?.text).toContain('not done');
    expect(muster.declared).toHaveLength(1);
    await muster.form(command('declare Search is down sev2', { user_id: 'UADA' }));
    expect(muster.declared).toHaveLength(2);
    await muster.stop();
  });
});

describe('the log', () => {
  it('holds nothing that was typed and nothing that lets somebody act, at its lowest level', async () => {
    const lines: string[] = [];
    const muster = await stage({ level: 'trace', onLine: (line) => lines.push(scrub(line)) });
    const canary = 'canary-in-what-was-typed';
    const asked = command(`note ${canary}`, {
      response_url: 'https://hooks.slack.invalid/canary-of-the-way-back',
      trigger_id: '1.2.canary-of-the-trigger',
      token: 'canary-of-the-token',
    });
    await muster.form(asked);
    await muster.form(asked, { secret: 'forged' });
    await muster.form(press({ actionId: 'nothing-like-it', value: `{"typed":"${canary}"}` }));
    await muster.send(`payload={"broken":"${canary}`);
    // The parser quotes what it cannot read.
    await muster.send(`payload={"broken": canary`);
    await muster.send('canary', { type: 'application/json' });
    await muster.json(happened({ type: 'message', text: canary, channel_type: 'im' }));
    await muster.form({ ...asked, command: '/other' });
    await muster.stop();
    expect(lines.length).toBeGreaterThan(3);
    expect(lines.filter((line) => line.includes('canary'))).toEqual([]);
  });
});
