import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../src/engine/engine.ts';
import { createReads } from '../../src/engine/ports.ts';
import { transact } from '../../src/engine/transact.ts';
import type { Command, Incident } from '../../src/incident/types.ts';
import { readHome } from '../../src/slack/home-content.ts';
import { readState, stateToStore, stateVersion, withInstants } from '../../src/store/state.ts';
import { testDatabase } from '../support/database.ts';
import { declared, gesture, startEngine } from '../support/engine.ts';

const database = testDatabase();
let engine: Engine;
beforeAll(async () => {
  engine = await startEngine(database.url);
});
afterAll(() => engine.database.close());

const life: Command[] = [
  { type: 'take_role', by: 'U0BEN', role: 'commander' },
  { type: 'offer_handover', by: 'U0BEN', role: 'commander', to: 'U0CAT' },
  { type: 'snooze_update', by: 'U0BEN', minutes: 20, reason: 'busy' },
  { type: 'post_update', by: 'U0BEN', know: 'a', doing: 'b', need: 'c', nextInMinutes: 30 },
  { type: 'step_failed', step: 'news', error: 'is_archived' },
  { type: 'resolve', by: 'U0BEN', reason: 'fixed' },
  { type: 'close', by: 'U0BEN', reason: 'done' },
];

describe('the Home tab', () => {
  it('reads of many open incidents no more than tells that there are others', async () => {
    for (let n = 0; n < 22; n += 1) {
      await Promise.all([declared(engine, { by: 'U0HOM' }), declared(engine, { by: 'U0ELS' })]);
    }
    const { mine, open } = await readHome(createReads(engine, engine.database.work), 'U0HOM');
    const whose = (views: typeof open) => views.map(({ incident }) => incident.declaredBy);
    expect(whose(mine)).toEqual(Array(21).fill('U0HOM'));
    expect(whose(open)).toEqual(Array(21).fill('U0ELS'));
  });
});

describe('an incident', () => {
  it('is read back as it was decided, at every point of its life', async () => {
    const reads = createReads(engine, engine.database.work);
    const incident = await declared(engine, {
      origin: { channelId: 'C1', ts: '1.2', authorId: null, permalink: null, text: 'down?' },
    });
    let decided: Incident = incident;
    for (const command of life) {
      const outcome = await transact(engine, {
        incidentId: incident.id,
        command,
        gesture: gesture(),
      });
      if (!outcome.ok || outcome.repeated) throw new Error(`${command.type} was not accepted`);
      decided = outcome.decision.incident;
      expect((await reads.byId(incident.id, 'U0ANA'))?.incident).toEqual(decided);
    }
    expect(decided.phase).toBe('closed');
  });
});

describe('what a state is stored as', () => {
  it('leaves out what is as usual, and reads back the same', async () => {
    const { state } = await declared(engine, {});
    const stored = stateToStore(state);
    expect(Object.keys(stored).length).toBeLessThan(Object.keys(state).length / 2);
    // Parts that have something in them when nothing is said, too.
    expect(stored).not.toHaveProperty('booking');
    expect(stored).not.toHaveProperty('postmortem');
    const asked = { ...state, booking: { ...state.booking, sequence: 1 } };
    expect(readState(JSON.parse(JSON.stringify(stateToStore(asked))), stateVersion)).toEqual(asked);
    expect(readState(JSON.parse(JSON.stringify(stored)), stateVersion)).toEqual(state);
  });
});

describe('instants in stored JSON', () => {
  it('become dates again by their key, at any depth, and other texts stay', () => {
    const at = new Date('2026-01-02T03:04:05.678Z');
    const effect = { fact: { dueAt: at, text: at.toISOString(), list: [{ at, none: null }] } };
    expect(withInstants(JSON.parse(JSON.stringify(effect)))).toEqual({
      fact: { dueAt: at, text: at.toISOString(), list: [{ at, none: null }] },
    });
  });
});
