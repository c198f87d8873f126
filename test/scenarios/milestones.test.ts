import { expect, test } from 'vitest';
import { coursePolicy } from '../support/course-policy.ts';
import { declared } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

const world = testWorld({ policyPath: coursePolicy() });

test('milestones are reached by what happens and listed in order, with who and when', async () => {
  const { slack } = world;
  const scribe = slack.user('scribe');
  const { room, number } = await declared(world, 'API is down sev4');
  await slack.fastForward({ minutes: 3 });
  await scribe.command('/incident take scribe', room);
  await slack.fastForward({ minutes: 10 });
  await scribe.command('/incident status monitoring because it holds', room);
  const list = await scribe.ask('/incident milestone', room);
  expect(list).toMatch(
    new RegExp(
      `Milestones of #${number} API is down\\n[-\\d: ]+UTC Declared\\n[-\\d: ]+UTC Acknowledged · @sasha\\n[-\\d: ]+UTC Recorded by · @sasha\\n[-\\d: ]+UTC Mitigated\\nNot reached: Started, Detected`,
    ),
  );
});

test('who presses Join acknowledges, once', async () => {
  const { slack } = world;
  const { room } = await declared(world, 'Mail is late sev4');
  const form = await slack
    .user('dba')
    .command('/incident declare', 'general')
    .then(() => slack.user('dba').modal('Declare an incident'));
  await form.press('Join', undefined, /Mail is late/);
  await slack.settle();
  expect(await slack.user('dba').ask('/incident milestone', room)).toMatch(/Acknowledged · @dita/);
});

test('a time is set by hand, in the zone of who types it, and said back in full', async () => {
  const { slack } = world;
  const dba = slack.user('dba');
  const { room, number } = await declared(world, 'Search is slow sev4');
  const said = await dba.ask('/incident milestone started 20 minutes ago a bad deploy', room);
  expect(said).toMatch(
    new RegExp(`^Started of #${number} is .*\\(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC\\)\\.`),
  );
  // 12:00 in Kolkata is half past six in the morning in UTC.
  expect(await dba.ask('/incident milestone found by at 2026-01-05 12:00 @lin', room)).toContain(
    '(2026-01-05 06:30 UTC)',
  );
  const list = await dba.ask('/incident milestone', room);
  expect(list).toContain('2026-01-05 06:30 UTC Found by · @lin · set by @dita');
  expect(list).toMatch(/UTC Started · a bad deploy · set by @dita/);
  expect(await dba.ask('/incident timeline', room)).toMatch(/@dita set Found by to .*, @lin/);
});

test('a correction needs a reason, and the timeline keeps both', async () => {
  const { slack } = world;
  const oncall = slack.user('oncall');
  const { room, number } = await declared(world, 'Disk is full sev4');
  await oncall.command('/incident milestone detected 10 minutes ago an alert', room);
  await oncall.command('/incident milestone detected', room);
  const form = await oncall.modal(`Milestone of #${number}`);
  expect(form.value('What was it?')).toBe('an alert');
  await form.fill({ 'When was it?': 'soon' });
  expect((await form.submit()).errors).toEqual({
    'When was it?': 'That is no time I can read. Like 14:05, 2026-03-02 14:05 or 20 minutes ago.',
  });
  await form.fill({ 'When was it?': '30 minutes ago' });
  expect(Object.keys((await form.submit()).errors)).toEqual(['Why is it corrected?']);
  await form.fill({ 'Why is it corrected?': 'the log says so' });
  expect(await form.submit()).toMatchObject({ accepted: true });
  expect(await oncall.ask('/incident timeline', room)).toMatch(
    /@omar corrected Detected from .*, “an alert” to .*: the log says so/,
  );
});

test('an odd order is said and not refused; the future is', async () => {
  const { slack } = world;
  const dba = slack.user('dba');
  const { room } = await declared(world, 'Ads are gone sev4');
  await dba.command('/incident milestone detected 30 minutes ago', room);
  expect(await dba.ask('/incident milestone started 10 minutes ago', room)).toMatch(
    /Is that right\? Detected was /,
  );
  expect(await dba.ask('/incident milestone cause found at 2099-01-01 10:00', room)).toMatch(
    /^That is still to come: /,
  );
  expect(await dba.ask('/incident milestone lunch at 12:00', room)).toMatch(
    /^There is no milestone “lunch”\. There are: Started, Detected,/,
  );
});

test('a note can be of something that was so before', async () => {
  const { slack } = world;
  const dba = slack.user('dba');
  const { room } = await declared(world, 'Maps are blank sev4');
  await dba.command('/incident note 15 minutes ago finding: the tiles stopped', room);
  await room.message(/Finding by @dita: the tiles stopped \(/).seen();
  expect(await dba.ask('/incident timeline', room)).toMatch(
    /Finding by @dita: the tiles stopped \(about /,
  );
});
