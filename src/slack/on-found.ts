import type { IncidentView } from '../incident/places.ts';
import type { PersonCommand } from '../incident/types.ts';
import type { Policy } from '../policy/schema.ts';
import type { Message, ViewContext } from '../views/context.ts';
import { carryOut } from './carry-out.ts';
import type { CommandHandler, Typed } from './commands.ts';
import type { Found } from './forms.ts';
import { viewOf } from './gesture.ts';

/** The policy whose words are meant: the one that the incident was declared under. */
export async function policyFor({ desk }: Typed, finding: Promise<Found>): Promise<Policy> {
  const found = await finding;
  return 'answer' in found ? desk.ports.activePolicy() : desk.ports.policyOf(found.found.incident);
}

/** Carries a command out on the incident that was meant; says so where there is none. */
export async function onFound(
  typed: Typed,
  command: PersonCommand,
  finding = typed.find(),
): Promise<Message | null> {
  const found = await finding;
  return 'answer' in found ? found.answer : carryOut(typed, found.found, command);
}

export type OnView = (
  typed: Typed,
  view: ViewContext,
  found: IncidentView,
) => Promise<Message | null>;

/** A word about an incident, with all that a view needs. */
export function onView(answer: OnView): CommandHandler {
  return async (typed) => {
    const found = await typed.find();
    if ('answer' in found) return found.answer;
    return answer(typed, await viewOf(typed.desk, found.found), found.found);
  };
}
