import type { Runbook } from '../language/lists.ts';
import type { Fault, Path } from '../positions.ts';
import type { Policy } from '../schema.ts';
import { nearest } from '../shape-faults.ts';
import { type AnyStep, allSteps } from './steps.ts';

/** Checklists, runbooks, their steps, and the measures they put in force. */
export function lintLists(policy: Policy): Fault[] {
  const steps = allSteps(policy);
  return [
    ...steps.flatMap(({ step, path, list }) => [
      ...stepFaults(step, path),
      ...commandFaults(policy, step, path, list),
      ...(step.starts === list
        ? [{ path: [...path, 'starts'], what: 'starts its own list again' }]
        : []),
    ]),
    ...policy.checklists.flatMap(({ manual, when }, index): Fault[] =>
      manual && Object.keys(when).length > 0
        ? [
            {
              path: ['checklists', index, 'when'],
              what: 'is never looked at: the checklist is started only by hand (manual)',
              warning: true,
            },
          ]
        : [],
    ),
    ...policy.runbooks.flatMap((runbook, index) => runbookFaults(runbook, ['runbooks', index])),
    ...measureFaults(
      policy,
      steps.map(({ step }) => step),
    ),
  ];
}

/** What a step that is never ticked cannot do. */
const byTicking = [
  'wait_minutes',
  'puts_in_force',
  'undoes',
  'asks_field',
  'section',
  'reaches',
  'tells',
  'opens',
  'starts',
] as const;

function stepFaults(step: AnyStep, path: Path): Fault[] {
  const faults: Fault[] = [];
  if (step.permitted !== undefined && !step.forbidden) {
    const what = 'says what is permitted instead; the step must be forbidden: true for that';
    faults.push({ path: [...path, 'permitted'], what });
  }
  const useless = byTicking.find((name) => step[name] !== undefined);
  if (step.forbidden && useless) {
    const what = 'comes from ticking the step, and a forbidden one is never ticked';
    faults.push({ path: [...path, useless], what });
  }
  if (step.forbidden && step.steps && step.steps.length > 0) {
    faults.push({ path: [...path, 'steps'], what: 'a forbidden step has no parts to do' });
  }
  if (step.puts_in_force !== undefined && step.puts_in_force === step.undoes) {
    faults.push({ path: [...path, 'undoes'], what: 'undoes what the same step puts in force' });
  }
  return faults;
}

/** `{name}` in a command; `${name}` belongs to the shell. */
const parameterGap = /(?<!\$)\{([a-z][a-z0-9_]*)\}/g;

function commandFaults(policy: Policy, step: AnyStep, path: Path, list: string): Fault[] {
  const runbook = policy.runbooks.find(({ key }) => key === list);
  const known = (runbook?.parameters ?? []).map(({ key }) => key);
  const gaps = [...(step.command ?? '').matchAll(parameterGap)].map(([, name = '']) => name);
  return [...new Set(gaps)]
    .filter((gap) => !known.includes(gap))
    .map((gap) => {
      const near = nearest(gap, known);
      const at = [...path, 'command'];
      if (near) return { path: at, what: `{${gap}} is no parameter; did you mean {${near}}?` };
      const has = known.length > 0 ? `it has ${known.join(', ')}` : 'it has none';
      const what = `{${gap}} is no parameter of ${list}, so it stays as it is (${has})`;
      return { path: at, what, warning: true as const };
    });
}

function runbookFaults(runbook: Runbook, path: Path): Fault[] {
  const faults: Fault[] = [];
  const commands = [...runbook.diagnosis, ...runbook.steps]
    .flatMap((step) => [step, ...step.steps])
    .map(({ command }) => command ?? '');
  for (const [index, { key }] of runbook.parameters.entries()) {
    if (commands.some((command) => command.includes(`{${key}}`))) continue;
    const what = `no command of the runbook has {${key}}`;
    faults.push({ path: [...path, 'parameters', index], what, warning: true });
  }
  if (runbook.words.length + runbook.symptoms.length === 0 && runbook.trigger === undefined) {
    const what = `has no words, symptoms or trigger: only its name finds it`;
    faults.push({ path, what, warning: true });
  }
  for (const [index, { after_minutes, if: condition, ...to }] of runbook.escalation.entries()) {
    const { to: people, ...others } = to;
    if (people.length > 0 || Object.values(others).some((each) => each !== undefined)) continue;
    const what = 'leads nowhere: say path, to, contact, runbook, document or text';
    faults.push({ path: [...path, 'escalation', index], what });
  }
  return faults;
}

function measureFaults(policy: Policy, steps: AnyStep[]): Fault[] {
  return policy.measures.flatMap(({ key }, index): Fault[] => {
    const path = ['measures', index];
    const put = steps.some((step) => step.puts_in_force === key);
    const undone = steps.some((step) => step.undoes === key);
    if (put && !undone) {
      const what = `${key} is put in force by a step and undone by none: people must think of it themselves`;
      return [{ path, what, warning: true }];
    }
    if (undone && !put) {
      const what = `${key} is undone by a step and put in force by none`;
      return [{ path, what, warning: true }];
    }
    return [];
  });
}
