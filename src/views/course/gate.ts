import type { Button, KnownBlock } from '@slack/types';
import type { ClosedGate, CourseRefusal, Missing } from '../../incident/course/types.ts';
import type { Incident } from '../../incident/types.ts';
import type { Step } from '../../policy/language/lists.ts';
import type { Policy } from '../../policy/schema.ts';
import { actions, button, section } from '../blocks.ts';
import { cut, join, literal, type Mrkdwn, oneLine, toPlain } from '../mrkdwn.ts';
import { roleName } from '../names.ts';
import { whoText } from '../people.ts';
import { say, sayPlain } from '../say.ts';
import { whereText } from '../tasks/where.ts';
import { gateName, milestoneName } from './names.ts';

/** A gate that is closed: what it waits for, and the buttons that help. */

type GateClosed = Extract<CourseRefusal, { code: 'gate_closed' }>;

const LONGEST_NAME = 100;

/** What is missing, gate by gate: short enough for a phone; the buttons lead to all of it. */
export function gateText(policy: Policy, { gates }: GateClosed): Mrkdwn {
  return join(gates.flatMap((closed) => closedLines(policy, closed)));
}

function closedLines(policy: Policy, { gate, missing }: ClosedGate): Mrkdwn[] {
  return [
    say(policy, 'gate.closed', { gate: gateName(policy, gate) }),
    ...missing.map((each) => say(policy, 'gate.line', { missing: missingText(policy, each) })),
  ];
}

function missingText(policy: Policy, { need, open, left = 1 }: Missing): Mrkdwn {
  if (need.checklist) return checklistText(policy, need.checklist, open);
  if (need.item) return say(policy, 'gate.item', { item: itemText(policy, need.item) });
  if (need.role) return say(policy, 'gate.role', { role: roleName(policy, need.role) });
  if (need.roles) {
    return say(policy, 'gate.roles', {
      roles: open.map((key) => roleName(policy, key)).join(', '),
    });
  }
  if (need.field) return say(policy, 'gate.field', { field: named(policy.fields, need.field) });
  if (need.milestone) {
    return say(policy, 'gate.milestone', { milestone: milestoneName(policy, need.milestone) });
  }
  if (need.approval) {
    const who = whoText(policy, need.approval.by);
    if (left === 1) return say(policy, 'gate.approval', { who });
    return say(policy, 'gate.approvals', { who, count: left });
  }
  if (need.kind) return say(policy, 'gate.kind');
  if (need.measures) {
    return say(policy, 'gate.measures', { measures: namedAll(policy.measures, open) });
  }
  if (need.obligations) {
    const keys = open.map((key) => key.split(':')[0] ?? key);
    return say(policy, 'gate.obligations', { obligations: namedAll(policy.obligations, keys) });
  }
  if (need.update) return say(policy, 'gate.update');
  return say(policy, 'gate.told', { audience: named(policy.audiences, need.told ?? '') });
}

/** What comes next of it; the rest is counted. */
function checklistText(policy: Policy, key: string, [next, ...rest]: string[]): Mrkdwn {
  const list = named([...policy.checklists, ...policy.runbooks], key);
  if (next === undefined) return say(policy, 'gate.checklist_unstarted', { list });
  const open = itemText(policy, next);
  if (rest.length === 0) return say(policy, 'gate.checklist', { list, open });
  return say(policy, 'gate.checklist_more', { list, open, count: rest.length });
}

/** What an item says, by its path; the path itself where the policy has none. */
function itemText(policy: Policy, path: string): Mrkdwn {
  const [list = '', ...keys] = path.split('.');
  const checklist = policy.checklists.find(({ key }) => key === list);
  const runbook = policy.runbooks.find(({ key }) => key === list);
  const steps: Step[] = [
    ...(checklist?.items ?? []),
    ...(runbook?.diagnosis ?? []),
    ...(runbook?.steps ?? []),
  ];
  const step = steps.find(({ key }) => key === keys[0]);
  const part = step?.steps.find(({ key }) => key === keys[1]);
  return cut(oneLine(part?.text ?? step?.text ?? path), LONGEST_NAME);
}

