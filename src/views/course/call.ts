import type { Button, KnownBlock } from '@slack/types';
import { callOn } from '../../incident/course/call.ts';
import { isOpen } from '../../incident/lookup.ts';
import { actions, button, context } from '../blocks.ts';
import type { ViewContext } from '../context.ts';
import { linkTo, mention, mentions, when } from '../mrkdwn.ts';
import { say, sayPlain } from '../say.ts';

/** People in a call whom the card names. */
const MOST_NAMED = 12;

/** The call on the card: where it is and who is in it; that there is none yet, where one is expected. */
export function callBlocks(view: ViewContext): (KnownBlock | null)[] {
  const { incident, policy } = view;
  const call = callOn(incident);
  if (call) {
    const text = say(policy, 'card.call', {
      link: linkTo(call.link, say(policy, 'card.call_link')),
      by: mention(call.by),
      at: when(call.startedAt),
      people: mentions(call.joined.slice(0, MOST_NAMED)),
    });
    const end = button('end_call', sayPlain(policy, 'button.end_call'), { incident: incident.id });
    return [context(text), actions([...callButtons(view), end])];
  }
  const isAwaited = policy.call.expected && incident.state.call === null;
  if (!isAwaited || !isOpen(incident.phase)) return [];
  const value = { incident: incident.id };
  return [
    context(say(policy, 'card.call_expected')),
    actions([button('start_call', sayPlain(policy, 'button.start_call'), value)]),
  ];
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
