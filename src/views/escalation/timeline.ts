import { uncalledMark } from '../../incident/escalation/timers.ts';
import type {
  EscalationAlso,
  EscalationEntries,
  EscalationTimerKind,
} from '../../incident/escalation/types.ts';
import type { Policy } from '../../policy/schema.ts';
import { type Mrkdwn, mention, mentions, prose, when } from '../mrkdwn.ts';
import { say } from '../say.ts';
import type { AlsoSentences, EntrySentences, FiredSentences } from '../timeline.ts';
import { errorText, levelNames, peopleText } from './names.ts';

export const escalationEntries: EntrySentences<EscalationEntries> = {
  escalate: ({ name, levels, reason }, policy, who) =>
    say(policy, 'entry.escalate', {
      who,
      ladder: name,
      levels: levelNames(levels),
      reason: because(policy, reason),
    }),
  stop_escalation: ({ name, reason }, policy, who) =>
    say(policy, 'entry.stop_escalation', { who, ladder: name, reason: because(policy, reason) }),
  page: ({ who: people, reason }, policy, who) =>
    say(policy, 'entry.page', {
      who,
      people: peopleText(policy, people),
      reason: because(policy, reason),
    }),
  acknowledge_page: ({ for: called }, policy, who) =>
    called.length > 0
      ? say(policy, 'entry.acknowledge_outside', { who, people: peopleText(policy, called) })
      : say(policy, 'entry.acknowledge_page', { who }),
  cannot_come: (_data, policy, who) => say(policy, 'entry.cannot_come', { who }),
  page_reached: ({ userIds }, policy) =>
    say(policy, 'entry.page_reached', { people: mentions(userIds) }),
  page_failed: ({ who: people, error }, policy) =>
    say(policy, 'entry.page_failed', {
      people: peopleText(policy, [people]),
      error: errorText(policy, error),
    }),
  page_quiet: ({ userId, untilAt }, policy) => {
    const people = mention(userId);
    return untilAt
      ? say(policy, 'entry.page_quiet_until', { people, until: when(new Date(untilAt)) })
      : say(policy, 'entry.page_quiet', { people });
  },
};

export const escalationAlso: AlsoSentences<EscalationAlso> = {
  ladder_begun: ({ name }, policy) => say(policy, 'also.ladder_begun', { ladder: name }),
  levels_climbed: ({ name, levels }, policy) =>
    say(policy, 'also.levels_climbed', { ladder: name, levels: levelNames(levels) }),
  ladder_ended: ({ name, why }, policy) =>
    say(policy, `also.ladder_ended_${why}`, { ladder: name }),
  paged_instead: ({ who }, policy) =>
    say(policy, 'also.paged_instead', { people: peopleText(policy, who) }),
};

/** What the clock did. */
export const escalationFired: FiredSentences<EscalationTimerKind> = {
  ladder_step: ({ about = '' }, policy) => {
    const [, how = '', ladder = about] = /^(climbed|top|ended):(.*)$/s.exec(about) ?? [];
    if (how === 'top') return say(policy, 'entry.ladder_top', { ladder });
    return say(policy, how === 'ended' ? 'entry.ladder_over' : 'entry.ladder_step', { ladder });
  },
  page_unanswered: ({ about = '' }, policy) => {
    const { isCall, people } = unanswered(policy, about);
    return say(policy, isCall ? 'entry.page_uncalled' : 'entry.page_unanswered', { people });
  },
};

/** Who did not answer a page, or whom nobody called. */
export function unanswered(policy: Policy, about: string): { isCall: boolean; people: Mrkdwn } {
  const isCall = about.startsWith(uncalledMark);
  const refs = (isCall ? about.slice(uncalledMark.length) : about).split(' ');
  return {
    isCall,
    people: peopleText(
      policy,
      refs.filter((ref) => ref !== ''),
    ),
  };
}

function because(policy: Policy, reason: string): Mrkdwn | string {
  return reason ? say(policy, 'fact.reason', { reason: prose(reason) }) : '';
}
