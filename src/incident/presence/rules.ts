import { accept, type Rules } from '../decision.ts';
import type { PresenceCommand, PresenceReport } from './types.ts';

export const presenceRules: Rules<PresenceCommand | PresenceReport> = {
  still_here: ({ incident }) => accept(incident, null, []),
  skip_update: ({ incident }) => accept(incident, null, []),
  member_gone: ({ incident }) => accept(incident, null, []),
};
