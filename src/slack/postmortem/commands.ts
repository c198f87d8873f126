import { findByWord } from '../../incident/lookup.ts';
import { sectionsOf } from '../../incident/postmortem/sections.ts';
import type { ReviewStatus } from '../../incident/postmortem/types.ts';
import { shortMessage } from '../../views/blocks.ts';
import type { Message } from '../../views/context.ts';
import { postmortemMessage } from '../../views/postmortem/message.ts';
import { sectionTitle } from '../../views/postmortem/names.ts';
import { refusalMessage } from '../../views/refusal.ts';
import { say } from '../../views/say.ts';
import { carryOut } from '../carry-out.ts';
import type { CommandHandler, Typed } from '../commands.ts';
import { openForm } from '../forms.ts';
import { onFound, onView } from '../on-found.ts';
import { takePerson, withoutBecause } from '../typed.ts';
import { casesAnswer } from './cases.ts';
import { exportPart, sendPart } from './export-command.ts';
import type { postmortemAliases } from './words.ts';
import { sectionPreset } from './write.ts';

export const postmortemCommands: Record<keyof typeof postmortemAliases, CommandHandler> = {
  postmortem: postmortemCommand,
};

type Part = (typed: Typed, rest: string, word: string) => Promise<Message | null>;

/** What stands after the word, each with its spellings. */
const parts: readonly (readonly [RegExp, Part])[] = [
  [/^(?:write|edit)\b/i, writePart],
  [/^(?:hold|start)\b/i, holdPart],
  [/^(?:none|skip|no)\b/i, skipPart],
  [/^(?:take|mine)\b/i, takePart],
  [/^(?:assign|author|by)\b/i, assignPart],
  [/^(?:export|download|as)\b/i, exportPart],
  [/^send\b/i, sendPart],
  [/^(?:import|upload)\b/i, (typed) => openForm(typed, 'import_postmortem', typed.find())],
  [/^(?:list|cases|choose)\b/i, casesAnswer],
  [/^read\b/i, readPart],
  [/^(?:reviewed|review|published|publish|draft)\b/i, statusPart],
];

/** `postmortem` alone shows how far it is, with its buttons, wherever it is typed. */
async function postmortemCommand(typed: Typed): Promise<Message | null> {
  const { text } = typed;
  for (const [spelt, part] of parts) {
    const found = spelt.exec(text);
    if (found) return part(typed, text.slice(found[0].length).trim(), found[0].toLowerCase());
  }
  if (text !== '') return shortMessage(say(typed.desk.ports.activePolicy(), 'word.postmortem'));
  return onView(async (_typed, view) => postmortemMessage(view))(typed);
}

/** `write cause`: the form of that section. */
async function writePart(typed: Typed, rest: string): Promise<Message | null> {
  const found = await typed.find();
  if ('answer' in found) return found.answer;
  const { incident } = found.found;
  const policy = await typed.desk.ports.policyOf(incident);
  const all = sectionsOf(policy).map((each) => ({
    key: each.key,
    name: sectionTitle(policy, each),
  }));
  const section = findByWord(all, rest);
  if (!section) {
    const allowed = all.map(({ key }) => key);
    return refusalMessage(policy, { code: 'unknown_section', given: rest, allowed }, incident);
  }
  const { key } = section;
  return openForm(typed, 'edit_section', Promise.resolve(found), { arg: key }, () =>
    sectionPreset(typed.desk, incident, key),
  );
}

/** `hold`: the form, which asks who writes it. */
function holdPart(typed: Typed): Promise<Message | null> {
  return openForm(typed, 'hold_postmortem', typed.find());
}

function skipPart(typed: Typed, rest: string): Promise<Message | null> {
  const reason = withoutBecause(rest);
  return onFound(typed, { type: 'skip_postmortem', by: typed.userId, reason });
}

function takePart(typed: Typed): Promise<Message | null> {
  return onFound(typed, { type: 'take_postmortem', by: typed.userId });
}

/** `assign @ann`; without anybody the form. */
function assignPart(typed: Typed): Promise<Message | null> {
  const { userId } = takePerson(typed.asked.text);
  if (userId === null) return openForm(typed, 'assign_postmortem', typed.find());
  return onFound(typed, { type: 'assign_postmortem', by: typed.userId, userId });
}

function readPart(typed: Typed): Promise<Message | null> {
  return onFound(typed, { type: 'read_postmortem', by: typed.userId });
}

/** `review`, `reviewed`, `publish`, `draft`; `review anyway` although sections are empty. */
async function statusPart(typed: Typed, rest: string, word: string): Promise<Message | null> {
  const found = await typed.find();
  if ('answer' in found) return found.answer;
  const status = statusOf(word);
  const { status: from } = found.found.incident.state.postmortem;
  const anyway = rest === 'anyway' ? { anyway: true as const } : {};
  const by = typed.userId;
  const command = { type: 'set_postmortem_status' as const, by, from, status, ...anyway };
  return carryOut(typed, found.found, command);
}

function statusOf(word: string): ReviewStatus {
  if (word === 'review') return 'in_review';
  if (word.startsWith('publish')) return 'published';
  return word === 'draft' ? 'draft' : 'reviewed';
}
