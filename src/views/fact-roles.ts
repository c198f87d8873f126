import { commanderRole } from '../incident/lookup.ts';
import type { Audience, Fact } from '../incident/types.ts';
import { button, message, section, shortMessage } from './blocks.ts';
import type { Message, ViewContext } from './context.ts';
import { between } from './duration.ts';
import { join, type Mrkdwn, mention, mentions, oneLine, when } from './mrkdwn.ts';
import { roleName } from './names.ts';
import { handoverButtons } from './panel.ts';
import { roomLink } from './room-link.ts';
import { say, sayPlain } from './say.ts';

type Of<T extends Fact['type']> = Extract<Fact, { type: T }>;

/** Who holds a role now. */
export function roleFact(
  { policy }: ViewContext,
  fact: Of<'role_taken'> | Of<'role_given_up'>,
): Message {
  const who = mention(fact.userId);
  const along = fact.type === 'role_taken' ? (fact.along ?? []) : [];
  const role = [fact.role, ...along].map((key) => roleName(policy, key)).join(', ');
  if (fact.type === 'role_given_up') {
    return shortMessage(say(policy, 'fact.role_given_up', { who, role }));
  }
  const { by, previous } = fact;
  const before = previous.length > 0 ? mentions(previous) : null;
  if (by !== fact.userId) {
    const values = { by: mention(by), who, role };
    if (!before) return shortMessage(say(policy, 'fact.role_assigned', values));
    return shortMessage(say(policy, 'fact.role_assigned_over', { ...values, previous: before }));
  }
  if (!before) return shortMessage(say(policy, 'fact.role_taken', { who, role }));
  return shortMessage(say(policy, 'fact.role_taken_over', { who, role, previous: before }));
}

/** What a role is expected to do, by direct message to who got it. */
export function dutiesFact(view: ViewContext, fact: Of<'role_duties'>, to: Audience): Message {
  const { policy } = view;
  const duties = policy.roles.find((each) => each.key === fact.role)?.duties ?? [];
  const values = { ...about(view), role: roleName(policy, fact.role) };
  const tookIt = 'userId' in to && to.userId === fact.by;
  const head = tookIt
    ? say(policy, 'fact.duties', values)
    : say(policy, 'fact.duties_assigned', { ...values, by: mention(fact.by) });
  const list =
    duties.length > 0
      ? join(duties.map((duty) => say(policy, 'fact.duty', { duty })))
      : say(policy, 'fact.no_duties');
  return message(head, [section(head), section(list)]);
}

/** Asks someone to take over, or tells who asked that they declined. */
export function handoverFact(
  view: ViewContext,
  fact: Of<'handover_offered'> | Of<'handover_declined'>,
): Message {
  const { incident, policy } = view;
  const role = roleName(policy, fact.role);
  if (fact.type === 'handover_declined') {
    const values = { who: mention(fact.userId), role, number: incident.number };
    return shortMessage(say(policy, 'fact.handover_declined', values));
  }
  const text = say(policy, 'fact.handover_offered', {
    ...about(view),
    from: mention(fact.from),
    role,
  });
  return shortMessage(text, handoverButtons(view, fact.role));
}

/** Nobody commands: whoever reads it can. */
export function commanderMissingFact(
  { incident, policy, now }: ViewContext,
  fact: Of<'commander_missing'>,
): Message {
  const key = commanderRole(policy);
  const role = roleName(policy, key);
  const duration = between(policy, fact.sinceAt, now);
  const values = { role, since: when(fact.sinceAt), duration };
  const text = say(policy, 'fact.commander_missing', values);
  const value = { incident: incident.id, role: key, expect: { holders: [] } };
  return shortMessage(text, [
    button('take_role', sayPlain(policy, 'button.take_role', { role }), value, {
      suffix: key,
      style: 'primary',
    }),
  ]);
}

/** The incident, for someone who reads it outside its room; a private one without its title. */
export function about({ incident, policy, places }: ViewContext): {
  number: number;
  title: Mrkdwn;
  room: Mrkdwn;
} {
  return {
    number: incident.number,
    title: incident.isPrivate ? say(policy, 'fact.private') : oneLine(incident.title),
    room: roomLink({ policy, incident, places }),
  };
}
