import type { KnownBlock } from '@slack/types';
import type { ViewContext } from '../context.ts';

export function actionItemsOnCard(_view: ViewContext): KnownBlock[] {
  return [];
}
