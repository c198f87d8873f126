import { describe, expect, it } from 'vitest';
import { decideOrganisation } from '../../src/organisation/decide.ts';
import { organisationTimersFor } from '../../src/organisation/timers.ts';
import type {
  Organisation,
  OrganisationCommand,
  OrganisationDecision,
} from '../../src/organisation/types.ts';
import { Policy } from '../../src/policy/schema.ts';
import { testPolicy } from '../support/engine.ts';

const policy = (changes: object = {}): Policy =>
  Policy.parse({
    ...testPolicy,
    calendar: { zone: 'Asia/Bangkok', from: '09:00' },
    announce: { channel: '#incidents' },
    ...changes,
  });

const monthly = { key: 'monthly', name: 'Monthly', every: 'month', to: ['U0CTO'] };

const nobody: Organisation = {
  teamId: 'T0TEST',
  updatedAt: new Date(0),
  version: 0,
  state: { overrides: [], shifts: {}, recurring: {}, leftToDo: 0 },
};

/** What is armed but for the round of action items, which comes on every working day. */
const armed = (organisation: Organisation, by: Policy) =>
  organisationTimersFor(organisation, by).filter(({ key }) => !key.includes(':action_items:'));

type Accepted = Extract<OrganisationDecision, { ok: true }>;

function decide(before: Organisation, command: OrganisationCommand, by: Policy, at: string) {
  const decision = decideOrganisation(before, command, by, new Date(at));
  if (!decision.ok) throw new Error(decision.refusal.code);
  return decision;
}

/** In force since an instant. */
function followed(by: Policy, sinceAt: string, before = nobody): Organisation {
  const command = { type: 'follow_policy' as const, name: 'Test', sinceAt: new Date(sinceAt) };
  return decide(before, command, by, sinceAt).organisation;
}

/** All that is due at an instant fires. */
function fire(before: Organisation, by: Policy, at: string): Accepted {
  const due = armed(before, by).filter(({ dueAt }) => dueAt <= new Date(at));
  const decision = decide(before, { type: 'fire_timers', keys: due.map((t) => t.key) }, by, at);
  const again = armed(decision.organisation, by);
  expect(again.filter(({ dueAt }) => dueAt <= new Date(at))).toEqual([]);
  return decision;
}

const dueAt = (organisation: Organisation, by: Policy) =>
  armed(organisation, by).map((timer) => timer.dueAt.toISOString());

