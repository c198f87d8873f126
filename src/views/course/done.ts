import { oddBeside } from '../../incident/course/milestone-rules.ts';
import { milestoneAt } from '../../incident/course/milestones.ts';
import type { CourseCommand } from '../../incident/course/types.ts';
import type { ViewContext } from '../context.ts';
import type { DoneViews } from '../done.ts';
import { join, linkTo, literal, type Mrkdwn, utc, when } from '../mrkdwn.ts';
import { say } from '../say.ts';
import { gateName, milestoneName, publicStateName, stageName } from './names.ts';

export const courseDone: DoneViews<CourseCommand> = {
  change_stage: ({ incident, policy }, { stage }) =>
    say(policy, 'done.change_stage', { number: incident.number, stage: stageName(policy, stage) }),
  change_public_state: ({ incident, policy }, { state }) =>
    say(policy, 'done.change_public_state', {
      number: incident.number,
      state: publicStateName(policy, state),
    }),
  approve: ({ incident, policy }, { gate }) =>
    say(policy, 'done.approve', { number: incident.number, gate: gateName(policy, gate) }),
  ask_approval: ({ incident, policy }) =>
    say(policy, 'done.ask_approval', { number: incident.number }),
  set_milestone: (view, { milestone }) => milestoneSet(view, milestone),
  start_call: ({ incident, policy }) =>
    say(policy, 'done.start_call', {
      number: incident.number,
      link: callLink(incident.state.call),
    }),
  join_call: ({ incident, policy }) =>
    say(policy, 'done.join_call', { number: incident.number, link: callLink(incident.state.call) }),
  end_call: ({ incident, policy }) => say(policy, 'done.end_call', { number: incident.number }),
};

function callLink(call: { link: string } | null): Mrkdwn {
  const link = call?.link ?? '';
  return linkTo(link, literal(link));
}

/** The instant in full, so that who typed in another zone sees it; and what is odd about it. */
function milestoneSet({ incident, policy }: ViewContext, key: string): Mrkdwn {
  const at = milestoneAt(incident, key) ?? incident.updatedAt;
  const values = {
    number: incident.number,
    milestone: milestoneName(policy, key),
    at: when(at),
    utc: utc(at),
  };
  const odd = oddBeside(incident, policy, key).map((other) =>
    say(policy, 'odd.milestone', {
      milestone: milestoneName(policy, other),
      at: when(milestoneAt(incident, other) ?? at),
    }),
  );
  if (odd.length === 0) return say(policy, 'done.set_milestone', values);
  return say(policy, 'done.set_milestone_odd', { ...values, odd: join(odd, ' ') });
}
