import type { ViewContext } from './context.ts';
import type { Mrkdwn } from './mrkdwn.ts';
import { say } from './say.ts';

/** Says where all of a text can be read, in the place of the part that was cut. */
export function whole({ incident, policy }: Pick<ViewContext, 'incident' | 'policy'>): Mrkdwn {
  return say(policy, 'card.whole', { number: incident.number });
}
