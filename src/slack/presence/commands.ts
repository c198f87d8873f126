import type { CommandHandler } from '../commands.ts';
import type { presenceAliases } from './words.ts';

export const presenceCommands: Record<keyof typeof presenceAliases, CommandHandler> = {};