function named(list: readonly { key: string; name: string }[], key: string): string {
  return list.find((each) => each.key === key)?.name ?? key;
}

function namedAll(list: readonly { key: string; name: string }[], keys: string[]): Mrkdwn {
  return literal([...new Set(keys)].map((key) => named(list, key)).join(', '));
}

/** What does what is missing, and going on with a reason. */
export function gateButtons(policy: Policy, refusal: GateClosed, incident: Incident): Button[] {
  const { gates, mayPass, again } = refusal;
  const value = { incident: incident.id };
  const arg = [again.word, again.to ?? ''].join(':');
  return [
    ...approvalButtons(policy, refusal, incident),
    ...taskButtons(policy, refusal, incident),
    ...fieldButtons(policy, refusal, incident),
    ...(mayPass
      ? [
          button('go_on_anyway', sayPlain(policy, 'button.go_on_anyway'), {
            ...value,
            arg,
            gates: gates.map(({ gate }) => gate),
            ...(again.reason ? { typed: again.reason } : {}),
          }),
        ]
      : []),
  ];
}

/** An approval is given, or asked for. */
function approvalButtons(policy: Policy, { gates }: GateClosed, incident: Incident): Button[] {
  const approvals = gates.filter(({ missing }) => missing.some(({ need }) => need.approval));
  return approvals.map(({ gate, missing }) => {
    const word = missing.some(({ mayApprove }) => mayApprove) ? 'approve' : 'ask_approval';
    const value = { incident: incident.id, arg: gate };
    return button(word, sayPlain(policy, `button.${word}`), value, {
      suffix: gate,
      aloud: sayPlain(policy, 'button.approve_gate', { gate: gateName(policy, gate) }),
    });
  });
}

/** The one task that is missing is ticked at once; of several there is the list. */
function taskButtons(policy: Policy, refusal: GateClosed, incident: Incident): Button[] {
  const lists = listsMissing(refusal);
  const paths = new Set(lists.flatMap(({ need, open }) => need.item ?? open));
  const [path] = paths;
  const isOne = paths.size === 1 && lists.every(({ need, open }) => need.item ?? open.length > 0);
  if (!isOne || path === undefined) return tasksButton(policy, refusal, incident);
  const label = sayPlain(policy, 'button.tick_named', { step: toPlain(itemText(policy, path)) });
  const arg = whereText({ path, was: incident.state.tasks[path]?.status ?? 'open' });
  return [button('tick_task', label, { incident: incident.id, arg })];
}

function tasksButton(policy: Policy, refusal: GateClosed, incident: Incident): Button[] {
  if (listsMissing(refusal).length === 0) return [];
  return [button('tasks', sayPlain(policy, 'button.tasks'), { incident: incident.id })];
}

function listsMissing({ gates }: GateClosed): Missing[] {
  const all = gates.flatMap(({ missing }) => missing);
  return all.filter(({ need }) => need.checklist ?? need.item);
}

/** What is not given is given in a form of its own. */
function fieldButtons(policy: Policy, { gates }: GateClosed, incident: Incident): Button[] {
  const keys = gates.flatMap(({ missing }) => missing.flatMap(({ need }) => need.field ?? []));
  return [...new Set(keys)].slice(0, 3).map((arg) => {
    const label = named(policy.fields, arg);
    return button('set_fields', label, { incident: incident.id, arg }, { suffix: arg });
  });
}

/** The same over a form that met the gate; what the form has a field for needs no button. */
export function gateBlocks(policy: Policy, refusal: GateClosed, incident: Incident): KnownBlock[] {
  const row = actions([
    ...approvalButtons(policy, refusal, incident),
    ...tasksButton(policy, refusal, incident),
  ]);
  return [section(gateText(policy, refusal)), ...(row ? [row] : [])];
}

/** Whether a refusal is a closed gate, which is shown with what helps. */
export function isGateClosed(refusal: { code: string }): refusal is GateClosed {
  return refusal.code === 'gate_closed';
}
