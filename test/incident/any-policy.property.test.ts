import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide } from '../../src/incident/decide.ts';
import { declare } from '../../src/incident/declare.ts';
import { isEnded } from '../../src/incident/lookup.ts';
import { timersFor } from '../../src/incident/timers.ts';
import type { Command, Decision, Effect, Incident, Refusal } from '../../src/incident/types.ts';
import { loadPolicyFile } from '../../src/policy/load.ts';
import type { Policy } from '../../src/policy/schema.ts';
import { readState } from '../../src/store/state.ts';
import { factMessage } from '../../src/views/facts.ts';
import { refusalMessage } from '../../src/views/refusal.ts';
import { timelineSentence } from '../../src/views/timeline.ts';
import { anyCommand } from '../support/any-command.ts';
import { anyPolicy, checkedPolicy } from '../support/any-policy.ts';
import { places } from '../views/samples.ts';
import { noon, outage } from './story.ts';

type Accepted = Extract<Decision, { ok: true }>;

/** Something happens some minutes after what came before; a late clock has not fired in between. */
interface Happening {
  after: number;
  clockWorks: boolean;
  command: Command;
}

interface Told {
  policy: Policy;
  isPrivate: boolean;
  isDrill: boolean;
  yes: boolean;
  story: Happening[];
}

const anyStory: fc.Arbitrary<Told> = anyPolicy.chain((policy) =>
  fc.record({
    policy: fc.constant(policy),
    isPrivate: fc.boolean(),
    isDrill: fc.boolean(),
    yes: fc.boolean(),
    story: fc.array(
      fc.record({
        after: fc.constantFrom(0, 0, 1, 5, 31, 300, 20_000),
        clockWorks: fc.boolean(),
        command: anyCommand(policy),
      }),
      { maxLength: 40, size: 'max' },
    ),
  }),
);

/** More than a year: whatever could fire has fired. */
const YEAR = 400 * 24 * 60 * 60_000;

const runs = { numRuns: Number(process.env['STORIES'] ?? 50) };

function begin({ policy, isPrivate, isDrill, yes }: Told) {
  const { criteria } = policy.triage;
  const asked = policy.triage.ask === 'declare' && criteria.length > 0;
  const command = {
    ...outage,
    severity: null,
    isPrivate,
    isDrill,
    ...(isDrill && yes ? { drill: 'drill' } : {}),
    ...(asked ? { criteria: Object.fromEntries(criteria.map(({ key }) => [key, yes])) } : {}),
  };
  const declared = declare(command, policy, noon);
  if (!declared.ok) throw new Error(declared.refusal.code);
  const incident: Incident = {
    ...declared.incident,
    id: 1,
    teamId: 'T1',
    number: 1,
    policyHash: 'hash',
  };
  return { incident, effects: declared.effects };
}

/** Tells the story and shows each decision that was accepted, those of the clock among them. */
function tell(
  told: Told,
  seen: (before: Incident, decision: Accepted, now: Date) => void,
  refused: (before: Incident, refusal: Refusal) => void = () => {},
): Incident {
  const { policy, story } = told;
  let { incident } = begin(told);
  let now = noon;
  const take = (command: Command) => {
    const decision = decide(incident, command, policy, now);
    if (!decision.ok) return refused(incident, decision.refusal);
    seen(incident, decision, now);
    incident = decision.incident;
  };
  const fire = () => {
    const keys = dueKeys(incident, policy, now);
    if (keys.length > 0) take({ type: 'fire_timers', keys });
    expect(dueKeys(incident, policy, now)).toEqual([]);
  };
  for (const { after, clockWorks, command } of story) {
    now = new Date(now.getTime() + after * 60_000);
    if (clockWorks) fire();
    take(command);
  }
  now = new Date(now.getTime() + YEAR);
  fire();
  return incident;
}

function dueKeys(incident: Incident, policy: Policy, now: Date): string[] {
  return timersFor(incident, policy)
    .filter(({ dueAt }) => dueAt <= now)
    .map(({ key }) => key);
}

/** What people outside a private incident could see of it. */
function isPublic(effect: Effect): boolean {
  if (effect.type === 'sync_news') return true;
  return effect.type === 'announce' && ['origin', 'channel'].includes(effect.to.place);
}

describe('under any policy, whatever people do in whatever order', () => {
  test('nothing throws, and what fired is not due again', () => {
    fc.assert(
      fc.property(anyStory, (told) => {
        tell(told, () => {});
      }),
      runs,
    );
  });

  test('there is one line for each version, and the state can be stored and read back', () => {
    fc.assert(
      fc.property(anyStory, (told) => {
        tell(told, (before, { incident, entry }, now) => {
          expect(incident.version).toBe(before.version + (entry ? 1 : 0));
          expect(incident.updatedAt).toEqual(now);
          const json = JSON.stringify(incident.state);
          expect(Buffer.byteLength(json)).toBeLessThan(32 * 1024);
          expect(readState(JSON.parse(json), 1)).toEqual(incident.state);
          expect(isEnded(incident.phase)).toBe(incident.closedAt !== null);
          const keys = timersFor(incident, told.policy).map(({ key }) => key);
          expect(new Set(keys).size).toBe(keys.length);
        });
      }),
      runs,
    );
  });

  test('nobody outside a private incident is told of it', () => {
    fc.assert(
      fc.property(anyStory, (told) => {
        const { incident, effects } = begin(told);
        if (incident.isPrivate) expect(effects.filter(isPublic)).toEqual([]);
        tell(told, (before, decision) => {
          if (before.isPrivate) expect(decision.incident.isPrivate).toBe(true);
          if (!decision.incident.isPrivate) return;
          expect(decision.effects.filter(isPublic)).toEqual([]);
        });
      }),
      runs,
    );
  });

  test('the same story is decided the same, and what it was decided of stays as it was', () => {
    fc.assert(
      fc.property(anyStory, (told) => {
        const decisions: string[] = [];
        tell(told, (before, decision) => {
          const frozen = JSON.stringify(before);
          decisions.push(JSON.stringify(decision));
          expect(JSON.stringify(before)).toBe(frozen);
        });
        let index = 0;
        tell(told, (_, decision) => {
          expect(JSON.stringify(decision)).toBe(decisions[index]);
          index += 1;
        });
        expect(index).toBe(decisions.length);
      }),
      runs,
    );
  });
});

