import { findSeverity, findStatus } from '../incident/lookup.ts';
import type { Step } from '../incident/types.ts';
import type { Policy } from '../policy/schema.ts';
import { shortMessage } from '../views/blocks.ts';
import type { Message } from '../views/context.ts';
import { isStep } from '../views/failed-steps.ts';
import type { EndingWord } from '../views/reason-modal.ts';
import { say } from '../views/say.ts';
import { carryOut } from './carry-out.ts';
import type { Typed } from './commands.ts';
import { takeTime, zoneOf } from './course/times.ts';
import { type FormWord, openForm } from './forms.ts';
import { onFound, policyFor } from './on-found.ts';
import { takeFirst, takeMinutes, takeNote, withoutBecause } from './typed.ts';

/** `severity sev2 because …`; without a severity or a reason, the form. */
export async function severityCommand(typed: Typed): Promise<Message | null> {
  const finding = typed.find();
  if (typed.text.trim() === '') return openForm(typed, 'change_severity', finding);
  const policy = await policyFor(typed, finding);
  if (policy.severities.length === 0) {
    return shortMessage(say(policy, 'refused.no_severities'));
  }
  const { found, given, reason } = takeFirst(typed.text, (word) => findSeverity(policy, word));
  const severity = found?.key ?? given;
  if (found && reason === '') return openForm(typed, 'change_severity', finding, { severity });
  const command = { type: 'change_severity', by: typed.userId, severity, reason } as const;
  return onFound(typed, command, finding);
}

/** `status identified because …`; without a status or a reason, the form. */
export async function statusCommand(typed: Typed): Promise<Message | null> {
  const finding = typed.find();
  if (typed.text.trim() === '') return openForm(typed, 'change_status', finding);
  const policy = await policyFor(typed, finding);
  const { found, given, reason } = takeFirst(typed.text, (word) => findStatus(policy, word));
  const status = found?.key ?? given;
  if (found && reason === '') return openForm(typed, 'change_status', finding, { status });
  const command = { type: 'change_status', by: typed.userId, status, reason } as const;
  return onFound(typed, command, finding);
}

export async function titleCommand(typed: Typed): Promise<Message | null> {
  if (typed.text === '') return openForm(typed, 'change_title', typed.find());
  return onFound(typed, { type: 'change_title', by: typed.userId, title: typed.text, reason: '' });
}

/** `update <text>` posts it at once; alone, the form. */
export async function updateCommand(typed: Typed): Promise<Message | null> {
  const { text, userId } = typed;
  if (text === '') return openForm(typed, 'post_update', typed.find());
  return onFound(typed, { type: 'post_update', by: userId, know: text, doing: '', need: '' });
}

/** `snooze 20 because …`; without minutes or a reason, the form. */
export async function snoozeCommand(typed: Typed): Promise<Message | null> {
  const { minutes, reason } = takeMinutes(typed.text);
  if (minutes === null || reason === '') {
    return openForm(typed, 'snooze_update', typed.find(), {
      ...(reason ? { reason } : {}),
      ...(minutes === null ? {} : { minutes }),
    });
  }
  return onFound(typed, { type: 'snooze_update', by: typed.userId, minutes, reason });
}

export async function ownCommand(typed: Typed): Promise<Message | null> {
  return onFound(typed, { type: 'own_update', by: typed.userId });
}

/** `note decision: …`, `note at 14:05 …`; alone, the form. */
export async function noteCommand(typed: Typed): Promise<Message | null> {
  const { desk, userId: by } = typed;
  const first = timedNote(typed.text, (text) => takeTime(text, desk.ports.now(), zoneOf(desk, by)));
  const { kind, text } = takeNote(first.rest);
  if (text === '') return openForm(typed, 'add_note', typed.find(), { kind });
  const { at } = first;
  return onFound(typed, { type: 'add_note', by, kind, text, ...(at === undefined ? {} : { at }) });
}

/** Only `at …` or `… ago` first is a time of its own: a note may begin with one that it is about. */
function timedNote<T extends { at?: Date | null | undefined; rest: string }>(
  text: string,
  take: (text: string) => T,
): { at?: Date | null | undefined; rest: string } {
  return /^at\s+\d|^\d+\s*[a-z]+\s+ago\b/i.test(text) ? take(text) : { rest: text };
}

/** `resolve rolled back`; without a reason, the form. */
export async function endCommand(typed: Typed, word: EndingWord): Promise<Message | null> {
  const reason = withoutBecause(typed.text);
  if (reason === '') return openForm(typed, word satisfies FormWord, typed.find());
  return onFound(typed, { type: word, by: typed.userId, reason });
}

/** Tries again what failed: the step that was named, or all. */
export async function retryCommand(typed: Typed): Promise<Message | null> {
  const found = await typed.find();
  if ('answer' in found) return found.answer;
  const { incident } = found.found;
  const named = typed.text.toLowerCase();
  const failed = Object.keys(incident.state.failedSteps).filter(isStep);
  const steps: Step[] = isStep(named) ? [named] : failed;
  if (steps.length === 0) {
    const policy: Policy = typed.desk.ports.activePolicy();
    return shortMessage(say(policy, 'word.retry', { number: incident.number }));
  }
  let last: Message | null = null;
  for (const step of steps) {
    // One gesture, several commands: each needs a key of its own.
    const gesture = { ...typed.gesture, key: `${typed.gesture.key}:${step}` };
    const command = { type: 'retry_step', by: typed.userId, step } as const;
    last = await carryOut({ ...typed, gesture }, found.found, command);
  }
  return last;
}
