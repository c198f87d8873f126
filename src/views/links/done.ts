import type { LinksCommand } from '../../incident/links/types.ts';
import type { DoneViews } from '../done.ts';

export const linksDone: DoneViews<LinksCommand> = {};
