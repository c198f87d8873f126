import { accept, type Rules } from '../decision.ts';
import type { EscalationCommand, EscalationReport } from './types.ts';

export const escalationRules: Rules<EscalationCommand | EscalationReport> = {
  escalate: ({ incident }) => accept(incident, null, []),
  stop_escalation: ({ incident }) => accept(incident, null, []),
  page: ({ incident }) => accept(incident, null, []),
  acknowledge_page: ({ incident }) => accept(incident, null, []),
  cannot_come: ({ incident }) => accept(incident, null, []),
  page_reached: ({ incident }) => accept(incident, null, []),
  page_failed: ({ incident }) => accept(incident, null, []),
  page_quiet: ({ incident }) => accept(incident, null, []),
};
