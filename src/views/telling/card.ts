import type { KnownBlock } from '@slack/types';
import { isEnded } from '../../incident/lookup.ts';
import { audienceOf, lastSent, promisedNext, waiting } from '../../incident/telling/audiences.ts';
import { isLate, isStillRequired, openOwed, owedName } from '../../incident/telling/obligations.ts';
import type { OutMessage } from '../../incident/telling/types.ts';
import { button, context, section } from '../blocks.ts';
import type { ViewContext } from '../context.ts';
import { join, type Mrkdwn, when } from '../mrkdwn.ts';
import { say, sayPlain } from '../say.ts';
import { audienceName, dotted } from './names.ts';

/** The card shows so many of each; the rest is counted. */
const MOST = 3;

/** What the card shows of it: messages that wait, who was told, what is owed and until when. */
export function tellingOnCard(view: ViewContext): (KnownBlock | null)[] {
  return [...messagesThatWait(view), told(view), ...owedLines(view)];
}

function messagesThatWait(view: ViewContext): KnownBlock[] {
  const { incident, policy } = view;
  const messages = waiting(incident);
  const rest = messages.length - MOST;
  return [
    ...messages.slice(0, MOST).map((message) =>
      section(readyText(view, message), {
        accessory: button(
          'open_message',
          sayPlain(policy, 'button.open_message'),
          { incident: incident.id, arg: String(message.id) },
          {
            suffix: String(message.id),
            aloud: sayPlain(policy, 'button.open_message_of', {
              audience: audienceName(policy, message.audience),
            }),
          },
        ),
      }),
    ),
    ...(rest > 0 ? [context(say(policy, 'card.messages_more', { count: rest }))] : []),
  ];
}

/** What a message that is ready waits for. */
export function readyText({ incident, policy }: ViewContext, { audience, id }: OutMessage): Mrkdwn {
  const values = { audience: audienceName(policy, audience) };
  const needs = (audienceOf(policy, audience)?.approval.length ?? 0) > 0;
  if (!needs) return say(policy, 'card.message_ready', values);
  const isApproved = Object.hasOwn(incident.state.approvals, `message:${id}`);
  return say(policy, isApproved ? 'card.message_approved' : 'card.message_unapproved', values);
}

/** Who was told last when, and who is promised news when, on one line. */
function told(view: ViewContext): KnownBlock | null {
  const { incident, policy, now } = view;
  const parts = policy.audiences.flatMap((audience): Mrkdwn[] => {
    const at = lastSent(incident, audience.key)?.sentAt;
    if (!at) return [];
    const next = promisedNext(incident, audience);
    const values = { audience: audience.name };
    return [
      say(policy, 'card.told_one', { ...values, at: when(at) }),
      ...(next
        ? [
            say(policy, next < now ? 'card.promised_late' : 'card.promised', {
              ...values,
              at: when(next),
            }),
          ]
        : []),
    ];
  });
  return parts.length > 0 ? context(say(policy, 'card.told', { list: dotted(parts) })) : null;
}

function owedLines(view: ViewContext): KnownBlock[] {
  const { incident, policy, now } = view;
  const open = openOwed(incident, policy);
  const rest = open.length - MOST;
  return [
    ...open.slice(0, MOST).map(({ owed, state }) => {
      const obligation = owedName(owed);
      const { dueAt } = state;
      const line = dueAt
        ? say(policy, isLate(state, now) ? 'card.owed_late' : 'card.owed', {
            obligation,
            at: when(dueAt),
          })
        : say(policy, 'card.owed_at_once', { obligation });
      const isRequired = isEnded(incident.phase) || isStillRequired(incident, policy, owed);
      return section(join([line, ...(isRequired ? [] : [say(policy, 'card.owed_not_required')])]), {
        accessory: button(
          'meet_obligation',
          sayPlain(policy, 'button.meet_obligation'),
          { incident: incident.id, arg: owed.key },
          { suffix: owed.key },
        ),
      });
    }),
    ...(rest > 0 ? [context(say(policy, 'card.owed_more', { count: rest }))] : []),
  ];
}
