import type { organisationActionWords } from '../../views/organisation/action-words.ts';
import type { ActionHandler } from '../actions.ts';
import { statsAnswer } from './stats.ts';

export const organisationActions: Record<(typeof organisationActionWords)[number], ActionHandler> =
  {
    stats: statsAnswer,
  };
