import type { KnownBlock } from '@slack/types';
import type { ViewContext } from '../context.ts';
import { filesOnCard } from './files.ts';
import { followUpsOnCard } from './follow-ups.ts';
import { tiesOnCard } from './ties.ts';

/** What the card shows of it. */
export function linksOnCard(view: ViewContext): (KnownBlock | null)[] {
  return [...tiesOnCard(view), ...filesOnCard(view), ...followUpsOnCard(view)];
}
