import type { KnownBlock } from '@slack/types';
import type { ViewContext } from '../context.ts';

/** What the card shows of it. */
export function tellingOnCard(_view: ViewContext): (KnownBlock | null)[] {
  return [];
}
