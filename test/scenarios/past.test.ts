import { expect, test } from 'vitest';
import { testWorld } from '../support/world.ts';

const world = testWorld();

test('a past incident is recorded with its times: no room, no announcement, no reminders', async () => {
  const { slack } = world;
  const scribe = slack.user('scribe');
  const before = (await (await slack.channel('incidents')).messages()).length;
  const { now } = await slack.link.state();
  const hoursAgo = (hours: number) => Math.floor(now / 1000) - hours * 3600;
  await scribe.command('/incident past Mail was down');
  const form = await scribe.modal('A past incident');
  expect(form.value('What was wrong?')).toBe('Mail was down');
  await form.fill({
    Severity: 'SEV1',
    'It began': hoursAgo(5),
    'It was resolved': hoursAgo(7),
    'What happened?': 'A disk was full',
  });
  expect((await form.submit()).errors).toEqual({
    'What was wrong?': 'It cannot be resolved before it began.',
  });
  await form.fill({ 'It was resolved': hoursAgo(-1) });
  expect((await form.submit()).errors).toEqual({
    'What was wrong?': 'A past incident cannot begin or end in the future.',
  });
  await form.fill({ 'It was resolved': hoursAgo(3) });
  expect(await form.submit()).toMatchObject({ accepted: true });
  await slack.settle();
  const told = (await scribe.dm()).message('Recorded as #1 Mail was down');
  await told.button('Show').click(scribe);
  const shown = await scribe.ephemeral('Mail was down').words();
  expect(shown).toContain('Resolved');
  expect(shown).toContain('A disk was full');
  expect(shown).not.toContain('Next update');
  await slack.fastForward({ minutes: 24 * 60 });
  await slack.settle();
  const channels = await scribe.channels();
  expect(channels.filter((name) => name.startsWith('inc-'))).toEqual([]);
  expect(await (await slack.channel('incidents')).messages()).toHaveLength(before);
  expect(await (await scribe.dm()).messages()).toHaveLength(1);
  expect(await scribe.ask('/incident close #1 written up')).toContain('#1');
});