describe('what comes again', () => {
  it('counts from when the policy was put in force, and is about the month before', () => {
    const by = policy({ reports: [monthly] });
    const before = followed(by, '2026-06-10T00:00:00Z');
    expect(dueAt(before, by)).toEqual(['2026-07-01T02:00:00.000Z']);
    const { effects, organisation, entry } = fire(before, by, '2026-07-01T02:00:01Z');
    expect(effects).toEqual([
      {
        family: 'organisation',
        type: 'tell_people',
        who: [{ ref: 'U0CTO' }],
        fact: {
          type: 'report_due',
          report: 'monthly',
          at: new Date('2026-07-01T02:00:00Z'),
          missed: 0,
          fromAt: new Date('2026-05-31T17:00:00Z'),
          toAt: new Date('2026-06-30T17:00:00Z'),
        },
      },
    ]);
    expect(entry).toMatchObject({ type: 'comes_again', data: { told: ['report:monthly'] } });
    expect(dueAt(organisation, by)).toEqual(['2026-08-01T02:00:00.000Z']);
  });

  it('comes once after three months away, about all of them, and says how many were missed', () => {
    const by = policy({ reports: [monthly] });
    const { effects, organisation } = fire(
      followed(by, '2026-06-10T00:00:00Z'),
      by,
      '2026-09-20T00:00:00Z',
    );
    expect(effects).toHaveLength(1);
    expect(effects[0]).toMatchObject({
      fact: {
        missed: 2,
        at: new Date('2026-09-01T02:00:00Z'),
        fromAt: new Date('2026-05-31T17:00:00Z'),
        toAt: new Date('2026-08-31T17:00:00Z'),
      },
    });
    expect(dueAt(organisation, by)).toEqual(['2026-10-01T02:00:00.000Z']);
  });

  it('counts anew when the policy says another time, and never twice for what happened', () => {
    const first = policy({ reports: [monthly] });
    const fired = fire(followed(first, '2026-06-10T00:00:00Z'), first, '2026-07-01T02:00:00Z');
    const weekly = policy({ reports: [{ ...monthly, at: '0 9 * * fri' }] });
    // Before that is followed nothing is armed.
    expect(dueAt(fired.organisation, weekly)).toEqual([]);
    const changed = followed(weekly, '2026-07-20T00:00:00Z', fired.organisation);
    expect(dueAt(changed, weekly)).toEqual(['2026-07-24T02:00:00.000Z']);
    const renamed = policy({ reports: [{ ...monthly, name: 'Of the month' }] });
    const same = followed(renamed, '2026-07-20T00:00:00Z', fired.organisation);
    expect(same.state.recurring).toEqual(fired.organisation.state.recurring);
    const gone = followed(policy(), '2026-07-20T00:00:00Z', fired.organisation);
    expect(Object.keys(gone.state.recurring)).toEqual(['action_items']);
  });

  it('honours the day of the next one and of the last one', () => {
    const by = policy({
      drills: [
        { key: 'next', name: 'N', type: 'tabletop', every: 'quarter', next: '2026-08-20' },
        { key: 'last', name: 'L', type: 'fire_drill', every: 'half_year', last: '2026-03-05' },
        { key: 'line', name: 'C', type: 'tabletop', at: '0 14 * * fri', next: '2026-07-03' },
        { key: 'usual', name: 'U', type: 'tabletop', every: 'quarter' },
        { key: 'never', name: 'R', type: 'review' },
      ],
      directory: {
        readiness: [
          { key: 'vault', name: 'Vault', next_test: '2026-07-15' },
          { key: 'once', name: 'Once' },
        ],
      },
    });
    const before = followed(by, '2026-06-10T00:00:00Z');
    const timers = armed(before, by);
    expect(timers.map(({ key, dueAt: at }) => [key.split(':').slice(1, 3).join(':'), at])).toEqual([
      ['drill:usual', new Date('2026-07-01T02:00:00Z')],
      ['drill:line', new Date('2026-07-03T07:00:00Z')],
      ['readiness:vault', new Date('2026-07-15T02:00:00Z')],
      ['drill:next', new Date('2026-08-20T02:00:00Z')],
      ['drill:last', new Date('2026-09-05T02:00:00Z')],
    ]);
    const { organisation, effects } = fire(before, by, '2026-09-06T00:00:00Z');
    // One message says all of it, in the channel of announcements where nobody else is named.
    expect(effects).toMatchObject([
      {
        ...{ type: 'tell_channel', channel: '#incidents' },
        fact: {
          type: 'exercises_due',
          due: [
            { what: 'drill', key: 'next', missed: 0 },
            { what: 'drill', key: 'last', missed: 0 },
            { what: 'drill', key: 'line', missed: 9 },
            { what: 'drill', key: 'usual', missed: 0 },
            { what: 'readiness', key: 'vault', missed: 0 },
          ],
        },
      },
    ]);
    const later = armed(organisation, by).map(({ dueAt: at }) => at);
    expect(later).toEqual([
      new Date('2026-09-11T07:00:00Z'),
      new Date('2026-10-01T02:00:00Z'),
      new Date('2026-11-20T02:00:00Z'),
      new Date('2027-03-05T02:00:00Z'),
    ]);
  });

  it('what is due at once is one message to a channel and one to those who own it', () => {
    const own = { type: 'tabletop', every: 'quarter', owners: ['U0CTO'], channel: '#drills' };
    const by = policy({
      drills: [
        { key: 'a', name: 'A', ...own },
        { key: 'b', name: 'B', ...own },
        { key: 'c', name: 'C', ...own, owners: ['U0BEN'] },
      ],
    });
    const { effects } = fire(followed(by, '2026-06-10T00:00:00Z'), by, '2026-07-01T02:00:00Z');
    const told = effects.map((effect) =>
      'fact' in effect && effect.fact.type === 'exercises_due'
        ? [effect.type, effect.fact.due.map(({ key }) => key).join('')]
        : [],
    );
    expect(told).toEqual([
      ['tell_channel', 'abc'],
      ['tell_people', 'ab'],
      ['tell_people', 'c'],
    ]);
  });

  it('the review of open work goes to its channel', () => {
    const by = policy({ postmortem: { review_every: 'week', review_channel: '#reviews' } });
    const before = followed(by, '2026-06-10T00:00:00Z');
    expect(dueAt(before, by)).toEqual(['2026-06-15T02:00:00.000Z']);
    expect(fire(before, by, '2026-06-15T02:00:00Z').effects).toMatchObject([
      { type: 'tell_channel', channel: '#reviews', fact: { type: 'review_due', missed: 0 } },
    ]);
  });

  it('a key that is not due, or not there, fires nothing', () => {
    const by = policy({ reports: [monthly] });
    const before = followed(by, '2026-06-10T00:00:00Z');
    const [timer] = armed(before, by);
    const keys = [timer?.key ?? '', 'comes_again:report:gone:2026-01-01T00:00:00.000Z'];
    const decision = decide(before, { type: 'fire_timers', keys }, by, '2026-06-30T00:00:00Z');
    expect(decision).toMatchObject({ effects: [], entry: null });
    expect(decision.organisation.state).toEqual(before.state);
    expect(decision.organisation.version).toBe(before.version);
  });
});
