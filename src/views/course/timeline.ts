import type { CourseAlso, CourseEntries } from '../../incident/course/types.ts';
import type { Policy } from '../../policy/schema.ts';
import { join, linkTo, literal, Mrkdwn, mentions, oneLine, prose, when } from '../mrkdwn.ts';
import { roleName } from '../names.ts';
import { say } from '../say.ts';
import type { AlsoSentences, EntrySentences } from '../timeline.ts';
import { gateName, milestoneName, publicStateName, stageName } from './names.ts';

export const courseEntries: EntrySentences<CourseEntries> = {
  change_stage: ({ from, to, reason }, policy, who) => {
    const values = { who, to: stageName(policy, to), reason: because(policy, reason) };
    if (from === null) return say(policy, 'entry.change_stage', values);
    return say(policy, 'entry.change_stage_from', { ...values, from: stageName(policy, from) });
  },
  change_public_state: ({ from, to, reason }, policy, who) => {
    const values = { who, to: publicStateName(policy, to), reason: because(policy, reason) };
    if (from === null) return say(policy, 'entry.change_public_state', values);
    return say(policy, 'entry.change_public_state_from', {
      ...values,
      from: publicStateName(policy, from),
    });
  },
  approve: ({ gate }, policy, who) =>
    say(policy, 'entry.approve', { who, gate: gateName(policy, gate) }),
  ask_approval: ({ gate }, policy, who) =>
    say(policy, 'entry.ask_approval', { who, gate: gateName(policy, gate) }),
  set_milestone: ({ milestone, at, people, text, reason, before }, policy, who) => {
    const values = {
      who,
      milestone: milestoneName(policy, milestone),
      at: when(new Date(at)),
      more: more(policy, people, text),
      reason: because(policy, reason),
    };
    if (!before) return say(policy, 'entry.set_milestone', values);
    const was = say(policy, 'entry.milestone_was', {
      at: when(new Date(before.at)),
      more: more(policy, before.people, before.text),
    });
    return say(policy, 'entry.correct_milestone', { ...values, before: was });
  },
  start_call: ({ link }, policy, who) =>
    say(policy, 'entry.start_call', { who, link: linkTo(link, literal(link)) }),
  join_call: (_data, policy, who) => say(policy, 'entry.join_call', { who }),
  end_call: (_data, policy, who) => say(policy, 'entry.end_call', { who }),
};

/** What followed by itself, said after the entry it followed from. */
export const courseAlso: AlsoSentences<CourseAlso> = {
  roles_along: ({ roles }, policy) =>
    say(policy, 'also.roles_along', { roles: list(roles.map((key) => roleName(policy, key))) }),
  went_past: ({ gates, reason }, policy) =>
    say(policy, 'also.went_past', {
      gates: list(gates.map((key) => gateName(policy, key))),
      reason: prose(reason),
    }),
  stage_entered: ({ stage }, policy) =>
    say(policy, 'also.stage_entered', { stage: stageName(policy, stage) }),
  milestone_reached: ({ milestone }, policy) =>
    say(policy, 'also.milestone_reached', { milestone: milestoneName(policy, milestone) }),
  milestones_dropped: ({ milestones }, policy) =>
    say(policy, 'also.milestones_dropped', {
      milestones: list(milestones.map((key) => milestoneName(policy, key))),
    }),
  call_ended_with_it: (_data, policy) => say(policy, 'also.call_ended_with_it'),
};

function list(names: string[]): string {
  return names.join(', ');
}

/** Whom it names, and what it was. */
function more(policy: Policy, people: readonly string[], text: string): Mrkdwn {
  const parts = [
    ...(people.length > 0
      ? [say(policy, 'entry.milestone_people', { people: mentions(people) })]
      : []),
    ...(text ? [say(policy, 'entry.milestone_text', { text: oneLine(text) })] : []),
  ];
  return parts.length > 0 ? join(parts, '') : new Mrkdwn('');
}

function because(policy: Policy, reason: string): Mrkdwn | string {
  return reason ? say(policy, 'fact.reason', { reason: prose(reason) }) : '';
}
