import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { expect } from 'vitest';
import { loadPolicyFile } from '../../src/policy/load.ts';
import type { Policy } from '../../src/policy/schema.ts';

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
