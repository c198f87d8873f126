import type { PresenceCommand } from '../../incident/presence/types.ts';
import type { DoneViews } from '../done.ts';
import { when } from '../mrkdwn.ts';
import { say } from '../say.ts';

export const presenceDone: DoneViews<PresenceCommand> = {
  still_here: ({ policy, incident: { number } }) => say(policy, 'done.still_here', { number }),
  skip_update: ({ policy, incident: { number, state } }) => {
    const { nextDueAt } = state.updates;
    if (!nextDueAt) return say(policy, 'done.skip_update_none', { number });
    return say(policy, 'done.skip_update', { number, at: when(nextDueAt) });
  },
};
