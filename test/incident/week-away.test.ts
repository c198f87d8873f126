import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decide } from '../../src/incident/decide.ts';
import { declare } from '../../src/incident/declare.ts';
import { timersFor } from '../../src/incident/timers.ts';
import type { Command, Effect, Incident } from '../../src/incident/types.ts';
import { loadPolicyFile } from '../../src/policy/load.ts';
import type { Policy } from '../../src/policy/schema.ts';

/** What a week's downtime leaves to be said: under each of our policies, severities and kinds. */

const folder = join(import.meta.dirname, '../../policies');
const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
const declaredAt = new Date('2026-03-02T12:00:00Z');
const seconds = 1_000;
const week = 7 * 86_400 * seconds;

async function policyOf(file: string): Promise<Policy> {
  const loaded = await loadPolicyFile(join(folder, file));
  if (!loaded.ok) throw new Error(loaded.faults.join('\n'));
  return loaded.policy;
}

/** An incident of each severity and kind, as it was declared. */
function incidentsUnder(policy: Policy): Incident[] {
  const severities = [null, ...policy.severities.map(({ key }) => key)];
  const kinds = [null, ...policy.kinds.map(({ key }) => key)];
  return severities.flatMap((severity) =>
    kinds.flatMap((kind) => {
      const declaration = {
        type: 'declare',
        by: 'U0ANA',
        title: 'Mail is late',
        severity,
        kind,
        summary: '',
        isPrivate: false,
        isDrill: false,
        origin: null,
      } as const;
      const decision = declare(declaration, policy, declaredAt);
      if (!decision.ok) return [];
      return [{ ...decision.incident, id: 1, teamId: 'T', number: 1, policyHash: 'h' }];
    }),
  );
}

type Announcement = Extract<Effect, { family: 'announce' }>;

interface Heard {
  effects: Announcement[];
  /** Decisions it took until nothing was due any more. */
  rounds: number;
}

/** All that is said in the minute that begins at this instant. */
function minuteFrom(start: Date, before: Incident, policy: Policy): Heard {
  const heard: Heard = { effects: [], rounds: 0 };
  let incident = before;
  for (const after of [0, 30, 60]) {
    const now = new Date(start.getTime() + after * seconds);
    for (;;) {
      const due = timersFor(incident, policy).filter((timer) => timer.dueAt <= now);
      if (due.length === 0) break;
      const command: Command = { type: 'fire_timers', keys: due.map(({ key }) => key) };
      const decision = decide(incident, command, policy, now);
      if (!decision.ok) throw new Error(decision.refusal.code);
      incident = decision.incident;
      heard.effects.push(...decision.effects.filter((each) => each.family === 'announce'));
      heard.rounds += 1;
      if (heard.rounds > 20) throw new Error('it never ends');
    }
  }
  return heard;
}

/** Messages by where they are read. A page and a message to people are direct messages. */
function byPlace(effects: Announcement[]): Map<string, string[]> {
  const places = new Map<string, string[]>();
  for (const effect of effects) {
    if (effect.type !== 'announce') continue;
    const { to, fact, more = [] } = effect;
    const place = to.place === 'channel' ? `#${to.channel}` : to.place;
    // Two ladders are two things.
    const facts = [fact, ...more.map((each) => each.fact)].map((each) =>
      'path' in each ? `${each.type}:${String(each.path)}` : each.type,
    );
    places.set(place, [...(places.get(place) ?? []), facts.join('+')]);
  }
  return places;
}

describe.each(files)('after a week away under %s', (file) => {
  it('each room hears three things at most, none of them twice, what was missed first', async () => {
    const policy = await policyOf(file);
    const incidents = incidentsUnder(policy);
    expect(incidents.length).toBeGreaterThan(0);
    let said = 0;
    let timers = 0;
    for (const incident of incidents) {
      const { effects, rounds } = minuteFrom(
        new Date(declaredAt.getTime() + week),
        incident,
        policy,
      );
      const what = `${incident.severity} ${incident.state.kind}`;
      said += effects.length;
      timers += timersFor(incident, policy).length;
      expect(rounds, `decisions, ${what}`).toBeLessThanOrEqual(3);
      for (const [place, facts] of byPlace(effects)) {
        expect(facts.length, `${place}, ${what}: ${facts.join(' ')}`).toBeLessThanOrEqual(3);
        expect(new Set(facts).size, `${place}, ${what}: ${facts.join(' ')}`).toBe(facts.length);
        const missed = facts.indexOf('clocks_missed');
        const reminder = facts.indexOf('update_reminder');
        if (missed >= 0 && reminder >= 0) expect(missed, what).toBeLessThan(reminder);
      }
    }
    // Where nothing was due, the policy promises nothing by time.
    expect(said > 0).toBe(timers > 0);
  });

  it('nobody is reminded of what was resolved before', async () => {
    const policy = await policyOf(file);
    for (const before of incidentsUnder(policy)) {
      const resolvedAt = new Date(declaredAt.getTime() + 60 * seconds);
      const command: Command = { type: 'resolve', by: 'U0ANA', reason: 'rolled back' };
      const decision = decide(before, command, policy, resolvedAt);
      if (!decision.ok) continue;
      const { effects } = minuteFrom(
        new Date(declaredAt.getTime() + week),
        decision.incident,
        policy,
      );
      const facts = [...byPlace(effects).values()].flat().flatMap((each) => each.split('+'));
      const ofRunning = ['update_reminder', 'commander_missing', 'gone_quiet', 'still_there'];
      expect(facts.filter((fact) => ofRunning.includes(fact))).toEqual([]);
      expect(effects.filter(({ type }) => type === 'page')).toEqual([]);
    }
  });
});
