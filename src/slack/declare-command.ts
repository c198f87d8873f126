import { newIncident } from '../incident/declare.ts';
import { asPlanned } from '../incident/drills/planned.ts';
import { fieldsMissing } from '../incident/kinds/asked-fields.ts';
import type { Declare, Refusal } from '../incident/types.ts';
import type { Policy } from '../policy/schema.ts';
import type { Message } from '../views/context.ts';
import { declaredMessage } from '../views/declared.ts';
import { declaredManyMessage, refusalMessage } from '../views/refusal.ts';
import type { Typed } from './commands.ts';
import { openDeclare } from './forms.ts';
import type { Asking } from './gesture.ts';
import { takeDeclaration } from './typed.ts';

/** An exercise that was asked for, by the key of its plan where it has one. */
interface AskedDrill {
  drill?: string;
}

export function declareCommand(typed: Typed): Promise<Message | null> {
  return declareTyped(typed, typed.text, null);
}

/**
 * `declare API is down sev1` at once, with what was declared lately; without a title, or where the
 * policy insists on more than a line can say, the form.
 */
export async function declareTyped(
  typed: Asking,
  text: string,
  drill: AskedDrill | null,
  anyway = false,
): Promise<Message | null> {
  const { desk, userId, gesture } = typed;
  const policy = desk.ports.activePolicy();
  const said = takeDeclaration(text, policy);
  const { title, summary, severity, kind, isPrivate } = said;
  const isDrill = drill !== null || said.isDrill;
  const asked: Declare = {
    type: 'declare',
    by: userId,
    title,
    severity,
    summary,
    isPrivate,
    isDrill,
    origin: null,
    ...(kind ? { kind } : {}),
    ...(anyway ? { anyway } : {}),
    ...drill,
  };
  const declare = asPlanned(asked, policy);
  if (declare.title === '' || asksMore(policy, declare)) {
    return openDeclare(typed, {
      ...(title ? { title } : {}),
      ...(summary ? { summary } : {}),
      ...(severity ? { severity } : {}),
      ...(kind ? { kind } : {}),
      ...(isPrivate ? { isPrivate } : {}),
      ...(isDrill ? { isDrill } : {}),
      ...(drill ? { drill: drill.drill ?? '' } : {}),
    });
  }
  const minutes = policy.declare.similar_within_minutes;
  const lately = minutes > 0 ? desk.ports.read.declaredSince(minutes, userId) : [];
  // Read beside the declaration; never a reason to have none.
  const reading = Promise.resolve(lately).catch(() => []);
  const outcome = await desk.ports.declare(declare, gesture);
  if (!outcome.ok) return notDeclared(policy, outcome.refusal, text);
  const similar = (await reading).filter(({ incident }) => incident.id !== outcome.incident.id);
  return declaredMessage(policy, outcome.incident, { before: outcome.repeated, similar });
}

function notDeclared(policy: Policy, refusal: Refusal, text: string): Message {
  return refusal.code === 'declared_many'
    ? declaredManyMessage(policy, refusal.count, text)
    : refusalMessage(policy, refusal, null);
}

/** Whether the policy wants to know more before there is an incident. */
function asksMore(policy: Policy, declare: Declare): boolean {
  const { ask, criteria } = policy.triage;
  if (ask === 'declare' && criteria.length > 0) return true;
  return fieldsMissing(policy, newIncident(declare, policy, new Date(0)), 'declare').length > 0;
}
