import type { escalationActionWords } from '../../views/escalation/action-words.ts';
import type { ActionHandler } from '../actions.ts';

export const escalationActions: Record<(typeof escalationActionWords)[number], ActionHandler> = {
  escalate: async () => null,
  stop_escalation: async () => null,
  page: async () => null,
  acknowledge_page: async () => null,
  cannot_come: async () => null,
};
