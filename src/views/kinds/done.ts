import type { KindsCommand } from '../../incident/kinds/types.ts';
import type { DoneViews } from '../done.ts';

export const kindsDone: DoneViews<KindsCommand> = {};
