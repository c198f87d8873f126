import type { CourseFact } from '../../incident/course/types.ts';
import type { Policy } from '../../policy/schema.ts';
import { button, shortMessage } from '../blocks.ts';
import type { ViewContext } from '../context.ts';
import { duration } from '../duration.ts';
import type { FactViews } from '../facts.ts';
import { join, linkTo, literal, type Mrkdwn, mention, prose } from '../mrkdwn.ts';
import { whoText } from '../people.ts';
import { say, sayPlain } from '../say.ts';
import { whole } from '../whole.ts';
import { callButtons } from './call.ts';
import { gateName, publicStateName, stageName } from './names.ts';

export const courseFacts: FactViews<CourseFact> = {
  stage_changed: (view, { to, reason, by }) => {
    const { policy } = view;
    const values = { to: stageName(policy, to), by: mention(by), reason: because(policy, reason) };
    return shortMessage(say(policy, 'fact.stage', values), [], whole(view));
  },
  public_state_changed: (view, { to, reason, by }) => {
    const { policy } = view;
    const values = {
      to: publicStateName(policy, to),
      by: mention(by),
      reason: because(policy, reason),
    };
    return shortMessage(say(policy, 'fact.public_state', values), [], whole(view));
  },
  approved: (view, { gate, by, left }) => {
    const { policy } = view;
    const values = { gate: gateName(policy, gate), by: mention(by) };
    if (left === 0) return shortMessage(say(policy, 'fact.approved', values));
    const text = say(policy, 'fact.approved_left', { ...values, left });
    return shortMessage(text, [approveButton(view, gate)]);
  },
  approval_asked: (view, { gate, by }) => {
    const { policy } = view;
    const needs = policy.gates.find(({ key }) => key === gate)?.needs ?? [];
    const who = whoText(
      policy,
      needs.flatMap(({ approval }) => approval?.by ?? []),
    );
    const values = { by: mention(by), gate: gateName(policy, gate), who };
    return shortMessage(say(policy, 'fact.approval_asked', values), [approveButton(view, gate)]);
  },
  call_started: (view, { link, by }) => {
    const { policy } = view;
    const { join_within_minutes: within, stay } = policy.call;
    const lines = [
      say(policy, 'fact.call_started', { by: mention(by), link: linkTo(link, literal(link)) }),
      ...(within
        ? [say(policy, 'fact.call_join_within', { duration: duration(policy, within) })]
        : []),
      ...(stay ? [prose(stay)] : []),
    ];
    return shortMessage(join(lines), callButtons(view));
  },
  call_ended: ({ policy }, { by }) =>
    shortMessage(
      by
        ? say(policy, 'fact.call_ended', { by: mention(by) })
        : say(policy, 'fact.call_ended_with_it'),
    ),
};

function approveButton({ incident, policy }: ViewContext, gate: string) {
  const value = { incident: incident.id, arg: gate };
  return button('approve', sayPlain(policy, 'button.approve'), value, {
    suffix: gate,
    style: 'primary',
    aloud: sayPlain(policy, 'button.approve_gate', { gate: gateName(policy, gate) }),
  });
}

function because(policy: Policy, reason: string): Mrkdwn | string {
  return reason ? say(policy, 'fact.reason', { reason: prose(reason) }) : '';
}
