import type { KnownBlock } from '@slack/types';
import type { ViewContext } from '../context.ts';

export function postmortemOnCard(_view: ViewContext): KnownBlock[] {
  return [];
}
