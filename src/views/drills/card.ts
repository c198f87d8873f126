import type { KnownBlock } from '@slack/types';
import { planOf } from '../../incident/drills/planned.ts';
import { minutesAfter } from '../../incident/instants.ts';
import { isOpen } from '../../incident/lookup.ts';
import { button, section } from '../blocks.ts';
import type { ViewContext } from '../context.ts';
import { when } from '../mrkdwn.ts';
import { say, sayPlain } from '../say.ts';
import { drillName } from './names.ts';

/** Which exercise it is, how fast its time runs, when it ends, and the button to tell what happens in it. */
export function drillsOnCard({ incident, policy }: ViewContext): KnownBlock[] {
  const { isDrill, phase, declaredAt, state } = incident;
  if (!isDrill || !isOpen(phase)) return [];
  const lasts = planOf(incident, policy)?.lasts_minutes;
  const pace = state.drill?.pace ?? 1;
  const text = say(policy, 'card.drill', {
    plan: drillName(policy, incident),
    pace: pace === 1 ? '' : say(policy, 'card.drill_pace', { pace }),
    until:
      lasts === undefined
        ? ''
        : say(policy, 'card.drill_until', { at: when(minutesAfter(declaredAt, lasts)) }),
  });
  const accessory = button('inject', sayPlain(policy, 'button.inject'), { incident: incident.id });
  return [section(text, { accessory })];
}
