import { addedAt, isAdded } from '../../incident/tasks/added.ts';
import { listOf } from '../../incident/tasks/lists.ts';
import type { Incident } from '../../incident/types.ts';
import type { Policy } from '../../policy/schema.ts';
import { type Mrkdwn, oneLine } from '../mrkdwn.ts';

/** What the policy calls lists, steps and measures; an unknown key is shown as it is. */

export function listName(policy: Policy, key: string): string {
  return listOf(policy, key)?.name ?? key;
}

export function measureName(policy: Policy, key: string): string {
  return policy.measures.find((each) => each.key === key)?.name ?? key;
}

/** The text of a step by its path, as the policy has it; `text` of a task that somebody added. */
export function stepText(policy: Policy, path: string, text = ''): Mrkdwn {
  if (text !== '') return oneLine(text);
  const [list = '', step = '', part] = path.split('.');
  const found = listOf(policy, list)?.steps.find((each) => each.key === step);
  const said =
    part === undefined ? found?.text : found?.steps.find(({ key }) => key === part)?.text;
  return oneLine(said ?? path);
}

/** The same, of an incident, which knows what was added. */
export function taskText({ state }: Incident, policy: Policy, path: string): Mrkdwn {
  const added = isAdded(path) ? addedAt(state.addedTasks, path)?.text : undefined;
  return stepText(policy, path, added);
}
