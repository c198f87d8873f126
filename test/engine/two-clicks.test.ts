import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { declareIncident } from '../../src/engine/declare.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { transact } from '../../src/engine/transact.ts';
import type { Command, Incident, PersonCommand, Refusal } from '../../src/incident/types.ts';
import { Policy } from '../../src/policy/schema.ts';
import type { Outcome } from '../../src/slack/ports.ts';
import { testDatabase } from '../support/database.ts';
import { declaration, declared, gesture, startEngine, testPolicy } from '../support/engine.ts';

/**
 * What only one of two can do, pressed by both at once on two replicas: one does it, the other is
 * told how things are now. Taking a role has its thousand rounds in `races.test.ts`.
 */

const policy = Policy.parse({
  ...testPolicy,
  stages: [
    { key: 'detection', name: 'Detection', enters_on: { phase: 'active' } },
    { key: 'containment', name: 'Containment' },
    { key: 'recovery', name: 'Recovery' },
  ],
  gates: [
    {
      key: 'agreed',
      name: 'Agreed',
      before: { phase: ['closed'] },
      needs: [{ approval: { by: ['U0ANA', 'U0BEN'], count: 1 } }],
      bypass: 'never',
    },
  ],
  checklists: [
    { key: 'first', name: 'First', items: [{ key: 'look', text: 'Look at the graphs' }] },
  ],
});

const database = testDatabase();
let left: Engine;
let right: Engine;

beforeAll(async () => {
  left = await startEngine(database.url, { policy });
  right = await startEngine(database.url, { policy });
});
afterAll(() => Promise.all([left.database.close(), right.database.close()]));

interface Race {
  /** What goes before, so that it can be done at all. */
  first?: PersonCommand[];
  ana: (incident: Incident) => PersonCommand;
  ben: (incident: Incident) => PersonCommand;
  /** What whoever comes second is told. */
  loser: Refusal['code'][];
}

const ana = { by: 'U0ANA' } as const;
const ben = { by: 'U0BEN' } as const;
const both = (make: (by: { by: string }, incident: Incident) => PersonCommand) => ({
  ana: (incident: Incident) => make(ana, incident),
  ben: (incident: Incident) => make(ben, incident),
});

const exclusive: Record<string, Race> = {
  'giving a role to somebody': {
    ana: () => ({
      type: 'assign_role',
      ...ana,
      role: 'commander',
      userId: 'U0CY',
      expect: { holders: [] },
    }),
    ben: () => ({
      type: 'assign_role',
      ...ben,
      role: 'commander',
      userId: 'U0DEE',
      expect: { holders: [] },
    }),
    loser: ['role_taken'],
  },
  'saying yes and no to a hand-over': {
    first: [
      { type: 'take_role', ...ana, role: 'commander' },
      { type: 'offer_handover', ...ana, role: 'commander', to: 'U0BEN' },
    ],
    ana: () => ({ type: 'accept_handover', ...ben, role: 'commander' }),
    ben: () => ({ type: 'decline_handover', ...ben, role: 'commander' }),
    loser: ['no_offer', 'already_holder'],
  },
  // Everybody who is called may come; each of them says so once.
  'acknowledging a page on two devices': {
    first: [{ type: 'page', ...ana, who: ['U0BEN'], reason: 'the disk' }],
    ana: () => ({ type: 'acknowledge_page', ...ben, page: 1 }),
    ben: () => ({ type: 'acknowledge_page', ...ben, page: 1 }),
    loser: ['page_answered'],
  },
  'being on the next update': {
    ...both((by, { state }) => ({
      type: 'own_update',
      ...by,
      expect: { nextDueAt: state.updates.nextDueAt },
    })),
    loser: ['already_owned'],
  },
  'changing the severity that both saw': {
    ...both((by) => ({
      type: 'change_severity',
      ...by,
      severity: 'sev2',
      reason: 'less',
      expect: { severity: 'sev1' },
    })),
    loser: ['same', 'changed'],
  },
  'changing the status that both saw': {
    ...both((by) => ({
      type: 'change_status',
      ...by,
      status: 'monitoring',
      reason: 'it holds',
      expect: { status: 'investigating' },
    })),
    loser: ['same', 'changed'],
  },
  'entering a stage': {
    ...both((by) => ({ type: 'change_stage', ...by, stage: 'containment', reason: 'found' })),
    loser: ['same_stage'],
  },
  resolving: {
    ...both((by) => ({ type: 'resolve', ...by, reason: `it holds, says ${by.by}` })),
    loser: ['ended'],
  },
  reopening: {
    first: [{ type: 'resolve', ...ana, reason: 'it holds' }],
    ...both((by) => ({ type: 'reopen', ...by, reason: 'it does not' })),
    loser: ['not_ended', 'not_resolved'],
  },
  cancelling: {
    ...both((by) => ({ type: 'cancel', ...by, reason: 'none' })),
    loser: ['ended'],
  },
  'approving what needs one approval': {
    ...both((by) => ({ type: 'approve', ...by, gate: 'agreed' })),
    loser: ['approved_already', 'no_approval'],
  },
  'ticking a task': {
    ...both((by) => ({ type: 'tick_task', ...by, path: 'first.look' })),
    loser: ['task_settled'],
  },
  'starting the call': {
    ...both((by) => ({ type: 'start_call', ...by, link: `https://call.example/${by.by}` })),
    loser: ['call_on'],
  },
};

