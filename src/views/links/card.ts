import type { KnownBlock } from '@slack/types';
import type { ViewContext } from '../context.ts';

/** What the card shows of it. */
export function linksOnCard(_view: ViewContext): (KnownBlock | null)[] {
  return [];
}
