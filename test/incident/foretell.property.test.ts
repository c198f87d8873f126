import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decide } from '../../src/incident/decide.ts';
import { declare } from '../../src/incident/declare.ts';
import { type Foretold, foretell } from '../../src/incident/foretell.ts';
import { later, minutesAfter } from '../../src/incident/instants.ts';
import { timersFor } from '../../src/incident/timers.ts';
import type { Command, Incident } from '../../src/incident/types.ts';
import type { Policy } from '../../src/policy/schema.ts';
import { userIdOf } from '../../src/simulate/people.ts';
import { simulate } from '../../src/simulate/simulate.ts';
import { anyCommand } from '../support/any-command.ts';
import { anyPolicy } from '../support/any-policy.ts';
import { clocksPolicy } from '../support/clocks-policy.ts';
import { noon, Story } from './story.ts';

/** What is foretold, what is simulated and what the clock does are one and the same. */

const runs = { numRuns: Number(process.env['STORIES'] ?? 25) };
const days = 20;

interface Begun {
  policy: Policy;
  severity: string | null;
  yes: boolean;
}

const anyBeginning: fc.Arbitrary<Begun> = anyPolicy.chain((policy) =>
  fc.record({
    policy: fc.constant(policy),
    severity: fc.constantFrom(...policy.severities.map(({ key }) => key), null),
    yes: fc.boolean(),
  }),
);

/** Declared as the simulation does it; null where the policy does not let it. */
function begin({ policy, severity }: Begun): Incident | null {
  const declared = declare(
    {
      ...{ type: 'declare', by: userIdOf('reporter'), title: 'It is down', severity },
      ...{ kind: null, modules: [], fields: {}, zone: policy.calendar.zone, summary: '' },
      ...{ isPrivate: false, isDrill: false, origin: null },
    },
    policy,
    noon,
  );
  if (!declared.ok) return null;
  return { ...declared.incident, id: 1, teamId: 'T1', number: 1, policyHash: 'a'.repeat(64) };
}

/** What happens when the clock looks at each instant at which something is due. */
function fired(incident: Incident, policy: Policy, until: Date): [Date, unknown][] {
  const happened: [Date, unknown][] = [];
  let after = incident;
  for (;;) {
    const dueAt = timersFor(after, policy)[0]?.dueAt;
    const now = dueAt && later(dueAt, after.updatedAt);
    if (!now || now > until) return happened;
    const keys = timersFor(after, policy)
      .filter((timer) => timer.dueAt <= now)
      .map(({ key }) => key);
    const decision = decide(after, { type: 'fire_timers', keys }, policy, now);
    if (!decision.ok) throw new Error(decision.refusal.code);
    after = decision.incident;
    if (decision.entry) happened.push([now, decision.entry.data['fired']]);
  }
}

const saying = (all: Iterable<Foretold>) =>
  [...all].flatMap(({ at, entry }): [Date, unknown][] =>
    entry ? [[at, entry.data['fired']]] : [],
  );

test('whatever the policy: it is foretold as the clock fires it, one instant after another', () => {
  fc.assert(
    fc.property(anyBeginning, (begun) => {
      const incident = begin(begun);
      if (!incident) return;
      const until = minutesAfter(noon, days * 24 * 60);
      expect(saying(foretell(incident, begun.policy, noon, until))).toEqual(
        fired(incident, begun.policy, until),
      );
    }),
    runs,
  );
});

test('the same after people did whatever they did', () => {
  const anyMiddle = anyPolicy.chain((policy) =>
    fc.record({
      policy: fc.constant(policy),
      commands: fc.array(fc.tuple(fc.constantFrom(0, 3, 31, 300), anyCommand(policy)), {
        maxLength: 12,
      }),
    }),
  );
  fc.assert(
    fc.property(anyMiddle, ({ policy, commands }) => {
      let incident = begin({ policy, severity: null, yes: true });
      if (!incident) return;
      let now = noon;
      for (const [after, command] of commands) {
        now = minutesAfter(now, after);
        const decision = decide(incident, command as Command, policy, now);
        if (decision.ok) incident = decision.incident;
      }
      const before = structuredClone(incident);
      const until = minutesAfter(now, days * 24 * 60);
      const said = saying(foretell(incident, policy, incident.updatedAt, until));
      expect(said).toEqual(fired(incident, policy, until));
      expect(incident).toEqual(before);
    }),
    runs,
  );
});

test('whatever the policy: what is simulated is what is foretold', () => {
  let clocks = 0;
  fc.assert(
    fc.property(anyBeginning, (begun) => {
      const { policy, severity } = begun;
      const incident = begin(begun);
      if (!incident) return;
      const forMinutes = days * 24 * 60;
      const scenario = {
        ...{ title: 'It is down', severity, kind: null, modules: [], fields: {} },
        ...{ isPrivate: false, isDrill: false, at: noon, forMinutes, steps: [] },
      };
      const { events } = simulate({ policy, hash: 'a'.repeat(64) }, scenario);
      const simulated = events
        .filter(({ cause, enforced }) => cause === 'clock' && enforced)
        .map(({ at, what }) => [at, what]);
      const ahead = [...foretell(incident, policy, noon, minutesAfter(noon, forMinutes))];
      expect(simulated).toEqual(
        ahead.flatMap(({ at, entry }) => (entry ? [[at.toISOString(), entry.type]] : [])),
      );
      clocks += simulated.filter(([, what]) => what?.startsWith('clock_')).length;
    }),
    runs,
  );
  expect(clocks).toBeGreaterThan(runs.numRuns);
});

test('what is late happens first and at once', () => {
  const { incident, policy } = new Story({ severity: 'sev1' }, clocksPolicy());
  const now = minutesAfter(noon, 26);
  const [first, second] = foretell(incident, policy, now, minutesAfter(now, 600));
  expect(first?.at).toEqual(now);
  expect(first?.timers.map(({ kind }) => kind)).toContain('clock_missed');
  expect(second && second.at > now).toBe(true);
});
