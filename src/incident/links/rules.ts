import type { Rules } from '../decision.ts';
import { addFollowUp, finishFollowUp, linkFollowUp } from './follow-ups.ts';
import type { LinksCommand } from './types.ts';

export const linksRules: Rules<LinksCommand> = {
  add_follow_up: addFollowUp,
  finish_follow_up: finishFollowUp,
  link_follow_up: linkFollowUp,
};
