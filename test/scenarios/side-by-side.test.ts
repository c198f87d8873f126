import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { release } from '../../src/store/release.ts';
import { install, metric, page, raise, route, run, uninstall } from '../support/installed.ts';
import { atRest, openApart, passMinutes } from '../support/muster-processes.ts';
import { addMigration, raisedGate } from '../support/next-release.ts';
import { withDatabase } from '../support/stored.ts';

/** This release, and what the next may be: another column and table, versions raised, the work its own. */
let here: string;
let next: string;
beforeAll(async () => {
  [here, next] = await Promise.all([install(), install()]);
  await addMigration(join(next, 'migrations'), [
    'alter table incidents add column impact text',
    'alter table timeline add column heard_by jsonb',
    'create table wishes (id int primary key)',
    raisedGate('engine', release + 1),
  ]);
  await raise(next, 'store/release.js', 'release');
  await raise(next, 'store/state.js', 'stateVersion');
  await raise(next, 'engine/rows.js', 'effectVersion');
});
afterAll(() => Promise.all([uninstall(here), uninstall(next)]));

const sends = 'muster_slack_calls_total{method="chat.postMessage"';
const upgraded = /Muster is being upgraded/;

test('while the next release is rolled out, nothing is lost, nothing twice, and nothing done by the wrong one', async (context) => {
  const apart = await openApart(context);
  const { slack, databaseUrl } = apart;
  const [reporter, commander] = [slack.user('reporter'), slack.user('commander')];
  const old = await run(apart, here, { env: { DRAIN_SECONDS: '0' } });
  route(apart, old);
  await reporter.command('/incident declare Mail is late sev3');
  await reporter.command('/incident declare Login is slow sev1');
  await atRest(apart);
  expect(await page(old, '/readyz')).toEqual([200, 'ok\n']);

  // People go on while the tables change under the release before, over all of its connections.
  const fourAtOnce = (when: string) =>
    Promise.all([1, 2, 3, 4].map((n) => reporter.ask(`/incident note #1 ${when} ${n}`)));
  const before = await fourAtOnce('before');
  const young = await run(apart, next, { env: { DRAIN_SECONDS: '0' } });
  const said = [...before, ...(await fourAtOnce('after'))];
  expect(said.filter((text) => /not|wrong|upgraded/i.test(text))).toEqual([]);
  await atRest(apart);
  expect(await count(databaseUrl, `type = 'add_note'`)).toBe(said.length);

  // The one before answers and leaves the work to the next.
  await expect
    .poll(() => page(old, '/readyz'))
    .toEqual([200, 'ok, a newer release does the work, this one only answers\n']);
  const sentByOld = await metric(old, sends);
  const sentByYoung = await metric(young, sends);
  expect(await reporter.ask('/incident note #1 written by the release before')).not.toMatch(
    upgraded,
  );
  await passMinutes(apart, 6);
  expect(await metric(old, sends)).toBe(sentByOld);
  expect(await metric(young, sends)).toBeGreaterThan(sentByYoung);
  expect(await metric(old, 'muster_working')).toBe(0);

  // What the next release wrote, the one before leaves alone, and says so.
  route(apart, young);
  await commander.ask('/incident note #2 written by the next release');
  route(apart, old);
  expect(await commander.ask('/incident note #2 typed & kept')).toMatch(upgraded);
  expect(await commander.ask('/incident note #2 typed & kept')).toContain('typed & kept');
  expect(await count(databaseUrl, `data::text like '%typed%'`)).toBe(0);

  // It can be started again beside the next, and does nothing of its work while that is away.
  old.child.kill('SIGTERM');
  expect(await once(old.child, 'exit')).toEqual([0, null]);
  const again = await run(apart, here);
  young.child.kill('SIGKILL');
  route(apart, again);
  await reporter.ask('/incident note #1 while nobody delivers');
  apart.sandbox.advance(30 * 60_000);
  await expect
    .poll(() => metric(again, 'muster_tick_seconds_count'), { timeout: 15_000 })
    .toBeGreaterThan(2);
  expect(await metric(again, sends)).toBe(0);
  expect(await metric(again, 'muster_timers_fired_total')).toBe(0);

  const last = await run(apart, next);
  route(apart, last);
  await passMinutes(apart, 1);
  const twice = await withDatabase(
    databaseUrl,
    (sql) => sql`
    select incident_id, data->>'keys' from timeline where type = 'fire_timers'
    group by 1, 2, at having count(*) > 1`,
  );
  expect([...twice]).toEqual([]);
  const owed = await withDatabase(
    databaseUrl,
    (sql) => sql`
    select state, count(*)::int from outbox where state in ('pending', 'sending', 'dead') group by 1`,
  );
  expect([...owed]).toEqual([]);
});

function count(url: string, where: string): Promise<number> {
  return withDatabase(url, async (sql) => {
    const [row] = await sql.unsafe<{ count: number }[]>(
      `select count(*)::int as count from timeline where ${where}`,
    );
    return row?.count ?? 0;
  });
}
