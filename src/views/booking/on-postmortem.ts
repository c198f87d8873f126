import type { KnownBlock } from '@slack/types';
import type { ViewContext } from '../context.ts';

/** Its part of the message about the postmortem. */
export function bookingOnPostmortem(_view: ViewContext): KnownBlock[] {
  return [];
}
