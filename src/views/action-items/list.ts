import type { ActionItemState } from '../../incident/action-items/types.ts';
import { dayAt } from '../../incident/links/days.ts';
import type { Policy } from '../../policy/schema.ts';
import { actions, button, message, section } from '../blocks.ts';
import type { Message, ViewContext } from '../context.ts';
import { join, linkTo, literal, Mrkdwn, mention, oneLine } from '../mrkdwn.ts';
import { say, sayPlain } from '../say.ts';
import { addButton } from './card.ts';

/** How many of the list have buttons of their own; Slack takes 50 blocks. */
const MOST_LISTED = 22;

/** All of it, with buttons beside what is open. */
export function actionItemsMessage(view: ViewContext): Message {
  const { incident, policy } = view;
  const { number } = incident;
  const add = actions(incident.phase === 'merged' ? [] : [addButton(view)]);
  const { actionItems } = incident.state;
  if (actionItems.length === 0) {
    const none = say(policy, 'action_items.none', { number });
    return message(none, [section(none), add]);
  }
  const title = say(policy, 'action_items.title', { number, title: oneLine(incident.title) });
  // What is open comes first, the soonest due before the rest.
  const rank = (each: ActionItemState) => `${each.doneAt ? 1 : 0}${each.dueOn ?? '9999'}`;
  const sorted = [...actionItems].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
  const [listed, rest] = [sorted.slice(0, MOST_LISTED), sorted.slice(MOST_LISTED)];
  return message(title, [
    section(title),
    ...listed.flatMap((each) => [section(actionItemLine(view, each)), buttonsOf(view, each)]),
    ...(rest.length > 0 ? [section(join(rest.map((each) => actionItemLine(view, each))))] : []),
    add,
  ]);
}

function buttonsOf({ incident, policy }: ViewContext, actionItem: ActionItemState) {
  if (actionItem.doneAt) return null;
  const id = String(actionItem.id);
  const value = { incident: incident.id, arg: id };
  return actions([
    button('finish_action_item', sayPlain(policy, 'button.action_item_done'), value, {
      suffix: id,
      aloud: `${sayPlain(policy, 'button.action_item_done')}: ${actionItem.text}`,
    }),
    ...(actionItem.link
      ? []
      : [
          button('link_action_item', sayPlain(policy, 'button.action_item_link'), value, {
            suffix: id,
          }),
        ]),
  ]);
}

function actionItemLine({ policy, now }: ViewContext, actionItem: ActionItemState): Mrkdwn {
  const today = dayAt(now, policy.calendar.zone);
  const mark = new Mrkdwn(actionItem.doneAt ? ':white_check_mark:' : ':white_square:');
  const isLate = !actionItem.doneAt && actionItem.dueOn !== null && actionItem.dueOn < today;
  return say(policy, 'action_items.line', {
    mark,
    text: oneLine(actionItem.text),
    details: actionItemDetails(policy, actionItem, isLate),
  });
}

/** Its kind, who does it, until when, and where it is filed: ` · Hotfix · @dita · due 2026-12-01`. */
export function actionItemDetails(
  policy: Policy,
  actionItem: Pick<ActionItemState, 'kind' | 'owner' | 'dueOn'> & { link?: string | null },
  isLate = false,
): Mrkdwn {
  const { owner, dueOn: day } = actionItem;
  const known = policy.action_items.kinds.find(({ key }) => key === actionItem.kind);
  const parts = [
    ...(known ? [literal(known.name)] : []),
    owner ? mention(owner) : say(policy, 'action_items.nobody'),
    ...(day ? [say(policy, isLate ? 'action_items.late' : 'action_items.due', { day })] : []),
    ...filed(policy, actionItem.link ?? null, known?.tracker),
  ];
  return new Mrkdwn(parts.map(({ text }) => ` · ${text}`).join(''));
}

function filed(policy: Policy, link: string | null, tracker: string | undefined): Mrkdwn[] {
  if (link) return [linkTo(link, say(policy, 'action_items.filed'))];
  return tracker ? [linkTo(tracker, say(policy, 'action_items.file_it'))] : [];
}
