import type { CommandHandler } from '../commands.ts';
import type { postmortemAliases } from './words.ts';

export const postmortemCommands: Record<keyof typeof postmortemAliases, CommandHandler> = {};
