import { describe, expect, test } from 'vitest';
import type { Room } from '../../sandbox/client/room.ts';
import { declared, minutesToNextUpdate } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

const world = testWorld();
const card = /Incident commander: [\s\S]*Declared by /;
/** Every sentence that reminds of an update. */
const reminder = /he next update is due|n update is due now|he update promised for .* late\./;

describe('an update', () => {
  test('by form goes to the room, the card and the announcement, with status and next time', async () => {
    const { slack } = world;
    const commander = slack.user('commander');
    const { room, number } = await declared(world, 'API is down sev1');
    expect(await minutesToNextUpdate(world, room)).toBe(30);
    await room.message(card).button('Post update').click(commander);
    const form = await commander.modal(`Update #${number}`);
    expect(form.value('Next update')).toBe('30');
    await form.fill({
      'What do we know?': 'A certificate ran out',
      'What are we doing?': 'Renewing it',
      'What do we need?': 'Somebody with access to the load balancer',
      Status: 'Identified',
      'Next update': 'in 15 min',
    });
    expect(await form.submit()).toMatchObject({ accepted: true });
    await slack.settle();
    const told = await room.message(/Update by @cleo · Identified/).words();
    expect(told).toMatch(
      /What we know A certificate ran out\nWhat we do Renewing it\nWhat we need Somebody with/,
    );
    expect(told).toContain('Next update');
    expect(await room.message(card).words()).toMatch(
      /SEV1 · Identified[\s\S]*What we know A certificate ran out[\s\S]*Last update by @cleo/,
    );
    expect(await minutesToNextUpdate(world, room)).toBe(15);
    expect(await room.topic()).toMatch(/^SEV1 · Identified/);
    const news = await (await slack.channel('incidents')).message(`#${number} API is down`).words();
    expect(news).toMatch(/SEV1 · Identified\nA certificate ran out/);
    // The next form begins with what is still being done and needed.
    await room.message(card).button('Post update').click(commander);
    const next = await commander.modal(`Update #${number}`);
    expect(next.value('What are we doing?')).toBe('Renewing it');
    expect(next.value('What do we know?')).toBe(null);
    await next.close();
    await commander.command('/incident resolve it was renewed', room);
  });

  test('by command is what we know; the next is due by the pace of the severity', async () => {
    const { slack } = world;
    const dba = slack.user('dba');
    const { room, number } = await declared(world, 'Mail is late sev2');
    await slack.fastForward({ minutes: 20 });
    expect(await dba.ask('/incident update We found the query', room)).toBe(
      `Posted to #${number}.`,
    );
    await slack.settle();
    await room.message(/Update by @dita · Investigating\nWhat we know We found the query/).seen();
    expect(await minutesToNextUpdate(world, room)).toBe(60);
    const news = (await slack.channel('incidents')).message(`#${number} Mail is late`);
    expect(await news.words()).toContain('We found the query');
    expect(await dba.ask('/incident timeline', room)).toMatch(
      /@dita posted an update\nWe know: We found the query/,
    );
    await dba.command('/incident resolve the query was killed', room);
  });
});

