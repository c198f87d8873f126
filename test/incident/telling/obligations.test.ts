import { describe, expect, test } from 'vitest';
import { isStillRequired, owedBy } from '../../../src/incident/telling/obligations.ts';
import type { Incident } from '../../../src/incident/types.ts';
import { Cadence } from '../../../src/policy/language/clock.ts';
import { Runbook } from '../../../src/policy/language/lists.ts';
import { Kind } from '../../../src/policy/language/severities.ts';
import { Audience, Client, Obligation, Template } from '../../../src/policy/language/telling.ts';
import type { Policy } from '../../../src/policy/schema.ts';
import { defaultPolicy, minutesAfterNoon, Story } from '../story.ts';

const regulator = {
  ...{ key: 'regulator', name: 'Notice', to: 'The regulator', evidence: 'the receipt' },
  ...{ when: { kind: ['breach'] }, within_minutes: 60, of: 'detected' },
};
const contract = {
  ...{ key: 'contract', name: 'Notice by contract', to: 'The client', evidence: 'the mail' },
  per_client: true,
};
const insurer = { ...regulator, key: 'insurer', manual: true, when: {}, of: 'declared' };

function policyWith(...obligations: Record<string, unknown>[]): Policy {
  return {
    ...defaultPolicy,
    kinds: ['outage', 'breach'].map((key) => Kind.parse({ key, name: key, meaning: key })),
    obligations: obligations.map((each) => Obligation.parse(each)),
    clients: [
      Client.parse({ key: 'acme', name: 'Acme', notice_within_minutes: 30 }),
      Client.parse({
        ...{ key: 'bolt', name: 'Bolt', notice_within_minutes: 45 },
        when: { severity: ['sev4'] },
      }),
    ],
    runbooks: [
      Runbook.parse({
        ...{ key: 'leak', name: 'Leak', opens: ['insurer'] },
        steps: [{ key: 'look', text: 'Look', opens: 'regulator' }],
      }),
    ],
  };
}

function breach(...obligations: Record<string, unknown>[]): Story {
  return new Story({ kind: 'breach' }, policyWith(...obligations));
}

function owed({ incident }: Story): string[] {
  return Object.entries(incident.state.obligations).map(([key, { status, dueAt }]) => {
    const minutes = dueAt ? (dueAt.getTime() - minutesAfterNoon(0).getTime()) / 60_000 : 'at once';
    return `${key} ${status} ${minutes}`;
  });
}

/** The same with a milestone set, as the course of things sets it. */
function reached(story: Story, key: string, minutes: number): Story {
  const at = { at: minutesAfterNoon(minutes), by: null, people: [], text: '' };
  const { state } = story.incident;
  const incident: Incident = {
    ...story.incident,
    state: { ...state, milestones: { ...state.milestones, [key]: at } },
  };
  story.incident = incident;
  return story.does({ type: 'add_note', by: 'UADA', kind: 'note', text: 'looked' });
}

describe('what is owed to an audience', () => {
  const templates = ['first', 'next'].map((key) => Template.parse({ key, name: key, text: key }));
  const customers = Audience.parse({
    ...{ key: 'customers', name: 'Customers', outside: true },
    told: { declared: 'first', update: 'next' },
  });
  const to = { name: 'News', to: 'Customers', evidence: 'the entry', met_by: 'customers' };
  const said = { type: 'message_sent', by: 'UADA', text: 'We look into it.' } as const;

  function story(...obligations: Record<string, unknown>[]): Story {
    const policy = { ...policyWith(...obligations), audiences: [customers], templates };
    return new Story({ kind: 'outage' }, policy);
  }

  test('is met by the message with its template, and by no other', () => {
    const one = story(
      { ...to, key: 'soon', template: 'first', within_minutes: 5 },
      { ...to, key: 'later', template: 'next', within_minutes: 10 },
      { ...to, key: 'any' },
    );
    expect(owed(one)).toEqual(['soon open 5', 'later open 10', 'any open at once']);
    one.at(3).does({ ...said, about: { message: 1 }, proof: 'entry 7' });
    expect(owed(one)).toEqual(['soon met 5', 'later open 10', 'any met at once']);
    expect(one.incident.state.obligations['soon']).toMatchObject({
      ...{ by: 'UADA', endedAt: minutesAfterNoon(3), proof: 'entry 7' },
    });
    expect(one.last?.data['also']).toEqual([
      { type: 'obligation_met', obligation: 'soon' },
      { type: 'obligation_met', obligation: 'any' },
    ]);
    one.at(6).does({ ...said, about: { audience: 'customers', template: 'next' }, proof: '' });
    expect(owed(one)).toContain('later met 10');
    expect(one.incident.state.obligations['later']?.proof).toBeNull();
  });

  test('is reminded of once where the same word is promised for about that time, and then as a promise', () => {
    const owing = story({ ...to, key: 'soon', template: 'first', within_minutes: 5 });
    const steps = [{ every_minutes: 5 }];
    const cadence = Cadence.parse({ key: 'public', audience: 'customers', steps });
    const one = new Story({ kind: 'outage' }, { ...owing.policy, cadences: [cadence] });
    const facts = () => one.told().map(({ fact }) => fact.type);
    expect(facts()).not.toContain('audiences_due');
    one.at(5).ticks();
    expect(facts()).toContain('obligations_due');
    expect(facts()).not.toContain('audiences_due');
    one.at(5 + one.policy.updates.overdue_every_minutes).ticks();
    expect(facts()).toContain('audiences_due');
  });

  test('stays with each client that has its own terms', () => {
    const one = story({ ...to, key: 'contract', per_client: true });
    one.does({ ...said, about: { message: 1 }, proof: 'entry 7' });
    expect(owed(one)).toEqual(['contract:acme open 30']);
  });
});

