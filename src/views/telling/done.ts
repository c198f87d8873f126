import type { TellingCommand } from '../../incident/telling/types.ts';
import type { DoneViews } from '../done.ts';

export const tellingDone: DoneViews<TellingCommand> = {};
