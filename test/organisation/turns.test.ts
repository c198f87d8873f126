import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { decideOrganisation } from '../../src/organisation/decide.ts';
import { turnAt, turnsFrom } from '../../src/organisation/on-call.ts';
import { shiftTimers } from '../../src/organisation/shift-timers.ts';
import type {
  Organisation,
  OrganisationEffect,
  OrganisationPersonCommand,
  OrganisationRefusal,
} from '../../src/organisation/types.ts';
import { OnCall } from '../../src/policy/language/on-call.ts';
import { Team } from '../../src/policy/language/roles.ts';
import type { Policy } from '../../src/policy/schema.ts';
import { defaultPolicy } from '../incident/story.ts';

/** Clocks in Berlin go forward on Sunday 29 March 2026 at 02:00, and back on 25 October. */
const zone = 'Europe/Berlin';

const primary = {
  key: 'primary',
  name: 'Primary',
  channel: '#ops',
  user_group: '@oncall',
  duties: ['Carry the phone'],
  layers: [{ key: 'weeks', people: ['UANN', 'UBOB'], from: '2026-03-23', at: '09:00' }],
};

function policyWith(...schedules: object[]): Policy {
  return {
    ...defaultPolicy,
    on_call: schedules.map((each) => OnCall.parse(each)),
    calendar: { ...defaultPolicy.calendar, zone },
  };
}

function local(text: string): Date {
  return DateTime.fromISO(text, { zone }).toJSDate();
}

/** An organisation that lives: commands are carried out and timers fire when the clock is moved. */
class Life {
  organisation: Organisation;
  policy: Policy;
  now: Date;
  told: OrganisationEffect[] = [];

  constructor(policy: Policy, at: string) {
    this.policy = policy;
    this.now = local(at);
    const state = { overrides: [], shifts: {}, recurring: {} };
    this.organisation = { teamId: 'T1', updatedAt: this.now, version: 0, state };
    this.#tick();
  }

  /** Fires what is due on the way, each at its time; `away`: all of it at the end, at once. */
  until(at: string, { away = false } = {}): this {
    const end = local(at);
    for (let times = 0; !away && times < 1_000; times += 1) {
      const next = this.due().find((each) => each <= end);
      if (!next) break;
      this.now = next;
      this.#tick();
    }
    this.now = end;
    this.#tick();
    return this;
  }

  does(command: OrganisationPersonCommand): OrganisationRefusal | null {
    const decision = decideOrganisation(this.organisation, command, this.policy, this.now);
    if (!decision.ok) return decision.refusal;
    this.told.push(...decision.effects);
    this.organisation = decision.organisation;
    return null;
  }

  overrides(userId: string, from: string | null, until: string, by = 'UANN') {
    const fromAt = from === null ? null : local(from);
    const command = { type: 'override_on_call', by, schedule: 'primary', userId, fromAt } as const;
    return this.does({ ...command, untilAt: local(until) });
  }

  due(): Date[] {
    const timers = shiftTimers(this.organisation, this.policy);
    return timers.map(({ dueAt }) => dueAt).sort((a, b) => a.getTime() - b.getTime());
  }

  /** Who is on call now. */
  get who(): string {
    const [schedule] = this.policy.on_call;
    if (!schedule) return '';
    return turnAt(this.organisation.state, schedule, this.policy, this.now).people.join(' ');
  }

  /** What was told since the last look: to whom, and what. */
  heard(): string[] {
    return this.told.splice(0).map(spelt);
  }

  #tick(): void {
    const due = shiftTimers(this.organisation, this.policy).filter(
      ({ dueAt }) => dueAt <= this.now,
    );
    if (due.length === 0) return;
    const command = { type: 'fire_timers', keys: due.map(({ key }) => key) } as const;
    const decision = decideOrganisation(this.organisation, command, this.policy, this.now);
    if (!decision.ok) throw new Error('timers are never refused');
    this.organisation = decision.organisation;
    this.told.push(...decision.effects);
    const left = shiftTimers(this.organisation, this.policy).filter(
      ({ dueAt }) => dueAt <= this.now,
    );
    expect(left).toEqual([]);
  }
}

function spelt(effect: OrganisationEffect): string {
  if (effect.type === 'sync_user_group') return `group of ${effect.schedule}`;
  const { fact } = effect;
  const what = [fact.type];
  const until =
    'untilAt' in fact && fact.untilAt
      ? [DateTime.fromJSDate(fact.untilAt, { zone }).toFormat('ccc dd.MM. HH:mm')]
      : [];
  const people = 'people' in fact ? [fact.people.join(' ') || 'nobody'] : [];
  if (effect.type === 'tell_channel')
    return [effect.channel, ...what, ...people, ...until].join(' ');
  const to =
    effect.type === 'tell_person'
      ? effect.userId
      : effect.who.map((each) => ('ref' in each ? each.ref : each.userId)).join(' ');
  return [to, ...what, ...until].join(' ');
}

