import { describe, expect, test } from 'vitest';
import { metOf } from '../../../src/incident/links/pairs.ts';
import type { Fact } from '../../../src/incident/types.ts';
import { EscalationPath } from '../../../src/policy/language/on-call.ts';
import { Kind } from '../../../src/policy/language/severities.ts';
import { Client, Obligation } from '../../../src/policy/language/telling.ts';
import type { Policy } from '../../../src/policy/schema.ts';
import { defaultPolicy, minutesAfterNoon, Story } from '../story.ts';

/** Noon of these stories is that of Monday 2 March 2026 in UTC. */

const hour = 60;
const day = 24 * hour;

const dpo = {
  ...{ key: 'dpo', name: 'Notice to the officer', to: 'The officer', evidence: 'the receipt' },
  ...{ when: { kind: ['breach'] }, within_minutes: day, of: 'detected' },
};
const bank = { ...dpo, key: 'bank', name: 'Notice to the bank', to: 'The bank' };

function policyWith(...obligations: Record<string, unknown>[]): Policy {
  return {
    ...defaultPolicy,
    kinds: ['outage', 'breach'].map((key) => Kind.parse({ key, name: key, meaning: key })),
    obligations: obligations.map((each) => Obligation.parse(each)),
    clients: [Client.parse({ key: 'acme', name: 'Acme', notice_within_minutes: 4 * hour })],
    calendar: { ...defaultPolicy.calendar, zone: 'Asia/Jakarta', days_off: ['2026-03-04'] },
  };
}

function breach(...obligations: Record<string, unknown>[]): Story {
  const story = new Story({ kind: 'breach' }, policyWith(...obligations));
  return story.does({ type: 'take_role', by: 'UADA', role: 'commander' });
}

function agenda(story: Story): string[] {
  return story.agenda().filter((each) => each.startsWith('obligation'));
}

/** What is told of what is owed, to whom. */
function told(story: Story): string[] {
  return story.told().flatMap(({ to, fact }) => (isOwed(fact) ? [`${to} ${spelt(fact)}`] : []));
}

type OwedFact = Extract<Fact, { type: 'obligations_due' }>;

function isOwed(fact: Fact): fact is OwedFact {
  return fact.type === 'obligations_due';
}

function spelt({ obligations }: OwedFact): string {
  return obligations.map(({ key, late }) => (late ? `${key} late` : key)).join(', ');
}

