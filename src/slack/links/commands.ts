import { fileFields } from '../../incident/links/files.ts';
import { folded } from '../../incident/lookup.ts';
import type { Message } from '../../views/context.ts';
import { carryOut } from '../carry-out.ts';
import type { CommandHandler, Typed } from '../commands.ts';
import { openForm } from '../forms.ts';
import { withoutBecause } from '../typed.ts';
import { adoptCommand } from './adopt.ts';
import { changesCommand } from './changes-command.ts';
import { pastCommand } from './past.ts';
import { similarCommand } from './similar.ts';
import {
  mergeCommand,
  relateCommand,
  sameCommand,
  subCommand,
  unrelateCommand,
} from './tie-commands.ts';
import type { linksAliases } from './words.ts';

export const linksCommands: Record<keyof typeof linksAliases, CommandHandler> = {
  attach: attachCommand,
  merge: mergeCommand,
  relate: relateCommand,
  unrelate: unrelateCommand,
  same: sameCommand,
  similar: similarCommand,
  sub: subCommand,
  private: privateCommand,
  past: pastCommand,
  changes: changesCommand,
  adopt: adoptCommand,
};

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