describe('what is owed', () => {
  test('is opened once by its condition and counts from the declaration until its milestone is known', () => {
    const one = breach(regulator);
    expect(owed(one)).toEqual(['regulator open 60']);
    reached(one.at(10), 'detected', -30);
    expect(owed(one)).toEqual(['regulator open 30']);
    expect(one.last?.data['also']).toEqual([
      { type: 'obligation_moved', obligation: 'regulator', dueAt: minutesAfterNoon(30) },
    ]);
    expect(one.ticks().told()).toContainEqual({
      to: 'room',
      fact: {
        type: 'obligations_due',
        obligations: [{ key: 'regulator', dueAt: minutesAfterNoon(30), late: false }],
      },
    });
  });

  test('that is late the moment it counts from the truth is said to be late', () => {
    const one = reached(breach(regulator).at(10), 'detected', -90);
    expect(one.ticks().told()).toContainEqual({
      to: 'room',
      fact: {
        type: 'obligations_due',
        obligations: [{ key: 'regulator', dueAt: minutesAfterNoon(-30), late: true }],
      },
    });
  });

  test('by the contract of each client that the incident concerns', () => {
    expect(owed(breach(contract))).toEqual(['contract:acme open 30']);
  });

  test('at once is never late', () => {
    const { within_minutes: _, ...atOnce } = regulator;
    expect(owed(breach(atOnce))).toEqual(['regulator open at once']);
  });

  test('is opened by a runbook that starts and by a step that is done', () => {
    const one = new Story({ kind: 'outage' }, policyWith(regulator, insurer)).at(5);
    expect(owed(one)).toEqual([]);
    one.does({ type: 'start_list', by: 'UADA', list: 'leak', parameters: {} });
    expect(owed(one)).toEqual(['insurer open 60']);
    one.does({ type: 'tick_task', by: 'UADA', path: 'leak.look' });
    expect(owed(one)).toEqual(['insurer open 60', 'regulator open 60']);
    const regulators = owedBy(one.policy, 'regulator');
    expect(regulators && isStillRequired(one.incident, one.policy, regulators)).toBe(true);
  });

  test('stays when the kind asks for it no more, and is said to', () => {
    const one = breach(regulator).at(5);
    one.does({ type: 'change_kind', by: 'UADA', kind: 'outage', reason: 'nobody read it' });
    expect(owed(one)).toEqual(['regulator open 60']);
    const regulators = owedBy(one.policy, 'regulator');
    expect(regulators && isStillRequired(one.incident, one.policy, regulators)).toBe(false);
  });

  test('ends with evidence or with a reason, once', () => {
    const one = breach(regulator, insurer).at(5);
    const meet = { type: 'meet_obligation', by: 'UADA', text: '' } as const;
    expect(one.refuses({ ...meet, obligation: 'regulator', proof: '' })).toEqual({
      code: 'missing',
      field: 'proof',
    });
    expect(one.refuses({ ...meet, obligation: 'insurer', proof: 'x' }).code).toBe(
      'unknown_obligation',
    );
    one.does({ ...meet, obligation: 'regulator', proof: 'R-1' });
    expect(owed(one)).toEqual(['regulator met 60']);
    expect(one.refuses({ ...meet, obligation: 'regulator', proof: 'R-2' })).toMatchObject({
      code: 'obligation_ended',
      status: 'met',
    });
    one.does({ type: 'open_obligation', by: 'UADA', obligation: 'insurer', reason: '' });
    const excuse = { type: 'excuse_obligation', by: 'UADA', obligation: 'insurer' } as const;
    expect(one.refuses({ ...excuse, reason: ' ' }).code).toBe('missing');
    one.does({ ...excuse, reason: 'no damage' });
    expect(owed(one)).toEqual(['regulator met 60', 'insurer excused 60']);
  });

  test('and still open when it is closed is said in the room', () => {
    const one = breach(regulator).at(5);
    one.does({ type: 'resolve', by: 'UADA', reason: 'over' });
    one.does({ type: 'close', by: 'UADA', reason: 'over' });
    expect(one.told()).toContainEqual({
      to: 'room',
      fact: { type: 'obligations_open', obligations: ['regulator'] },
    });
  });
});
