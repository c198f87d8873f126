import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decide } from '../../../src/incident/decide.ts';
import { declare } from '../../../src/incident/declare.ts';
import { timersFor } from '../../../src/incident/timers.ts';
import type { Command, Effect, Incident } from '../../../src/incident/types.ts';
import { Drill } from '../../../src/policy/language/on-call.ts';
import { loadPolicyFile } from '../../../src/policy/load.ts';
import type { Policy } from '../../../src/policy/schema.ts';
import { readState } from '../../../src/store/state.ts';
import { anyCommand } from '../../support/any-command.ts';
import { anyPolicy } from '../../support/any-policy.ts';
import { noon, outage } from '../story.ts';

/** Whatever the policy, and whatever people do: an exercise stays among those who hold it. */

const files = readdirSync('policies').filter((name) => /\.yaml$/.test(name));
const shipped: Policy[] = [];
for (const name of files) {
  const loaded = await loadPolicyFile(`policies/${name}`);
  if (loaded.ok) shipped.push(loaded.policy);
}

const plan = Drill.parse({
  ...{ key: 'drawn', name: 'Drawn', type: 'tabletop', pace: 24, owners: ['@trainers'] },
  injects: [{ key: 'first', after_minutes: 5, text: 'It happens' }],
  lasts_minutes: 240,
});

interface Told {
  policy: Policy;
  isPrivate: boolean;
  yes: boolean;
  story: { after: number; command: Command }[];
}

const anyDrill: fc.Arbitrary<Told> = fc
  .oneof(fc.constantFrom(...shipped), anyPolicy)
  .chain((policy) =>
    fc.record<Told>({
      policy: fc.constant<Policy>({ ...policy, drills: [plan] }),
      isPrivate: fc.boolean(),
      yes: fc.boolean(),
      story: fc.array(
        fc.record({ after: fc.constantFrom(0, 1, 5, 31), command: anyCommand(policy) }),
        { maxLength: 25 },
      ),
    }),
  );

/** Whom people named by what they did, and who did it: nobody else may hear of it. */
function namedIn(command: Command): string[] {
  return ['by', 'userId', 'to', 'owner'].flatMap((key) => {
    const value = (command as unknown as Record<string, unknown>)[key];
    return typeof value === 'string' ? [value] : [];
  });
}

/** What an effect reaches beyond the room, the announcements and Home. */
function beyond(effect: Effect, known: ReadonlySet<string>): string[] {
  const strangers = (who: readonly ({ userId: string } | { ref: string })[]) =>
    who.flatMap((each) => {
      if ('ref' in each) return plan.owners.includes(each.ref) ? [] : [each.ref];
      return known.has(each.userId) ? [] : [each.userId];
    });
  switch (effect.type) {
    case 'pager':
      return ['pager'];
    case 'page':
    case 'sync_invite':
      return strangers(effect.who);
    case 'announce':
      break;
    default:
      return [];
  }
  const { to } = effect;
  if (to.place === 'channel') return [to.channel];
  if (to.place === 'origin') return ['origin'];
  if (to.place === 'people') return strangers(to.who);
  return to.place === 'dm' ? strangers([to]) : [];
}

test('whatever people do in a drill, it reaches nobody outside, and its state can be read again', () => {
  let reaching = 0;
  fc.assert(
    fc.property(anyDrill, ({ policy, isPrivate, yes, story }) => {
      const known = new Set<string>();
      const check = (effects: Effect[]) => {
        expect(effects.flatMap((effect) => beyond(effect, known))).toEqual([]);
      };
      const { criteria, ask } = policy.triage;
      const asked = ask === 'declare' ? criteria.map(({ key }) => [key, yes]) : [];
      const command = {
        ...{ ...outage, severity: null, isPrivate, isDrill: true, drill: 'drawn' },
        ...(asked.length > 0 ? { criteria: Object.fromEntries(asked) } : {}),
      };
      known.add(command.by);
      const declared = declare(command, policy, noon);
      fc.pre(declared.ok);
      if (!declared.ok) return;
      check(declared.effects);
      const real = declare({ ...command, isDrill: false }, policy, noon);
      if (real.ok && real.effects.some((each) => beyond(each, known).length > 0)) reaching += 1;
      let incident: Incident = {
        ...{ ...declared.incident, id: 1, teamId: 'T1', number: 1, policyHash: 'hash' },
      };
      let now = noon;
      const take = (next: Command) => {
        const decision = decide(incident, next, policy, now);
        if (!decision.ok) return;
        for (const name of namedIn(next)) known.add(name);
        check(decision.effects);
        incident = decision.incident;
      };
      for (const { after, command: next } of story) {
        now = new Date(now.getTime() + after * 60_000);
        const due = timersFor(incident, policy).filter(({ dueAt }) => dueAt <= now);
        if (due.length > 0) take({ type: 'fire_timers', keys: due.map(({ key }) => key) });
        take(next);
      }
      expect(readState(JSON.parse(JSON.stringify(incident.state)), 1)).toEqual(incident.state);
    }),
    { numRuns: Number(process.env['STORIES'] ?? 60) },
  );
  // Were it real, some of them would have reached others at once.
  expect(reaching).toBeGreaterThan(0);
});
