import type { Button } from '@slack/types';
import { writerRole } from '../../incident/meeting/brainstorm.ts';
import type { MeetingRefusal } from '../../incident/meeting/types.ts';
import type { Incident, Refusal } from '../../incident/types.ts';
import type { Policy } from '../../policy/schema.ts';
import { button } from '../blocks.ts';
import { join, literal, mention, onDay, oneLine, when } from '../mrkdwn.ts';
import type { RefusalViews } from '../refusal.ts';
import { say, sayPlain } from '../say.ts';
import { meetingRoleName, stepName } from './names.ts';

/**
 * A role that somebody else has can be taken over, by who means it; what changed is shown as it is now.
 */
export function meetingWaysOut(policy: Policy, refusal: Refusal, incident: Incident): Button[] {
  if (refusal.code === 'closing_changed') {
    const label = sayPlain(policy, 'button.postmortem');
    return [button('postmortem', label, { incident: incident.id })];
  }
  if (refusal.code === 'meeting_ahead') {
    const value = { incident: incident.id, yes: refusal.timed, arg: 'early' };
    return [button('start_meeting', sayPlain(policy, 'button.start_early'), value)];
  }
  const isAbout = refusal.code === 'meeting_role_taken' || refusal.code === 'not_writer';
  if (!isAbout) return [];
  const arg = refusal.code === 'not_writer' ? writerRole : refusal.role;
  const label = sayPlain(policy, 'button.take_over', { role: meetingRoleName(policy, arg) });
  const value = { incident: incident.id, arg, expect: { holders: [refusal.userId] } };
  return [button('take_meeting_role', label, value, { suffix: `over_${arg}` })];
}

export const meetingRefusals: RefusalViews<MeetingRefusal> = {
  unknown_meeting_role: (policy, { given, allowed }) =>
    say(policy, 'refused.unknown_meeting_role', {
      given: oneLine(given),
      allowed: join(
        allowed.map((key) => literal(meetingRoleName(policy, key))),
        ', ',
      ),
    }),
  meeting_role_taken: (policy, { role, userId }) =>
    say(policy, 'refused.meeting_role_taken', {
      who: mention(userId),
      role: meetingRoleName(policy, role),
    }),
  one_meeting_role: (policy, { role }) =>
    say(policy, 'refused.one_meeting_role', { role: meetingRoleName(policy, role) }),
  not_meeting_role: (policy) => say(policy, 'refused.not_meeting_role'),
  meeting_too_early: (policy) => say(policy, 'refused.meeting_too_early'),
  meeting_goes_on: (policy, { startedAt }) =>
    say(policy, 'refused.meeting_goes_on', { at: when(startedAt) }),
  meeting_ahead: (policy, { fromAt }) =>
    say(policy, 'refused.meeting_ahead', { from: onDay(fromAt) }),
  no_meeting_on: (policy) => say(policy, 'refused.no_meeting_on'),
  part_moved: (policy, { step }) =>
    say(policy, 'refused.part_moved', { name: oneLine(stepName(policy, step)) }),
  last_part: (policy) => say(policy, 'refused.last_part'),
  no_time_left: (policy, { endsAt }) => say(policy, 'refused.no_time_left', { at: when(endsAt) }),
  meeting_clock_stands: (policy) => say(policy, 'refused.meeting_clock_stands'),
  meeting_clock_runs: (policy) => say(policy, 'refused.meeting_clock_runs'),
  unknown_closing: (policy, { count }) => say(policy, 'refused.unknown_closing', { count }),
  closing_changed: (policy, { items }) =>
    join([
      say(policy, 'refused.closing_changed'),
      ...items.map(({ text, isDone }) =>
        say(policy, isDone ? 'meeting.closing_ticked' : 'meeting.closing_open', {
          text: oneLine(text),
        }),
      ),
    ]),
  same_closing: (policy) => say(policy, 'refused.same_closing'),
  no_thread: (policy) => say(policy, 'refused.no_thread'),
  no_confidant: (policy) => say(policy, 'refused.no_confidant'),
  no_lines: (policy) => say(policy, 'refused.no_lines'),
  not_writer: (policy, { userId }) => say(policy, 'refused.not_writer', { who: mention(userId) }),
  no_rules: (policy) => say(policy, 'refused.no_rules'),
  not_rulekeeper: (policy, { role }) =>
    say(policy, 'refused.not_rulekeeper', { role: meetingRoleName(policy, role) }),
  just_reminded: (policy) => say(policy, 'refused.just_reminded'),
  survey_not_asked: (policy) => say(policy, 'refused.survey_not_asked'),
  survey_over: (policy) => say(policy, 'refused.survey_over'),
  survey_answered: (policy) => say(policy, 'refused.survey_answered'),
  nothing_answered: (policy) => say(policy, 'refused.nothing_answered'),
  survey_full: (policy) => say(policy, 'refused.survey_full'),
};
