import { milestoneAt, milestoneKeys } from '../../incident/course/milestones.ts';
import { findByWord } from '../../incident/lookup.ts';
import type { PersonCommand, UserId } from '../../incident/types.ts';
import type { Policy } from '../../policy/schema.ts';
import type { Message } from '../../views/context.ts';
import { milestonesMessage } from '../../views/course/milestone-list.ts';
import { milestoneName } from '../../views/course/names.ts';
import { refusalMessage } from '../../views/refusal.ts';
import { carryOut } from '../carry-out.ts';
import type { CommandHandler, Typed } from '../commands.ts';
import { openForm } from '../forms.ts';
import { viewOf } from '../gesture.ts';
import { takeFirst } from '../typed.ts';
import { takeTime, zoneOf } from './times.ts';
import type { courseAliases } from './words.ts';

export const courseCommands: Record<keyof typeof courseAliases, CommandHandler> = {
  stage: stageCommand,
  public: publicCommand,
  approve: approveCommand,
  milestone: milestoneCommand,
  call: callCommand,
};

/** `stage recovery because …`; without a stage or a reason, the form. */
async function stageCommand(typed: Typed): Promise<Message | null> {
  return withPolicy(typed, (policy) => {
    const { found, given, reason } = takeFirst(typed.text, (word) =>
      findByWord(policy.stages, word),
    );
    const stage = found?.key ?? given;
    const isForm = policy.stages.length > 0 && (stage === '' || (found && reason === ''));
    if (isForm) return { form: 'change_stage', preset: stage ? { arg: stage } : {} };
    return { command: { type: 'change_stage', by: typed.userId, stage, reason } };
  });
}

/** `public monitoring`, with a reason or without; alone, the form. */
async function publicCommand(typed: Typed): Promise<Message | null> {
  return withPolicy(typed, (policy) => {
    const { found, given, reason } = takeFirst(typed.text, (word) =>
      findByWord(policy.public_states, word),
    );
    const state = found?.key ?? given;
    if (policy.public_states.length > 0 && state === '') {
      return { form: 'change_public_state', preset: {} };
    }
    return { command: { type: 'change_public_state', by: typed.userId, state, reason } };
  });
}

/** `approve` the gate that was named, or the only one that asks for an approval. */
async function approveCommand(typed: Typed): Promise<Message | null> {
  return withPolicy(typed, (policy) => {
    const asking = policy.gates.filter(({ needs }) => needs.some(({ approval }) => approval));
    const [only] = asking.length === 1 ? asking : [];
    const gate = typed.text.trim() === '' ? only : findByWord(asking, typed.text);
    return { command: { type: 'approve', by: typed.userId, gate: gate?.key ?? typed.text } };
  });
}

/** `milestone` lists them; `milestone cause found at 14:05 @ann a bad deploy` sets one. */
async function milestoneCommand(typed: Typed): Promise<Message | null> {
  const found = await typed.find();
  if ('answer' in found) return found.answer;
  const { desk, userId: by, asked } = typed;
  const { incident } = found.found;
  const policy = await desk.ports.policyOf(incident);
  if (typed.text.trim() === '') return milestonesMessage(await viewOf(desk, found.found));
  const named = milestoneKeys(policy).map((key) => ({ key, name: milestoneName(policy, key) }));
  const words = typed.text.split(/\s+/);
  const { found: which, given } = takeFirst(typed.text, (word) => findByWord(named, word));
  if (!which) {
    const allowed = milestoneKeys(policy);
    return refusalMessage(policy, { code: 'unknown_milestone', given, allowed }, incident);
  }
  const spelt = spellingOf(words, (word) => findByWord(named, word)?.key === which.key);
  const rest = words.slice(spelt).join(' ');
  const taken = takeTime(rest, desk.ports.now(), zoneOf(desk, by));
  const wasReached = milestoneAt(incident, which.key) !== null;
  if (taken.at === undefined) {
    // Without a time it is now, unless it would silently take the place of another.
    if (wasReached || rest === '') {
      return openForm(typed, 'set_milestone', Promise.resolve(found), { arg: which.key });
    }
    taken.at = desk.ports.now();
  }
  const people = mentioned(asked.text);
  const reason = wasReached ? withoutPeople(taken.rest) : '';
  const text = wasReached ? '' : withoutPeople(taken.rest);
  const asks = policy.milestones.some(({ key, asks_text }) => key === which.key && asks_text);
  if (wasReached ? reason === '' : asks && text === '') {
    const preset = { arg: which.key, text: taken.at?.toISOString() ?? rest };
    return openForm(typed, 'set_milestone', Promise.resolve(found), preset);
  }
  return carryOut(typed, found.found, {
    type: 'set_milestone',
    by,
    milestone: which.key,
    at: taken.at,
    ...(people.length > 0 ? { people } : {}),
    ...(text ? { text } : {}),
    reason,
  });
}

/** How many words the name took: the longest that still means it. */
function spellingOf(words: string[], means: (word: string) => boolean): number {
  const counts = [3, 2, 1].filter((count) => count <= words.length);
  return (
    counts.find((count) =>
      means(
        words
          .slice(0, count)
          .join(' ')
          .replace(/[:,]+$/, ''),
      ),
    ) ?? 1
  );
}

function mentioned(text: string): UserId[] {
  return [...text.matchAll(/<@([UW][A-Z0-9]{2,})(?:\|[^>]*)?>/g)].map((match) => match[1] ?? '');
}

function withoutPeople(text: string): string {
  return text.replace(/(^|\s)@\S+/g, ' ').trim();
}

/** `call` starts the policy's, `call https://…` that one, `call join` and `call end` the one that is on. */
async function callCommand(typed: Typed): Promise<Message | null> {
  return withPolicy(typed, (policy, incident) => {
    const by = typed.userId;
    const word = typed.text.trim();
    if (/^(end|stop|over)$/i.test(word)) return { command: { type: 'end_call', by } };
    const isOn = incident.state.call !== null && incident.state.call.endedAt === null;
    if (/^join$/i.test(word) || (word === '' && isOn))
      return { command: { type: 'join_call', by } };
    if (word === '' && !policy.call.link) return { form: 'start_call', preset: {} };
    return { command: { type: 'start_call', by, link: word } };
  });
}

type Next =
  | { command: PersonCommand }
  | {
      form: 'change_stage' | 'change_public_state' | 'start_call';
      preset: Parameters<typeof openForm>[3];
    };

/** Reads what was typed by the incident's own policy, then carries it out or opens the form. */
async function withPolicy(
  typed: Typed,
  read: (policy: Policy, incident: Parameters<Typed['desk']['ports']['policyOf']>[0]) => Next,
): Promise<Message | null> {
  const found = await typed.find();
  if ('answer' in found) return found.answer;
  const { incident } = found.found;
  const next = read(await typed.desk.ports.policyOf(incident), incident);
  if ('form' in next) return openForm(typed, next.form, Promise.resolve(found), next.preset);
  return carryOut(typed, found.found, next.command);
}
