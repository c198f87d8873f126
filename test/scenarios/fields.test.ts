import { expect, test } from 'vitest';
import { policyFile } from '../support/policy-file.ts';
import { declared } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

const shop = policyFile(`
version: 2
name: Shop
severities: [{ key: bad, name: Bad, meaning: Customers notice }]
default_severity: bad
kinds:
  - { key: fault, name: Fault, meaning: Something is broken }
  - { key: fraud, name: Fraud, meaning: Somebody steals }
default_kind: fault
modules:
  - { key: till, name: Till }
  - { key: stock, name: Stock }
fields:
  - { key: found_by, name: Found by, type: choice, ask: [declare], choices: [{ key: user, name: A user }, { key: alert, name: An alert }] }
  - { key: victim, name: Victim, type: text, ask: [declare], required: true, when: { kind: [fraud] } }
  - { key: hurt, name: Users affected, type: number, unit: users, ask: [update], on_card: true }
  - { key: loss, name: Loss, type: money, currency: USD, ask: [resolve], required: true, on_card: true }
  - { key: since, name: Since, type: time, on_card: true }
  - { key: ticket, name: Ticket, type: link }
  - { key: seen, name: Witnesses, type: people, on_card: true }
  - { key: public, name: Known outside, type: yes_no }
  - { key: parts, name: Parts, type: modules, ask: [triage] }
  - { key: video, name: Video, type: files, ask: [declare], required: true }
statuses:
  - { key: looking, name: Looking, phase: triage }
  - { key: fixing, name: Fixing, phase: active }
roles: [{ key: lead, name: Lead }]
announce: { channel: "#incidents" }
declare: { similar_within_minutes: 0 }
`);

const world = testWorld({ policyPath: shop });
const card = /Lead: [\s\S]*Declared by /;

test('fields are asked at declaration, those of a kind in a second step; files hold nothing up', async () => {
  const { slack } = world;
  const reporter = slack.user('reporter');
  await reporter.command('/incident declare Money is missing');
  const said = await reporter.ask('/incident list');
  expect(said).toContain('Money is missing');
  await reporter.command('/incident');
  const form = await reporter.modal('Declare an incident');
  expect(form.labels()).toContain('Found by');
  expect(form.labels()).not.toContain('Victim');
  expect(form.labels()).not.toContain('Video');
  await form.fill({ 'What is wrong?': 'A card was copied', 'Found by': 'A user', Kind: 'Fraud' });
  await form.submit();
  const more = await reporter.modal('Declare an incident');
  expect(more.words()).toContain('One more step');
  expect(more.value('What is wrong?')).toBe('A card was copied');
  expect(more.value('Found by')).toBe('user');
  await more.fill({ Victim: 'A customer' });
  expect(await more.submit()).toMatchObject({ accepted: true });
  await slack.settle();
  const room = await slack.channel(/a-card-was-copied/);
  expect(await reporter.ask('/incident timeline', room)).toMatch(
    /Found by: A user\. Victim: A customer\./,
  );
  // A command says too little where the kind insists on more.
  await reporter.command('/incident declare Another card fraud');
  const again = await reporter.modal('Declare an incident');
  expect(again.value('What is wrong?')).toBe('Another card');
  expect(again.labels()).toContain('Victim');
  await again.close();
});

