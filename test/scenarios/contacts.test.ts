import { expect, test } from 'vitest';
import { declared } from '../support/story.ts';
import { tellingPolicy } from '../support/telling-policy.ts';
import { testWorld } from '../support/world.ts';

const world = testWorld({ policyPath: tellingPolicy() });

test('who can be called stands in groups, with telephone, backup and hours', async () => {
  const { slack } = world;
  const dba = slack.user('dba');
  const all = await dba.ask('/incident contact');
  expect(all).toMatch(/Contacts\nRegulator's desk notices of breaches · \+62 21 555 0110/);
  expect(all).toContain('otherwise the hotline, +62 21 555 0111 · answers 24/7');
  expect(all).toMatch(/Teams\nSite reliability keeps it running · @sre · in #ops/);
  expect(all).toMatch(/Bodies\nCrisis council decides on money · mona@example\.com/);
  expect(all).toMatch(/On call\nPrimary @sre · 24\/7/);
  expect(all).toMatch(/Access\nCloud console the vault · needed by Site reliability/);
  expect(all).toMatch(
    /Readiness\nPager test test overdue since 2020-01-01 · looked after by Operations/,
  );
});

test('some words find who is called so, or is called for that; else the nearest', async () => {
  const { slack } = world;
  const dba = slack.user('dba');
  expect(await dba.ask('/incident contact breaches')).toMatch(/^Regulator's desk /);
  expect(await dba.ask('/incident contact council')).toMatch(/^Crisis council /);
  expect(await dba.ask('/incident contact readiness')).toMatch(/^Readiness\nPager test /);
  expect(await dba.ask('/incident contact regulatr')).toMatch(
    /^Nobody is called “regulatr”\. Nearest:\nRegulator's desk /,
  );
});

test('in a room it knows who holds which role', async () => {
  const { slack } = world;
  const { room } = await declared(world, 'Ads are gone sev4');
  const dba = slack.user('dba');
  expect(await dba.ask('/incident contact commander', room)).toBe(
    'Incident commander nobody holds it now',
  );
  await dba.command('/incident take', room);
  expect(await dba.ask('/incident contact commander', room)).toBe('Incident commander @dita');
});

test('related tickets and the status page are a word away', async () => {
  const { slack } = world;
  const dba = slack.user('dba');
  const { room, number } = await declared(world, 'Fonts & `icons` are odd sev4');
  const tickets = await dba.ask('/incident tickets', room);
  expect(tickets).toContain(`Tracker text ~ 'Fonts & 'icons' are odd' and not #${number}`);
  expect(tickets).toContain('https://desk.example/search?q=Fonts%20%26%20%60icons%60%20are%20odd');
  const page = await dba.ask('/incident statuspage', room);
  expect(page).toContain('Log in, press New, choose the state.');
  expect(page).toContain('Investigating We see it and look for the cause');
  expect(page).toContain('An open entry is updated every 30 min.');
});
