import type { TopicRefusal } from '../incident/topics.ts';
import type { Incident, Refusal } from '../incident/types.ts';
import { isSentenceKey } from '../policy/catalogue.ts';
import type { Policy } from '../policy/schema.ts';
import { actionItemsRefusals, actionItemsWaysOut } from './action-items/refusals.ts';
import { button, shortMessage } from './blocks.ts';
import { bookingRefusals } from './booking/refusals.ts';
import { clocksRefusals } from './clocks/refusals.ts';
import type { Message } from './context.ts';
import { gateButtons, isGateClosed } from './course/gate.ts';
import { courseRefusals } from './course/refusals.ts';
import { drillsRefusals } from './drills/refusals.ts';
import { escalationRefusals } from './escalation/refusals.ts';
import { kindsRefusalButtons, kindsRefusals } from './kinds/refusals.ts';
import { linksRefusals } from './links/refusals.ts';
import { meetingRefusals, meetingWaysOut } from './meeting/refusals.ts';
import { type Mrkdwn, mention, mentions, onDay, when } from './mrkdwn.ts';
import { kindName, roleName, severityName, statusKeyName } from './names.ts';
import { whoText } from './people.ts';
import { postmortemRefusals, postmortemWaysOut } from './postmortem/refusals.ts';
import { presenceRefusals } from './presence/refusals.ts';
import { say, sayPlain } from './say.ts';
import { tasksRefusals, tasksWaysOut } from './tasks/refusals.ts';
import { tellingRefusals } from './telling/refusals.ts';

/**
 * The refusal as an answer, with the button for what would help: a role that someone else holds can
 * be taken over knowingly. `typed` is what the person said, for a form to take up.
 */
export function refusalMessage(
  policy: Policy,
  refusal: Refusal,
  incident: Incident | null,
  typed = '',
): Message {
  const text = refusalText(policy, refusal, incident);
  if (isGateClosed(refusal) && incident) {
    return shortMessage(text, gateButtons(policy, refusal, incident));
  }
  if (refusal.code !== 'role_taken' || !incident) {
    if (!incident) return shortMessage(text);
    return shortMessage(text, [
      ...kindsRefusalButtons(policy, refusal, incident, typed),
      ...tasksWaysOut(policy, refusal, incident),
      ...actionItemsWaysOut(policy, refusal, incident, typed),
      ...postmortemWaysOut(policy, refusal, incident),
      ...meetingWaysOut(policy, refusal, incident),
    ]);
  }
  const role = roleName(policy, refusal.role);
  const value = {
    incident: incident.id,
    role: refusal.role,
    expect: { holders: refusal.holders },
  };
  return shortMessage(text, [
    button('take_role', sayPlain(policy, 'button.take_over', { role }), value, {
      suffix: refusal.role,
    }),
  ]);
}

/**
 * Said to who declared so many that they are asked whether they mean this one too: one press does it.
 * `typed` is what stood after the word.
 */
export function declaredManyMessage(policy: Policy, count: number, typed: string): Message {
  const text = say(policy, 'refused.declared_many', { count });
  const value = { typed, arg: 'anyway' };
  return shortMessage(text, [button('declare', sayPlain(policy, 'button.declare_too'), value)]);
}

/** Why something was not done, in a sentence for the person who asked. */
export function refusalText(policy: Policy, refusal: Refusal, incident: Incident | null): Mrkdwn {
  switch (refusal.code) {
    case 'not_found':
      return say(policy, 'refused.not_found');
    case 'ended':
      return say(policy, 'refused.ended', { status: phaseWord(policy, refusal.phase, incident) });
    case 'not_ended':
      return say(policy, 'refused.not_ended', {
        status: phaseWord(policy, refusal.phase, incident),
      });
    case 'not_resolved':
      return say(policy, 'refused.not_resolved', {
        status: phaseWord(policy, refusal.phase, incident),
      });
    case 'changed':
      return changedText(policy, refusal);
    case 'same':
      return say(policy, `refused.same_${refusal.field}`);
    case 'missing':
      return say(policy, 'refused.missing', { field: fieldName(policy, refusal.field) });
    case 'too_long':
      return say(policy, 'refused.too_long', {
        field: fieldName(policy, refusal.field),
        max: refusal.max,
      });
    case 'unknown_severity':
    case 'unknown_status':
    case 'unknown_role':
      return say(policy, `refused.${refusal.code}`, {
        given: refusal.given.slice(0, 80),
        allowed: refusal.allowed.join(', '),
      });
    default:
      return roleOrUpdateRefusal(policy, refusal, incident);
  }
}