test('fields are given by command, cleaned, shown on the card and kept with what stood there before', async () => {
  const { slack } = world;
  const dba = slack.user('dba');
  const { room, number } = await declared(world, 'Receipts are blank');
  const ask = (words: string) => dba.ask(`/incident field ${words}`, room);
  expect(await ask('loss: 1,500.50 USD')).toBe(`Kept in #${number}.`);
  expect(await ask('Users affected 50k')).toBe(`Kept in #${number}.`);
  expect(await ask('witnesses @omar')).toBe(`Kept in #${number}.`);
  expect(await ask('known outside yes')).toBe(`Kept in #${number}.`);
  expect(await ask('ticket https://tracker.example/T-1')).toBe(`Kept in #${number}.`);
  expect(await ask('since 2026-03-02 14:05 UTC')).toBe(`Kept in #${number}.`);
  await slack.settle();
  const shown = await room.message(card).words();
  expect(shown).toContain('Users affected: 50,000 users');
  expect(shown).toContain('Loss: 1,500.50 USD');
  expect(shown).toContain('Witnesses: @omar');
  expect(shown).toMatch(/Since: .*2026/);
  expect(await ask('users affected many')).toBe('Users affected is a number, such as 1500 or 2.5.');
  expect(await ask('loss lots')).toContain('Loss is an amount in USD');
  expect(await ask('loss 1.500')).toContain('can be read in two ways');
  expect(await ask('loss 20 EUR')).toBe('Loss is an amount in USD, such as 1500.50 or 50k.');
  expect(await ask('ticket T-1')).toContain('begins with https://');
  expect(await ask('since lately')).toContain('such as 14:05 or 2026-03-02 14:05');
  expect(await ask('colour red')).toContain('There is no detail “colour”. There are: Found by');
  expect(await ask('video yes')).toContain('takes files, not words');
  await ask('users affected 60k');
  expect(await dba.ask('/incident timeline', room)).toContain(
    'Users affected: 60,000 users (before: 50,000 users).',
  );
});

test('a form of all of them sends only what was changed in it', async () => {
  const { slack } = world;
  const [dba, oncall] = [slack.user('dba'), slack.user('oncall')];
  const { room, number } = await declared(world, 'Prices are wrong');
  await dba.command('/incident field', room);
  const form = await dba.modal(`Details of #${number}`);
  expect(form.labels()).not.toContain('Victim');
  await oncall.command('/incident field users affected 12', room);
  await form.fill({ Loss: '2 400', Witnesses: [oncall] });
  expect(await form.submit()).toMatchObject({ accepted: true });
  await slack.settle();
  const shown = await room.message(card).words();
  expect(shown).toContain('Users affected: 12 users');
  expect(shown).toContain('Loss: 2,400 USD');
  await dba.command('/incident field loss', room);
  const one = await dba.modal(`Details of #${number}`);
  expect(one.labels()).toEqual(['Loss']);
  await one.fill({ Loss: 'a lot' });
  expect((await one.submit()).errors).toEqual({
    Loss: 'Loss is an amount in USD, such as 1500.50 or 50k.',
  });
  await one.fill({ Loss: null });
  expect(await one.submit()).toMatchObject({ accepted: true });
  await slack.settle();
  expect(await room.message(card).words()).not.toContain('Loss:');
});

test('triage, updates and the resolution ask for theirs; what is insisted on must be said', async () => {
  const { slack } = world;
  const dba = slack.user('dba');
  const { room, number } = await declared(world, 'Stock is negative');
  await room.message(card).button('Details').click(dba);
  const details = await dba.modal(`Details of #${number}`);
  expect(details.labels()).toEqual(['Parts']);
  await details.fill({ Parts: ['Stock', 'Till'] });
  expect(await details.submit()).toMatchObject({ accepted: true });
  await room.message(card).button('Post update').click(dba);
  const update = await dba.modal(`Update #${number}`);
  await update.fill({ 'What do we know?': 'It is the sync', 'Users affected': '7' });
  expect(await update.submit()).toMatchObject({ accepted: true });
  await slack.settle();
  expect(await room.message(card).words()).toContain('Users affected: 7 users');
  expect(await dba.ask('/incident resolve the sync runs again', room)).toContain(
    'Please say this first: Loss.',
  );
  await dba
    .ephemeral(/Please say this first/)
    .button('Open the form')
    .click(dba);
  const form = await dba.modal(`Resolve #${number}`);
  expect(form.value('What fixed it?')).toBe('the sync runs again');
  await form.fill({ Loss: '0' });
  expect(await form.submit()).toMatchObject({ accepted: true });
  await room.message(/Resolved by @dita/).seen();
  expect(await dba.ask('/incident timeline', room)).toMatch(
    /posted an update[\s\S]*Users affected: 7 users\.[\s\S]*Resolved by @dita: the sync runs again\. Loss: 0 USD\./,
  );
});
