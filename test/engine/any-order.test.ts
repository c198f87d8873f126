import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../src/engine/engine.ts';
import { transact } from '../../src/engine/transact.ts';
import { decide } from '../../src/incident/decide.ts';
import type { Command, Incident } from '../../src/incident/types.ts';
import { testDatabase } from '../support/database.ts';
import { declared, gesture, startEngine, testPolicy } from '../support/engine.ts';

/**
 * Slack promises no order. Six things that happened are carried out in each of their 720 orders by
 * the rules, and in some of them on a real database by two replicas (in all of them with
 * `ALL_ROUNDS=1`): whatever comes first, each is done or refused in so many words, and what is left
 * is a state that some order of people could have made.
 */

const database = testDatabase();
let left: Engine;
let right: Engine;

beforeAll(async () => {
  left = await startEngine(database.url);
  right = await startEngine(database.url);
});
afterAll(() => Promise.all([left.database.close(), right.database.close()]));

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, index) =>
    permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]),
  );
}

interface Played {
  incident: Incident;
  /** The types that were refused, with the code of the refusal. */
  refused: string[];
  lines: { seq: number; type: string }[];
}

type Play = (commands: readonly Command[]) => Promise<Played>;

/** By the rules alone, as fast as they are. */
async function onRules(start: Incident, commands: readonly Command[]): Promise<Played> {
  let incident = start;
  const refused: string[] = [];
  const lines = [{ seq: 1, type: 'declare' }];
  for (const command of commands) {
    const decision = decide(incident, command, testPolicy, start.declaredAt);
    if (!decision.ok) refused.push(`${command.type}: ${decision.refusal.code}`);
    else {
      incident = decision.incident;
      if (decision.entry) lines.push({ seq: lines.length + 1, type: decision.entry.type });
    }
  }
  return { incident, refused, lines };
}

/** On the database, each by another replica, as Slack chooses. */
async function onDatabase(commands: readonly Command[]): Promise<Played> {
  let incident = await declared(left, { severity: 'sev1' });
  const { id } = incident;
  const refused: string[] = [];
  for (const [index, command] of commands.entries()) {
    const engine = index % 2 ? left : right;
    const outcome = await transact(engine, { incidentId: id, command, gesture: gesture() });
    if (!outcome.ok) refused.push(`${command.type}: ${outcome.refusal.code}`);
    else if (!outcome.repeated) incident = outcome.decision.incident;
  }
  const lines = await left.database.work.use(
    ({ sql }) => sql<{ seq: number; type: string }[]>`
      select seq, type from timeline where incident_id = ${id} order by seq`,
  );
  return { incident, refused, lines: [...lines] };
}

type Judge = (played: Played, order: string[]) => string[];

/** Plays these orders; gives what is wrong with each, and how many different ends there were. */
async function judged(orders: Command[][], play: Play, judge: Judge) {
  const wrong: string[] = [];
  const ends = new Set<string>();
  for (const order of orders) {
    const types = order.map(({ type }) => type);
    const played = await play(order);
    wrong.push(...judge(played, types).map((each) => `${types.join(' → ')}: ${each}`));
    const { phase, severity } = played.incident;
    ends.add(JSON.stringify([phase, severity, played.refused.toSorted()]));
  }
  return { wrong, ends: ends.size };
}

/** Every so-many-th order is played on the database. */
const step = process.env['ALL_ROUNDS'] ? 1 : 19;

async function playAll(commands: readonly Command[], judge: Judge) {
  const orders = permutations(commands);
  expect(orders).toHaveLength(720);
  const start = await declared(left, { severity: 'sev1' });
  const byRules = await judged(orders, (order) => onRules(start, order), judge);
  const some = orders.filter((_, index) => index % step === 0);
  const stored = await judged(some, onDatabase, judge);
  return { wrong: [...byRules.wrong, ...stored.wrong], ends: byRules.ends };
}

const by = 'U0BEN';

