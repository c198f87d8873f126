import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { advance } from '../../sandbox/story-clock.ts';
import { whatIsWrong } from '../../src/engine/well.ts';
import { beat } from '../../src/integrations/heartbeat.ts';
import { openLog } from '../../src/log.ts';
import { testDatabase } from '../support/database.ts';
import { declared, startEngine } from '../support/engine.ts';

const database = testDatabase();
let server: Server;
let url: string;
let status = 200;
let pings = 0;
let lines: string[] = [];
const log = openLog({ level: 'info', destination: { write: (line) => lines.push(line) } });

beforeAll(async () => {
  server = createServer((_request, response) => {
    pings += 1;
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/key`;
});

beforeEach(() => {
  status = 200;
  pings = 0;
  lines = [];
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

describe('the heartbeat', () => {
  it('reaches the switch while all is well', async () => {
    expect(await beat({ url, log, whatIsWrong: () => Promise.resolve([]) })).toBe(true);
    expect(pings).toBe(1);
    expect(lines).toEqual([]);
  });

  it('is withheld when something is wrong, and the log says what', async () => {
    const wrong = ['timers are late'];
    expect(await beat({ url, log, whatIsWrong: () => Promise.resolve(wrong) })).toBe(false);
    expect(pings).toBe(0);
    expect(lines.join()).toContain('timers are late');
  });

  it('is withheld when the database does not say', async () => {
    const silent = () => Promise.reject(new Error('no answer'));
    expect(await beat({ url, log, whatIsWrong: silent })).toBe(false);
    expect(pings).toBe(0);
  });

  it('survives a switch that refuses or is not there', async () => {
    const whatIsWrong = () => Promise.resolve([]);
    status = 500;
    expect(await beat({ url, log, whatIsWrong })).toBe(false);
    expect(await beat({ url: 'http://127.0.0.1:1/', log, whatIsWrong })).toBe(false);
  });
});

describe('what is wrong', () => {
  it('is nothing at first, and late timers and waiting messages when nobody works', async () => {
    const engine = await startEngine(database.url);
    try {
      expect(await whatIsWrong(engine)).toEqual([]);
      await declared(engine);
      expect(await whatIsWrong(engine)).toEqual([]);
      await advance(database.url, 60 * 60_000);
      expect(await whatIsWrong(engine)).toEqual(['timers are late', 'urgent messages wait']);
    } finally {
      await engine.database.close();
    }
  });
});
