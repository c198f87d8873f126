import { commanderRole, holdersOf } from '../incident/lookup.ts';
import type { Fact, UserId } from '../incident/types.ts';
import { actions, button, context, message, section } from './blocks.ts';
import type { Message, ViewContext } from './context.ts';
import { between } from './duration.ts';
import { join, type Mrkdwn, mention, mentions, prose, when } from './mrkdwn.ts';
import { statusKeyName, statusNow } from './names.ts';
import { say, sayPlain } from './say.ts';
import { whole } from './whole.ts';

type Of<T extends Fact['type']> = Extract<Fact, { type: T }>;

/** A status update, in full. What is needed stands out, because somebody is asked for it. */
export function updateFact(view: ViewContext, fact: Of<'update_posted'>): Message {
  const { incident, policy } = view;
  const { by, know, doing, need } = fact.update;
  const status =
    fact.status === incident.status
      ? statusNow(policy, incident)
      : statusKeyName(policy, fact.status);
  const head = say(policy, 'fact.update', { by: mention(by), status });
  const parts = [
    ...part(know && say(policy, 'card.know', { text: prose(know) })),
    ...part(doing && say(policy, 'card.doing', { text: prose(doing) })),
    ...part(need && say(policy, 'card.need', { text: prose(need) })),
  ];
  const next = fact.nextDueAt
    ? [context(say(policy, 'fact.update_next', { at: when(fact.nextDueAt) }))]
    : [];
  return message(join([head, ...parts]), [
    section(head),
    ...parts.map((text) => section(text, { whole: whole(view) })),
    ...next,
  ]);
}

function part(text: Mrkdwn | ''): Mrkdwn[] {
  return text === '' ? [] : [text];
}

/** An update is nearly due, due, or late; four buttons answer it. */
export function reminderFact(view: ViewContext, fact: Of<'update_reminder'>): Message {
  const { incident, policy } = view;
  const { nextDueAt } = incident.state.updates;
  const text = reminderText(view, fact);
  const value = { incident: incident.id, expect: { nextDueAt } };
  return message(text, [
    section(text),
    actions([
      button('post_update', sayPlain(policy, 'button.update'), value, { style: 'primary' }),
      button('snooze_update', sayPlain(policy, 'button.snooze'), value),
      button('skip_update', sayPlain(policy, 'button.skip_update'), value),
      button('own_update', sayPlain(policy, 'button.own'), value),
    ]),
  ]);
}

function reminderText(view: ViewContext, fact: Of<'update_reminder'>): Mrkdwn {
  const { policy, now } = view;
  const { dueAt, lastAt } = fact;
  const at = when(dueAt);
  const last = when(lastAt);
  const asked = askedFor(view, fact);
  const owner = asked.length > 0 ? mentions(asked) : null;
  const stage = stageBy(now, fact);
  switch (stage) {
    case 'warning':
      if (!owner) return say(policy, 'fact.warning', { at });
      return say(policy, 'fact.warning_owner', { owner, at });
    case 'due':
      if (!owner) return say(policy, 'fact.due', { last });
      return say(policy, 'fact.due_owner', { owner, last });
    case 'overdue': {
      const late = between(policy, dueAt, now);
      if (!owner) return say(policy, 'fact.overdue', { at, late, last });
      return say(policy, 'fact.overdue_owner', { owner, at, late, last });
    }
    default:
      return stage satisfies never;
  }
}

/** Longer after its instant nothing is due *now*: Slack, or Muster, was away. */
const DUE_FOR_MS = 5 * 60_000;

/** What is true of the update at the moment of sending. */
function stageBy(now: Date, { stage, dueAt }: Of<'update_reminder'>) {
  const lateMs = now.getTime() - dueAt.getTime();
  if (lateMs >= DUE_FOR_MS) return 'overdue';
  return stage === 'warning' && lateMs >= 0 ? 'due' : stage;
}

/** Whose phone it should reach: who said they are on it, else who commands. */
function askedFor({ incident, policy }: ViewContext, { owner }: Of<'update_reminder'>): UserId[] {
  const first = owner ?? incident.state.updates.ownedBy;
  if (first) return [first];
  return holdersOf(incident, commanderRole(policy)).map((holder) => holder.userId);
}
