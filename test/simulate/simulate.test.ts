import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadPolicyFile, parsePolicy } from '../../src/policy/load.ts';
import { notEnforced } from '../../src/policy/not-enforced.ts';
import type { Policy } from '../../src/policy/schema.ts';
import { type Asked, readAsked } from '../../src/simulate/asked.ts';
import { printed } from '../../src/simulate/print.ts';
import { simulate } from '../../src/simulate/simulate.ts';
import type { Simulation } from '../../src/simulate/types.ts';
import { good } from '../policy/good-policy.ts';

const folder = join(import.meta.dirname, '../../policies');
const policies = readdirSync(folder).filter((name) => name.endsWith('.yaml'));

async function loaded(name: string) {
  const result = await loadPolicyFile(join(folder, name));
  if (!result.ok) throw new Error(result.faults.join('\n'));
  return result;
}

/** A small policy with more at its end. */
function small(more: string): Policy {
  const result = parsePolicy(good + more, 'p.yaml');
  if (!result.ok) throw new Error(result.faults.join('\n'));
  return result.policy;
}

function run(policy: Policy, asked: Asked = {}): Simulation {
  const read = readAsked(asked, policy);
  if (!read.ok) throw new Error(read.faults.join('\n'));
  return simulate({ policy, hash: 'a'.repeat(64) }, read.scenario);
}

/** When what happens, as `+5 commander_missing`. */
function course({ events }: Simulation): string[] {
  return events.map(({ offset_minutes: at, what }) => (at === null ? what : `+${at} ${what}`));
}

describe('a simulation of the default policy', async () => {
  const { policy } = await loaded('default.yaml');

  test('tells every timer of an incident that nobody looks after', () => {
    const simulation = run(policy, { severity: 'sev1', for: '2h' });
    expect(course(simulation)).toEqual([
      '+0 declare',
      '+5 commander_missing',
      '+10 commander_missing',
      '+15 commander_missing',
      '+25 update_warning',
      '+30 update_due',
      '+45 update_overdue',
      '+60 update_overdue',
      '+75 update_overdue',
    ]);
    const [declared, nudge] = simulation.events;
    expect(declared?.who).toEqual(['@reporter', '@sre']);
    expect(nudge?.told).toMatchObject([
      { to: 'room', text: expect.stringMatching(/No Incident commander since Mon 10:00/) },
    ]);
  });

  test('lets people act only as it is told to, by the rules that hold in Slack', () => {
    const simulation = run(policy, {
      severity: 'sev1',
      for: '14d',
      do: [
        'resolve at +1h',
        'take commander at +2m',
        'take commander by ann at +3m',
        'close at 1d',
      ],
    });
    expect(course(simulation).filter((each) => !/update/.test(each))).toEqual([
      '+0 declare',
      '+2 take_role',
      '+3 take_role',
      '+60 resolve',
      '+1440 close',
      `+${8 * 1440} archive_room`,
    ]);
    const refused = simulation.events.filter((event) => event.refused);
    expect(refused.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^take commander: .*@commander/),
    ]);
    expect(simulation.ends).toMatchObject({ phase: 'closed' });
  });

  test('is the same each time', () => {
    const asked = { severity: 'sev2', do: ['take commander at +5m', 'update at +10m'] };
    expect(run(policy, asked)).toEqual(run(policy, asked));
    expect(printed(run(policy, asked))).toBe(printed(run(policy, asked)));
  });

  test('says every fault of the asking at once, each with what is allowed', () => {
    const read = readAsked(
      {
        severity: 'purple',
        kind: 'leak',
        at: 'tomorrow',
        for: 'long',
        do: ['juggle at +5m', 'take commander', 'take clown at +5m', 'status x at +5x'],
      },
      policy,
    );
    expect(read).toEqual({
      ok: false,
      faults: [
        '--severity: there is no severity "purple"; it must be one of sev1, sev2, sev3, sev4',
        '--kind: there is no kind "leak"; the policy has none',
        expect.stringMatching(
          /^--at: "tomorrow" is not a time such as 2026-11-29T02:00 \(in UTC\)/,
        ),
        expect.stringMatching(/^--for: "long" is not a length such as 90m/),
        expect.stringMatching(/^--do: "juggle" is none of take \(a role\), .*resolve/),
        expect.stringMatching(/^--do: "take commander" does not end in a time such as "at \+5m"/),
        expect.stringMatching(/^--do: there is no role "clown"; it must be one of commander, /),
        expect.stringMatching(/^--do status x: "\+?5x" is not a length/),
      ],
    });
  });
});

describe('what a policy says and Muster does not act on yet', () => {
  test('says of a Sunday night that nobody is at work, and from when somebody is', () => {
    const policy = small('calendar: { zone: Asia/Bangkok }\n');
    const { declared } = run(policy, { at: '2026-11-29T02:00' });
    expect(declared).toMatchObject({
      at: '2026-11-28T19:00:00.000Z',
      local: '2026-11-29 02:00',
      in_working_hours: false,
      next_working_time: '2026-11-30T02:00:00.000Z',
    });
    const text = printed(run(policy, { at: '2026-11-29T02:00' }));
    expect(text).toContain('Declared Sunday 2026-11-29 02:00 Asia/Bangkok, outside working hours');
    expect(text).toContain('(work begins Mon 11-30 09:00)');
  });
});

