import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Engine } from '../../src/engine/engine.ts';
import { transact } from '../../src/engine/transact.ts';
import type { Command, Incident } from '../../src/incident/types.ts';
import {
  countedIncidents,
  incidentsToReview,
  lastDrills,
  type Reader,
} from '../../src/store/queries-of-reports.ts';
import { testDatabase } from '../support/database.ts';
import { declared, gesture, startEngine, teamId } from '../support/engine.ts';

const database = testDatabase();
let engine: Engine;
let open: Incident;
let hidden: Incident;
let exercise: Incident;

async function run({ id }: Incident, command: Command): Promise<void> {
  const outcome = await transact(engine, { incidentId: id, command, gesture: gesture() });
  if (!outcome.ok) throw new Error(outcome.refusal.code);
}

beforeAll(async () => {
  engine = await startEngine(database.url);
  open = await declared(engine, { title: 'Open' });
  hidden = await declared(engine, { title: 'Hidden', isPrivate: true });
  exercise = await declared(engine, { title: 'Exercise', isDrill: true });
  const none = await declared(engine, { title: 'None' });
  await run(none, { type: 'cancel', by: 'U0ANA', reason: 'it was me' });
  const again = await declared(engine, { title: 'Again' });
  const related = await declared(engine, { title: 'Related' });
  await run(related, { type: 'relate', by: 'U0ANA', other: open.number });
  await run(related, { type: 'cancel', by: 'U0ANA', reason: 'it was me' });
  await run(again, { type: 'same_as', by: 'U0ANA', other: open.number });
  await run(again, { type: 'resolve', by: 'U0ANA', reason: 'it is back' });
});
afterAll(() => engine.database.close());

const counted = (reader: Reader, span: { fromAt?: Date; toAt?: Date } = {}) =>
  engine.database.work.use(({ sql }) =>
    countedIncidents(sql, { teamId, fromAt: new Date(0), ...span }, reader),
  );
const numbers = async (...asked: Parameters<typeof counted>) =>
  (await counted(...asked)).map(({ number }) => number);

it('counts what happened, and neither exercises nor what was none', async () => {
  const found = await counted('everybody');
  expect(found.map(({ number, isOpen, isAgain }) => ({ number, isOpen, isAgain }))).toEqual([
    { number: open.number, isOpen: true, isAgain: false },
    { number: exercise.number + 2, isOpen: false, isAgain: true },
  ]);
  expect(found[1]?.resolvedAt).toBeInstanceOf(Date);
});

it('counts private incidents for those alone who may see them', async () => {
  const may = { seesPrivate: false };
  expect(await numbers('everybody')).not.toContain(hidden.number);
  expect(await numbers({ ...may, userId: 'U0BEN' })).not.toContain(hidden.number);
  expect(await numbers({ ...may, userId: 'U0ANA' })).toContain(hidden.number);
  expect(await numbers({ seesPrivate: true, userId: 'U0BEN' })).toContain(hidden.number);
});

it('counts by when it was declared: from the first instant of the span, until before its end', async () => {
  const { declaredAt } = open;
  const first = [open.number];
  const next = new Date(declaredAt.getTime() + 1);
  expect(await numbers('everybody', { fromAt: declaredAt, toAt: next })).toEqual(first);
  expect(await numbers('everybody', { toAt: declaredAt })).toEqual([]);
  expect(await numbers('everybody', { fromAt: next })).not.toContain(open.number);
});

it('reviews what is resolved, and what is closed with action items left', async () => {
  const { work } = engine.database;
  const found = () => work.use(({ sql }) => incidentsToReview(sql, teamId));
  const [resolved, ...others] = await found();
  expect(resolved?.title).toBe('Again');
  expect(others).toEqual([]);
  if (!resolved) return;
  const bare = { kind: null, owner: null, due: null };
  await run(resolved, { type: 'add_action_item', by: 'U0ANA', text: 'An index', ...bare });
  await run(resolved, { type: 'close', by: 'U0ANA', reason: 'done' });
  expect((await found()).map(({ title }) => title)).toEqual(['Again']);
  await run(resolved, { type: 'finish_action_item', by: 'U0ANA', id: 1 });
  expect(await found()).toEqual([]);
  // An exercise of no plan is none that comes again.
  expect(await work.use(({ sql }) => lastDrills(sql, teamId, ['tabletop']))).toEqual(new Map());
});
