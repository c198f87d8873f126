import { describe, expect, test } from 'vitest';
import { turnsFrom } from '../../src/organisation/on-call.ts';
import { Team } from '../../src/policy/language/roles.ts';
import { Life, local, policyWith, primary } from './life.ts';

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
    expect(life.overrides('UEVE', null, 'no time at all')).toEqual({ code: 'override_backwards' });
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
