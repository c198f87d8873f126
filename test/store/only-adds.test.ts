import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { raisedGate } from '../support/next-release.ts';
import { faultsOf } from '../support/only-adds.ts';

const folder = join(import.meta.dirname, '../../migrations');

it('no migration takes anything away from the release before, unless it says so by the gate', () => {
  // The first makes everything: there is no release before it.
  const later = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .slice(1);
  const faults = later.map((name) => faultsOf(readFileSync(join(folder, name), 'utf8')));
  expect(faults.flat()).toEqual([]);
});

it.each([
  ['alter table "incidents" drop column "x";', 1],
  ['drop table timers;', 1],
  ['alter table incidents rename column a to b;', 1],
  ['ALTER TABLE "incidents" ALTER COLUMN "number" SET DATA TYPE bigint;', 1],
  ['alter table incidents alter column severity set not null;', 1],
  ['ALTER TABLE "outbox" ADD COLUMN "x" text NOT NULL;', 1],
  ['alter table outbox add constraint c check (priority < 5);', 1],
  ['create index concurrently i on outbox (id);', 1],
  [`alter table incidents drop column x; ${raisedGate('run', 2)};`, 0],
  ['ALTER TABLE "outbox" ADD COLUMN "x" text;', 0],
  [`ALTER TABLE "outbox" ADD COLUMN "x" text DEFAULT 'a' NOT NULL;`, 0],
  ['create table wishes (id int primary key, what text not null);', 0],
  ['create index i on outbox (id); drop index j;', 0],
])('%s', (text, count) => {
  expect(faultsOf(text)).toHaveLength(count);
});
