import type { Step } from '../language/lists.ts';
import type { Path } from '../positions.ts';
import type { Policy } from '../schema.ts';

/** A step or a part of one: parts have no parts. */
export type AnyStep = Omit<Step, 'steps' | 'strict'> & Partial<Pick<Step, 'steps' | 'strict'>>;

export interface Placed {
  /** `list.step` or `list.step.part`. */
  name: string;
  step: AnyStep;
  path: Path;
  /** The list it belongs to. */
  list: string;
}

/** Every step of every checklist and runbook, each followed by its parts. */
export function allSteps({ checklists, runbooks }: Policy): Placed[] {
  return [
    ...checklists.flatMap(({ key, items }, index) =>
      placed(key, items, ['checklists', index, 'items']),
    ),
    ...runbooks.flatMap(({ key, diagnosis, steps }, index) => [
      ...placed(key, diagnosis, ['runbooks', index, 'diagnosis']),
      ...placed(key, steps, ['runbooks', index, 'steps']),
    ]),
  ];
}

function placed(list: string, steps: Step[], base: Path): Placed[] {
  return steps.flatMap((step, index) => {
    const path = [...base, index];
    const name = `${list}.${step.key}`;
    const parts = step.steps.map((part, at) => ({
      name: `${name}.${part.key}`,
      step: part,
      path: [...path, 'steps', at],
      list,
    }));
    return [{ name, step, path, list }, ...parts];
  });
}

/** The step of that name; undefined where there is none. */
export function stepAt(policy: Policy, name: string): AnyStep | undefined {
  return allSteps(policy).find((each) => each.name === name)?.step;
}
