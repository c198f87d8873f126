import { describe, expect, test } from 'vitest';
import { inForce, putInForce } from '../../src/apply/apply.ts';
import { loadPolicyFile } from '../../src/policy/load.ts';
import { declared, policyWith } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

const written = {
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
      tracker: https://tracker.acme.example/new
  late_to: [U0MANAGER]
  late_to_after_days: 2
  refused_words: [be careful]`,
};
const policyPath = policyWith(written);

async function loaded(replacements: Record<string, string>) {
  const result = await loadPolicyFile(policyWith(replacements));
  if (!result.ok) throw new Error(result.faults.join('\n'));
  return result;
}

const world = testWorld({ policyPath });
const card = /Declared by .*, /;

describe('action items', () => {
  test('is noted by command with who does it, until when and of which kind, and they are told', async () => {
    const { slack } = world;
    const [oncall, dba] = [slack.user('oncall'), slack.user('dba')];
    const { room, number } = await declared(world, 'Pool ran dry sev2');
    expect(
      await oncall.ask(`/incident action Replace the pool @dita by tomorrow next release`, room),
    ).toMatch(
      new RegExp(
        `Noted as action item 1 of #${number}: Replace the pool · Next release · @dita · due \\d{4}-`,
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
      Due: expect.stringContaining('is no day it can be due'),
    });
    await form.fill({ Due: null });
    expect(await form.submit()).toMatchObject({ accepted: true });
    await oncall.command('/incident action Alert on it in 2 days', room);
    await oncall.command('/incident actions', room);
    const list = oncall.ephemeral(`Action items of #${number}`);
    expect(await list.words()).toMatch(/Alert on it.*file it[\s\S]*Warm it at start/);
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
    await list.button('Done').click(oncall);
    await oncall.ephemeral(/Done: Alert on it\s+Action items of #[\s\S]*mark: 2\. Alert/).seen();
  });
});