describe('what is owed is spoken of', () => {
  test('ahead at shares of its time, once when it is late, then calmly, and no more after a week', () => {
    const times = [0.5 * day, 0.75 * day, 0.9 * day].map((at) => `obligation_ahead+${at}`);
    const nags = [hour, ...[1, 2, 3, 4, 5, 6, 7].map((days) => days * day)];
    expect(agenda(breach(dpo))).toEqual([
      ...times,
      `obligation_late+${day}`,
      ...nags.map((after) => `obligation_nag+${day + after}`),
    ]);
    const one = breach(dpo);
    expect(told(one.at(0.5 * day).ticks())).toEqual(['room dpo']);
    expect(told(one.ticks())).toEqual([]);
    expect(told(one.at(day).ticks())).toEqual(['room dpo late', 'dm:UADA dpo late']);
    expect(told(one.at(day + hour).ticks())).toEqual(['room dpo late']);
    expect(Object.keys(one.incident.state.fired).filter((key) => /^obl/.test(key))).toHaveLength(1);
    expect(agenda(one.at(10 * day).ticks())).toEqual([]);
  });

  test('in one message where several are due, and after a week away, too', () => {
    const one = breach(dpo, { ...bank, within_minutes: 30 * day });
    const away = told(one.at(15 * day).ticks());
    expect(away).toEqual(['room dpo late, bank', 'dm:UADA dpo late']);
    expect(one.last?.data['fired']).toContainEqual(
      expect.objectContaining({ about: 'dpo,bank', kind: 'obligation_ahead' }),
    );
    expect(agenda(one)[0]).toBe(`obligation_ahead+${0.75 * 30 * day}`);
  });

  test('to who sees to it, and directly once it is over', () => {
    const one = breach({ ...dpo, owner: 'communications' });
    one.does({ type: 'take_role', by: 'ULIN', role: 'communications' });
    one.does({ type: 'resolve', by: 'UADA', reason: 'over' });
    one.does({ type: 'close', by: 'UADA', reason: 'over' });
    expect(told(one.at(0.5 * day).ticks())).toEqual(['room dpo', 'dm:ULIN dpo']);
    expect(told(one.at(day).ticks())).toEqual(['room dpo late', 'dm:ULIN dpo late']);
  });

  test('until it is met or excused', () => {
    const met = { type: 'meet_obligation', by: 'UADA', obligation: 'dpo' } as const;
    expect(agenda(breach(dpo).does({ ...met, proof: 'R-1', text: '' }))).toEqual([]);
    const excused = { type: 'excuse_obligation', by: 'UADA', obligation: 'dpo' } as const;
    expect(agenda(breach(dpo).does({ ...excused, reason: 'nobody was harmed' }))).toEqual([]);
  });

  test('by the end of so many working days of the calendar', () => {
    const one = breach({ ...bank, within_minutes: undefined, within_business_days: 2 });
    // Monday evening in Jakarta, a Wednesday off: Thursday at six there, which is eleven in UTC.
    expect(one.incident.state.obligations['bank']?.dueAt).toEqual(
      new Date('2026-03-05T11:00:00.000Z'),
    );
  });

  test('with the terms of each client', () => {
    const one = breach({ ...dpo, key: 'contract', per_client: true, within_minutes: undefined });
    expect(told(one.at(2 * hour).ticks())).toEqual(['room contract:acme']);
    expect(told(one.at(5 * hour).ticks())).toEqual([
      'room contract:acme late',
      'dm:UADA contract:acme late',
    ]);
  });

  test('calmly where it is due at once, and never as late', () => {
    const one = breach({ ...dpo, within_minutes: undefined });
    expect(agenda(one).slice(0, 2)).toEqual([`obligation_nag+${hour}`, `obligation_nag+${day}`]);
    expect(told(one.at(hour).ticks())).toEqual(['room dpo']);
  });

  test('without a warning where its time is short', () => {
    expect(agenda(breach({ ...dpo, within_minutes: 5 }))[0]).toBe('obligation_late+5');
  });

  test('and climbed for, once, where the policy says so', () => {
    const one = new Story(
      { kind: 'breach' },
      {
        ...policyWith({ ...dpo, escalates: 'legal' }, { ...bank, escalates: 'legal' }),
        escalation: [
          EscalationPath.parse({
            ...{ key: 'legal', name: 'Legal', when: { kind: ['outage'] } },
            levels: [{ name: 'Counsel', to: ['@counsel'], after_minutes: 0 }],
          }),
        ],
      },
    );
    one.at(day - 1).ticks();
    expect(one.effects.filter(({ type }) => type === 'page')).toEqual([]);
    one.at(day).ticks();
    expect(one.effects.filter(({ type }) => type === 'page')).toMatchObject([
      { who: [{ ref: '@counsel' }] },
    ]);
    expect(Object.keys(one.incident.state.ladders)).toEqual(['legal']);
    expect(
      one
        .at(day + hour)
        .ticks()
        .effects.filter(({ type }) => type === 'page'),
    ).toEqual([]);
  });

  test('anew when its milestone is corrected', () => {
    const one = breach(dpo);
    one.at(0.5 * day).ticks();
    const { state } = one.incident;
    const detected = { at: minutesAfterNoon(-60), by: null, people: [], text: '' };
    one.incident = { ...one.incident, state: { ...state, milestones: { detected } } };
    one.does({ type: 'add_note', by: 'UADA', kind: 'note', text: 'looked at the log' });
    expect(agenda(one).find((each) => each.includes('late'))).toBe(`obligation_late+${day - hour}`);
  });
});

test('an exercise that is over owes nobody anything', () => {
  const one = new Story({ kind: 'breach', isDrill: true }, policyWith(dpo));
  one.does({ type: 'take_role', by: 'UADA', role: 'commander' });
  expect(agenda(one)).toContain(`obligation_late+${day}`);
  expect(agenda(one.does({ type: 'resolve', by: 'UADA', reason: 'over' }))).toEqual([]);
});

test('what was merged is silent, and what it went on in speaks of it', () => {
  const from = breach(dpo).at(5);
  const into = new Story({ kind: 'outage' }, policyWith(dpo)).at(5);
  into.incident = { ...into.incident, id: 2, number: 2 };
  into.does({ type: 'take_role', by: 'UADA', role: 'commander' });
  into.does({ type: 'take_in', by: 'UADA', from: from.incident, people: [] });
  from.does({ type: 'merge', by: 'UADA', other: 2, met: metOf(into.incident), reason: 'the same' });
  expect(agenda(from)).toEqual([]);
  expect(agenda(into)).toContain(`obligation_late+${day}`);
  expect(told(into.at(3 * day).ticks())).toEqual(['room dpo late', 'dm:UADA dpo late']);
});
