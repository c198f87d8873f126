import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { advance } from '../../sandbox/story-clock.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { createPorts } from '../../src/engine/ports.ts';
import { tick } from '../../src/engine/tick.ts';
import type { MessageRef } from '../../src/incident/types.ts';
import type { Reads } from '../../src/slack/ports.ts';
import { testDatabase } from '../support/database.ts';
import { declared, gesture, startEngine, teamId } from '../support/engine.ts';

const database = testDatabase();
let engine: Engine;
let ports: ReturnType<typeof createPorts>;
let reads: Reads;

beforeAll(async () => {
  engine = await startEngine(database.url);
  ports = createPorts(engine, {
    mayAct: () => Promise.resolve(true),
    isApp: () => Promise.resolve(false),
    refsOf: () => Promise.resolve([]),
    timeZoneOf: () => null,
    nameOf: () => null,
    directoryChanged: () => Promise.resolve(),
    peopleShown: () => Promise.resolve([]),
  });
  reads = ports.read;
});
afterAll(() => engine.database.close());

function place(incidentId: number, name: string, channelId: string, ts: string | null = null) {
  return engine.database.work.use(
    ({ sql }) => sql`
      insert into places (incident_id, place, team_id, channel_id, ts)
      values (${incidentId}, ${name}, ${teamId}, ${channelId}, ${ts})`,
  );
}

const numbersOf = (views: Array<{ incident: { number: number } }>) =>
  views.map((view) => view.incident.number);

describe('a private incident', () => {
  it('is in every answer for those inside and in none for anybody else', async () => {
    const secret = await declared(engine, { title: 'Secret leak', isPrivate: true });
    await place(secret.id, 'room', 'G0SECRET');
    await ports.run(secret.id, { type: 'join_room', by: 'U0BEN' }, gesture());
    const surfaces = (viewer: string) =>
      Promise.all([
        reads.byNumber(secret.number, viewer),
        reads.byId(secret.id, viewer),
        reads.byRoom('G0SECRET', viewer),
        reads.open(viewer).then(numbersOf),
        reads.mine(viewer).then(numbersOf),
        reads.find('secret', viewer).then(numbersOf),
        reads.find(`#${secret.number}`, viewer).then(numbersOf),
        reads.declaredSince(60, viewer).then(numbersOf),
      ]);
    for (const insider of ['U0ANA', 'U0BEN']) {
      const [byNumber, byId, byRoom, ...lists] = await surfaces(insider);
      expect([byNumber, byId, byRoom].map((view) => view?.incident.id)).toEqual(
        Array(3).fill(secret.id),
      );
      for (const list of lists) expect(list).toContain(secret.number);
    }
    const outside = await surfaces('U0CAT');
    expect(outside).toEqual([null, null, null, [], [], [], [], []]);

    await ports.run(secret.id, { type: 'leave_room', by: 'U0BEN' }, gesture());
    expect(await surfaces('U0BEN')).toEqual(outside);
  });

  it('answers a command from outside as one that does not exist does', async () => {
    const secret = await declared(engine, { title: 'Secret leak', isPrivate: true });
    const command = { type: 'take_role', by: 'U0CAT', role: 'commander' } as const;
    const answer = await ports.run(secret.id, command, gesture('outside:1'));
    expect(answer).toEqual(await ports.run(999_999, command, gesture('outside:2')));
    expect(answer).toEqual({ ok: false, refusal: { code: 'not_found' }, incident: null });
    const asked = { type: 'join_room', by: 'U0CAT', asked: true } as const;
    expect(await ports.run(secret.id, asked, gesture('outside:3'))).toEqual(answer);
  });

  it('follows what the author of a kept message does to it, though outside', async () => {
    const secret = await declared(engine, { title: 'Secret leak', isPrivate: true });
    const source = { channelId: 'C1', ts: '1.1', authorId: 'U0CAT', permalink: null, text: 'now' };
    const edit = { type: 'edit_message', by: 'U0CAT', source } as const;
    expect(await ports.run(secret.id, edit, gesture())).toMatchObject({ ok: true });
    const rows = await reads.timeline(secret.id, { limit: 1 });
    expect(rows).toMatchObject([{ type: 'edit_message', actor: { userId: 'U0CAT' } }]);
  });
});

