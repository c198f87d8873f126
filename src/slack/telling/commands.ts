import type { CommandHandler } from '../commands.ts';
import type { tellingAliases } from './words.ts';

export const tellingCommands: Record<keyof typeof tellingAliases, CommandHandler> = {};
