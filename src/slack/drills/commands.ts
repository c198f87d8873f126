import type { CommandHandler } from '../commands.ts';
import type { drillsAliases } from './words.ts';

export const drillsCommands: Record<keyof typeof drillsAliases, CommandHandler> = {};
