import type { Button, KnownBlock } from '@slack/types';
import { isNothingLeft } from '../../incident/action-items/review.ts';
import type { ActionItemState } from '../../incident/action-items/types.ts';
import { dayAt } from '../../incident/links/days.ts';
import type { OpenWork } from '../../organisation/content.ts';
import type { RecurringFact } from '../../organisation/types.ts';
import type { Policy } from '../../policy/schema.ts';
import { postmortemLeft } from '../action-items/left.ts';
import { actionItemDetails, daysBetween, itemButtons } from '../action-items/list.ts';
import { actions, button, context, message, section } from '../blocks.ts';
import type { Message } from '../context.ts';
import { Mrkdwn, oneLine } from '../mrkdwn.ts';
import { emojiOf } from '../names.ts';
import { casesWaiting, withCases } from '../postmortem/cases.ts';
import { say, sayPlain } from '../say.ts';
import { missedNote } from './missed.ts';

/** All that is left to do after incidents, gone through in a channel until it is empty. */

/** Items with buttons of their own, and incidents with lists or closing left; Slack takes 50 blocks. */
const most = { items: 14, incidents: 12 } as const;

/** Items are gone through by name, the most late first; lists and closings by incident. */
export function reviewMessage(
  policy: Policy,
  {
    fact,
    work,
    undecided = 0,
    now,
  }: { fact: RecurringFact; work: OpenWork[]; undecided?: number | undefined; now: Date },
): Message {
  // Not all is done while people have not decided which incidents get a postmortem.
  if (work.length === 0 && undecided > 0) return casesWaiting(policy, undecided);
  if (work.length === 0) {
    const done = say(policy, 'review.all_done');
    return message(done, [section(done)]);
  }
  const today = dayAt(now, policy.calendar.zone);
  const items = work
    .flatMap((each) => each.items.map((item) => ({ work: each, item })))
    .sort((a, b) => (a.item.dueOn < b.item.dueOn ? -1 : a.item.dueOn > b.item.dueOn ? 1 : 0));
  const others = work.filter((each) => !isNothingLeft({ ...each, items: [] }));
  const rest = Math.max(0, items.length - most.items) + Math.max(0, others.length - most.incidents);
  const late = items.filter(({ item }) => item.dueOn < today).length;
  const title = say(policy, 'fact.review', { count: work.length, items: items.length, late });
  const left = message(title, [
    section(title),
    ...items
      .slice(0, most.items)
      .flatMap(({ work: { incident }, item }) => itemBlocks(policy, { incident, item, today })),
    ...others.slice(0, most.incidents).map((each) =>
      section(workLine(policy, each), {
        accessory: workButton(policy, each),
      }),
    ),
    ...(rest > 0 ? [context(say(policy, 'review.more', { count: rest }))] : []),
    ...missedNote(policy, fact.missed),
  ]);
  return withCases(policy, left, undecided);
}

/** One item with how old it is, and what can be done about it. */
function itemBlocks(
  policy: Policy,
  {
    incident,
    item,
    today,
  }: { incident: OpenWork['incident']; item: ActionItemState; today: string },
): (KnownBlock | null)[] {
  const age = daysBetween(dayAt(item.at, policy.calendar.zone), today);
  const line = say(policy, 'review.item', {
    emoji: new Mrkdwn(emojiOf(policy, incident)),
    number: incident.number,
    text: oneLine(item.text),
    details: actionItemDetails(policy, item, today),
    age,
  });
  return [section(line), actions(itemButtons(policy, incident.id, item).slice(0, 2))];
}

/** What leads to it: of what it has besides its postmortem, all that is known of the incident. */
function workButton(policy: Policy, { incident, tasks, closing }: OpenWork): Button {
  const value = { incident: incident.id };
  return tasks + closing === 0
    ? button('postmortem', sayPlain(policy, 'button.postmortem'), value)
    : button('show', sayPlain(policy, 'button.show'), value);
}

function workLine(policy: Policy, { incident, tasks, closing, postmortem }: OpenWork): Mrkdwn {
  const parts = [
    ...(postmortem ? [postmortemLeft(policy, postmortem.dueAt)] : []),
    ...(tasks > 0 ? [say(policy, 'review.tasks', { count: tasks })] : []),
    ...(closing > 0 ? [say(policy, 'review.closing', { count: closing })] : []),
  ];
  return say(policy, 'review.line', {
    emoji: new Mrkdwn(emojiOf(policy, incident)),
    number: incident.number,
    title: oneLine(incident.title),
    parts: new Mrkdwn(parts.map(({ text }) => ` · ${text}`).join('')),
  });
}
