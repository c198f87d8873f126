import type { IncidentView } from '../../incident/places.ts';
import { searchRunbooks } from '../../incident/tasks/search.ts';
import { standsOut, suggestedRunbooks } from '../../incident/tasks/suggest.ts';
import type { Runbook } from '../../policy/language/lists.ts';
import type { Policy } from '../../policy/schema.ts';
import type { Message } from '../../views/context.ts';
import { type Reading, runbookMessage, runbooksMessage } from '../../views/tasks/runbook.ts';
import type { Pressed } from '../actions.ts';
import type { Typed } from '../commands.ts';
import { findNamed, startNamed } from './start.ts';

/**
 * `/incident runbook` alone: those that may fit. With words: the one they name or clearly mean, else
 * those that have something to do with them. Outside of any incident too, to be read.
 */
export async function runbookCommand(typed: Typed): Promise<Message | null> {
  const { desk, asked, text } = typed;
  const start = /^start\s+(?<name>\S.*)$/is.exec(text)?.groups?.['name'];
  if (start !== undefined) return startNamed(typed, start);
  const found = await typed.find();
  const isNamed = asked.number !== null || asked.roomId !== null;
  if ('answer' in found && isNamed) return found.answer;
  const reading: Reading =
    'answer' in found
      ? { policy: desk.ports.activePolicy(), incident: null }
      : await readingOf(typed, found.found);
  return text === '' ? suggestions(reading) : searched(reading, text);
}

function suggestions(reading: Reading): Message {
  const { incident, policy } = reading;
  const fitting = incident ? suggestedRunbooks(incident, policy) : policy.runbooks;
  return runbooksMessage(reading, fitting, '');
}

function searched(reading: Reading, text: string): Message {
  const { policy } = reading;
  const named = findNamed(policy.runbooks, text);
  if (named) return runbookMessage(reading, named);
  const found = searchRunbooks(policy, text);
  const runbooks = found.map(({ runbook }) => runbook);
  const [first, ...others] = runbooks;
  if (first && standsOut(found)) return runbookMessage(reading, first, others);
  return runbooksMessage(reading, runbooks.slice(0, 5), text);
}

/** A button that shows a runbook: of the policy of its incident, or of the active one. */
export async function readRunbook(pressed: Pressed): Promise<Message> {
  const { desk, value } = pressed;
  if (value.incident === undefined) {
    return page({ policy: desk.ports.activePolicy(), incident: null }, value.arg);
  }
  const found = await pressed.find();
  if ('answer' in found) return found.answer;
  return page(await readingOf(pressed, found.found), value.arg);
}

function page(reading: Reading, key: string | undefined): Message {
  const runbook: Runbook | undefined = reading.policy.runbooks.find((each) => each.key === key);
  return runbook ? runbookMessage(reading, runbook) : runbooksMessage(reading, [], '');
}

async function readingOf(
  { desk }: Pick<Typed, 'desk'>,
  { incident }: IncidentView,
): Promise<{ policy: Policy; incident: IncidentView['incident'] }> {
  return { policy: await desk.ports.policyOf(incident), incident };
}
