import { describe, expect, test } from 'vitest';
import { declared, policyWith } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

const policyPath = policyWith({
  'version: 2': `version: 2
action_items:
  kinds:
    - key: hotfix
      name: Hotfix now
      due_within_days: 1
      expected: true
      when: { severity: [sev1] }
    - key: next_release
      name: Next release
      due_within_days: 14
      tracker: https://tracker.acme.example/new`,
});
const world = testWorld({ policyPath });
const card = /Declared by .*, /;

describe('action items', () => {
  test('is noted by command with who does it, until when and of which class, and they are told', async () => {
    const { slack } = world;
    const [oncall, dba] = [slack.user('oncall'), slack.user('dba')];
    const { room, number } = await declared(world, 'Pool ran dry sev2');
    expect(
      await oncall.ask(`/incident action Replace the pool @dita by tomorrow next release`, room),
    ).toMatch(
      new RegExp(
        `Noted as action item of #${number}: Replace the pool · Next release · @dita · due \\d{4}-`,
      ),
    );
    await slack.settle();
    const given = (await dba.dm()).message('gave you an action item');
    expect(await given.words()).toContain(`#${number} Pool ran dry: Replace the pool`);
    const shown = room.message(card);
    expect(await shown.words()).toContain('Action items 1 open of 1');
    await given.button('Done').click(dba);
    await slack.settle();
    expect(await shown.words()).toContain('Action items 0 open of 1');
    expect(await oncall.ask('/incident timeline', room)).toContain(
      '@dita finished an action item: Replace the pool',
    );
  });

  test('is noted by form, listed with what is due soonest first, and linked to where it is filed', async () => {
    const { slack } = world;
    const oncall = slack.user('oncall');
    const { room, number } = await declared(world, 'Cache is cold sev2');
    await oncall.command('/incident action', room);
    const form = await oncall.modal(`Action item of #${number}`);
    await form.fill({ 'What is left to do?': 'Warm it at start', Due: '2020-01-01' });
    expect((await form.submit()).errors).toEqual({
      'What is left to do?': expect.stringContaining('is no day it can be due'),
    });
    await form.fill({ Due: null });
    expect(await form.submit()).toMatchObject({ accepted: true });
    await oncall.command('/incident action Alert on it in 2 days', room);
    await oncall.command('/incident actions', room);
    const list = oncall.ephemeral(`Action items of #${number}`);
    const words = await list.words();
    expect(words.indexOf('Alert on it')).toBeLessThan(words.indexOf('Warm it at start'));
    expect(words).toContain('file it');
    await list.button('Add link').click(oncall);
    const link = await oncall.modal('Where it is filed');
    await link.fill({ Address: 'nowhere' });
    expect((await link.submit()).errors).toEqual({
      Address: expect.stringContaining('must begin with https://'),
    });
    await link.fill({ Address: 'https://tracker.acme.example/T-7' });
    expect(await link.submit()).toMatchObject({ accepted: true });
    expect(await oncall.ask('/incident timeline', room)).toContain(
      'filed an action item: Alert on it (https://tracker.acme.example/T-7',
    );
  });
});

describe('closing', () => {
  test('asks for the action items that is expected, and goes on without when somebody says so', async () => {
    const { slack } = world;
    const oncall = slack.user('oncall');
    const { room, number } = await declared(world, 'Shop is down sev1');
    await oncall.command('/incident resolve rolled back', room);
    await slack.settle();
    expect(await room.message(card).words()).toContain(
      'Action items expected before closing: Hotfix now',
    );
    expect(await oncall.ask('/incident close it is over', room)).toContain(
      'No action item of this kind was noted yet: Hotfix now',
    );
    await oncall.ephemeral('No action item of this kind').button('Close anyway').click(oncall);
    const form = await oncall.modal(`Close #${number}`);
    await form.fill({ 'Why is it over?': 'nothing is left to do' });
    expect(await form.submit()).toMatchObject({ accepted: true });
    await slack.settle();
    expect(await oncall.ask('/incident timeline', room)).toMatch(
      /nothing is left to do\.? Closed without action items of this kind: Hotfix now\./,
    );
  });

  test('by form says what is missing and, sent again, goes on without', async () => {
    const { slack } = world;
    const oncall = slack.user('oncall');
    const { room, number } = await declared(world, 'Desk is down sev1');
    await oncall.command('/incident resolve rolled back', room);
    await slack.settle();
    await room.message(card).button('Close').click(oncall);
    const form = await oncall.modal(`Close #${number}`);
    await form.fill({ 'Why is it over?': 'it is' });
    await form.submit();
    expect(form.words()).toContain('Add it, or close anyway');
    expect(form.value('Why is it over?')).toBe('it is');
    expect(await form.submit()).toMatchObject({ accepted: true });
    await slack.settle();
    expect(await room.message(card).words()).toContain('Closed');
  });
});
