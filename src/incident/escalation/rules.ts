import type { Rules } from '../decision.ts';
import { escalate, stopEscalation } from './ladder-rules.ts';
import {
  acknowledgePage,
  cannotCome,
  page,
  pageFailed,
  pageQuiet,
  pageReached,
} from './page-rules.ts';
import type { EscalationCommand, EscalationReport } from './types.ts';

export const escalationRules: Rules<EscalationCommand | EscalationReport> = {
  escalate,
  stop_escalation: stopEscalation,
  page,
  acknowledge_page: acknowledgePage,
  cannot_come: cannotCome,
  page_reached: pageReached,
  page_failed: pageFailed,
  page_quiet: pageQuiet,
};
