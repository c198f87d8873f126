import { beforeAll, expect, test } from 'vitest';
import { handbookFiles } from '../../src/handbook/handbook.ts';
import { loadPolicyFile } from '../../src/policy/load.ts';

/**
 * What a newcomer to Denomas has to be able to find out from the handbook alone: each need in our
 * words, the page that meets it, and the sentence.
 */
const needs: [need: string, page: string, sentence: RegExp][] = [
  // Anyone who can raise an incident.
  ['how an incident is raised', 'handbook', /`\/incident declare …/],
  ['what the severities mean', 'severities', /S1[\s\S]*Critical for the business/],
  [
    'how it goes from start to end, and why it matters',
    'topics',
    /matters because clients judge us/,
  ],
  ['which channel reaches the right team', 'teams', /SIRT[\s\S]*Channel:\*\* \\#sirt/],
  ['where all of this is written down', 'topics', /It is the only place/],
  // SIRT.
  ['how to pull in people of other teams', 'topics', /`\/incident assign @person responder`/],
  ['how to categorise it easily', 'kinds', /Somebody attacks us/],
  [
    'what triggers and indicators are, and where they go',
    'topics',
    /`\/incident field indicators …`/,
  ],
  ['where to document', 'topics', /`\/incident note finding: …`/],
  ['when to move on, for SIRT', 'course', /Move on when you know enough to reduce the harm/],
  ['how to hand over and keep management up to date', 'topics', /`\/incident handover @person`/],
  // Reliability.
  ['how to level it as everybody does', 'topics', /same four hold for all of Engineering/],
  ['how to engage the other roles', 'topics', /`\/incident assign @person incident_manager`/],
  ['when to move on, for reliability', 'course', /Resolve when it is gone and verified/],
  // Leaders of development who take shifts as incident manager.
  ['what the role asks of them, before the shift', 'roles', /Decide when it moves/],
  // Support.
  ['how an entry on the status page is made', 'status-page', /post it/],
  ['what its states mean', 'status-page', /do not know why yet/],
  ['how often it is updated', 'topics', /every post names the next one/],
  [
    'whom to ask for feedback before posting',
    'telling',
    /Asked for feedback:\*\* .*Incident manager/,
  ],
  ['how stakeholders are told', 'topics', /`\/incident update` tells the stakeholders/],
  ['how related tickets are found', 'figures', /Zendesk/],
  ['how to write to users who were restricted', 'topics', /`\/incident field restricted_users …`/],
];

let pages: Map<string, string>;

beforeAll(async () => {
  const loaded = await loadPolicyFile('policies/004-denomas.yaml');
  if (!loaded.ok) throw new Error(loaded.faults.join('\n'));
  pages = new Map(handbookFiles(loaded.policy).map(({ name, text }) => [name, text]));
});

test('there is an answer to each of them', () => {
  expect(needs).toHaveLength(22);
});

test.each(needs)('a newcomer learns %s from the page %s', (_need, page, sentence) => {
  expect(pages.get(`${page}.md`)).toMatch(sentence);
});

test('whoever comes with an outage reads first how to declare, who comes, and what if Slack is down', () => {
  const front = pages.get('handbook.md') ?? '';
  const parts = ['Something is wrong?', 'Engineer on call', 'Nobody comes?', 'When Slack is down'];
  const places = parts.map((part) => front.indexOf(part));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(places[0]).toBeGreaterThan(0);
  const screen = front.slice(0, front.indexOf('For you'));
  expect(screen).toContain('`/incident past`');
  // Words that are read, without where links lead: a phone shows about 40 characters in 30 lines.
  expect(screen.replace(/\]\([^)]*\)|<a [^>]*><\/a>/g, '').length).toBeLessThan(1000);
});

test('what is our reading or not decided is said where it is read, not only on a page of its own', () => {
  expect(pages.get('severities.md')).toMatch(/> Not decided yet: .*our reading/);
  expect(pages.get('status-page.md')).toMatch(/> Not decided yet: How often/);
  expect(pages.get('roles.md')).not.toContain('Not decided yet');
});

test('a gate names the status that it stands before, as this process calls it', () => {
  expect(pages.get('course.md')).toContain('**Before:** [Mitigation](course.md#status-mitigation)');
  expect(pages.get('course.md')).toContain('**Before:** [Post-incident](course.md#ended)');
});

test('from the front page every answer is one press away', () => {
  const front = pages.get('handbook.md') ?? '';
  for (const page of new Set(needs.map(([, slug]) => slug))) {
    if (page !== 'handbook') expect(front).toContain(`](${page}.md`);
  }
});
