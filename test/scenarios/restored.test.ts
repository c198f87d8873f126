import { expect, test } from 'vitest';
import { reconcile } from '../../src/apply/reconcile.ts';
import { restoreBackup, takeBackup } from '../support/backup.ts';
import { declared } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

const world = testWorld();

test('after an older backup is restored, what Slack has is found, named and told no second time', async () => {
  const { slack, local, databaseUrl } = world;
  world.expectErrors();
  const [rita, enzo] = [slack.user('reporter'), slack.user('engineer')];
  const first = await declared(world, 'Checkout is failing sev3');
  // Something waits at the moment of the backup: a message, and a whole room.
  const room = { on: 'call', method: 'conversations.create' } as const;
  const post = { on: 'call', method: 'chat.postMessage' } as const;
  const wait = { kind: 'rate_limit', retry_after_s: 2 } as const;
  await slack.faults({ ...room, times: 1, fault: wait }, { ...post, times: 1, fault: wait });
  await enzo.ask('/incident note we roll back', first.room);
  await rita.ask('/incident declare Mail is late sev4');
  await local.sandbox.quiet();
  await takeBackup(databaseUrl);

  await slack.settle();
  await first.room.message('we roll back').seen();
  await slack.channel('inc-2-mail-is-late');
  await enzo.ask('/incident note the roll-back is done', first.room);
  const lost = await declared(world, 'Search is slow sev3');
  await declared(world, 'Keys leaked sev3 --private');
  expect(lost.number).toBe(3);
  const before = await everything();

  await local.stopMuster();
  await restoreBackup(databaseUrl);
  const slackAccess = { token: local.sandbox.app.bot_token, apiUrl: local.sandbox.apiUrl };
  const asked = { slack: slackAccess, apply: false, by: null };
  const found = await reconcile({ url: databaseUrl }, asked);
  expect(found.join('\n')).toMatch(
    /channel inc-3-search-is-slow: no incident in the database; it was “Search is slow”, #3$/m,
  );
  expect(found.join('\n')).toMatch(
    /channel inc-\S+: no incident in the database; it was a private/,
  );
  expect(found.join('\n')).toMatch(/does not know: .*the roll-back is done/);
  expect(found).toContain('the next number is #3, and Slack shows #3 already');
  expect(found.at(-1)).toBe('Nothing was changed. Add --apply to mend it.');
  // Told only: the same again.
  expect(await reconcile({ url: databaseUrl }, asked)).toEqual(found);

  // Nothing is declared by nobody.
  await expect(
    reconcile({ url: databaseUrl }, { ...asked, apply: true, by: 'U01AB2CD3' }),
  ).rejects.toThrow('Slack knows nobody U01AB2CD3');
  const mended = await reconcile({ url: databaseUrl }, { ...asked, apply: true, by: rita.id });
  expect(mended).toContain('the next number is #4');
  expect(mended).toContain('#inc-3-search-is-slow is the room of #3 again');
  await local.startMuster();
  await slack.settle();

  const after = await everything();
  expect(after.rooms).toEqual(before.rooms);
  expect(after.said('we roll back')).toBe(1);
  expect(after.said('is now the room of *#3 Search is slow*')).toBe(1);
  // Nothing that was there came again, but for the card that the room found again needs.
  for (const [key, count] of after.keys) expect([key, count]).toEqual([key, 1]);
  expect(await rita.ask('/incident show #3')).toContain('Search is slow');
  expect(await enzo.ask('/incident list')).toContain('Search is slow');
  expect((await declared(world, 'Logins fail sev4')).number).toBe(4);
  const again = await reconcile({ url: databaseUrl }, asked);
  expect(again.filter((line) => line.startsWith('channel '))).toEqual([]);
});

/** Rooms by name, how often each message key is there, and how often words were said. */
async function everything() {
  const { channels } = await world.slack.link.state();
  const rooms = channels.filter(({ name }) => name.startsWith('inc-'));
  const messages = channels.flatMap(({ messages: all }) => all);
  const keys = new Map<string, number>();
  for (const { metadata } of messages) {
    if (!metadata) continue;
    const key = JSON.stringify(metadata);
    keys.set(key, (keys.get(key) ?? 0) + 1);
  }
  return {
    rooms: rooms.map(({ name }) => name).sort(),
    keys,
    said: (words: string) => messages.filter(({ text }) => text.includes(words)).length,
  };
}
