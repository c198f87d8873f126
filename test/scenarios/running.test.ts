import { once } from 'node:events';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  install,
  metric,
  page,
  type Running,
  route,
  run,
  uninstall,
} from '../support/installed.ts';
import { atRest, openApart } from '../support/muster-processes.ts';
import { withDatabase } from '../support/stored.ts';
import { Wire } from '../support/wire.ts';

let folder: string;
beforeAll(async () => {
  folder = await install();
});
afterAll(() => uninstall(folder));

/** How long until a page answers so, in milliseconds. */
async function until(running: Running, path: string, status: number): Promise<number> {
  const begun = performance.now();
  await expect
    .poll(() => page(running, path).then(([said]) => said), { timeout: 30_000, interval: 50 })
    .toBe(status);
  return performance.now() - begun;
}

test('told to stop under load, it says so first, leaves no request unanswered and no row half sent, and ends with 0', async (context) => {
  const apart = await openApart(context);
  const { slack, databaseUrl } = apart;
  const people = ['reporter', 'commander', 'scribe', 'engineer'].map((name) => slack.user(name));
  const first = await run(apart, folder, { env: { DRAIN_SECONDS: '1' } });
  const second = await run(apart, folder);
  route(apart, first);
  await people[0]?.command('/incident declare Mail is late sev3');
  await atRest(apart);
  await slack.faults({ on: 'call', method: 'chat.postMessage', fault: { kind: 'hang', ms: 300 } });

  let isOver = false;
  const said: string[] = [];
  const load = people.map(async (person, who) => {
    // Fewer than one person may make at once.
    for (let n = 1; !isOver && n <= 35; n += 1)
      said.push(await person.ask(`/incident note #1 ${who} ${n}`));
  });
  await expect.poll(() => said.length).toBeGreaterThan(4);
  const begun = performance.now();
  first.child.kill('SIGTERM');
  // What a balancer does: it asks, hears 503, and sends elsewhere; until then all is answered.
  await until(first, '/readyz', 503);
  expect(await page(first, '/readyz')).toEqual([503, 'draining\n']);
  expect((await page(first, '/livez'))[0]).toBe(200);
  route(apart, second);
  expect(await once(first.child, 'exit')).toEqual([0, null]);
  expect(performance.now() - begun).toBeLessThan(25_000);
  isOver = true;
  await Promise.all(load);
  const state = await withDatabase(databaseUrl, async (sql) => {
    const [row] = await sql`select
      (select count(*)::int from timeline where type = 'add_note') as notes,
      (select count(*)::int from outbox where state = 'sending' and lease_until < now()) as left`;
    return row;
  });
  expect(state).toEqual({ notes: said.length, left: 0 });
  expect(new Set(said)).toEqual(new Set(['In the timeline of #1.']));
  expect(first.log.filter(({ level }) => level === 'error' || level === 'warn')).toEqual([]);

  // The second signal does not wait for what hangs.
  await slack.faults({
    on: 'call',
    method: 'chat.postMessage',
    fault: { kind: 'hang', ms: 9_000 },
  });
  await people[0]?.ask('/incident note #1 this one hangs');
  second.child.kill('SIGTERM');
  await until(second, '/readyz', 503);
  second.child.kill('SIGTERM');
  expect(await once(second.child, 'exit')).toEqual([1, null]);
});

test('is not ready while the database is silent, gone, or takes no writes; people are told, and it comes back by itself', async (context) => {
  const apart = await openApart(context);
  const wire = await Wire.to(apart.databaseUrl);
  context.onTestFinished(() => wire.close());
  const running = await run(apart, folder, { databaseUrl: wire.url });
  route(apart, running);
  const reporter = apart.slack.user('reporter');
  await reporter.command('/incident declare Mail is late sev3');
  await atRest(apart);
  const ticks = () => metric(running, 'muster_tick_seconds_count');

  for (const [breakIt, word] of [
    [() => wire.silence(), 'silent'],
    [() => wire.refuse(), 'gone'],
  ] as const) {
    breakIt();
    expect(await until(running, '/readyz', 503)).toBeLessThan(15_000);
    expect(await page(running, '/readyz')).toEqual([503, 'the database does not answer\n']);
    // Restarting it would mend nothing.
    expect((await page(running, '/livez'))[0]).toBe(200);
    expect(await reporter.ask(`/incident note #1 while it is ${word}`)).toMatch(
      /nothing was recorded/,
    );
    const before = await ticks();
    wire.open();
    await until(running, '/readyz', 200);
    await expect.poll(ticks).toBeGreaterThan(before);
    expect(await reporter.ask(`/incident note #1 after it was ${word}`)).not.toMatch(/nothing was/);
  }
  expect(await metric(running, 'muster_database_trouble_total')).toBeGreaterThan(0);

  const setReadOnly = (to: 'on' | 'off') =>
    withDatabase(apart.databaseUrl, async (sql) => {
      const name = new URL(apart.databaseUrl).pathname.slice(1);
      await sql`set default_transaction_read_only = off`;
      await sql.unsafe(`alter database ${name} set default_transaction_read_only = ${to}`);
    });
  await setReadOnly('on');
  // A failover: the connections there were are gone, new ones lead to a server that takes no writes.
  wire.cut();
  await until(running, '/readyz', 503);
  expect(await page(running, '/readyz')).toEqual([503, 'the database takes no writes\n']);
  expect(await reporter.ask('/incident note #1 to a standby')).toMatch(/nothing was recorded/);
  await setReadOnly('off');
  // Nobody cuts these: Muster itself leaves connections that lead to a standby.
  expect(await until(running, '/readyz', 200)).toBeLessThan(15_000);
  expect(await reporter.ask('/incident note #1 to the new primary')).not.toMatch(/nothing was/);
});

test('runs as a user who owns nothing, from a folder and in a folder where nothing can be written', async (context) => {
  const apart = await openApart(context);
  const cwd = await mkdtemp(join(tmpdir(), 'muster-nowhere-'));
  const isRoot = process.getuid?.() === 0;
  const all = [
    folder,
    ...(await readdir(folder, { recursive: true })).map((name) => join(folder, name)),
  ];
  await Promise.all(
    all.filter((path) => !path.includes('node_modules')).map((path) => chmod(path, 0o555)),
  );
  await chmod(cwd, 0o555);
  context.onTestFinished(() => rm(cwd, { recursive: true, force: true }));
  const running = await run(apart, folder, { cwd, ...(isRoot ? { uid: 65_534 } : {}) });
  route(apart, running);
  const reporter = apart.slack.user('reporter');
  await reporter.command('/incident declare Mail is late for Umbrella Limited sev3');
  await atRest(apart);
  expect(await reporter.ask('/incident list')).toContain('Umbrella Limited');
  expect(await readdir(cwd)).toEqual([]);

  // While there is something to tell about: what is counted names nobody and nothing.
  const [, metrics] = await page(running, '/metrics');
  expect(metrics).not.toMatch(/Umbrella|Mail is late|inc-1|rita|reporter|\b[UCWT]0[A-Z0-9]{4,}/i);
  expect(metrics).toContain('muster_request_seconds_count{kind="command"} ');
  expect(metrics).toMatch(/muster_clock_skew_seconds -?\d/);
  running.child.kill('SIGTERM');
  expect(await once(running.child, 'exit')).toEqual([0, null]);
});
