import type { PresenceCommand } from '../../incident/presence/types.ts';
import type { DoneViews } from '../done.ts';
import { say } from '../say.ts';

export const presenceDone: DoneViews<PresenceCommand> = {
  still_here: ({ policy }) => say(policy, 'done.still_here'),
  skip_update: ({ policy }) => say(policy, 'done.skip_update'),
};
