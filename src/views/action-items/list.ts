import type { Button, KnownBlock } from '@slack/types';
import { byUrgency } from '../../incident/action-items/open.ts';
import { isAwaitingPolicy } from '../../incident/action-items/policy-items.ts';
import type { ActionItemState } from '../../incident/action-items/types.ts';
import { dayAt } from '../../incident/links/days.ts';
import type { Policy } from '../../policy/schema.ts';
import { actions, button, lines, message, section } from '../blocks.ts';
import type { Message, ViewContext } from '../context.ts';
import { join, linkTo, literal, Mrkdwn, mention, oneLine, quoted } from '../mrkdwn.ts';
import { say, sayPlain } from '../say.ts';
import { addButton } from './card.ts';
import { kindName } from './names.ts';
import { policyLines, policyMark } from './policy.ts';

/** How many of the list have buttons of their own; Slack takes 50 blocks. */
const MOST_LISTED = 20;

/** All of them, with buttons beside what is open; `said` stands above them. */
export function actionItemsMessage(view: ViewContext, said: readonly KnownBlock[] = []): Message {
  const { incident, policy } = view;
  const { number } = incident;
  const add = actions(incident.phase === 'merged' ? [] : [addButton(view)]);
  const { actionItems } = incident.state;
  if (actionItems.length === 0) {
    const none = say(policy, 'action_items.none', { number });
    return message(none, [...said, section(none), add]);
  }
  const title = say(policy, 'action_items.title', { number, title: oneLine(incident.title) });
  // What is open comes first, the most urgent before the rest.
  const urgency = byUrgency(policy.action_items.priorities.map(({ name }) => name));
  const isOver = (each: ActionItemState) => (each.ended ? 1 : 0);
  const sorted = [...actionItems].sort((a, b) => isOver(a) - isOver(b) || urgency(a, b));
  const [listed, rest] = [sorted.slice(0, MOST_LISTED), sorted.slice(MOST_LISTED)];
  return message(title, [
    ...said,
    section(title),
    ...listed.flatMap((each) => [
      section(actionItemLine(view, each)),
      actions(itemButtons(policy, incident.id, each)),
    ]),
    ...lines(rest.map((each) => actionItemLine(view, each))),
    add,
  ]);
}

/** What can be done about one of them. */
export function itemButtons(policy: Policy, incident: number, item: ActionItemState): Button[] {
  const id = String(item.id);
  const value = { incident, arg: id };
  const does = (
    word:
      | 'finish_action_item'
      | 'move_action_item'
      | 'edit_action_item'
      | 'drop_action_item'
      | 'reopen_action_item'
      | 'link_action_item'
      | 'link_policy',
    label: string,
  ) => button(word, label, value, { suffix: `${incident}:${id}`, aloud: `${label}: ${item.text}` });
  if (item.ended) {
    return [does('reopen_action_item', sayPlain(policy, 'button.action_item_reopen'))];
  }
  return [
    does('finish_action_item', sayPlain(policy, 'button.action_item_done')),
    does('move_action_item', sayPlain(policy, 'button.action_item_move')),
    does('edit_action_item', sayPlain(policy, 'button.action_item_edit')),
    does('drop_action_item', sayPlain(policy, 'button.action_item_drop')),
    ...(item.link ? [] : [does('link_action_item', sayPlain(policy, 'button.action_item_link'))]),
    ...(isAwaitingPolicy(item)
      ? [does('link_policy', sayPlain(policy, 'button.link_policy'))]
      : []),
  ];
}

export function actionItemLine({ policy, now }: ViewContext, item: ActionItemState): Mrkdwn {
  const today = dayAt(now, policy.calendar.zone);
  const mark = item.ended
    ? item.ended.dropped === null
      ? 'white_check_mark'
      : 'no_entry_sign'
    : 'white_large_square';
  const line = say(policy, 'action_items.line', {
    mark: new Mrkdwn(`:${mark}:`),
    id: item.id,
    text: oneLine(item.text),
    details: actionItemDetails(policy, item, today),
  });
  const changed = policyLines(policy, item);
  return changed ? join([line, quoted(changed)]) : line;
}

type Shown = Pick<ActionItemState, 'kind' | 'owner' | 'dueOn' | 'priority'> &
  Partial<Pick<ActionItemState, 'link' | 'moved' | 'ended' | 'policy'>>;

/**
 * How urgent it is, its kind, whose it is, until when, and where it is filed:
 * ` · P0 · Hotfix · @dita · due 2026-12-01`. `today`: YYYY-MM-DD, after which it is late. `isOwn`: told
 * to who has it, who need not be named.
 */
export function actionItemDetails(
  policy: Policy,
  item: Shown,
  today?: string,
  { isOwn = false }: { isOwn?: boolean } = {},
): Mrkdwn {
  const { owner, dueOn, priority, ended, moved = 0 } = item;
  const kind = kindName(policy, item.kind);
  const tracker = policy.action_items.kinds.find(({ key }) => key === item.kind)?.tracker;
  const parts = [
    ...(priority ? [literal(priority)] : []),
    ...(kind ? [literal(kind)] : []),
    ...(isOwn ? [] : [mention(owner)]),
    ...(ended ? ending(policy, ended) : [dueText(policy, dueOn, today)]),
    ...(moved > 0 && !ended ? [say(policy, 'action_items.moved', { count: moved })] : []),
    ...policyMark(policy, item),
    ...filed(policy, item.link ?? null, ended ? undefined : tracker),
  ];
  return new Mrkdwn(parts.map(({ text }) => ` · ${text}`).join(''));
}

function ending(policy: Policy, { dropped }: NonNullable<ActionItemState['ended']>): Mrkdwn[] {
  return dropped === null
    ? []
    : [say(policy, 'action_items.dropped', { reason: oneLine(dropped) })];
}

export function dueText(policy: Policy, day: string, today: string | undefined): Mrkdwn {
  if (today === undefined || day > today) return say(policy, 'action_items.due', { day });
  if (day === today) return say(policy, 'action_items.today');
  return say(policy, 'action_items.late', { day, days: daysBetween(day, today) });
}

/** Whole days from one day to another, both as YYYY-MM-DD. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

function filed(policy: Policy, link: string | null, tracker: string | undefined): Mrkdwn[] {
  if (link) return [linkTo(link, say(policy, 'action_items.filed'))];
  return tracker ? [linkTo(tracker, say(policy, 'action_items.file_it'))] : [];
}