/** The sentences of a policy in Thai, to which none of English is left. */
const thai = await loadPolicyFile('policies/000-mana.yaml');

describe('what is decided can be told', () => {
  test('nobody is told the same twice by one decision', () => {
    fc.assert(
      fc.property(anyStory, (told) => {
        tell(told, (_, { effects }) => {
          const said = effects.flatMap((effect) =>
            effect.type === 'announce' ? [JSON.stringify([effect.to, effect.fact])] : [],
          );
          expect(said).toEqual([...new Set(said)]);
        });
      }),
      runs,
    );
  });

  test('every message, line of the timeline and refusal has its words, in English and in Thai', () => {
    if (!thai.ok) throw new Error('the Thai policy has faults');
    const { messages } = thai.policy;
    fc.assert(
      fc.property(anyStory, (told) => {
        for (const policy of [told.policy, { ...told.policy, messages }]) {
          const reads = (shown: unknown) => {
            const text = JSON.stringify(shown);
            expect(text).not.toMatch(/undefined|\[object|NaN|Invalid Date/);
            expect(text).not.toMatch(/"text":""/);
          };
          const seen = (_: Incident, { incident, entry, effects }: Accepted, now: Date) => {
            const view = { incident, policy, places, now };
            for (const effect of effects) {
              if (effect.type !== 'announce') continue;
              const facts = [effect.fact, ...(effect.more ?? []).map(({ fact }) => fact)];
              for (const fact of facts) reads(factMessage(view, fact, effect.to));
            }
            if (!entry) return;
            const data = JSON.parse(JSON.stringify(entry.data));
            expect(
              timelineSentence(policy, { ...entry, data, seq: 1, at: now }).text.length,
            ).toBeGreaterThan(0);
          };
          tell(told, seen, (incident, refusal) => {
            reads(refusalMessage(policy, refusal, incident));
          });
        }
      }),
      { numRuns: Math.ceil(runs.numRuns / 5) },
    );
  });
});

test('a story is worth telling: every topic has its say in some of them', () => {
  const accepted = new Set<string>();
  const followed = new Set<string>();
  for (const told of fc.sample(anyStory, { numRuns: 300, seed: 7 })) {
    tell(told, (_, { entry }) => {
      if (!entry) return;
      accepted.add(entry.type);
      for (const { type } of (entry.data['also'] as { type: string }[] | undefined) ?? []) {
        followed.add(type);
      }
    });
  }
  for (const type of [
    'tick_task',
    'undo_measure',
    'change_kind',
    'set_fields',
    'approve',
    'close',
    'pause_clock',
    'clock_missed',
    'escalate',
    'page',
    'acknowledge_page',
    'skip_update',
    'still_here',
    'ladder_step',
    'commander_asked',
    'inject_due',
  ]) {
    expect([...accepted]).toContain(type);
  }
  for (const type of ['list_started', 'measure_in_force', 'milestone_reached', 'obligation_owed']) {
    expect([...followed]).toContain(type);
  }
});

test('an incident can be moved from any policy to any other, or is told why not', () => {
  fc.assert(
    fc.property(anyStory, anyPolicy, (told, policy) => {
      const incident = tell(told, () => {});
      const [severity, kind, status] = [policy.severities[0], policy.kinds[0], policy.statuses[0]];
      const command: Command = {
        type: 'change_policy',
        hash: 'other',
        name: policy.name,
        previous: told.policy.name,
        instead: {
          ...(severity ? { severity: severity.key } : {}),
          ...(kind ? { kind: kind.key } : {}),
          ...(status ? { status: status.key } : {}),
        },
      };
      const now = incident.updatedAt;
      const decision = decide(incident, command, policy, now);
      if (!decision.ok) {
        expect(['ended', 'cannot_move']).toContain(decision.refusal.code);
        return;
      }
      const moved = decision.incident;
      expect(moved.policyHash).toBe('other');
      expect(readState(JSON.parse(JSON.stringify(moved.state)), 1)).toEqual(moved.state);
      const keys = timersFor(moved, policy).map(({ key }) => key);
      const fired = decide(
        moved,
        { type: 'fire_timers', keys },
        policy,
        new Date(now.getTime() + YEAR),
      );
      expect(fired.ok && dueKeys(fired.incident, policy, new Date(now.getTime() + YEAR))).toEqual(
        [],
      );
    }),
    runs,
  );
});

test('most policies that are made up are fine, so the stories are told of many sorts', () => {
  const results = fc.sample(checkedPolicy, 100);
  const fine = results.filter((result) => result.ok);
  expect(fine.length).toBeGreaterThan(40);
  const policies = fine.flatMap((result) => (result.ok ? [result.policy] : []));
  for (const section of ['kinds', 'gates', 'checklists', 'audiences', 'obligations'] as const) {
    expect(policies.some((policy) => policy[section].length > 1)).toBe(true);
    expect(policies.some((policy) => policy[section].length === 0)).toBe(true);
  }
});
