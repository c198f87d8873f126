import type { KnownBlock } from '@slack/types';
import type { ViewContext } from '../context.ts';

/** Its part of the message about the postmortem. */
export function actionItemsOnPostmortem(_view: ViewContext): KnownBlock[] {
  return [];
}
