import type { CommandHandler } from '../commands.ts';
import type { bookingAliases } from './words.ts';

export const bookingCommands: Record<keyof typeof bookingAliases, CommandHandler> = {};
