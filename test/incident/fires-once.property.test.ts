import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide } from '../../src/incident/decide.ts';
import { declare } from '../../src/incident/declare.ts';
import { timersFor } from '../../src/incident/timers.ts';
import type { Command, Incident } from '../../src/incident/types.ts';
import { loadPolicyFile } from '../../src/policy/load.ts';
import type { Policy } from '../../src/policy/schema.ts';
import { anyCommand } from '../support/any-command.ts';
import { noon } from './story.ts';

/** A promise about time is kept once: under each of our policies, whatever people do, weeks of silence between. */

const folder = join(import.meta.dirname, '../../policies');
const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
const runs = { numRuns: Number(process.env['STORIES'] ?? 10) };
const people = ['U01AAAAAAAA', 'U02AAAAAAAA', 'U03AAAAAAAA'];
const who = fc.constantFrom(...people);

interface Happening {
  after: number;
  command: Command | null;
}

/** Calls, answers to them and silence: what belongs to the clock itself. */
function ofClock({ escalation, on_call, roles }: Policy): fc.Arbitrary<Command> {
  const role = fc.constantFrom(...roles.map(({ key }) => key));
  const refs = [...people, ...on_call.map(({ key }) => `on_call:${key}`)];
  const page = fc.nat(4);
  return fc.oneof(
    fc.record({ type: fc.constant('take_role' as const), by: who, role }),
    fc.record({ type: fc.constant('offer_handover' as const), by: who, role, to: who }),
    fc.record({
      type: fc.constant('page' as const),
      by: who,
      who: fc.array(fc.constantFrom(...refs), { minLength: 1, maxLength: 2 }),
      reason: fc.constant('help'),
    }),
    fc.record({
      type: fc.constant('escalate' as const),
      by: who,
      path: fc.constantFrom(null, ...escalation.map(({ key }) => key)),
      reason: fc.constant(''),
    }),
    fc.record({
      type: fc.constant('stop_escalation' as const),
      by: who,
      path: fc.constantFrom('', ...escalation.map(({ key }) => key)),
      reason: fc.constant('enough'),
    }),
    fc.record({ type: fc.constant('acknowledge_page' as const), by: who, page }),
    fc.record({ type: fc.constant('cannot_come' as const), by: who, page }),
    fc.record({
      type: fc.constant('page_reached' as const),
      page,
      userIds: fc.array(who, { minLength: 1, maxLength: 2 }),
    }),
    fc.record({
      type: fc.constant('page_failed' as const),
      page,
      who: fc.constantFrom(...refs),
      error: fc.constant('nobody'),
    }),
    fc.record({ type: fc.constant('still_here' as const), by: who }),
    fc.record({ type: fc.constant('heard' as const), userId: who }),
    fc.record({ type: fc.constant('member_gone' as const), userId: who }),
    fc.record({
      type: fc.constant('skip_update' as const),
      by: who,
      reason: fc.constant('nothing new'),
    }),
  ) as fc.Arbitrary<Command>;
}

function anyStory(policy: Policy): fc.Arbitrary<Happening[]> {
  return fc.array(
    fc.record({
      after: fc.constantFrom(0, 0, 1, 3, 6, 16, 61, 300, 3_000, 20_000),
      command: fc.oneof(
        { weight: 3, arbitrary: anyCommand(policy) },
        { weight: 3, arbitrary: ofClock(policy) },
        { weight: 2, arbitrary: fc.constant(null) },
      ),
    }),
    { maxLength: 60, size: 'max' },
  );
}

function begin(policy: Policy, given: { severity: number; isPrivate: boolean; isDrill: boolean }) {
  const { isPrivate, isDrill } = given;
  const severity = policy.severities[given.severity % Math.max(1, policy.severities.length)];
  const asked = policy.triage.ask === 'declare' && policy.triage.criteria.length > 0;
  const declared = declare(
    {
      ...{ type: 'declare', by: 'U01AAAAAAAA', title: 'It is down', summary: '', origin: null },
      ...{ severity: severity?.key ?? null, isPrivate, isDrill },
      ...(asked
        ? { criteria: Object.fromEntries(policy.triage.criteria.map(({ key }) => [key, true])) }
        : {}),
    },
    policy,
    noon,
  );
  if (!declared.ok) return null;
  return { ...declared.incident, id: 1, teamId: 'T1', number: 1, policyHash: 'h' } as Incident;
}

describe.each(files)('under %s', (file) => {
  test('what fired never comes again', async () => {
    const loaded = await loadPolicyFile(join(folder, file));
    if (!loaded.ok) throw new Error(loaded.faults.join('\n'));
    const { policy } = loaded;
    const beginning = fc.record({
      severity: fc.nat(5),
      isPrivate: fc.boolean(),
      isDrill: fc.boolean(),
    });
    fc.assert(
      fc.property(beginning, anyStory(policy), (given, story) => {
        let incident = begin(policy, given);
        if (!incident) return;
        let now = noon;
        const fired = new Map<string, Date>();
        let said: number[] = [];
        const fire = () => {
          for (let rounds = 0; ; rounds += 1) {
            if (!incident) return;
            const due = timersFor(incident, policy).filter(({ dueAt }) => dueAt <= now);
            if (due.length === 0) return;
            expect(rounds, due.map(({ key }) => key).join(' ')).toBeLessThan(6);
            for (const { key, dueAt } of due) {
              expect(fired.get(key), `${key} again`).not.toEqual(dueAt);
              fired.set(key, dueAt);
            }
            const keys = due.map(({ key }) => key);
            const decision = decide(incident, { type: 'fire_timers', keys }, policy, now);
            if (!decision.ok) throw new Error(decision.refusal.code);
            incident = decision.incident;
            said.push(
              ...decision.effects
                .filter((each) => each.type === 'announce' && each.to.place === 'room')
                .map(() => now.getTime()),
            );
            said = said.filter((at) => at > now.getTime() - 3_600_000);
            expect(said.length, 'messages by the clock within the hour').toBeLessThan(40);
          }
        };
        for (const { after, command } of story) {
          const until = new Date(now.getTime() + after * 60_000);
          // The clock works all the time, but for the longest silences.
          for (let steps = 0; after < 20_000 && steps < 500; steps += 1) {
            const next: Date | undefined = timersFor(incident, policy)[0]?.dueAt;
            if (!next || next > until) break;
            if (next > now) now = next;
            fire();
          }
          now = until;
          fire();
          if (!command) continue;
          const decision = decide(incident, command, policy, now);
          if (decision.ok) incident = decision.incident;
        }
      }),
      runs,
    );
  }, 600_000);
});
