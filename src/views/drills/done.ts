import type { DrillsCommand } from '../../incident/drills/types.ts';
import type { DoneViews } from '../done.ts';
import { say } from '../say.ts';

export const drillsDone: DoneViews<DrillsCommand> = {
  inject: ({ policy }) => say(policy, 'done.inject'),
};
