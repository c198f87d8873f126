import type { CommandHandler } from '../commands.ts';
import type { actionItemsAliases } from './words.ts';

export const actionItemsCommands: Record<keyof typeof actionItemsAliases, CommandHandler> = {};