function press(engine: Engine, incidentId: number, command: Command): Promise<Outcome> {
  return transact(engine, { incidentId, command, gesture: gesture() });
}

const rounds = process.env['ALL_ROUNDS'] ? 12 : 5;

describe('two people who press at once', () => {
  it.each(Object.entries(exclusive))(
    '%s: one does it, the other is told how things are',
    async (_what, { first = [], ana: byAna, ben: byBen, loser }) => {
      const odd: unknown[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const { id } = await declared(left, { severity: 'sev1' });
        let incident: Incident | undefined;
        for (const command of first) {
          const done = await press(left, id, command);
          if (!done.ok) odd.push({ command: command.type, refused: done.refusal });
        }
        incident = await read(id);
        // Who is sent first takes turns, so that both replicas win.
        const pressed = [
          () => press(left, id, byAna(incident)),
          () => press(right, id, byBen(incident)),
        ];
        const outcomes = await Promise.all(
          (round % 2 ? pressed.toReversed() : pressed).map((each) => each()),
        );
        const lost = outcomes.filter((each) => !each.ok);
        const codes = lost.map((each) => each.refusal.code);
        if (lost.length !== 1 || !codes.every((code) => loser.includes(code))) odd.push(codes);
      }
      expect(odd).toEqual([]);
    },
    60_000,
  );

  it('the same form twice: one incident, and both are told of that one', async () => {
    for (let round = 0; round < rounds; round += 1) {
      const once = gesture(`form:${round}`);
      const outcomes = await Promise.all([
        declareIncident(left, declaration(), once),
        declareIncident(right, declaration(), once),
      ]);
      const incidents = outcomes.map((each) => (each.ok ? each.incident.id : null));
      expect(new Set(incidents).size).toBe(1);
      expect(outcomes.filter((each) => each.ok && each.repeated)).toHaveLength(1);
    }
  });
});

async function read(id: number): Promise<Incident> {
  // A note leaves everything else as it is, and its outcome tells how that is.
  const outcome = await press(left, id, { type: 'add_note', ...ana, kind: 'note', text: 'seen' });
  if (!outcome.ok || outcome.repeated) throw new Error('not read');
  return outcome.decision.incident;
}

describe('who declares one incident after another', () => {
  const asked = { severity: 'sev2', by: 'U0MANY' } as const;
  it('is asked whether they mean the sixth of an hour, and a press later it is declared', async () => {
    const counted: string[] = [];
    const engine: Engine = { ...left, mostDeclared: 5 };
    const attempt = (changes: Parameters<typeof declaration>[0]) =>
      declareIncident(engine, declaration({ ...asked, ...changes }), gesture());
    for (let count = 0; count < 5; count += 1) expect((await attempt({})).ok).toBe(true);
    const sixth = await attempt({});
    expect(sixth).toEqual({ ok: false, refusal: { code: 'declared_many', count: 5 } });
    for (const change of [
      { anyway: true as const },
      { by: 'U0ANOTHER' },
      { isDrill: true },
      { parent: 1 },
      { past: { startedAt: new Date(0), resolvedAt: null } },
    ]) {
      const outcome = await attempt(change);
      if (!outcome.ok) counted.push(`${JSON.stringify(change)}: ${outcome.refusal.code}`);
    }
    expect(counted).toEqual([]);
  });
});