describe('a change of turns', () => {
  test('is told once at its local time, on both sides of the change of the clock', () => {
    const life = new Life(policyWith(primary), '2026-03-24T12:00');
    expect(life.heard()).toEqual(['group of primary']);
    expect(life.due()).toEqual([new Date('2026-03-30T07:00:00Z')]);
    expect(life.until('2026-03-30T08:59').heard()).toEqual([]);
    expect(life.until('2026-03-30T09:00').heard()).toEqual([
      '#ops shift_changed UBOB Mon 06.04. 09:00',
      'UBOB shift_begins Mon 06.04. 09:00',
      'group of primary',
    ]);
    expect(life.due()).toEqual([new Date('2026-04-06T07:00:00Z')]);
  });

  test.each([
    ['2026-04-01T12:00', 'UBOB Mon 06.04. 09:00'],
    ['2026-04-08T12:00', 'UANN Mon 13.04. 09:00'],
  ])('that was missed is told once at %s, with who it is now', (at, who) => {
    const life = new Life(policyWith(primary), '2026-03-24T12:00');
    life.heard();
    const [person = '', ...until] = who.split(' ');
    expect(life.until(at, { away: true }).heard()).toEqual([
      `#ops shift_changed ${who}`,
      [person, 'shift_begins', ...until].join(' '),
      'group of primary',
    ]);
    expect(life.until(at).heard()).toEqual([]);
  });

  test('by another policy is told at once', () => {
    const life = new Life(policyWith(primary), '2026-03-24T12:00');
    life.heard();
    const layers = [{ ...primary.layers[0], people: ['UEVE'] }];
    life.policy = policyWith({ ...primary, layers });
    expect(life.until('2026-03-24T12:01').heard()).toEqual([
      '#ops shift_changed UEVE',
      'UEVE shift_begins',
      'group of primary',
    ]);
  });

  test('to nobody is told, unless the policy wants the hole; a group that is on call by default gets no duties', () => {
    const only = [{ from: '09:00', to: '18:00' }];
    const layers = [{ ...primary.layers[0], only }];
    const evening = ['2026-03-24T12:00', '2026-03-24T20:00'] as const;
    const hole = new Life(policyWith({ ...primary, layers }), evening[0]);
    hole.heard();
    expect(hole.until(evening[1]).heard()).toEqual([
      '#ops shift_changed nobody Wed 25.03. 09:00',
      'group of primary',
    ]);
    const wanted = new Life(policyWith({ ...primary, layers, gaps: true }), evening[0]);
    wanted.heard();
    expect(wanted.until(evening[1]).heard()).toEqual(['group of primary']);
    const all = new Life(policyWith({ ...primary, layers, people: ['@all'] }), evening[0]);
    all.heard();
    expect(all.until(evening[1]).heard()).toEqual([
      '#ops shift_changed @all Wed 25.03. 09:00',
      'group of primary',
    ]);
  });

  test('of a schedule that nobody follows arms nothing', () => {
    const life = new Life(policyWith({ key: 'all', name: 'All', people: ['@all'] }), '2026-03-24');
    expect(life.due()).toEqual([]);
  });
});

test('of a team whose turn begins each member is told', () => {
  const layers = [{ ...primary.layers[0], people: ['UANN', 'team:ops'] }];
  const policy = policyWith({ ...primary, layers });
  const teams = [Team.parse({ key: 'ops', name: 'Ops', members: ['UEVE', 'UDAN'] })];
  const directory = { ...policy.directory, teams };
  const life = new Life({ ...policy, directory }, '2026-03-24T12:00');
  life.heard();
  expect(life.until('2026-03-30T09:00').heard()).toContain(
    'UEVE UDAN shift_begins Mon 06.04. 09:00',
  );
});

