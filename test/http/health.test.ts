import { createServer, type Server } from 'node:http';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { healthRoutes, type Vitals } from '../../src/http/health.ts';

let server: Server;
let url: string;
const usual: Vitals = {
  msSinceTick: () => 2_000,
  pingDatabase: () => Promise.resolve({ isReadOnly: false, standing: 'engine' }),
  draining: () => false,
  registry: new Registry(),
  measure: () => Promise.resolve(),
  notes: () => [],
};
let vitals = usual;

beforeAll(async () => {
  const current = new Proxy({} as Vitals, { get: (_target, key) => Reflect.get(vitals, key) });
  const routes = healthRoutes(current);
  server = createServer((request, response) =>
    routes.find(({ path }) => path === request.url)?.handler(request, response),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const answers: [
  what: string,
  path: string,
  vitals: Partial<Vitals>,
  status: number,
  text: string,
][] = [
  ['lives while passes end', '/livez', { msSinceTick: () => 44_000 }, 200, 'ok'],
  // With a probe each 15 s, somebody knows within a minute.
  [
    'is stuck 45 s after the last',
    '/livez',
    { msSinceTick: () => 45_001 },
    503,
    'stuck: no pass over due timers for 45 s',
  ],
  [
    'lives without a database',
    '/livez',
    { pingDatabase: () => Promise.reject(new Error('gone')) },
    200,
    'ok',
  ],
  ['is ready', '/readyz', {}, 200, 'ok'],
  [
    'is ready and has something to say',
    '/readyz',
    { notes: () => ['2 timers parked'] },
    200,
    'ok, 2 timers parked',
  ],
  ['is not while it ends', '/readyz', { draining: () => true }, 503, 'draining'],
  [
    'is not without a database',
    '/readyz',
    { pingDatabase: () => Promise.reject(new Error('gone')) },
    503,
    'the database does not answer',
  ],
  [
    'is not where nothing can be written',
    '/readyz',
    { pingDatabase: () => Promise.resolve({ isReadOnly: true, standing: 'engine' }) },
    503,
    'the database takes no writes',
  ],
  [
    'is ready where a newer release does the work',
    '/readyz',
    { pingDatabase: () => Promise.resolve({ isReadOnly: false, standing: 'answers' }) },
    200,
    'ok',
  ],
  [
    'is not where it cannot run any more',
    '/readyz',
    { pingDatabase: () => Promise.resolve({ isReadOnly: false, standing: 'nothing' }) },
    503,
    'a newer release has taken this database over: start that one',
  ],
  [
    'gives no metrics it cannot read',
    '/metrics',
    { measure: () => Promise.reject(new Error('gone')) },
    500,
    'metrics could not be read',
  ],
];

it.each(answers)('a process %s', async (_what, path, changed, status, text) => {
  vitals = { ...usual, ...changed };
  const response = await fetch(`${url}${path}`);
  expect([response.status, await response.text()]).toEqual([status, `${text}\n`]);
});

it('asks the database once for all who ask at the same time', async () => {
  let asked = 0;
  let arrived = 0;
  server.on('request', () => {
    arrived += 1;
  });
  let answer: () => void = () => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const slow = <T>(value: T) => {
    asked += 1;
    return answered.then(() => value);
  };
  vitals = {
    ...usual,
    pingDatabase: () => slow({ isReadOnly: false, standing: 'engine' }),
    measure: () => slow(undefined),
  };
  const all = ['/readyz', '/metrics'].flatMap((path) =>
    Array.from({ length: 20 }, () => fetch(`${url}${path}`).then(({ status }) => status)),
  );
  await expect.poll(() => arrived).toBe(40);
  answer();
  expect(new Set(await Promise.all(all))).toEqual(new Set([200]));
  expect(asked).toBe(2);
  await fetch(`${url}/readyz`);
  expect(asked).toBe(3);
});
