import type { CommandHandler } from '../commands.ts';
import type { clocksAliases } from './words.ts';

export const clocksCommands: Record<keyof typeof clocksAliases, CommandHandler> = {};
