import { isOpen } from '../incident/lookup.ts';
import type { ViewContext } from './context.ts';
import { type Mrkdwn, when } from './mrkdwn.ts';
import { say } from './say.ts';

/** When the next update comes, or that it is late; null when none was promised. */
export function nextUpdateText({ incident, policy, now }: ViewContext): Mrkdwn | null {
  const { nextDueAt } = incident.state.updates;
  if (!nextDueAt || !isOpen(incident.phase)) return null;
  const at = when(nextDueAt);
  return nextDueAt < now ? say(policy, 'card.late', { at }) : say(policy, 'card.next', { at });
}
