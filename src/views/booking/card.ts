import type { KnownBlock } from '@slack/types';
import type { ViewContext } from '../context.ts';

export function bookingOnCard(_view: ViewContext): KnownBlock[] {
  return [];
}
