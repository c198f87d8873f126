import { fileFields } from '../../incident/links/files.ts';
import { offeredClasses } from '../../incident/links/follow-ups.ts';
import { folded } from '../../incident/lookup.ts';
import type { Message } from '../../views/context.ts';
import { followUpsMessage } from '../../views/links/follow-ups.ts';
import { carryOut } from '../carry-out.ts';
import type { CommandHandler, Typed } from '../commands.ts';
import { openForm } from '../forms.ts';
import { viewOf } from '../gesture.ts';
import { fromSlack, withoutBecause } from '../typed.ts';
import { adoptCommand } from './adopt.ts';
import { changesCommand } from './changes-command.ts';
import { pastCommand } from './past.ts';
import { takeFollowUp } from './take-follow-up.ts';
import { mergeCommand, relateCommand, subCommand, unrelateCommand } from './tie-commands.ts';
import type { linksAliases } from './words.ts';

export const linksCommands: Record<keyof typeof linksAliases, CommandHandler> = {
  followup: followUpCommand,
  followups: followUpsCommand,
  attach: attachCommand,
  merge: mergeCommand,
  relate: relateCommand,
  unrelate: unrelateCommand,
  sub: subCommand,
  private: privateCommand,
  past: pastCommand,
  changes: changesCommand,
  adopt: adoptCommand,
};

/** `followup Replace the pool @dita in 3 days`; alone, the form. */
async function followUpCommand(typed: Typed): Promise<Message | null> {
  const { desk, userId: by, asked } = typed;
  if (typed.text === '') return openForm(typed, 'add_follow_up', typed.find());
  const found = await typed.find();
  if ('answer' in found) return found.answer;
  const { incident } = found.found;
  const policy = await desk.ports.policyOf(incident);
  const taken = takeFollowUp(asked.text, offeredClasses(incident, policy));
  const text = fromSlack(taken.text, desk.ports.nameOf).replace(/\s+/g, ' ');
  return carryOut(typed, found.found, { type: 'add_follow_up', by, ...taken, text });
}

/** `attach video`: the form, with the field of that name chosen. */
async function attachCommand(typed: Typed): Promise<Message | null> {
  const finding = typed.find();
  if (typed.text === '') return openForm(typed, 'attach_files', finding);
  const found = await finding;
  if ('answer' in found) return found.answer;
  const policy = await typed.desk.ports.policyOf(found.found.incident);
  const wanted = folded(typed.text);
  const field = fileFields(found.found.incident, policy).find(({ key, name }) =>
    [key, name].some((known) => folded(known).startsWith(wanted)),
  );
  return openForm(typed, 'attach_files', finding, field ? { arg: field.key } : {});
}

/** `private because …`; without a reason the form, which says what it means. */
async function privateCommand(typed: Typed): Promise<Message | null> {
  const reason = withoutBecause(typed.text);
  if (reason === '') return openForm(typed, 'make_private', typed.find());
  const found = await typed.find();
  if ('answer' in found) return found.answer;
  return carryOut(typed, found.found, { type: 'make_private', by: typed.userId, reason });
}

async function followUpsCommand(typed: Typed): Promise<Message | null> {
  const found = await typed.find();
  if ('answer' in found) return found.answer;
  return followUpsMessage(await viewOf(typed.desk, found.found));
}
