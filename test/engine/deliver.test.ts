import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Delivery } from '../../src/engine/deliver.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { transact } from '../../src/engine/transact.ts';
import type { Command, Incident } from '../../src/incident/types.ts';
import { testDatabase } from '../support/database.ts';
import { startDelivery } from '../support/delivery.ts';
import { declared, gesture, startEngine } from '../support/engine.ts';
import { settledAll } from '../support/settled.ts';
import { StubSlack } from '../support/stub-slack.ts';

const database = testDatabase();
let engine: Engine;
let slack: StubSlack;
let delivery: Delivery;

beforeAll(async () => {
  engine = await startEngine(database.url);
});
afterAll(() => engine.database.close());
beforeEach(async () => {
  slack = new StubSlack();
  ({ delivery } = startDelivery(engine, await slack.open()));
});
afterEach(async () => {
  await delivery.stop();
  await slack.close();
});

const run = (incident: Incident, command: Command) =>
  transact(engine, { incidentId: incident.id, command, gesture: gesture() });

const done = () => settledAll(engine, delivery);

describe('a declared incident', () => {
  it('gets its room, card, pin, topic and purpose, each once', async () => {
    const incident = await declared(engine);
    delivery.start();
    await done();
    const [room] = [...slack.channels.values()];
    expect(room?.name).toBe(`inc-${incident.number}-api-is-down`);
    expect(slack.in(room?.id ?? '').map(({ text }) => text)).toEqual(['card v1 ']);
    expect(slack.pins).toEqual([slack.messages[0]?.ts]);
    for (const method of ['conversations.create', 'conversations.setTopic', 'bookmarks.add']) {
      expect(slack.count(method)).toBe(1);
    }
  });

  it('has its card edited in place afterwards, many changes at once in few calls', async () => {
    const incident = await declared(engine);
    delivery.start();
    await done();
    const release = slack.hold('chat.update');
    for (const by of ['U1', 'U2', 'U3'])
      await run(incident, { type: 'take_role', by, role: 'helper' });
    for (let note = 0; note < 3; note += 1) {
      await run(incident, { type: 'change_title', by: 'U1', title: `Title ${note}`, reason: 'x' });
    }
    release();
    await done();
    expect(slack.count('chat.update')).toBeLessThanOrEqual(3);
    const cards = slack.messages.filter(({ text }) => text.startsWith('card'));
    expect(cards.map(({ text }) => text)).toEqual(['card v7 helper=U1+U2+U3']);
  });
});
