import { expect, test } from 'vitest';
import { peopled } from '../support/process-policy.ts';
import { declared } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

const world = testWorld({ policyPath: peopled('001-small-team.yaml') });
const card = /Declared by @\w+, /;

test('a small team runs an incident of its process from declaration to close', async () => {
  const { slack } = world;
  const people = ['reporter', 'engineer', 'dba', 'liaison'].map((key) => slack.user(key));
  const [reporter, engineer, dba, liaison] = people;
  if (!reporter || !engineer || !dba || !liaison) throw new Error('nobody there');

  // Report: the room does not wait for the video; engineers and business people are there.
  const { room, number, said } = await declared(world, 'Nobody can log in', reporter);
  expect(said).toMatch(/Declared as #1 Nobody can log in\.[\s\S]*Thank you for reporting it/);
  expect(said).not.toMatch(/severity/i);
  expect(await room.people()).toEqual(
    expect.arrayContaining(['reporter', 'engineer', 'dba', 'liaison']),
  );
  const shown = room.message(card);
  expect(await shown.words()).toContain('Video of the incident is missing');

  // The call, everybody in it, the first discoverer heard.
  await engineer.command('/incident call https://app.slack.com/huddle/T1/C1', room);
  const call = room.message(/@enzo started the call/);
  expect(await call.words()).toMatch(/Join within 2 min\.\nStay until it is resolved/);
  for (const person of [dba, liaison, reporter]) await call.button('Join call').click(person);
  await dba.command('/incident tasks done joining.call', room);
  await dba.command('/incident tasks done joining.everyone_in', room);
  await slack.settle();
  expect(await shown.words()).toMatch(/Is it an incident\? Decide by /);
  await dba.command('/incident tasks done joining.hear_discoverer', room);
  const heard = await dba.modal(`Done in #${number}`);
  await heard.fill({ 'First discoverer': [reporter] });
  expect(await heard.submit()).toMatchObject({ accepted: true });

  // One yes of three makes it an incident.
  await shown.button('answer_criterion:data_corrupting:no').click(dba);
  await shown.button('answer_criterion:half_of_users:yes').click(dba);
  await room.message(/It is an incident, by @dita/).seen();

  // Parts are taken; whoever communicates records, too, until somebody else does.
  await slack.settle();
  expect(await shown.words()).toContain('Communicator: needed by ');
  await shown.button('Take').click(liaison);
  await slack.settle();
  expect(await shown.words()).toMatch(/Communicator: @lin[\s\S]*Recorder: @lin/);
  await room.expectNoMessage(/:raising_hand:/);
  await engineer.command('/incident take investigator', room);
  await dba.command('/incident take investigator', room);
  expect(await reporter.ask('/incident take investigator', room)).toBe(
    'Investigator is for Engineers here.',
  );
  await slack.settle();
  expect(await shown.words()).toContain('Investigator: @enzo, @dita');

  // Stakeholders hear of it and of who communicates.
  await liaison.command('/incident tell stakeholders', room);
  const announcement = await liaison.modal('To Stakeholders');
  expect(announcement.words()).toContain('How Mail, A published note');
  expect(announcement.value('Message')).toMatch(
    /We have an incident: Nobody can log in\.[\s\S]*lin/i,
  );
  await announcement.fill({ 'And then?': 'I sent it' });
  expect(await announcement.submit()).toMatchObject({ accepted: true });
  await liaison.command('/incident tasks done announce.stakeholders', room);

  // Investigation and first aid.
  await engineer.command('/incident milestone trigger 30 minutes ago a new release of login', room);
  await engineer.command('/incident milestone started 25 minutes ago', room);
  await engineer.command('/incident milestone detected 20 minutes ago a user', room);
  await engineer.command('/incident status first aid because we roll back', room);
  await engineer.command('/incident field where_bug in the session cookie', room);
  await engineer.command('/incident milestone cause_found now @enzo', room);
  for (const [item, label, answer] of [
    ['problem', 'The problem', 'sessions are not accepted'],
    ['first_aid', 'First aid', 'rolled back to the release before'],
    ['how_many', 'How many people are affected?', '400'],
  ] as const) {
    await dba.command(`/incident tasks done investigation.${item}`, room);
    const form = await dba.modal(`Done in #${number}`);
    await form.fill({ [label]: answer });
    expect(await form.submit()).toMatchObject({ accepted: true });
  }
  await dba.command('/incident status first aid finished because logins work', room);

  // It cannot be resolved before the start is known and the postmortem is arranged.
  expect(await liaison.ask('/incident resolve the release was rolled back', room)).toMatch(
    /First aid is finished is not met yet:[\s\S]*when it started[\s\S]*Arrange two hours/,
  );
  await dba.command('/incident tasks done investigation.when_started', room);
  await liaison.command('/incident tasks done postmortem.arrange', room);
  await liaison.command('/incident tasks done postmortem.invite', room);
  await liaison.command('/incident resolve the release was rolled back', room);
  await room.message(/Resolved by @lin/).seen();

  // Finishing: labels, the call, the video that must be there.
  for (const item of ['announce', 'label_off', 'label_on', 'call']) {
    await liaison.command(`/incident tasks done finishing.${item}`, room);
  }
  await liaison.command('/incident call end', room);
  expect(await liaison.ask('/incident close all is finished', room)).toMatch(
    /All is finished is not met yet:[\s\S]*Video of the incident/,
  );
  await shown.button('Attach').click(reporter);
  const files = await reporter.modal(`Files of #${number}`);
  await files.fill({ Files: [await reporter.ownFile('login.mp4', 'moving pictures')] });
  expect(await files.submit()).toMatchObject({ accepted: true });
  await slack.settle();
  await liaison.command('/incident close all is finished', room);
  await room.message(/Closed by @lin/).seen();

  // The timeline of the record, in its order.
  const milestones = await liaison.ask('/incident milestone', room);
  const order = [
    'Trigger · a new release of login',
    'Started',
    'Found · a user',
    'Issue created',
    'Call started · @enzo',
    'Investigation begun · @enzo',
    'Communication with users begun',
    'Root cause found · @enzo',
    'First aid begun',
    'First aid finished',
    'Postmortem arranged',
    'Call finished',
  ];
  const places = order.map((words) => milestones.indexOf(words));
  expect(
    places.every((place) => place >= 0),
    milestones,
  ).toBe(true);
  expect(places).toEqual([...places].sort((a, b) => a - b));
});

test('what three questions deny is no incident to a small team', async () => {
  const { slack } = world;
  const dba = slack.user('dba');
  const { room } = await declared(world, 'A button is blue');
  const shown = room.message(card);
  for (const question of ['half_of_users', 'data_corrupting', 'under_attack']) {
    await shown.button(`answer_criterion:${question}:no`).click(dba);
    await slack.settle();
  }
  await room.message(/Not an incident, by @dita/).seen();
  expect(await dba.ask('/incident list')).not.toContain('A button is blue');
});
