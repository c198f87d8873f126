import type { Button } from '@slack/types';
import { running, seenOf } from '../../incident/escalation/ladders.ts';
import type { Ladder } from '../../incident/escalation/types.ts';
import { isEnded } from '../../incident/lookup.ts';
import { button } from '../blocks.ts';
import type { ViewContext } from '../context.ts';
import { sayPlain } from '../say.ts';

/** Buttons of ladders and pages. */

/** Coming, or not. */
export function answerButtons({ incident, policy }: ViewContext, page: number): Button[] {
  const value = { incident: incident.id, arg: String(page) };
  const suffix = String(page);
  return [
    button('acknowledge_page', sayPlain(policy, 'button.acknowledge_page'), value, {
      suffix,
      style: 'primary',
    }),
    button('cannot_come', sayPlain(policy, 'button.cannot_come'), value, { suffix }),
  ];
}

/** Opens the form with that ladder chosen. */
export function escalateButton({ incident, policy }: ViewContext, ladder: Ladder): Button {
  return button(
    'escalate',
    sayPlain(policy, 'button.escalate'),
    { incident: incident.id, arg: `${ladder.path}:${seenOf(ladder)}` },
    { suffix: ladder.path, aloud: `${sayPlain(policy, 'button.escalate')}: ${ladder.name}` },
  );
}

/** Behind “More”: to go up, to stop that, to call somebody. */
export function escalationButtons({ incident, policy }: ViewContext): Button[] {
  if (isEnded(incident.phase)) return [];
  const value = { incident: incident.id };
  return [
    ...(policy.escalation.length > 0
      ? [button('escalate', sayPlain(policy, 'button.escalate'), value)]
      : []),
    button('page', sayPlain(policy, 'button.page'), value),
    ...(running(incident).length > 0
      ? [button('stop_escalation', sayPlain(policy, 'button.stop_escalation'), value)]
      : []),
  ];
}
