import type { Message } from '../../views/context.ts';
import type { CommandHandler, Typed } from '../commands.ts';
import { openForm } from '../forms.ts';
import { onFound } from '../on-found.ts';
import { withoutBecause } from '../typed.ts';
import type { presenceAliases } from './words.ts';

export const presenceCommands: Record<keyof typeof presenceAliases, CommandHandler> = {
  skip: skipCommand,
  here: (typed) => onFound(typed, { type: 'still_here', by: typed.userId }),
};

/** `skip nothing new`; without a reason, the form. */
async function skipCommand(typed: Typed): Promise<Message | null> {
  const reason = withoutBecause(typed.text);
  if (reason === '') return openForm(typed, 'skip_update', typed.find());
  return onFound(typed, { type: 'skip_update', by: typed.userId, reason });
}
