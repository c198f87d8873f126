import { expect, test } from 'vitest';
import { declared } from '../support/story.ts';
import { tellingPolicy } from '../support/telling-policy.ts';
import { testWorld } from '../support/world.ts';

const world = testWorld({ policyPath: tellingPolicy() });

test('who follows hears of each update directly, and how it ends, until they stop', async () => {
  const { slack } = world;
  const [observer, commander] = [slack.user('observer'), slack.user('commander')];
  const { room, number } = await declared(world, 'Orders hang sev3');
  await slack.settle();
  const news = (await slack.channel('incidents')).message(`#${number} Orders hang`);
  await news.button('Follow').click(observer);
  await commander.command('/incident update The queue is full', room);
  const dm = await observer.dm();
  await dm.message(/Orders hang[\s\S]*What we know The queue is full/).seen();
  await commander.command('/incident resolve the queue was emptied', room);
  const over = dm.message(/Orders hang[\s\S]*How it ended the queue was emptied/);
  await over.button('Stop following').click(observer);
  await commander.command('/incident close it stays empty', room);
  await slack.settle();
  expect((await dm.messages()).filter(({ text }) => /Orders hang/.test(text))).toHaveLength(2);
});

test('who wants it rarely hears the latest when their pause is over', async () => {
  const { slack } = world;
  const [observer, commander] = [slack.user('observer'), slack.user('commander')];
  const { room, number } = await declared(world, 'Stock is wrong sev3');
  expect(await observer.ask('/incident follow every 30m', room)).toBe(
    `You follow #${number}: you hear of it at most every 30 min. /incident unfollow #${number} ends it.`,
  );
  expect(await observer.ask('/incident follow every 2m', room)).toBe(
    'Between 5 and 1440 minutes, please.',
  );
  for (const known of ['one shop', 'two shops', 'all shops']) {
    await commander.command(`/incident update It is ${known}`, room);
    await slack.fastForward({ minutes: 5 });
  }
  const dm = await observer.dm();
  const told = async () =>
    (await dm.messages()).flatMap(({ text }) => /What we know\* It is (.*)/.exec(text)?.[1] ?? []);
  await slack.settle();
  expect(await told()).toEqual(['one shop']);
  await slack.fastForward({ minutes: 20 });
  await slack.settle();
  expect(await told()).toEqual(['one shop', 'all shops']);
});

test('a private incident is followed only by those who may see it', async () => {
  const { slack } = world;
  const [manager, observer] = [slack.user('manager'), slack.user('observer')];
  const said = await manager.ask('/incident declare Quiet matter sev3 --private');
  const number = Number(/#(\d+)/.exec(said)?.[1]);
  await slack.settle();
  expect(await observer.ask(`/incident follow #${number}`)).toMatch(/no such incident|is none/i);
  expect(await manager.ask(`/incident follow #${number}`)).toContain(`You follow #${number}`);
  expect(await manager.ask(`/incident follow #${number}`)).toBe('You follow it already.');
  expect(await manager.ask(`/incident unfollow #${number}`)).toBe(
    `You do not follow #${number} any more.`,
  );
  expect(await manager.ask(`/incident unfollow #${number}`)).toBe('You do not follow it.');
});

test('who follows an incident that goes private hears no more, unless they are in it', async () => {
  const { slack } = world;
  const [observer, reporter, commander] = [
    slack.user('observer'),
    slack.user('reporter'),
    slack.user('commander'),
  ];
  const { room, number } = await declared(world, 'Names were seen sev3');
  await commander.command('/incident take', room);
  for (const person of [observer, reporter]) await person.ask(`/incident follow #${number}`);
  await commander.command('/incident private because names were seen', room);
  await slack.settle();
  await commander.command(`/incident #${number} update It was one page`);
  await slack.settle();
  await (await reporter.dm()).message(/What we know It was one page/).seen();
  const heard = (await (await observer.dm()).messages()).map(({ text }) => text).join();
  expect(heard).not.toContain('It was one page');
});