type Rest = Exclude<
  Refusal,
  {
    code:
      | 'not_found'
      | 'ended'
      | 'not_ended'
      | 'not_resolved'
      | 'changed'
      | 'same'
      | 'missing'
      | 'too_long'
      | 'unknown_severity'
      | 'unknown_status'
      | 'unknown_role';
  }
>;

function roleOrUpdateRefusal(policy: Policy, refusal: Rest, incident: Incident | null): Mrkdwn {
  switch (refusal.code) {
    case 'role_taken':
      return say(policy, 'refused.role_taken', {
        holders: mentions(refusal.holders),
        role: roleName(policy, refusal.role),
        since: when(refusal.since),
      });
    case 'already_holder':
      return say(policy, 'refused.already_holder', {
        who: mention(refusal.userId),
        role: roleName(policy, refusal.role),
      });
    case 'not_holder':
    case 'no_offer':
      return say(policy, `refused.${refusal.code}`, { role: roleName(policy, refusal.role) });
    case 'role_full':
      return say(policy, 'refused.role_full', {
        role: roleName(policy, refusal.role),
        max: refusal.max,
      });
    case 'cannot_hold':
      return say(policy, 'refused.cannot_hold', { who: mention(refusal.userId) });
    case 'already_snoozed':
      return say(policy, 'refused.already_snoozed', { until: when(refusal.until) });
    case 'already_owned':
      return say(policy, 'refused.already_owned', { by: mention(refusal.userId) });
    case 'no_update_due':
      return say(policy, 'refused.no_update_due');
    case 'minutes_out_of_range':
      return say(policy, 'refused.minutes_out_of_range', { min: refusal.min, max: refusal.max });
    case 'declared_many':
      return say(policy, 'refused.declared_many', { count: refusal.count });
    case 'same_policy':
    case 'nothing_to_repair':
      return say(policy, `refused.${refusal.code}`);
    case 'cannot_move':
      return say(policy, 'refused.cannot_move', {
        unknown: refusal.unknown.map(({ what, key }) => `${what} ${key}`).join(', '),
      });
    case 'not_allowed':
      return say(policy, 'refused.not_allowed', { who: whoText(policy, refusal.who) });
    default:
      return topicRefusal(policy, refusal, incident);
  }
}

function changedText(policy: Policy, refusal: Extract<Refusal, { code: 'changed' }>): Mrkdwn {
  const { field, now } = refusal;
  if (field === 'nextDueAt') {
    if (!now) return say(policy, 'refused.changed_no_due');
    return say(policy, 'refused.changed_due', { now: when(new Date(now)) });
  }
  if (field === 'meeting') {
    if (!now) return say(policy, 'refused.changed_no_meeting');
    return say(policy, 'refused.changed_meeting', { now: onDay(new Date(now)) });
  }
  const shown = {
    severity: () => severityName(policy, now),
    kind: () => kindName(policy, now),
    status: () => statusKeyName(policy, now),
    title: () => now,
  }[field]();
  return say(policy, 'refused.changed', { field: fieldName(policy, field), now: shown });
}

function phaseWord(policy: Policy, phase: Incident['phase'], incident: Incident | null): string {
  if (phase === 'resolved' || phase === 'reviewing') return policy.ended.resolved;
  if (phase === 'closed') return policy.ended.closed;
  if (phase === 'cancelled' || phase === 'declined' || phase === 'merged') {
    return policy.ended[phase];
  }
  return incident ? statusKeyName(policy, incident.status) : phase;
}

function fieldName(policy: Policy, field: string): string {
  const key: string = `field.${field}`;
  const known = isSentenceKey(key) ? key : 'field.other';
  return sayPlain(policy, known as 'field.other');
}

/** The sentence of each of these refusals. */
export type RefusalViews<R extends Refusal> = {
  [C in R['code']]: (
    policy: Policy,
    refusal: Extract<R, { code: C }>,
    incident: Incident | null,
  ) => Mrkdwn;
};

const topics = {
  ...kindsRefusals,
  ...tasksRefusals,
  ...courseRefusals,
  ...tellingRefusals,
  ...linksRefusals,
  ...clocksRefusals,
  ...presenceRefusals,
  ...escalationRefusals,
  ...drillsRefusals,
  ...postmortemRefusals,
  ...bookingRefusals,
  ...meetingRefusals,
  ...actionItemsRefusals,
};

function topicRefusal(policy: Policy, refusal: TopicRefusal, incident: Incident | null): Mrkdwn {
  const tell = topics[refusal.code] as (
    policy: Policy,
    refusal: TopicRefusal,
    incident: Incident | null,
  ) => Mrkdwn;
  return tell(policy, refusal, incident);
}
