import type { Button } from '@slack/types';
import { canHave, whether } from '../incident/postmortem/whether.ts';
import type { Fact } from '../incident/types.ts';
import { leftLine } from './action-items/left.ts';
import { button, shortMessage } from './blocks.ts';
import type { Message, ViewContext } from './context.ts';
import { between } from './duration.ts';
import { join, Mrkdwn, mention, oneLine, prose, when } from './mrkdwn.ts';
import { severityEmoji, severityName, statusKeyName } from './names.ts';
import { roomLink } from './room-link.ts';
import { say, sayPlain } from './say.ts';
import { whole } from './whole.ts';

type Of<T extends Fact['type']> = Extract<Fact, { type: T }>;

/** Severity, status or title changed, with the reason. */
export function changeFact(
  { policy }: ViewContext,
  fact: Of<'severity_changed'> | Of<'status_changed'> | Of<'title_changed'>,
): Mrkdwn {
  const by = mention(fact.by);
  const reason = because(policy, fact.reason);
  switch (fact.type) {
    case 'severity_changed':
      return say(policy, 'fact.severity', {
        emoji: new Mrkdwn(severityEmoji(policy, fact.to)),
        from: severityName(policy, fact.from),
        to: severityName(policy, fact.to),
        by,
        reason,
      });
    case 'status_changed':
      return say(policy, 'fact.status', {
        from: statusKeyName(policy, fact.from),
        to: statusKeyName(policy, fact.to),
        by,
        reason,
      });
    case 'title_changed':
      return say(policy, 'fact.title', {
        from: oneLine(fact.from),
        to: oneLine(fact.to),
        by,
        reason,
      });
    default:
      return fact satisfies never;
  }
}

/** It follows another process from now on. */
export function policyFact({ policy }: ViewContext, fact: Of<'policy_changed'>): Mrkdwn {
  const { name, previous } = fact;
  return say(policy, 'fact.policy_changed', { name: oneLine(name), previous: oneLine(previous) });
}

export function noteFact({ policy }: ViewContext, fact: Of<'note_added'>): Mrkdwn {
  const { kind, by, text, at } = fact;
  const note = say(policy, `fact.note.${kind}`, { by: mention(by), text: prose(text) });
  return at ? say(policy, 'fact.note_at', { note, at: when(at) }) : note;
}

/** How it ended or began again, with the button for what usually comes next. */
export function endingFact(
  view: ViewContext,
  fact: Of<'resolved'> | Of<'closed'> | Of<'reopened'> | Of<'cancelled'>,
): Message {
  const { incident, policy } = view;
  const by = mention(fact.by);
  const reason = because(policy, fact.reason);
  if (fact.type !== 'resolved') {
    const left = fact.type === 'closed' ? leftLine(view) : null;
    const said = say(policy, `fact.${fact.type}`, { by, reason });
    return shortMessage(left ? join([said, left.text]) : said, left?.buttons ?? [], whole(view));
  }
  const duration = between(policy, fact.declaredAt, fact.resolvedAt);
  const value = { incident: incident.id };
  const next = [
    button('close', sayPlain(policy, 'button.close'), value),
    button('reopen', sayPlain(policy, 'button.reopen'), value),
    ...wayToPostmortem(view, fact.resolvedAt),
  ];
  return shortMessage(say(policy, 'fact.resolved', { by, duration, reason }), next, whole(view));
}

/**
 * The postmortem, where no message of its own follows: one that was arranged while people worked
 * stands far above by now, and where nothing asks for one, anybody may hold one.
 */
function wayToPostmortem({ incident, policy }: ViewContext, resolvedAt: Date): Button[] {
  const { shownAt } = incident.state.postmortem;
  const how = whether(incident, policy);
  const label = sayPlain(policy, 'button.postmortem');
  const value = { incident: incident.id };
  if (shownAt && shownAt < resolvedAt) return [button('postmortem', label, value)];
  if (how !== 'none' || !canHave(incident) || policy.postmortem) return [];
  return [button('hold_postmortem', sayPlain(policy, 'form.hold_postmortem'), value)];
}

/** Told in the thread of the message it was declared from; of a private one only that it is seen to. */
export function declaredFact(
  { incident, policy, places }: ViewContext,
  fact: Of<'declared_from_message'>,
): Mrkdwn {
  const by = mention(fact.by);
  if (incident.isPrivate) return say(policy, 'fact.declared_from_message_private', { by });
  return say(policy, 'fact.declared_from_message', {
    by,
    number: incident.number,
    title: oneLine(incident.title),
    room: roomLink({ policy, incident, places }),
  });
}

function because(policy: ViewContext['policy'], reason: string): Mrkdwn {
  return reason ? say(policy, 'fact.reason', { reason: prose(reason) }) : new Mrkdwn('');
}