describe('reading', () => {
  it('shows where an incident is in Slack', async () => {
    const { id, number } = await declared(engine);
    await place(id, 'room', 'C0ROOM');
    await place(id, 'card', 'C0ROOM', '10.1');
    await place(id, 'news', 'C0NEWS', '11.1');
    expect((await reads.byNumber(number, 'U0CAT'))?.places).toEqual({
      roomId: 'C0ROOM',
      roomThreadTs: null,
      cardTs: '10.1',
      newsChannelId: 'C0NEWS',
      newsTs: '11.1',
    });
  });

  it('finds by words of the title, taken literally, or by number', async () => {
    const odd = await declared(engine, { title: '100% of \\_logins_ fail' });
    const find = async (text: string) => numbersOf(await reads.find(text, 'U0CAT'));
    expect(await find('LOGINS')).toContain(odd.number);
    expect(await find('100% of \\_')).toEqual([odd.number]);
    expect(await find('100_ of')).toEqual([]);
    expect(await find(`#${odd.number}`)).toEqual([odd.number]);
    expect(await find('99999999999999999999')).toEqual([]);
  });

  it('lists what is open, and what is mine', async () => {
    const theirs = await declared(engine, { by: 'U0DAN' });
    const mine = await declared(engine, { by: 'U0EVE' });
    const closed = await declared(engine, { by: 'U0EVE' });
    await ports.run(closed.id, { type: 'cancel', by: 'U0EVE', reason: 'a test' }, gesture());
    const open = numbersOf(await reads.open('U0EVE'));
    expect(open.slice(0, 2)).toEqual([mine.number, theirs.number]);
    expect(open).not.toContain(closed.number);
    expect(numbersOf(await reads.mine('U0EVE'))).toEqual([mine.number]);
  });

  it('knows what was declared within the last minutes of story time', async () => {
    const before = await declared(engine);
    await advance(database.url, 61 * 60_000);
    const after = await declared(engine);
    const numbers = numbersOf(await reads.declaredSince(60, 'U0CAT'));
    expect(numbers).toContain(after.number);
    expect(numbers).not.toContain(before.number);
  });

  it('pages through a timeline, the newest last', async () => {
    const { id } = await declared(engine);
    for (const text of ['a', 'b', 'c', 'd']) {
      await ports.run(id, { type: 'add_note', by: 'U0BEN', kind: 'note', text }, gesture());
    }
    const last = await reads.timeline(id, { limit: 2 });
    expect(last.map((row) => row.data['text'])).toEqual(['c', 'd']);
    const before = await reads.timeline(id, { before: last[0]?.seq ?? 0, limit: 2 });
    expect(before.map((row) => row.data['text'])).toEqual(['a', 'b']);
  });

  it('knows which timelines hold a message, until it is unpinned or deleted', async () => {
    const source: MessageRef = {
      channelId: 'C0ROOM',
      ts: '20.5',
      authorId: 'U0CAT',
      permalink: null,
      text: 'restarted it',
    };
    const { id } = await declared(engine);
    const note = { type: 'add_note', by: 'U0BEN', kind: 'note', text: '', source } as const;
    await ports.run(id, note, gesture());
    expect(await reads.recordedIn('C0ROOM', '20.5')).toEqual([id]);
    expect(await reads.recordedIn('C0OTHER', '20.5')).toEqual([]);
    await ports.run(id, { type: 'edit_message', by: 'U0CAT', source }, gesture());
    expect(await reads.recordedIn('C0ROOM', '20.5')).toEqual([id]);
    await ports.run(id, { type: 'unpin_message', by: 'U0CAT', source }, gesture());
    expect(await reads.recordedIn('C0ROOM', '20.5')).toEqual([]);
  });
});

describe('what listeners know without asking', () => {
  it('is the policy an incident was declared under, and story time', async () => {
    const incident = await declared(engine);
    expect(await ports.policyOf(incident)).toBe(ports.activePolicy());
    const shown = await advance(database.url, 3 * 60 * 60_000);
    await tick(engine);
    expect(Math.abs(ports.now().getTime() - shown.getTime())).toBeLessThan(60_000);
  });
});
