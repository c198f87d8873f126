import type { CommandHandler } from '../commands.ts';
import { statsAnswer } from './stats.ts';
import type { organisationAliases } from './words.ts';

export const organisationCommands: Record<keyof typeof organisationAliases, CommandHandler> = {
  stats: statsAnswer,
};
