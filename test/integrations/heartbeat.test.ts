import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { advance } from '../../sandbox/story-clock.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { tick } from '../../src/engine/tick.ts';
import { wellbeing } from '../../src/engine/well.ts';
import { beat } from '../../src/integrations/heartbeat.ts';
import { openLog } from '../../src/log.ts';
import { testDatabase } from '../support/database.ts';
import { declared, startEngine, teamId } from '../support/engine.ts';

const database = testDatabase();
let server: Server;
let url: string;
let status = 200;
let pings: string[] = [];
let lines: string[] = [];
const log = openLog({ level: 'info', destination: { write: (line) => lines.push(line) } });

const well = () => Promise.resolve({ wrong: [], notes: [] });

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += String(chunk);
    });
    request.on('end', () => {
      pings.push(body);
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/key`;
});

beforeEach(() => {
  status = 200;
  pings = [];
  lines = [];
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

describe('the heartbeat', () => {
  it('reaches the switch while all is well', async () => {
    expect(await beat({ url, log, wellbeing: well })).toBe(true);
    expect(pings).toEqual(['ok']);
    expect(lines).toEqual([]);
  });

  it('is withheld when something is wrong, and the log says what', async () => {
    const unwell = () => Promise.resolve({ wrong: ['timers are late'], notes: [] });
    expect(await beat({ url, log, wellbeing: unwell })).toBe(false);
    expect(pings).toEqual([]);
    expect(lines.join()).toContain('timers are late');
  });

  it('is withheld when the database does not say', async () => {
    const silent = () => Promise.reject(new Error('no answer'));
    expect(await beat({ url, log, wellbeing: silent })).toBe(false);
    expect(pings).toEqual([]);
  });

  it('survives a switch that refuses or is not there', async () => {
    status = 500;
    expect(await beat({ url, log, wellbeing: well })).toBe(false);
    expect(await beat({ url: 'http://127.0.0.1:1/', log, wellbeing: well })).toBe(false);
  });
});

describe('the heartbeat of an engine', () => {
  const minutes = 60_000;
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine(database.url);
  });
  afterAll(() => engine.database.close());

  const beatOfEngine = () => beat({ url, log, wellbeing: () => wellbeing(engine) });
  const change = (text: string) => engine.database.work.use(({ sql }) => sql.unsafe(text));

  it('comes while timers are on time, and not when nobody fires them', async () => {
    expect(await wellbeing(engine)).toEqual({ wrong: [], notes: [] });
    await declared(engine);
    expect(await beatOfEngine()).toBe(true);
    // Half a minute late is a busy moment: the first nudge is due after five.
    // Two minutes late is a busy moment: the first nudge is due after five.
    await advance(database.url, 5.5 * minutes);
    await change(`update outbox set state = 'sent'`);
    expect(await beatOfEngine()).toBe(true);
    // A ping each minute, and the first that is missing comes within two of when the clock stopped.
    await advance(database.url, 0.6 * minutes);
    expect(await wellbeing(engine)).toEqual({ wrong: ['timers are late'], notes: [] });
    expect(await beatOfEngine()).toBe(false);
    expect(pings).toEqual(['ok', 'ok']);
    await tick(engine);
    await change(`update outbox set state = 'sent'`);
    expect(await beatOfEngine()).toBe(true);
  });

  it('does not come when urgent messages wait', async () => {
    await declared(engine);
    await advance(database.url, 1.1 * minutes);
    expect(await wellbeing(engine)).toMatchObject({ wrong: ['urgent messages wait'] });
    expect(await beatOfEngine()).toBe(false);
    await change(`update outbox set state = 'sent'`);
  });

  it('does not come when what belongs to no incident is late', async () => {
    await change(`insert into organisation_timers (team_id, key, kind, due_at)
      values ('${teamId}', 'comes_again:x', 'comes_again', now() - interval '30 seconds')`);
    expect(await beatOfEngine()).toBe(true);
    await advance(database.url, 2 * minutes);
    expect(await wellbeing(engine)).toMatchObject({ wrong: ['timers are late'] });
    expect(await beatOfEngine()).toBe(false);
  });

  it('comes in spite of a timer that was given up, and says so', async () => {
    await change(`update organisation_timers set parked_at = now()`);
    await change(`update timers set parked_at = now() where kind = 'archive_room'
      or key in (select min(key) from timers)`);
    expect(await beatOfEngine()).toBe(true);
    expect(pings).toEqual(['ok, 2 timers parked']);
  });
});