describe('six things that people do, in each of their 720 orders', () => {
  it('are each done or refused with a reason, and leave a legal state that holds what was done', async () => {
    const commands: Command[] = [
      { type: 'take_role', by, role: 'commander' },
      {
        type: 'change_severity',
        by,
        severity: 'sev2',
        reason: 'less',
        expect: { severity: 'sev1' },
      },
      { type: 'post_update', by, know: 'It is the disk', doing: '', need: '' },
      { type: 'resolve', by, reason: 'It holds' },
      { type: 'reopen', by, reason: 'It does not' },
      { type: 'add_note', by, kind: 'note', text: 'A node went away' },
    ];
    const { wrong, ends } = await playAll(commands, ({ incident, refused, lines }, order) => {
      const isBefore = (one: string, other: string) => order.indexOf(one) < order.indexOf(other);
      const faults: string[] = [];
      // To reopen what is open is refused; all else is possible, or refused because it is over.
      const reopened = isBefore('resolve', 'reopen');
      if (incident.phase !== (reopened ? 'active' : 'resolved')) faults.push(`${incident.phase}`);
      const allowed =
        /^(reopen: not_(ended|resolved)|(post_update|change_severity|take_role): ended)$/;
      faults.push(...refused.filter((each) => !allowed.test(each)));
      if (reopened && refused.some((each) => each.startsWith('reopen')))
        faults.push('not reopened');
      if (!reopened && !refused.some((each) => each.startsWith('reopen'))) faults.push('reopened');
      // What was accepted is in the timeline once, in the order in which it was.
      const done = order.filter((type) => !refused.some((each) => each.startsWith(`${type}:`)));
      const told = lines.map(({ type }) => type).filter((type) => order.includes(type));
      if (told.join() !== done.join()) faults.push(`told ${told.join()}`);
      if (lines.some(({ seq }, index) => seq !== index + 1)) faults.push('a gap in the timeline');
      if (incident.version !== lines.length) faults.push('the version does not count the lines');
      // And the state holds it.
      const holds = {
        take_role: (incident.state.roles['commander'] ?? []).some(({ userId }) => userId === by),
        change_severity: incident.severity === 'sev2',
        post_update: incident.state.updates.last?.know === 'It is the disk',
      };
      for (const [type, isHeld] of Object.entries(holds)) {
        if (isHeld !== done.includes(type)) faults.push(`${type} is ${isHeld ? '' : 'not '}held`);
      }
      return faults;
    });
    expect(wrong).toEqual([]);
    // Otherwise the order made no difference, and this shows nothing.
    expect(ends).toBeGreaterThan(1);
  }, 300_000);
});

describe('six things that Slack tells, in each of their 720 orders', () => {
  const source = {
    channelId: 'C0ROOM',
    ts: '5.000001',
    authorId: by,
    permalink: null,
    text: 'It began at ten',
  };

  it('never fail, and who is in the room and whether there is one is as the last word said', async () => {
    const commands: Command[] = [
      { type: 'join_room', by: 'U0CY' },
      { type: 'leave_room', by: 'U0CY' },
      { type: 'add_note', by, kind: 'note', text: source.text, source },
      { type: 'edit_message', by, source: { ...source, text: 'It began at nine' } },
      { type: 'room_lost', why: 'archived' },
      { type: 'step_done', step: 'room' },
    ];
    const { wrong } = await playAll(commands, ({ incident, refused, lines }, order) => {
      const isBefore = (one: string, other: string) => order.indexOf(one) < order.indexOf(other);
      const faults = refused.map((each) => `refused ${each}`);
      const isLost = incident.state.failedSteps.room !== undefined;
      if (isLost !== isBefore('step_done', 'room_lost')) faults.push(`lost: ${isLost}`);
      if (!lines.some(({ type }) => type === 'add_note')) faults.push('the message is not kept');
      if (incident.phase !== 'active') faults.push(incident.phase);
      if (incident.version !== lines.length) faults.push('the version does not count the lines');
      return faults;
    });
    expect(wrong).toEqual([]);
  }, 300_000);
});
