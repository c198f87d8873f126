import { randomBytes } from 'node:crypto';
import type postgres from 'postgres';
import { afterAll, expect, test } from 'vitest';
import { sweep } from '../../src/engine/sweep.ts';
import { connect } from '../../src/store/connect.ts';
import { privileges } from '../../src/store/roles.ts';
import { createDatabase, dropDatabase } from '../support/database.ts';
import { runMuster } from '../support/muster-command.ts';
import { withDatabase } from '../support/stored.ts';
import { declared } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

const role = `muster_app_${randomBytes(4).toString('hex')}`;
let owner: string;
let app: string;

// Hooks that end things run from the last to the first: the role goes when its database is gone.
afterAll(async () => {
  const url = await createDatabase({ storyClock: false });
  await withDatabase(url, (sql) => sql.unsafe(`drop role if exists ${role}`));
  await dropDatabase(url);
});

const world = testWorld({
  through: async (databaseUrl) => {
    owner = databaseUrl;
    await withDatabase(owner, (sql) =>
      sql.unsafe(`create role ${role} login password 'only-here'`),
    );
    const granted = await runMuster(['migrate', '--grant-to', role], { DATABASE_URL: owner });
    expect(granted).toMatchObject({ code: 0, stderr: '' });
    // The clock of tests, which production does not have.
    await withDatabase(owner, (sql) =>
      sql.unsafe(`grant usage on schema story_clock to ${role};
        grant select, update on story_clock.ahead to ${role}`),
    );
    const url = new URL(owner);
    url.username = role;
    url.password = 'only-here';
    app = url.href;
    return app;
  },
});

const denied = (text: string) =>
  withDatabase(app, (sql) =>
    sql.unsafe(text).then(
      () => 'allowed',
      (error: unknown) => error,
    ),
  );

test('Muster runs whole under a role that may change no table: from declaring to closing, with its clock and commands', async () => {
  const { slack } = world;
  const { room, number } = await declared(world, 'API is down sev3');
  const commander = slack.user('commander').goTo(room);
  await commander.command('/incident take');
  await commander.command('/incident update We roll back');
  await slack.fastForward({ hours: 5 });
  await room.message(/is 1 h late/).seen();
  await commander.command('/incident task look at the pool');
  await commander.command('/incident severity sev2 because it spreads');
  await slack.user('engineer').command('/incident note they mend it');
  expect(await commander.ask('/incident resolve because we rolled back')).toMatch('is resolved');
  expect(await commander.ask('/incident close all is told')).toBe(`#${number} is closed.`);
  await slack.fastForward({ days: 8 });
  await slack.settle();

  const database = connect(app);
  await withDatabase(
    owner,
    (sql) => sql`
    update inbox set received_at = received_at - interval '8 days'`,
  );
  expect(await sweep(database.work)).toBeGreaterThan(0);
  await database.close();
  const commands = [
    ['migrate'],
    ['timers'],
    ['outbox'],
    ['policy', 'apply', 'policies/example.yaml'],
  ];
  for (const parameters of commands) {
    const { code, stderr } = await runMuster(parameters, { DATABASE_URL: app });
    expect({ parameters, code, stderr }).toMatchObject({ code: 0 });
  }
});

test.each([
  [`update timeline set data = '{}'`],
  ['delete from timeline'],
  ['truncate timeline'],
  [`update organisation_log set data = '{}'`],
  ['delete from organisation_log'],
  [`update policies set source = ''`],
  ['delete from incidents'],
  ['update engine_gate set min_release = 0'],
  ['alter table incidents add column x text'],
  ['drop table timers'],
  ['create table public.mine (id int)'],
  [
    `create or replace function public.now() returns timestamptz language sql as 'select null::timestamptz'`,
  ],
  ['insert into drizzle.__drizzle_migrations (hash, created_at) values (1, 1)'],
])('that role is refused: %s', async (text) => {
  expect(await denied(text)).toMatchObject({ code: '42501' });
});

test('every table has its privileges, and the owner is told that grants would not bind it', async () => {
  const tables = await withDatabase(
    owner,
    (sql) => sql<{ name: string }[]>`
      select relname as name from pg_class
      where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1`,
  );
  expect(tables.map(({ name }) => name)).toEqual(Object.keys(privileges).sort());
  const user = decodeURIComponent(new URL(owner).username);
  const self = await runMuster(['migrate', '--grant-to', user], { DATABASE_URL: owner });
  expect(self).toMatchObject({ code: 1, stderr: expect.stringContaining('owns the tables') });
  const nobody = await runMuster(['migrate', '--grant-to', 'who_is_that'], { DATABASE_URL: owner });
  expect(nobody.stderr).toBe('There is no role who_is_that in this database.\n');
  const migrating = await withDatabase(app, async (sql: postgres.Sql) => {
    const [row] = await sql`select has_schema_privilege('public', 'create') as may`;
    return row?.['may'] as boolean;
  });
  expect(migrating).toBe(false);
});
