import type { CommandHandler } from '../commands.ts';
import type { kindsAliases } from './words.ts';

export const kindsCommands: Record<keyof typeof kindsAliases, CommandHandler> = {};
