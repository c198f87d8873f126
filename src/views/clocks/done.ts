import type { ClocksCommand } from '../../incident/clocks/types.ts';
import type { DoneViews } from '../done.ts';
import { say } from '../say.ts';

export const clocksDone: DoneViews<ClocksCommand> = {
  pause_clock: ({ policy }) => say(policy, 'done.pause_clock'),
  resume_clock: ({ policy }) => say(policy, 'done.resume_clock'),
};
