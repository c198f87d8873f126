import type { Condition } from '../../policy/language/condition.ts';
import type { Checklist, Runbook, Step } from '../../policy/language/lists.ts';
import type { Policy } from '../../policy/schema.ts';

/** What the policy says of lists and of the steps in them, by key and by path. */

/** A step or a part of one; parts have no parts of their own. */
export type AnyStep = Omit<Step, 'steps' | 'strict'> & Partial<Pick<Step, 'steps' | 'strict'>>;

/** A checklist or a runbook as a list of tasks. */
export interface TaskList {
  key: string;
  name: string;
  kind: 'checklist' | 'runbook';
  role: string | undefined;
  /** Whether its steps must be done one after another. */
  strict: boolean;
  /** Whether only people start it. */
  manual: boolean;
  /** When it starts by itself and counts; undefined of a runbook. */
  when: Condition | undefined;
  steps: Step[];
}

/** The list of that key; undefined where the policy has none. */
export function listOf(policy: Policy, key: string): TaskList | undefined {
  return allLists(policy).find((list) => list.key === key);
}

/** Checklists and then runbooks, in the order of the policy. */
export function allLists(policy: Policy): TaskList[] {
  const known = listsOf.get(policy);
  if (known) return known;
  const lists = [...policy.checklists.map(ofChecklist), ...policy.runbooks.map(ofRunbook)];
  listsOf.set(policy, lists);
  return lists;
}

/** Policies never change once they are read. */
const listsOf = new WeakMap<Policy, TaskList[]>();

function ofChecklist({ key, name, role, strict, manual, when, items }: Checklist): TaskList {
  return { key, name, kind: 'checklist', role, strict, manual, when, steps: items };
}

function ofRunbook({ key, name, steps }: Runbook): TaskList {
  const kind = 'runbook';
  return { key, name, kind, role: undefined, strict: false, manual: true, when: undefined, steps };
}
