import type { CommandHandler } from '../commands.ts';
import type { meetingAliases } from './words.ts';

export const meetingCommands: Record<keyof typeof meetingAliases, CommandHandler> = {};
