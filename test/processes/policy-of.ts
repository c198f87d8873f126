import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { expect } from 'vitest';
import { decideOrganisation } from '../../src/organisation/decide.ts';
import { type Counted, countedUp } from '../../src/organisation/report.ts';
import { organisationTimersFor } from '../../src/organisation/timers.ts';
import type { Organisation, OrganisationCommand } from '../../src/organisation/types.ts';
import { loadPolicyFile } from '../../src/policy/load.ts';
import type { Policy } from '../../src/policy/schema.ts';
import { statsMessage } from '../../src/views/organisation/report.ts';
import type { Story } from '../incident/story.ts';

/** Reading the five policies in tests. */

const folder = join(import.meta.dirname, '../../policies');

/** The policy of a file in `policies/`. Throws with its faults. */
export async function policyOf(file: string): Promise<Policy> {
  return read(join(folder, file));
}

/** The policy of an area of Denomas: a file that includes the company's and says some more. */
export async function areaOf(more: string): Promise<Policy> {
  const own = mkdtempSync(join(tmpdir(), 'muster-area-'));
  const company = relative(own, join(folder, '004-denomas.yaml'));
  const path = join(own, 'area.yaml');
  writeFileSync(path, `version: 2\nname: Area\nincludes: [${company}]\n${more}\n`);
  return read(path);
}

async function read(path: string): Promise<Policy> {
  const result = await loadPolicyFile(path);
  if (!result.ok) throw new Error(result.faults.join('\n'));
  return result.policy;
}

/** The thing of that key. Throws where there is none. */
export function one<T extends { key: string }>(list: readonly T[], key: string): T {
  const found = list.find((each) => each.key === key);
  if (!found) throw new Error(`there is no ${key} among ${keysOf(list).join(', ')}`);
  return found;
}

export function keysOf(list: readonly { key: string }[]): string[] {
  return list.map(({ key }) => key);
}

type Step = Policy['runbooks'][number]['steps'][number];

/** A step by `list.step` or `list.step.part`; a part has no parts. */
export function step(policy: Policy, path: string): Step {
  const [list = '', key = '', part] = path.split('.');
  const checklist = policy.checklists.find((each) => each.key === list);
  const steps = checklist?.items ?? one(policy.runbooks, list).steps;
  const found = one(steps, key);
  return part === undefined ? found : { ...one(found.steps, part), steps: [], strict: false };
}

/** That the policy asks about this instead of inventing an answer. */
export function undecided(policy: Policy, about: string): void {
  expect(policy.undecided.map((each) => each.about)).toContain(about);
}

export function topic(policy: Policy, key: string) {
  return one(policy.help.topics, key);
}

/** The contacts of an escalation path, from the first level to the last. */
export function levels(policy: Policy, key: string) {
  return one(policy.escalation, key).levels.map(({ contact }) => contact);
}

export function agenda(policy: Policy, key: string) {
  return one(policy.postmortem?.agenda ?? [], key);
}

export function meetingRole(policy: Policy, key: string) {
  return one(policy.postmortem?.roles ?? [], key);
}

/**
 * What comes again under a policy that is put in force at an instant, within a year: what, when, and
 * to whom or where it goes.
 */
export function comingAgain(
  policy: Policy,
  from: string,
): { what: string; at: string; to: string[] }[] {
  const start = new Date(from);
  const end = new Date(start.getTime() + 366 * 24 * 60 * 60_000);
  let organisation: Organisation = {
    ...{ teamId: 'T0', updatedAt: start, version: 0 },
    state: { overrides: [], shifts: {}, recurring: {}, leftToDo: 0 },
  };
  const come: ReturnType<typeof comingAgain> = [];
  const decide = (command: OrganisationCommand, now: Date) => {
    const decision = decideOrganisation(organisation, command, policy, now);
    if (!decision.ok) throw new Error(decision.refusal.code);
    ({ organisation } = decision);
    return decision.effects;
  };
  decide({ type: 'follow_policy', name: policy.name, sinceAt: start }, start);
  for (;;) {
    // The round of action items comes on every working day.
    const [next] = organisationTimersFor(organisation, policy).filter(
      ({ key }) => !key.includes(':action_items:'),
    );
    if (!next || next.dueAt > end) return come;
    const effects = decide({ type: 'fire_timers', keys: [next.key] }, next.dueAt);
    const [, ...what] = next.key.split(':');
    come.push({
      what: what.slice(0, -3).join(':'),
      at: next.dueAt.toISOString(),
      to: effects.flatMap((effect) => {
        if (effect.type === 'tell_channel') return [effect.channel];
        return effect.type === 'tell_people'
          ? effect.who.map((each) => ('ref' in each ? each.ref : each.userId))
          : [];
      }),
    });
  }
}

/** What the numbers of these incidents read like, as the policy measures them. */
export function inNumbers(policy: Policy, ...rows: Counted[]): string {
  const report = countedUp(rows, policy);
  return statsMessage(policy, new Date('2026-06-01T00:00:00Z'), report).text;
}

/** Levels of ladders that the last decision climbed, by name. */
export function called(story: Story): string[] {
  return story
    .told()
    .flatMap(({ fact }) => (fact.type === 'ladder_climbed' ? fact.levels : []))
    .map(({ name }) => name);
}
