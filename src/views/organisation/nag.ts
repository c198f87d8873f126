import type { KnownBlock } from '@slack/types';
import { dayAt } from '../../incident/links/days.ts';
import type { Nag, OwedItem } from '../../organisation/nags.ts';
import type { Policy } from '../../policy/schema.ts';
import { actionItemDetails, itemButtons } from '../action-items/list.ts';
import { actions, context, lines, message, section } from '../blocks.ts';
import type { Message } from '../context.ts';
import { type Mrkdwn, oneLine } from '../mrkdwn.ts';
import { say } from '../say.ts';

/** One message a day to one person, of all their action items that are to be said, and those they oversee. */

/** Items with buttons of their own, and lines below them; Slack takes 50 blocks. */
const most = { buttons: 15, lines: 20 } as const;

export function nagMessage(
  policy: Policy,
  { nag, more, now }: { nag: Nag; more: number; now: Date },
): Message {
  const { own, overseen, unheard } = nag;
  const today = dayAt(now, policy.calendar.zone);
  const late = own.filter(({ item }) => item.dueOn < today).length;
  const parts = [
    {
      count: own.length,
      title: say(policy, late > 0 ? 'nag.own_late' : 'nag.own', { count: own.length, late }),
      blocks: [
        ...own.slice(0, most.buttons).flatMap((each) => itemBlocks(policy, each, today)),
        ...linesOf(policy, own.slice(most.buttons), { today, isOwn: true }),
      ],
    },
    {
      count: overseen.length,
      title: say(policy, 'nag.overseen', { count: overseen.length }),
      blocks: linesOf(policy, overseen, { today }),
    },
    {
      count: unheard.length,
      title: say(policy, 'nag.unheard', { count: unheard.length }),
      blocks: [...linesOf(policy, unheard, { today }), context(say(policy, 'nag.unheard_hint'))],
    },
  ].filter(({ count }) => count > 0);
  const title = parts[0]?.title ?? say(policy, 'nag.own', { count: 0 });
  return message(title, [
    ...parts.flatMap((part) => [section(part.title), ...part.blocks]),
    ...(more > 0 ? [context(say(policy, 'nag.more', { count: more }))] : []),
  ]);
}

function itemBlocks(policy: Policy, owed: OwedItem, today: string): (KnownBlock | null)[] {
  const { incident, item } = owed;
  return [
    section(itemLine(policy, owed, { today, isOwn: true })),
    actions(itemButtons(policy, incident.id, item).slice(0, 3)),
  ];
}

function linesOf(policy: Policy, owed: OwedItem[], to: Reader): KnownBlock[] {
  if (owed.length === 0) return [];
  const shown = owed.slice(0, most.lines).map((each) => itemLine(policy, each, to));
  const rest = owed.length - shown.length;
  return [
    ...lines(shown),
    ...(rest > 0 ? [context(say(policy, 'nag.rest', { count: rest }))] : []),
  ];
}

/** On which day it is read (YYYY-MM-DD), and whether by who has it. */
interface Reader {
  today: string;
  isOwn?: boolean;
}

/** Also on the Home tab. */
export function itemLine(policy: Policy, { incident, item }: OwedItem, reader: Reader): Mrkdwn {
  return say(policy, 'nag.item', {
    number: incident.number,
    text: oneLine(item.text),
    details: actionItemDetails(policy, item, reader.today, reader),
  });
}
