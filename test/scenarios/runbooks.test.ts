import { expect, test } from 'vitest';
import { declared } from '../support/story.ts';
import { tasksPolicyFile } from '../support/tasks-policy.ts';
import { testWorld } from '../support/world.ts';

const world = testWorld({ policyPath: tasksPolicyFile() });
const card = /Incident commander: [\s\S]*Declared by /;

test('the card offers the runbook that title and summary point to, until one is started', async () => {
  const { slack } = world;
  const dba = slack.user('dba');
  const { room } = await declared(world, 'Sessions lost, redis refuses connections sev3');
  expect(await room.message(card).words()).toContain('Looks like: Redis connection failures');
  await room.message(card).button('Runbook').click(dba);
  const page = dba.ephemeral(/^:book: Redis connection failures/);
  expect(await page.words()).toContain(
    'What people see\n• Sessions are lost\n• Cache misses go up',
  );
  expect(await page.words()).toContain('1. Ping Redis');
  expect(await page.words()).toContain('redis-cli ping');
  await page.button('Start').click(dba);
  await dba.ephemeral(/Redis connection failures is started in #\d+\. Next: Ping Redis/).seen();
  await slack.settle();
  const words = await room.message(card).words();
  expect(words).not.toContain('Looks like');
  expect(words).toContain('Redis connection failures: 0 of 1 · next: Ping Redis');
});

test('nothing is offered where nothing fits', async () => {
  const { room } = await declared(world, 'The coffee machine drips sev4');
  expect(await room.message(card).words()).not.toContain('Looks like');
});

test('a complaint in any language finds it, also outside of any incident', async () => {
  const { slack } = world;
  const dba = slack.user('dba');
  for (const complaint of ['my account was hacked', 'akun saya dibajak orang', 'บัญชีของฉันถูกแฮก']) {
    const found = await dba.ask(`/incident runbook ${complaint}`, 'general');
    expect(found).toContain('Account takeover');
  }
  const page = await dba.ask('/incident runbook hacked account stolen', 'general');
  expect(page).toContain('Starting it means: SEV1, Security');
  expect(page).toContain('Is it this?\n1. Look at the last logins');
  expect(page).toContain('• after 30 min, if it goes on, Wake the head of security');
  expect(await dba.ask('/incident runbook', 'general')).toContain('Redis connection failures');
  expect(await dba.ask('/incident runbook zebra crossing', 'general')).toContain(
    'No runbook fits “zebra crossing”. There are:',
  );
});

test('starting one asks what its commands need, raises the severity and says the kind', async () => {
  const { slack } = world;
  const dba = slack.user('dba');
  const { room, number } = await declared(world, 'Strange mails sev4');
  await dba.ask('/incident runbook takeover', room);
  await dba
    .ephemeral(/^:book: Account takeover/)
    .button('Start')
    .click(dba);
  const form = await dba.modal(`Start in #${number}`);
  await form.fill({ 'Which user?': '4711' });
  expect(await form.submit()).toMatchObject({ accepted: true });
  await room.message(/Severity SEV4 → SEV1, by @dita: Account takeover/).seen();
  await slack.settle();
  const words = await room.message(card).words();
  expect(words).toContain('Containment: 0 of 5');
  expect(await dba.ask('/incident timeline', room)).toMatch(
    /@dita started Account takeover: user_id 4711, which means at least SEV1, which means Security/,
  );
  expect(await dba.ask('/incident tasks start takeover', room)).toBe('');
  await (await dba.modal(`Start in #${number}`)).close();
  expect(await dba.ask('/incident tasks start hand-over', room)).toContain(
    'Hand-over is started in',
  );
});