test('who is on call at the time of the scenario is named, by the schedules', () => {
  const policy = small(
    'calendar: { zone: Europe/Berlin }\n' +
      'on_call:\n' +
      '  - key: primary\n' +
      '    name: Primary\n' +
      '    layers: [{ key: weeks, people: [ada@example.com, ben@example.com], from: 2026-03-23 }]\n' +
      '  - { key: desk, name: Desk, people: ["@support"] }\n',
  );
  // The clocks went forward the night before.
  const before = run(policy, { at: '2026-03-30T08:59' });
  expect(before.declared.on_call).toEqual([
    {
      ...{ key: 'primary', name: 'Primary', people: ['ada@example.com'] },
      until: '2026-03-30T07:00:00.000Z',
    },
    { key: 'desk', name: 'Desk', people: ['@support'], until: null },
  ]);
  expect(printed(run(policy, { at: '2026-03-30T09:00' }))).toContain(
    'On call Primary: ben@example.com until Mon 04-06 09:00; Desk: @support',
  );
});

describe('what a policy says by when', () => {
  test('climbs a ladder as it would be climbed, until the incident is over', () => {
    const policy = small(`
escalation:
  - key: ladder
    name: Ladder
    levels:
      - { name: L1, to: [UANNA], after_minutes: 0 }
      - { name: L2, to: ["boss@example.com"], after_minutes: 30 }
      - { name: L3, to: [cfo@example.com], if: it is about money }
`);
    const steps = (asked: Parameters<typeof run>[1]) =>
      run(policy, asked).events.filter(({ what }) => what === 'ladder_step');
    const [step] = steps({ for: '1h' });
    expect(step).toMatchObject({ offset_minutes: 30, enforced: true });
    expect(step?.text).toMatch(/Ladder: L2/);
    expect(steps({ for: '1h' })).toHaveLength(1);
    expect(steps({ do: ['resolve at +10m'], for: '1h' })).toEqual([]);
  });

  test('counts business days of the calendar, from a Sunday and over a holiday', () => {
    const policy = small(`
calendar: { zone: Asia/Bangkok, holidays: TH, days_off: [2026-12-08] }
postmortem: { within_days: 3, business_days: true }
`);
    // Resolved on Friday, 4 December: Monday, not Tuesday, Wednesday, and not Thursday, Constitution Day.
    const asked = { at: '2026-12-04T02:00', do: ['resolve at +1h'], for: '9d' };
    const due = run(policy, asked).events.find(({ what }) => what === 'clock_missed');
    expect(due).toMatchObject({ local: '2026-12-11 18:00', enforced: true });
    expect(due?.text).toMatch(/^Missed: Postmortem held/);
  });

  test('happens at its instant and is told, as it would be', () => {
    const policy = small(`
clocks:
  - { key: team, name: Team assembled, within_minutes: 15, until: { milestone: team_assembled } }
`);
    const simulation = run(policy, { for: '1h' });
    const clocks = course(simulation).filter((each) => each.includes('clock'));
    expect(clocks).toEqual(['+12 clock_at_risk', '+15 clock_missed']);
    const missed = simulation.events.find(({ what }) => what === 'clock_missed');
    expect(missed?.told).toContainEqual(
      expect.objectContaining({
        to: 'room',
        text: expect.stringMatching(/Team assembled was due/),
      }),
    );
  });
});

describe.each(policies)('the policy %s', (name) => {
  test('can be simulated with each of its kinds and severities, day and night', async () => {
    const { policy, hash } = await loaded(name);
    const kinds = policy.kinds.length > 0 ? policy.kinds.map(({ key }) => key) : [undefined];
    const severities = policy.severities.map(({ key }) => key);
    for (const kind of kinds) {
      for (const severity of severities.length > 0 ? severities : [undefined]) {
        const asked = {
          ...(kind === undefined ? {} : { kind }),
          ...(severity === undefined ? {} : { severity }),
          at: '2026-11-29T02:00',
          do: ['resolve anyway at +2h', 'close anyway at 1d'],
        };
        const read = readAsked(asked, policy);
        if (!read.ok) throw new Error(read.faults.join('\n'));
        const simulation = simulate({ policy, hash }, read.scenario);
        expect(simulation.events[0]?.what).toBe('declare');
        const ahead = simulation.events.filter(({ enforced }) => !enforced);
        expect(notEnforced).toEqual(expect.arrayContaining(ahead.map(({ what }) => what)));
        const text = printed(simulation);
        expect(text).not.toMatch(/undefined|\[object|Invalid|NaN|<[@#!]|U0[0-9A-F]{6}/);
        expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThan(200);
      }
    }
  });
});
