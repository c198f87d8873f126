import { describe, expect, test } from 'vitest';
import { verdict } from '../../../src/incident/kinds/triage.ts';
import type { Policy } from '../../../src/policy/schema.ts';
import { kindsPolicy } from '../../support/kinds-policy.ts';
import { minutesAfterNoon, Story } from '../story.ts';

const by = 'UADA';

function deciding(incident_if: Policy['triage']['incident_if']): Policy {
  return { ...kindsPolicy, triage: { ...kindsPolicy.triage, incident_if } };
}

function told(policy = kindsPolicy): Story {
  return new Story({ severity: 'sev3' }, policy);
}

const answer = (criterion: string, yes: boolean, who = by) =>
  ({ type: 'answer_criterion', by: who, criterion, yes }) as const;

describe('what the answers say', () => {
  const said = (...answers: [string, boolean][]) =>
    Object.fromEntries(answers.map(([key, yes]) => [key, { yes }]));

  test.each([
    ['any', said(['many', true]), 'confirmed'],
    ['any', said(['many', false]), 'open'],
    ['any', said(['many', false], ['attack', false]), 'declined'],
    ['all', said(['many', true]), 'open'],
    ['all', said(['many', true], ['attack', true]), 'confirmed'],
    ['all', said(['many', true], ['attack', false]), 'declined'],
    [{ at_least: 2 }, said(['many', true], ['attack', true]), 'confirmed'],
    // More than are asked can never be wanted.
    [{ at_least: 5 }, said(['many', true], ['attack', true]), 'confirmed'],
    ['any', {}, 'open'],
  ] as const)('by %j %j is %s', (rule, criteria, outcome) => {
    expect(verdict(deciding(rule), criteria)).toBe(outcome);
  });
});

describe('triage in the room', () => {
  test('an answer is changed by nobody who has not seen it', () => {
    const story = told(deciding('all')).does(answer('many', true));
    const other = answer('many', false, 'UBEN');
    expect(story.refuses({ ...other, was: null })).toEqual({
      code: 'answered_already',
      yes: true,
      by,
    });
    story.does({ ...answer('many', true, 'UBEN'), was: null });
    expect(story.does({ ...other, was: true }).incident.state.criteria['many']).toMatchObject({
      yes: false,
      by: 'UBEN',
    });
  });

  test('goes on to the first active status with the yes that decides, and says when', () => {
    const story = told().at(3).does(answer('many', true));
    expect(story.incident).toMatchObject({ status: 'fixing', phase: 'active', severity: 'sev2' });
    expect(story.incident.state.milestones['confirmed']).toEqual({
      at: minutesAfterNoon(3),
      by,
      people: [],
      text: '',
    });
    expect(story.last?.data).toMatchObject({
      outcome: 'confirmed',
      also: [{ type: 'severity_raised', because: { what: 'criterion', key: 'many' } }, {}],
    });
    expect(story.told()[0]).toMatchObject({
      to: 'room',
      fact: { type: 'incident_confirmed', answers: [{ criterion: 'many', yes: true, by }] },
    });
    expect(story.refuses(answer('attack', true))).toEqual({ code: 'decided_already' });
  });

  test('an answer may say what kind it is', () => {
    const story = told().does(answer('attack', true));
    expect(story.incident).toMatchObject({ isPrivate: true, severity: 'sev1' });
    expect(story.incident.state.kind).toBe('security');
  });

  test('answers can be changed until they decide; agreeing is no news', () => {
    const story = told(deciding('all')).does(answer('many', false));
    const { version } = story.incident;
    story.does(answer('many', false, 'UBEN'));
    expect(story.incident.version).toBe(version);
    expect(story.incident.state.criteria['many']).toMatchObject({ by });
    story.does(answer('many', true, 'UBEN'));
    expect(story.incident.state.criteria['many']).toMatchObject({ yes: true, by: 'UBEN' });
    expect(story.refuses(answer('odd', true))).toEqual({ code: 'unknown_criterion', given: 'odd' });
  });

  test('not enough yes declines it: nothing is promised, and it can be reopened', () => {
    const story = told().does(answer('many', false)).at(2).does(answer('attack', false));
    expect(story.incident).toMatchObject({ phase: 'declined', closedAt: minutesAfterNoon(2) });
    expect(story.incident.state.updates.nextDueAt).toBeNull();
    expect(story.agenda().filter((each) => !each.startsWith('archive'))).toEqual([]);
    expect(story.told()[0]?.fact).toMatchObject({ type: 'incident_declined', reason: '' });
    story.at(5).does({ type: 'reopen', by, reason: 'it is one' });
    expect(story.incident).toMatchObject({ phase: 'active', status: 'fixing', closedAt: null });
    expect(story.incident.state.milestones['confirmed']).toMatchObject({ at: minutesAfterNoon(5) });
  });

  test('a person decides with a reason, also one who simply goes on to work', () => {
    const confirm = { type: 'confirm_incident', by, reason: 'I saw it' } as const;
    expect(told().refuses({ ...confirm, reason: '' })).toMatchObject({ code: 'missing' });
    const story = told().does(confirm);
    expect(story.incident.phase).toBe('active');
    expect(story.refuses(confirm)).toEqual({ code: 'decided_already' });
    story.does({ type: 'decline_incident', by, reason: 'it was a test' });
    expect(story.incident).toMatchObject({
      phase: 'declined',
      state: { outcome: 'it was a test' },
    });
    expect(story.refuses({ type: 'decline_incident', by, reason: 'x' })).toMatchObject({
      code: 'ended',
    });
    const working = told().does({ type: 'change_status', by, status: 'fixing', reason: 'we fix' });
    expect(working.incident.state.milestones['confirmed']).toMatchObject({ by });
  });
});

describe('triage before there is a room', () => {
  const policy: Policy = { ...kindsPolicy, triage: { ...kindsPolicy.triage, ask: 'declare' } };
  const declared = (criteria: Record<string, boolean>) =>
    new Story({ severity: 'sev2', criteria, byForm: true }, policy);

  test('records what is none: no room, nothing announced, only its declarer is told', () => {
    const story = declared({ many: false, attack: false });
    expect(story.incident).toMatchObject({ phase: 'declined', state: { place: 'record' } });
    expect(story.renewed()).toEqual(['home:UREPORTER']);
    expect(story.told()).toEqual([{ to: 'dm:UREPORTER', fact: { type: 'declaration_declined' } }]);
    expect(story.timers()).toEqual([]);
    story.does({ type: 'reopen', by, reason: 'it is one' });
    expect(story.incident.state.place).toBe('channel');
    expect(story.renewed()).toEqual(expect.arrayContaining(['room', 'card', 'news']));
    expect(story.incident.state.updates.nextDueAt).not.toBeNull();
  });

  test('confirms what is one', () => {
    const story = declared({ many: true, attack: false });
    expect(story.incident.phase).toBe('triage');
    expect(story.incident.state.milestones['confirmed']).toMatchObject({ by: 'UREPORTER' });
    expect(story.told()).toEqual([
      { to: 'dm:UREPORTER', fact: { type: 'declaration_thanked', room: true } },
    ]);
  });
});
