import type { CommandHandler } from '../commands.ts';
import type { linksAliases } from './words.ts';

export const linksCommands: Record<keyof typeof linksAliases, CommandHandler> = {};