describe('closing', () => {
  test('asks for the action items that are expected, and goes on without when somebody says so', async () => {
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

describe('one that changes the policy', () => {
  test('is linked to what changed by who puts a policy in force, or by a button; done stays for people to say', async () => {
    const { slack } = world;
    const [oncall, dba] = [slack.user('oncall'), slack.user('dba')];
    const where = { url: world.databaseUrl };
    const { room, number } = await declared(world, 'News came late sev2');
    await oncall.command('/incident action Ask for news sooner @dita (policy)', room);
    await oncall.command('/incident action Name a scribe', room);
    const edit = `/incident action 2 edit`;
    await oncall.command(edit, room);
    const form = await oncall.modal('Edit action item');
    await form.fill({ 'How we run incidents': ['It changes the policy'] });
    expect(await form.submit()).toMatchObject({ accepted: true });
    expect(await oncall.ask('/incident action 2 applied', room)).toContain(
      'No other policy came in force since',
    );

    const sooner = { ...written, 'update_every_minutes: 60': 'update_every_minutes: 20' };
    await expect(putInForce(where, await loaded(sooner), [{ number, id: 9 }])).rejects.toThrow(
      `There is no action item #${number}/9.`,
    );
    expect((await inForce(where)).name).toBe('Default');
    const told = await putInForce(where, await loaded(sooner), [{ number, id: 1 }]);
    expect(told.slice(-4)).toEqual([
      `#${number}/1 links what changed (1). Whoever has it is told, and says when it is done.`,
      'Action items that are to change the policy:',
      `  #${number}/2 Name a scribe`,
      "Where this policy does one of them, apply it again with --for '#12/3'.",
    ]);
    await slack.fastForward({ minutes: 1 });
    const heard = (await dba.dm()).message('The policy was changed for your action item');
    expect(await heard.words()).toContain('severities.sev2.update_every_minutes: 60 → 20');
    expect(await oncall.ask('/incident timeline', room)).toMatch(
      /who runs Muster linked an action item to the policy Default \([0-9a-f]{12}\)/i,
    );

    await oncall.command('/incident actions', room);
    const list = oncall.ephemeral(`Action items of #${number}`);
    expect(await list.words()).toMatch(/Changed by Default \([0-9a-f]{12}\) on \d{4}-/);
    await list.button('The policy in force does it').click(oncall);
    await slack.settle();
    await oncall.command('/incident actions', room);
    const after = await oncall.ephemeral(`Action items of #${number}`).words();
    expect(after.match(/update_every_minutes: 60 → 20/g)).toHaveLength(2);
    expect(after).not.toContain('The policy in force does it');
    expect(await room.message(card).words()).toContain('Action items 2 open of 2');
    await heard.button('Done').click(dba);
    await slack.settle();
    expect(await room.message(card).words()).toContain('Action items 1 open of 2');
    await oncall.command('/incident postmortem export md', room);
    await slack.settle();
    const files = [...world.local.sandbox.core.workspace.files.values()];
    const document = files.find(({ name }) => name === `incident-${number}-postmortem.md`);
    expect(new TextDecoder().decode(document?.content)).toMatch(
      /changed by Default \([0-9a-f]{12}\) on \d{4}-\d\d-\d\d; .*60 → 20/,
    );
  });

  test('of a private incident is no more than its number to who puts a policy in force', async () => {
    const { slack } = world;
    const oncall = slack.user('oncall');
    const { room, number } = await declared(world, 'A key leaked sev2');
    await oncall.ask('/incident private because a key is in it', room);
    await slack.settle();
    await oncall.ask(`/incident action #${number} Rotate keys monthly (policy)`);
    const told = await putInForce({ url: world.databaseUrl }, await loaded(written));
    expect(told.join('\n')).toContain(`#${number}/1 (private)`);
    expect(told.join('\n')).not.toMatch(/Rotate|leaked/);
  });
});

describe('one that is made from a line of the timeline', () => {
  test('takes what it says, from the page or by its number, and says where it is from', async () => {
    const { slack } = world;
    const oncall = slack.user('oncall');
    const { room, number } = await declared(world, 'Backups are slow sev2');
    await oncall.command('/incident note nobody was told that the disk fills', room);
    await slack.settle();
    await oncall.command('/incident timeline', room);
    const page = oncall.ephemeral(`Timeline of #${number}`);
    await page.button('Add action item').click(oncall);
    const form = await oncall.modal(`Action item of #${number}`);
    expect(form.words()).toContain('. nobody was told that the disk fills');
    await form.fill({ 'What is left to do?': 'Alert at 80 % of the disk' });
    expect(await form.submit()).toMatchObject({ accepted: true });
    const told = await oncall.ask('/incident timeline', room);
    expect(told).toMatch(/noted an action item: Alert at 80 % of the disk[^\n]*from line \d+/);
    expect(await oncall.ask('/incident action from 999', room)).toContain('has no line 999');
    const line = /from line (\d+)/.exec(told)?.[1];
    await oncall.command(`/incident action from ${line}`, room);
    const other = await oncall.modal(`Action item of #${number}`);
    expect(other.value('What is left to do?')).toBe('nobody was told that the disk fills');
    await other.close();
  });
});

/** So many days later, with all that was due told. */
async function daysOn(days: number): Promise<void> {
  await world.slack.fastForward({ hours: 24 * days });
  await world.slack.settle();
}

describe('one that changes nothing', () => {
  test('is pointed out in the form, which takes it when it is sent again; refused words are not taken', async () => {
    const { slack } = world;
    const oncall = slack.user('oncall');
    const { room } = await declared(world, 'Search lost its index sev2');
    // As long as one can be, of signs that take a form more room.
    const weak = `Pay more attention to ${'"'.repeat(177)}`;
    await oncall.command(`/incident action ${weak}`, room);
    await oncall
      .ephemeral(/changes nothing by itself/)
      .button('Say it better')
      .click(oncall);
    const form = await oncall.modal(/Action item of #/);
    await form.fill({ 'What is left to do?': `${weak}.` });
    await form.submit();
    expect(form.words()).toContain('changes nothing by itself');
    expect(form.value('What is left to do?')).toBe(`${weak}.`);
    expect(await form.submit()).toMatchObject({ accepted: true });
    expect(await oncall.ask('/incident action be careful with the index', room)).toContain(
      'does not rest on',
    );
    expect(await oncall.ask('/incident timeline', room)).toContain('although it changes nothing');
  });
});

describe('one that is there', () => {
  test('is given away, moved and dropped by typed words, and made from a message', async () => {
    const { slack } = world;
    const [oncall, dba] = [slack.user('oncall'), slack.user('dba')];
    const { room, number } = await declared(world, 'Mail is late sev2');
    await oncall.command('/incident action Add a second relay in 5 days', room);
    expect(await oncall.ask('/incident action 1 @dita', room)).toContain('@dita');
    await slack.settle();
    expect(await (await dba.dm()).message(/Add a second relay/).words()).toContain(`#${number}`);
    expect(
      await oncall.ask('/incident action 1 move in 9 days because the vendor is late', room),
    ).toContain('moved 1×');
    expect(await oncall.ask('/incident action 1 drop we buy it instead', room)).toContain(
      'Dropped',
    );
    await slack.user('reporter').say('we should alert on the length of the queue', room);
    await slack.settle();
    await room.message('alert on the length').shortcut(slack.user('reporter'), 'make_action_item');
    const form = await slack.user('reporter').modal(`Action item of #${number}`);
    expect(form.value('What is left to do?')).toBe('we should alert on the length of the queue');
    await form.fill({ 'What is left to do?': 'Alert on the length of the queue' });
    expect(await form.submit()).toMatchObject({ accepted: true });
    const told = await oncall.ask('/incident timeline', room);
    expect(told).toContain('from a message');
    expect(told).toContain('the vendor is late');
    // A line of a thread, as people write in the meeting, is a message like any other.
    await room
      .message('alert on the length')
      .answer(slack.user('reporter'), 'nobody reads that mailbox');
    await slack.settle();
    await room.message('nobody reads that mailbox').shortcut(oncall, 'make_action_item');
    const other = await oncall.modal(`Action item of #${number}`);
    await other.fill({ 'What is left to do?': 'Send its mails to the room' });
    expect(await other.submit()).toMatchObject({ accepted: true });
    await slack.settle();
    await oncall.command('/incident timeline', room);
    const page = await oncall.ephemeral(`Timeline of #${number}`).seen();
    expect(JSON.stringify(page)).toMatch(
      /Send its mails to the room(?:(?!\\n).)*\?thread_ts=[^|>]*\|from a message>/,
    );
  });
});

describe('after closing', () => {
  test('who has one is reminded once a day of all of it, then who oversees it, until it is closed for good', async () => {
    const { slack } = world;
    const [oncall, dba] = [slack.user('oncall'), slack.user('dba')];
    const { room, number } = await declared(world, 'Ledger is off sev2');
    await oncall.command('/incident action Reconcile it nightly @dita in 1 day', room);
    await oncall.command('/incident action Block negative amounts @dita in 1 day', room);
    await oncall.command('/incident resolve corrected', room);
    await oncall.command('/incident close it is over', room);
    await slack.settle();
    expect(await room.message(card).words()).toContain('In improvement until all is done: 2 left');
    await room.message(/Closed.*it is over\n.*Left to do:.* 2 \(first .*, due .*\)/).seen();
    await daysOn(7);
    const mine = async () =>
      (await (await dba.dm()).messages()).filter(({ text }) => text.includes('Your action items'));
    const first = await mine();
    expect(first.length).toBeGreaterThan(0);
    const late = slack.user('manager');
    expect(await (await late.dm()).message('Late with others').words()).toContain(`#${number}`);
    const nag = (await dba.dm()).message('Your action items');
    expect(await nag.words()).toContain('Reconcile it nightly');
    await oncall.ask('/incident action 1 done', room);
    await oncall.ask('/incident action 2 done', room);
    await slack.settle();
    expect(await room.message('closed for good').words()).toContain(`#${number}`);
    const before = (await mine()).length;
    await daysOn(7);
    const after = (await mine()).slice(before);
    expect(after.map(({ text }) => text).join()).not.toContain('Reconcile it nightly');
  });
});
