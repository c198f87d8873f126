import type { Button, KnownBlock } from '@slack/types';
import type { ClosedGate, CourseRefusal, Missing } from '../../incident/course/types.ts';
import type { Incident } from '../../incident/types.ts';
import type { Step } from '../../policy/language/lists.ts';
import type { Policy } from '../../policy/schema.ts';
import { actions, button, section } from '../blocks.ts';
import { cut, join, literal, type Mrkdwn, oneLine } from '../mrkdwn.ts';
import { roleName } from '../names.ts';
import { whoText } from '../people.ts';
import { say, sayPlain } from '../say.ts';
import { gateName, milestoneName } from './names.ts';

/** A gate that is closed: what it waits for, and the buttons that help. */

type GateClosed = Extract<CourseRefusal, { code: 'gate_closed' }>;

/** Open things that are named one by one; the rest is counted. */
const MOST_NAMED = 4;
const LONGEST_NAME = 100;

/** All that is missing, gate by gate. */
export function gateText(policy: Policy, { gates, mayPass }: GateClosed): Mrkdwn {
  return join([
    ...gates.flatMap((closed) => closedLines(policy, closed)),
    ...(mayPass ? [say(policy, 'gate.may_pass')] : []),
  ]);
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

function checklistText(policy: Policy, key: string, open: string[]): Mrkdwn {
  const list = named([...policy.checklists, ...policy.runbooks], key);
  if (open.length === 0) return say(policy, 'gate.checklist_unstarted', { list });
  const shown = join(
    open.slice(0, MOST_NAMED).map((path) => itemText(policy, path)),
    '; ',
  );
  if (open.length <= MOST_NAMED) return say(policy, 'gate.checklist', { list, open: shown });
  const count = open.length - MOST_NAMED;
  return say(policy, 'gate.checklist_more', { list, open: shown, count });
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

/** What helps: giving or asking for an approval, seeing the tasks, and going on with a reason. */
export function gateButtons(
  policy: Policy,
  { gates, mayPass, again }: GateClosed,
  incident: Incident,
): Button[] {
  const value = { incident: incident.id };
  const approvals = gates.filter(({ missing }) => missing.some(({ need }) => need.approval));
  const hasTasks = gates.some(({ missing }) =>
    missing.some(({ need }) => need.checklist ?? need.item),
  );
  const arg = [again.word, again.to ?? ''].join(':');
  return [
    ...approvals.map(({ gate, missing }) => {
      const word = missing.some(({ mayApprove }) => mayApprove) ? 'approve' : 'ask_approval';
      return button(
        word,
        sayPlain(policy, `button.${word}`),
        { ...value, arg: gate },
        {
          suffix: gate,
          aloud: sayPlain(policy, 'button.approve_gate', { gate: gateName(policy, gate) }),
        },
      );
    }),
    ...(hasTasks ? [button('tasks', sayPlain(policy, 'button.tasks'), value)] : []),
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

/** The same over a form that met the gate; going on is a field of the form, not a button. */
export function gateBlocks(policy: Policy, refusal: GateClosed, incident: Incident): KnownBlock[] {
  const row = actions(gateButtons(policy, { ...refusal, mayPass: false }, incident));
  return [section(gateText(policy, refusal)), ...(row ? [row] : [])];
}

/** Whether a refusal is a closed gate, which is shown with what helps. */
export function isGateClosed(refusal: { code: string }): refusal is GateClosed {
  return refusal.code === 'gate_closed';
}
