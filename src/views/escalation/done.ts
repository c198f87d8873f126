import type { EscalationCommand } from '../../incident/escalation/types.ts';
import type { DoneViews } from '../done.ts';
import { say } from '../say.ts';

export const escalationDone: DoneViews<EscalationCommand> = {
  escalate: ({ policy }) => say(policy, 'done.escalate'),
  stop_escalation: ({ policy }) => say(policy, 'done.stop_escalation'),
  page: ({ policy }) => say(policy, 'done.page'),
  acknowledge_page: ({ policy }) => say(policy, 'done.acknowledge_page'),
  cannot_come: ({ policy }) => say(policy, 'done.cannot_come'),
};
