import type { PersonCommand } from '../../incident/types.ts';
import { shortMessage } from '../../views/blocks.ts';
import type { Message } from '../../views/context.ts';
import { declaredMessage } from '../../views/declared.ts';
import { refusalMessage } from '../../views/refusal.ts';
import { say } from '../../views/say.ts';
import { carryOut } from '../carry-out.ts';
import type { Typed } from '../commands.ts';
import { openForm } from '../forms.ts';
import { takeDeclaration, withoutBecause } from '../typed.ts';
import { similarCommand } from './similar.ts';

/** Words that tie one incident to another. */

/** Two incidents: the one it is said of, and the other. */
interface Named {
  /** Number of the first; null: the one whose room it was typed in. */
  first: number | null;
  other: number;
  rest: string;
}

/** `merge #7 because …` in the room of #12; or anywhere `#12 merge #7`, `merge #12 into #7`. */
export async function mergeCommand(typed: Typed): Promise<Message | null> {
  const named = bothOf(typed);
  if (!named) {
    const reason = withoutBecause(typed.text);
    return openForm(typed, 'merge', typed.find(), reason ? { reason } : {});
  }
  const reason = withoutBecause(named.rest);
  return onFirst(typed, named, {
    type: 'merge',
    by: typed.userId,
    other: named.other,
    reason,
  });
}

export async function relateCommand(typed: Typed): Promise<Message | null> {
  const named = bothOf(typed);
  if (!named) return openForm(typed, 'relate', typed.find());
  return onFirst(typed, named, { type: 'relate', by: typed.userId, other: named.other });
}

/** `same #7`; without a number, the incidents that look like it, each with its button. */
export async function sameCommand(typed: Typed): Promise<Message | null> {
  const named = bothOf(typed);
  if (!named) return similarCommand(typed);
  return onFirst(typed, named, { type: 'same_as', by: typed.userId, other: named.other });
}

export async function unrelateCommand(typed: Typed): Promise<Message | null> {
  const named = bothOf(typed);
  if (!named) {
    const policy = typed.desk.ports.activePolicy();
    return shortMessage(say(policy, 'refused.which_other', { word: 'unrelate' }));
  }
  return onFirst(typed, named, { type: 'unrelate', by: typed.userId, other: named.other });
}

/** What is named once is the other one. */
function bothOf({ asked, text }: Typed): Named | null {
  const second = /^(?:(?:into|to|with|from)\s+)?#(\d{1,9})(?=\s|$)/i.exec(text);
  const { number } = asked;
  if (second) {
    const rest = text.slice(second[0].length).trim();
    return { first: number, other: Number(second[1]), rest };
  }
  const alone = /^(?:into|to|with|from)?\s*/i;
  return number === null ? null : { first: null, other: number, rest: text.replace(alone, '') };
}

async function onFirst(
  typed: Typed,
  { first }: Named,
  command: PersonCommand,
): Promise<Message | null> {
  const found = await typed.find({ ...typed.asked, number: first });
  return 'answer' in found ? found.answer : carryOut(typed, found.found, command);
}

/** `sub Search is slow sev3`: an incident of its own that is a part of this one, as private as it. */
export async function subCommand(typed: Typed): Promise<Message | null> {
  const { desk, userId, gesture } = typed;
  const found = await typed.find();
  if ('answer' in found) return found.answer;
  const { incident: parent } = found.found;
  const policy = desk.ports.activePolicy();
  const { title, summary, severity, isDrill } = takeDeclaration(typed.text, policy);
  if (title === '') return shortMessage(say(policy, 'word.sub', { number: parent.number }));
  const known = policy.severities.some(({ key }) => key === parent.severity);
  const outcome = await desk.ports.declare(
    {
      type: 'declare',
      by: userId,
      title,
      severity: severity ?? (known ? parent.severity : (policy.default_severity ?? null)),
      summary,
      isPrivate: parent.isPrivate,
      isDrill: isDrill || parent.isDrill,
      origin: null,
      parent: parent.number,
    },
    gesture,
  );
  if (!outcome.ok) return refusalMessage(policy, outcome.refusal, null);
  return declaredMessage(policy, outcome.incident, { before: outcome.repeated, similar: [] });
}
