import type { Button, KnownBlock } from '@slack/types';
import { isEnded } from '../../incident/lookup.ts';
import { audienceOf, lastSent, promisedNext, waiting } from '../../incident/telling/audiences.ts';
import { isLate, isStillRequired, openOwed, owedName } from '../../incident/telling/obligations.ts';
import type { OutMessage } from '../../incident/telling/types.ts';
import { button, section } from '../blocks.ts';
import type { ViewContext } from '../context.ts';
import { join, type Mrkdwn, when } from '../mrkdwn.ts';
import { say, sayPlain } from '../say.ts';
import { audienceName, dotted } from './names.ts';

/** The card names so many of each; the rest is counted. */
const MOST_AUDIENCES = 5;
const MOST_OWED = 2;

/** What the card asks of it: to send the messages that wait, to meet what is owed until when. */
export function tellingOnCard(view: ViewContext): KnownBlock[] {
  return [...messagesThatWait(view), ...owedBlock(view)];
}

/** One message opens at once; of several the list is shown. */
function messagesThatWait(view: ViewContext): KnownBlock[] {
  const { incident, policy } = view;
  const [first, ...others] = waiting(incident);
  if (!first) return [];
  if (others.length === 0) {
    return [section(readyText(view, first), { accessory: openButton(view, first) })];
  }
  // Several messages may wait for one audience.
  const keys = new Set([first, ...others].map(({ audience }) => audience));
  const names = [...keys].map((key) => audienceName(policy, key));
  const rest = names.length - MOST_AUDIENCES;
  const values = { audiences: names.slice(0, MOST_AUDIENCES).join(', ') };
  const text =
    rest > 0
      ? say(policy, 'card.messages_more', { ...values, count: rest })
      : say(policy, 'card.messages', values);
  const accessory = button('tell', sayPlain(policy, 'button.tell'), { incident: incident.id });
  return [section(text, { accessory })];
}

/** Opens a message to read, change and send it. */
export function openButton(
  { incident, policy }: ViewContext,
  { id, audience }: OutMessage,
  style?: 'primary',
): Button {
  return button(
    'open_message',
    sayPlain(policy, 'button.open_message'),
    { incident: incident.id, arg: String(id) },
    {
      suffix: String(id),
      aloud: sayPlain(policy, 'button.open_message_of', {
        audience: audienceName(policy, audience),
      }),
      ...(style ? { style } : {}),
    },
  );
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
export function toldLines(view: ViewContext): Mrkdwn[] {
  const { incident, policy, now } = view;
  const parts = policy.audiences.flatMap((audience): Mrkdwn[] => {
    const at = lastSent(incident, audience.key)?.sentAt;
    const next = promisedNext(incident, policy, audience);
    const values = { audience: audience.name };
    return [
      ...(at ? [say(policy, 'card.told_one', { ...values, at: when(at) })] : []),
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
  return parts.length > 0 ? [say(policy, 'card.told', { list: dotted(parts) })] : [];
}

/** What is owed and until when, the soonest first; what is not asked for any more says so. */
function owedBlock(view: ViewContext): KnownBlock[] {
  const { incident, policy } = view;
  const open = openOwed(incident, policy);
  const [only, ...others] = open;
  if (!only) return [];
  const rest = open.length - MOST_OWED;
  const lines = [
    ...open.slice(0, MOST_OWED).map((each) => owedText(view, each)),
    ...(rest > 0 ? [say(policy, 'card.owed_more', { count: rest })] : []),
  ];
  const value = { incident: incident.id };
  const accessory =
    others.length === 0
      ? button(
          'meet_obligation',
          sayPlain(policy, 'button.meet_obligation'),
          { ...value, arg: only.owed.key },
          { suffix: only.owed.key },
        )
      : button('obligations', sayPlain(policy, 'button.obligations'), value);
  return [section(join(lines), { accessory })];
}

function owedText(
  { incident, policy, now }: ViewContext,
  { owed, state }: ReturnType<typeof openOwed>[number],
): Mrkdwn {
  const obligation = owedName(owed);
  const { dueAt } = state;
  const line = dueAt
    ? say(policy, isLate(state, now) ? 'card.owed_late' : 'card.owed', {
        obligation,
        at: when(dueAt),
      })
    : say(policy, 'card.owed_at_once', { obligation });
  const isRequired = isEnded(incident.phase) || isStillRequired(incident, policy, owed);
  return join([line, ...(isRequired ? [] : [say(policy, 'card.owed_not_required')])]);
}
