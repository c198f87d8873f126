import type { CommandHandler } from '../commands.ts';
import type { courseAliases } from './words.ts';

export const courseCommands: Record<keyof typeof courseAliases, CommandHandler> = {};
