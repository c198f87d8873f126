import { describe, expect, test } from 'vitest';
import type { MessageShown } from '../../sandbox/protocol.ts';
import type { Fault, FaultKind } from '../../sandbox/protocol-operate.ts';
import { testWorld, type World } from '../support/world.ts';

/** What a bad day looks like: a third of the calls that show something go wrong in some way. */
const troubles: Array<[FaultKind, number]> = [
  [{ kind: 'drop' }, 0.1],
  [{ kind: 'fail_after' }, 0.05],
  [{ kind: 'refuse' }, 0.05],
  [{ kind: 'fail_before', status: 503 }, 0.05],
  [{ kind: 'malformed' }, 0.05],
  [{ kind: 'rate_limit', retry_after_s: 1 }, 0.05],
];
const methods = ['chat.*', 'conversations.*', 'pins.add', 'bookmarks.add', 'views.publish'];

const badDay: Fault[] = methods.flatMap((method) =>
  troubles.map(([fault, rate]): Fault => ({ on: 'call', method, rate, fault })),
);

describe.each([1, 2])('on a bad day of Slack, seed %i', (seed) => {
  const patience = { settleMs: 400, urgentSettleMs: 300, backOffMs: 50, maxBackOffMs: 400 };
  const world = testWorld({ settings: { seed }, start: { patience } });

  test('every room is made once and every message is posted once', async () => {
    const { slack } = world;
    world.expectTrouble();
    await slack.faults(...badDay);
    const reporter = slack.user('reporter');
    for (const title of ['API is down', 'Mail is late', 'Search is slow']) {
      await reporter.command(`/incident declare ${title} sev1`);
    }
    await slack.settle();
    for (const number of [1, 2, 3]) {
      for (const note of notes) await reporter.command(`/incident note #${number} ${note}`);
      await reporter.command(`/incident take commander #${number}`);
    }
    await slack.settle();
    await expectEachOnce(world);
  });
});

const notes = ['the disk is full', 'the logs are gone', 'the fans are loud'];

async function expectEachOnce({ slack, local }: World): Promise<void> {
  const rooms = [...local.sandbox.workspace.channels.values()].filter(({ name }) =>
    name.startsWith('inc-'),
  );
  expect(rooms.map(({ name }) => name).sort()).toEqual([
    'inc-1-api-is-down',
    'inc-2-mail-is-late',
    'inc-3-search-is-slow',
  ]);
  for (const room of rooms) {
    const messages = await slack.messagesIn(room.id);
    expect(cards(messages)).toHaveLength(1);
    for (const note of notes) {
      expect(messages.filter(({ text }) => text.includes(note))).toHaveLength(1);
    }
    expect(new Set(keys(messages)).size).toBe(keys(messages).length);
  }
}

function cards(messages: MessageShown[]): MessageShown[] {
  return messages.filter((message) => JSON.stringify(message.blocks).includes('take_role'));
}

function keys(messages: MessageShown[]): unknown[] {
  return messages.flatMap(({ metadata }) => (metadata ? [JSON.stringify(metadata)] : []));
}
