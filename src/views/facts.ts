import type { TimelineRow } from '../incident/places.ts';
import type { TopicFact } from '../incident/topics.ts';
import type { Audience, Fact } from '../incident/types.ts';
import { actionItemsFacts } from './action-items/facts.ts';
import { button, shortMessage } from './blocks.ts';
import { bookingFacts } from './booking/facts.ts';
import { briefMessage, handoverBrief } from './brief.ts';
import { clocksFacts } from './clocks/facts.ts';
import type { Message, ViewContext } from './context.ts';
import { courseFacts } from './course/facts.ts';
import { drillsFacts } from './drills/facts.ts';
import { escalationFacts } from './escalation/facts.ts';
import { changeFact, declaredFact, endingFact, noteFact, policyFact } from './fact-changes.ts';
import { commanderMissingFact, dutiesFact, handoverFact, roleFact } from './fact-roles.ts';
import { reminderFact, updateFact } from './fact-updates.ts';
import { retryLabel, stepFailed } from './failed-steps.ts';
import { kindsFacts } from './kinds/facts.ts';
import { linksFacts } from './links/facts.ts';
import { meetingFacts } from './meeting/facts.ts';
import { postmortemFacts } from './postmortem/facts.ts';
import { presenceFacts } from './presence/facts.ts';
import { tasksFacts } from './tasks/facts.ts';
import { tellingFacts } from './telling/facts.ts';
import { whole } from './whole.ts';

/**
 * What a fact looks like where it is told. `rows` are the latest lines of the timeline, which only
 * the brief needs.
 */
export function factMessage(
  view: ViewContext,
  fact: Fact,
  to: Audience,
  rows: TimelineRow[] = [],
): Message {
  switch (fact.type) {
    case 'role_taken':
    case 'role_given_up':
      return roleFact(view, fact);
    case 'role_duties':
      return dutiesFact(view, fact, to);
    case 'handover_offered':
    case 'handover_declined':
      return handoverFact(view, fact);
    case 'commander_missing':
      return commanderMissingFact(view, fact);
    case 'severity_changed':
    case 'status_changed':
    case 'title_changed':
      return shortMessage(changeFact(view, fact), [], whole(view));
    case 'policy_changed':
      return shortMessage(policyFact(view, fact), [], whole(view));
    case 'update_posted':
      return updateFact(view, fact);
    case 'update_reminder':
      return reminderFact(view, fact);
    case 'note_added':
      return shortMessage(noteFact(view, fact), [], whole(view));
    case 'resolved':
    case 'closed':
    case 'reopened':
    case 'cancelled':
      return endingFact(view, fact);
    case 'declared_from_message':
      return shortMessage(declaredFact(view, fact));
    case 'brief':
      return fact.role === undefined
        ? briefMessage(view, rows)
        : handoverBrief(view, rows, { role: fact.role, from: fact.from ?? [] });
    case 'step_failed':
      return shortMessage(stepFailed(view, fact.step, fact.error), [
        button('retry_step', retryLabel(view, fact.step, fact.error), {
          incident: view.incident.id,
          step: fact.step,
        }),
      ]);
    default:
      return topicFact(view, fact, to);
  }
}

/** How each of these facts is told. */
export type FactViews<F extends Fact> = {
  [T in F['type']]: (view: ViewContext, fact: Extract<F, { type: T }>, to: Audience) => Message;
};

const topics = {
  ...kindsFacts,
  ...tasksFacts,
  ...courseFacts,
  ...tellingFacts,
  ...linksFacts,
  ...clocksFacts,
  ...presenceFacts,
  ...escalationFacts,
  ...drillsFacts,
  ...postmortemFacts,
  ...bookingFacts,
  ...meetingFacts,
  ...actionItemsFacts,
};

function topicFact(view: ViewContext, fact: TopicFact, to: Audience): Message {
  const tell = topics[fact.type] as (view: ViewContext, fact: TopicFact, to: Audience) => Message;
  return tell(view, fact, to);
}
