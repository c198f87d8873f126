import { folded } from '../../incident/lookup.ts';
import type { Message } from '../../views/context.ts';
import { refusalMessage } from '../../views/refusal.ts';
import { carryOut } from '../carry-out.ts';
import type { Typed } from '../commands.ts';
import { openForm } from '../forms.ts';

/** The one a text names: by key, name or another word for it, or the only one whose name has it. */
export function findNamed<T extends { key: string; name: string; aliases: string[] }>(
  list: T[],
  text: string,
): T | undefined {
  const wanted = folded(text);
  const exact = list.find(({ key, name, aliases }) =>
    [key, name, ...aliases].some((known) => folded(known) === wanted),
  );
  if (exact || wanted === '') return exact;
  const having = list.filter(({ name }) => folded(name).includes(wanted));
  return having.length === 1 ? having[0] : undefined;
}

/** Starts the checklist or runbook that was named; where it needs to know something, by its form. */
export async function startNamed(typed: Typed, name: string): Promise<Message | null> {
  const { desk, userId: by } = typed;
  const finding = typed.find();
  const found = await finding;
  if ('answer' in found) return found.answer;
  const { incident } = found.found;
  const policy = await desk.ports.policyOf(incident);
  const list = findNamed([...policy.runbooks, ...policy.checklists], name);
  if (!list) return refusalMessage(policy, { code: 'unknown_list', given: name }, incident);
  const runbook = policy.runbooks.find(({ key }) => key === list.key);
  if (runbook && runbook.parameters.length > 0) {
    return openForm(typed, 'start_list', finding, { arg: list.key });
  }
  const command = { type: 'start_list', by, list: list.key, parameters: {} } as const;
  return carryOut(typed, found.found, command);
}
