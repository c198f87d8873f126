import type { CommandHandler } from '../commands.ts';
import type { tasksAliases } from './words.ts';

export const tasksCommands: Record<keyof typeof tasksAliases, CommandHandler> = {};
