import { findKind } from '../../incident/lookup.ts';
import type { PersonCommand } from '../../incident/types.ts';
import type { Message } from '../../views/context.ts';
import type { CommandHandler, Typed } from '../commands.ts';
import { type FormWord, openForm } from '../forms.ts';
import { onFound, policyFor } from '../on-found.ts';
import { fromSlack, takeFirst, withoutBecause } from '../typed.ts';
import { takeField, takeModules } from './take-fields.ts';
import type { kindsAliases } from './words.ts';

export const kindsCommands: Record<keyof typeof kindsAliases, CommandHandler> = {
  kind: kindCommand,
  module: moduleCommand,
  field: fieldCommand,
  isincident: (typed) => decideCommand(typed, 'confirm_incident'),
  notincident: (typed) => decideCommand(typed, 'decline_incident'),
};

/** `kind security because …`; without a kind or a reason, the form. */
async function kindCommand(typed: Typed): Promise<Message | null> {
  const finding = typed.find();
  if (typed.text === '') return openForm(typed, 'change_kind', finding);
  const policy = await policyFor(typed, finding);
  const { found, given, reason } = takeFirst(typed.text, (word) => findKind(policy, word));
  const kind = found?.key ?? given;
  if (found && reason === '') return openForm(typed, 'change_kind', finding, { kind });
  return onFound(typed, { type: 'change_kind', by: typed.userId, kind, reason }, finding);
}

/** `module payments, search` adds them; alone, the form. */
async function moduleCommand(typed: Typed): Promise<Message | null> {
  const finding = typed.find();
  if (typed.text === '') return openForm(typed, 'set_modules', finding);
  const modules = takeModules(await policyFor(typed, finding), typed.text);
  return onFound(typed, { type: 'set_modules', by: typed.userId, modules, add: true }, finding);
}

/** `field impact half of all orders`; with the name alone its form, alone the form of all. */
async function fieldCommand(typed: Typed): Promise<Message | null> {
  const { desk, userId: by, asked } = typed;
  const finding = typed.find();
  if (typed.text === '') return openForm(typed, 'set_fields', finding);
  const policy = await policyFor(typed, finding);
  const { key, value } = takeField(policy, asked.text);
  const field = policy.fields.find((each) => each.key === key);
  if (field && value === '') return openForm(typed, 'set_fields', finding, { arg: key });
  // People are mentioned; everything else is meant as it reads.
  const given = field?.type === 'people' ? value : fromSlack(value, desk.ports.nameOf);
  const zone = desk.ports.timeZoneOf(by);
  const command: PersonCommand = {
    type: 'set_fields',
    by,
    fields: { [key]: given },
    ...(zone ? { zone } : {}),
  };
  return onFound(typed, command, finding);
}

/** `notincident because …`; without a reason, the form. */
async function decideCommand(
  typed: Typed,
  type: 'confirm_incident' | 'decline_incident',
): Promise<Message | null> {
  const reason = withoutBecause(typed.text);
  if (reason === '') return openForm(typed, type satisfies FormWord, typed.find());
  return onFound(typed, { type, by: typed.userId, reason });
}
