import type { CommandHandler } from '../commands.ts';
import type { escalationAliases } from './words.ts';

export const escalationCommands: Record<keyof typeof escalationAliases, CommandHandler> = {};