describe('reminders', () => {
  test('come before, at the time and after, and then stop', async () => {
    const { slack } = world;
    const { room } = await declared(world, 'Search is down sev1');
    await slack.user('commander').command('/incident take', room);
    await slack.fastForward({ minutes: 24 });
    expect(await reminders(room)).toEqual([]);
    await slack.fastForward({ minutes: 1 });
    expect(await reminders(room)).toEqual([
      expect.stringMatching(/^:hourglass: <@U0COMMANDER>, the next update is due/),
    ]);
    await slack.fastForward({ minutes: 5 });
    expect(await reminders(room)).toHaveLength(2);
    expect((await reminders(room)).at(-1)).toMatch(/an update is due now\. The last one was/);
    expect(await room.message(card).words()).toMatch(/The update promised for .* is late/);
    for (const late of ['15 min', '30 min', '45 min']) {
      await slack.fastForward({ minutes: 15 });
      expect((await reminders(room)).at(-1)).toMatch(new RegExp(`is ${late} late`));
    }
    expect(await reminders(room)).toHaveLength(5);
    await slack.fastForward({ hours: 5 });
    expect(await reminders(room)).toHaveLength(5);
    // They begin again with the next promise.
    await slack.user('commander').command('/incident update still looking', room);
    await slack.fastForward({ minutes: 25 });
    expect(await reminders(room)).toHaveLength(6);
    await slack.user('commander').command('/incident resolve it is up', room);
  });

  test('are answered with an update', async () => {
    const { slack } = world;
    const dba = slack.user('dba');
    const { room, number } = await declared(world, 'Cache is cold sev1');
    await slack.fastForward({ minutes: 30 });
    await room.message(reminder).button('Post update').click(dba);
    const form = await dba.modal(`Update #${number}`);
    await form.fill({ 'What do we know?': 'It warms up' });
    expect(await form.submit()).toMatchObject({ accepted: true });
    await slack.settle();
    const before = (await reminders(room)).length;
    await slack.fastForward({ minutes: 24 });
    expect(await reminders(room)).toHaveLength(before);
    await dba.command('/incident resolve it is warm', room);
  });

  test('are moved with a reason, which the card shows', async () => {
    const { slack } = world;
    const dba = slack.user('dba');
    const { room, number } = await declared(world, 'Feeds are stale sev1');
    await slack.fastForward({ minutes: 30 });
    const asked = room.message(reminder);
    await asked.button('Snooze').click(dba);
    const form = await dba.modal('Move the update');
    await form.fill({ 'By how long?': '20 min', 'Why?': 'the import needs that long' });
    expect(await form.submit()).toMatchObject({ accepted: true });
    await slack.settle();
    expect(await room.message(card).words()).toContain(
      'moved by @dita: the import needs that long',
    );
    expect(await minutesToNextUpdate(world, room)).toBe(20);
    // The old reminder is answered by how things are now.
    const late = slack.user('engineer');
    await asked.button('Snooze').click(late);
    await late.ephemeral(/Somebody was faster: the next update is now due /).seen();
    expect(await late.ask('/incident snooze 10 because me too', room)).toMatch(
      /It was moved already, to /,
    );
    const before = (await reminders(room)).length;
    await slack.fastForward({ minutes: 14 });
    expect(await reminders(room)).toHaveLength(before);
    await slack.fastForward({ minutes: 6 });
    expect((await reminders(room)).at(-1)).toMatch(/update is due now/);
    expect(await dba.ask('/incident snooze 10 because one more batch', room)).toMatch(
      new RegExp(`Moved\\. The next update of #${number} is due `),
    );
    await dba.command('/incident resolve the import is through', room);
  });

  test('are quiet for a while when somebody is on it', async () => {
    const { slack } = world;
    const [dba, engineer] = [slack.user('dba'), slack.user('engineer')];
    const { room } = await declared(world, 'Disk is full sev1');
    await slack.fastForward({ minutes: 25 });
    await room.message(reminder).button("I'm on it").click(dba);
    await slack.settle();
    expect(await room.message(card).words()).toContain('@dita is on it');
    await room.message(reminder).button("I'm on it").click(engineer);
    await engineer.ephemeral('@dita is on it already.').seen();
    const before = (await reminders(room)).length;
    await slack.fastForward({ minutes: 9 });
    expect(await reminders(room)).toHaveLength(before);
    // Their word lapses when nothing comes of it.
    await slack.fastForward({ minutes: 11 });
    expect(await reminders(room)).toHaveLength(before + 1);
    expect(await room.message(card).words()).not.toContain('is on it');
    await dba.command('/incident resolve deleted the old logs', room);
  });

  test('after a week away come once and say how late it is; of what is resolved, never', async () => {
    const { slack } = world;
    const dba = slack.user('dba');
    const { room } = await declared(world, 'Nobody is here sev2');
    const resolved = await declared(world, 'Ads are missing sev1');
    await dba.command('/incident resolve they are back', resolved.room);
    await slack.settle();
    expect(await resolved.room.message(/How it ended they are back/).words()).not.toContain(
      'Next update',
    );
    await slack.fastForward({ days: 7, hours: 1 });
    expect(await reminders(resolved.room)).toEqual([]);
    expect(await dba.ask('/incident snooze 10 because of lunch', resolved.room)).toBe(
      'This incident is Resolved. Reopen it first.',
    );
    expect(await reminders(room)).toEqual([expect.stringMatching(/promised for .* is 7 d late/)]);
  });

  async function reminders(room: Room): Promise<string[]> {
    return (await room.messages()).map(({ text }) => text).filter((text) => reminder.test(text));
  }
});