describe('an override', () => {
  test('from now puts somebody on at once, and gives the turn back when it ends', () => {
    const life = new Life(policyWith(primary), '2026-03-24T12:00');
    life.heard();
    expect(life.overrides('UEVE', null, '2026-03-24T18:00')).toBeNull();
    expect(life.who).toBe('UEVE');
    expect(life.heard()).toEqual(['#ops override_set', 'UEVE override_set', 'group of primary']);
    expect(life.until('2026-03-24T18:00').heard()).toEqual([
      '#ops shift_changed UANN Mon 30.03. 09:00',
      'UANN shift_begins Mon 30.03. 09:00',
      'group of primary',
    ]);
    expect(life.organisation.state.overrides).toEqual([]);
    expect(life.who).toBe('UANN');
  });

  test('for later changes nothing yet; who takes it for themselves gets no message of it', () => {
    const life = new Life(policyWith(primary), '2026-03-24T12:00');
    life.heard();
    life.overrides('UEVE', '2026-03-25T09:00', '2026-03-25T18:00', 'UEVE');
    expect(life.heard()).toEqual(['#ops override_set']);
    expect(life.who).toBe('UANN');
    expect(life.until('2026-03-25T09:00').heard()).toEqual([
      '#ops shift_changed UEVE Wed 25.03. 18:00',
      'UEVE shift_begins Wed 25.03. 18:00',
      'group of primary',
    ]);
  });

  test('that is due with a turn does not swallow the turn', () => {
    const life = new Life(policyWith(primary), '2026-03-24T12:00');
    life.heard();
    life.now = local('2026-03-30T09:00');
    life.overrides('UEVE', '2026-03-31T09:00', '2026-03-31T18:00', 'UEVE');
    expect(life.until('2026-03-30T09:00').heard()).toEqual([
      '#ops override_set',
      '#ops shift_changed UBOB Tue 31.03. 09:00',
      'UBOB shift_begins Tue 31.03. 09:00',
      'group of primary',
    ]);
  });

  test('of two that overlap the one set later counts while it lasts', () => {
    const life = new Life(policyWith(primary), '2026-03-24T12:00');
    life.overrides('UEVE', null, '2026-03-24T20:00');
    life.overrides('UDAN', '2026-03-24T14:00', '2026-03-24T16:00');
    const [schedule] = life.policy.on_call;
    const { state } = life.organisation;
    const turns = schedule
      ? turnsFrom(state, schedule, life.policy, {
          at: life.now,
          to: local('2026-04-05'),
          most: 5,
        })
      : [];
    expect(turns.map(({ people, untilAt }) => [people.join(), untilAt])).toEqual([
      ['UEVE', local('2026-03-24T14:00')],
      ['UDAN', local('2026-03-24T16:00')],
      ['UEVE', local('2026-03-24T20:00')],
      ['UANN', local('2026-03-30T09:00')],
      ['UBOB', local('2026-04-06T09:00')],
    ]);
  });

  test('ended by hand gives the turn back at once', () => {
    const life = new Life(policyWith(primary), '2026-03-24T12:00');
    life.overrides('UEVE', null, '2026-03-24T20:00');
    life.heard();
    const [override] = life.organisation.state.overrides;
    const end = { type: 'end_override', by: 'UANN', id: override?.id ?? 0 } as const;
    expect(life.does(end)).toBeNull();
    expect(life.heard()).toEqual([
      '#ops override_ended UANN Mon 30.03. 09:00',
      'UEVE override_ended Mon 30.03. 09:00',
      'UANN shift_begins Mon 30.03. 09:00',
      'group of primary',
    ]);
    expect(life.does(end)).toEqual({ code: 'unknown_override', id: override?.id });
    expect(life.until('2026-03-25T12:00').heard()).toEqual([]);
  });

  test('is refused where it cannot be', () => {
    const policy = policyWith(primary);
    const life = new Life(policy, '2026-03-24T12:00');
    expect(life.overrides('UEVE', '2026-03-25T12:00', '2026-03-25T12:00')).toEqual({
      code: 'override_backwards',
    });
    expect(life.overrides('UEVE', '2026-03-20T12:00', '2026-03-24T12:00')).toEqual({
      code: 'override_backwards',
    });
    expect(life.overrides('UEVE', null, '2026-04-23T13:01')).toEqual({
      code: 'override_too_long',
      maxDays: 30,
    });
    const other = { type: 'override_on_call', by: 'UANN', schedule: 'secondary' } as const;
    const rest = { userId: 'UEVE', fromAt: null, untilAt: local('2026-03-25') };
    expect(life.does({ ...other, ...rest })).toEqual({
      code: 'unknown_schedule',
      given: 'secondary',
      allowed: ['primary'],
    });
    const none = new Life(policyWith(), '2026-03-24T12:00');
    expect(none.overrides('UEVE', null, '2026-03-25')).toEqual({ code: 'no_schedules' });
    const words = { ...policy.permissions, words: { oncall: ['@leads'] } };
    life.policy = { ...policy, permissions: words };
    expect(life.overrides('UEVE', null, '2026-03-25')).toEqual({
      code: 'not_allowed',
      who: ['@leads'],
    });
    const led = { ...other, schedule: 'primary', as: ['@leads'], ...rest };
    expect(life.does(led)).toBeNull();
  });

  test('is one of fifty at most; those that are over do not count', () => {
    const life = new Life(policyWith(primary), '2026-03-24T12:00');
    for (let count = 0; count < 50; count += 1) {
      expect(life.overrides('UEVE', '2026-03-25T12:00', '2026-03-25T13:00')).toBeNull();
    }
    expect(life.overrides('UEVE', null, '2026-03-25T13:00')).toEqual({
      code: 'too_many_overrides',
      most: 50,
    });
    expect(new Set(life.organisation.state.overrides.map(({ id }) => id)).size).toBe(50);
    life.now = local('2026-03-25T13:00');
    expect(life.overrides('UEVE', null, '2026-03-25T15:00')).toBeNull();
  });
});
