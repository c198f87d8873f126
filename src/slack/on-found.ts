import type { PersonCommand } from '../incident/types.ts';
import type { Policy } from '../policy/schema.ts';
import type { Message } from '../views/context.ts';
import { carryOut } from './carry-out.ts';
import type { Typed } from './commands.ts';
import type { Found } from './forms.ts';

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
