import type { KnownBlock } from '@slack/types';
import { dayAt } from '../../incident/links/days.ts';
import type { OwedItem } from '../../organisation/nags.ts';
import type { Policy } from '../../policy/schema.ts';
import { actions, context, header, lines, section } from '../blocks.ts';
import { itemLine } from '../organisation/nag.ts';
import { say, sayPlain } from '../say.ts';
import { itemButtons } from './list.ts';

/** Items with buttons of their own, and lines below them: a Home tab takes 100 blocks. */
const most = { buttons: 8, lines: 30 } as const;

/** One's own open action items, the most urgent first; the rest are counted. */
export function actionItemsOnHome(policy: Policy, owed: OwedItem[], now: Date): KnownBlock[] {
  if (owed.length === 0) return [];
  const reader = { today: dayAt(now, policy.calendar.zone), isOwn: true };
  const listed = owed.slice(most.buttons, most.buttons + most.lines);
  const rest = owed.length - most.buttons - listed.length;
  const blocks = [
    header(sayPlain(policy, 'home.action_items', { count: owed.length })),
    ...owed
      .slice(0, most.buttons)
      .flatMap((each) => [
        section(itemLine(policy, each, reader)),
        actions(itemButtons(policy, each.incident.id, each.item).slice(0, 3)),
      ]),
    ...lines(listed.map((each) => itemLine(policy, each, reader))),
    ...(rest > 0 ? [context(say(policy, 'nag.rest', { count: rest }))] : []),
  ];
  return blocks.filter((block) => block !== null);
}
