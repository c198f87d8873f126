import type { KnownBlock } from '@slack/types';
import type { ViewContext } from '../context.ts';

/** What the card shows of it. */
export function clocksOnCard(_view: ViewContext): KnownBlock[] {
  return [];
}
