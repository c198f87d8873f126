import type {
  EscalationAlso,
  EscalationEntries,
  EscalationTimerKind,
} from '../../incident/escalation/types.ts';
import { say } from '../say.ts';
import type { AlsoSentences, EntrySentences, FiredSentences } from '../timeline.ts';

export const escalationEntries: EntrySentences<EscalationEntries> = {
  escalate: (_data, policy) => say(policy, 'entry.escalate'),
  stop_escalation: (_data, policy) => say(policy, 'entry.stop_escalation'),
  page: (_data, policy) => say(policy, 'entry.page'),
  acknowledge_page: (_data, policy) => say(policy, 'entry.acknowledge_page'),
  cannot_come: (_data, policy) => say(policy, 'entry.cannot_come'),
  page_reached: (_data, policy) => say(policy, 'entry.page_reached'),
  page_failed: (_data, policy) => say(policy, 'entry.page_failed'),
  page_quiet: (_data, policy) => say(policy, 'entry.page_quiet'),
};

export const escalationAlso: AlsoSentences<EscalationAlso> = {
  ladder_begun: (_data, policy) => say(policy, 'also.ladder_begun'),
  ladder_ended: (_data, policy) => say(policy, 'also.ladder_ended'),
  page_ended: (_data, policy) => say(policy, 'also.page_ended'),
};

/** What the clock did. */
export const escalationFired: FiredSentences<EscalationTimerKind> = {
  ladder_step: (_fired, policy) => say(policy, 'entry.ladder_step'),
  page_unanswered: (_fired, policy) => say(policy, 'entry.page_unanswered'),
};
