import type { Button } from '@slack/types';
import { callOn } from '../../incident/course/call.ts';
import { isOpen } from '../../incident/lookup.ts';
import type { Policy } from '../../policy/schema.ts';
import { button } from '../blocks.ts';
import type { ViewContext } from '../context.ts';
import { linkTo, type Mrkdwn, mention, mentions, oneLine, when } from '../mrkdwn.ts';
import { say, sayPlain } from '../say.ts';

/** People in a call whom the card names. */
const MOST_NAMED = 12;

/** The call on the card: where it is, who is in it, how to be in it by telephone. */
export function callLine(view: ViewContext): Mrkdwn[] {
  const { incident, policy } = view;
  const call = callOn(incident);
  if (call) {
    const text = say(policy, 'card.call', {
      link: linkTo(call.link, say(policy, 'card.call_link')),
      by: mention(call.by),
      at: when(call.startedAt),
      people: mentions(call.joined.slice(0, MOST_NAMED)),
    });
    return [text, ...dialIn(policy)];
  }
  if (!isAwaited(view)) return [];
  const { link } = policy.call;
  const isStanding = link !== undefined && /^https?:/.test(link);
  return [...(isStanding ? [standing(policy, link)] : []), ...dialIn(policy)];
}

/** On the card: to join the call that is on, to start the first one where one is expected. */
export function callOffered(view: ViewContext): Button[] {
  return isAwaited(view) ? [startButton(view)] : callButtons(view);
}

/** Behind “More”: to end the call that is on, or to start one. */
export function callChange(view: ViewContext): Button[] {
  const { incident, policy } = view;
  if (callOn(incident)) {
    return [button('end_call', sayPlain(policy, 'button.end_call'), { incident: incident.id })];
  }
  return isOpen(incident.phase) ? [startButton(view)] : [];
}

function isAwaited({ incident, policy }: ViewContext): boolean {
  return policy.call.expected && incident.state.call === null && isOpen(incident.phase);
}

function startButton({ incident, policy }: ViewContext): Button {
  return button('start_call', sayPlain(policy, 'button.start_call'), { incident: incident.id });
}

/** A call that is always there: nobody has to wait for a button to be in it. */
function standing(policy: Policy, link: string): Mrkdwn {
  return say(policy, 'card.call_standing', {
    link: linkTo(link, say(policy, 'card.call_link')),
  });
}

/** How to be in it without the link; nothing where the policy has no number. */
function dialIn(policy: Policy): Mrkdwn[] {
  const { dial_in: number } = policy.call;
  return number === undefined ? [] : [say(policy, 'card.dial_in', { number: oneLine(number) })];
}

/** Join: opens the call and is recorded; none once it is over. */
export function callButtons({ incident, policy }: ViewContext): Button[] {
  const call = callOn(incident);
  if (!call) return [];
  const joining = button('join_call', sayPlain(policy, 'button.join_call'), {
    incident: incident.id,
  });
  return [{ ...joining, url: call.link, style: 'primary' }];
}
