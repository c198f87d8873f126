import type { Message } from '../views/context.ts';
import { declaredMessage } from '../views/declared.ts';
import { refusalMessage } from '../views/refusal.ts';
import type { Typed } from './commands.ts';
import { openDeclare } from './forms.ts';
import { takeDeclaration } from './typed.ts';

/** `declare API is down sev1` at once, with what was declared lately; without a title, the form. */
export async function declareCommand(typed: Typed): Promise<Message | null> {
  const { desk, userId, gesture } = typed;
  const policy = desk.ports.activePolicy();
  const { title, summary, severity, isPrivate, isDrill } = takeDeclaration(typed.text, policy);
  if (title === '') return openDeclare(typed, severity ? { severity } : {});
  const minutes = policy.declare.similar_within_minutes;
  const lately = minutes > 0 ? desk.ports.read.declaredSince(minutes, userId) : [];
  // Read beside the declaration; never a reason to have none.
  const reading = Promise.resolve(lately).catch(() => []);
  const outcome = await desk.ports.declare(
    {
      type: 'declare',
      by: userId,
      title,
      severity: severity ?? policy.default_severity ?? null,
      summary,
      isPrivate,
      isDrill,
      origin: null,
    },
    gesture,
  );
  if (!outcome.ok) return refusalMessage(policy, outcome.refusal, null);
  const similar = (await reading).filter(({ incident }) => incident.id !== outcome.incident.id);
  return declaredMessage(policy, outcome.incident, { before: outcome.repeated, similar });
}
