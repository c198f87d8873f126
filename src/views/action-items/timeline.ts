import type {
  ActionItemPolicy,
  ActionItemsAlso,
  ActionItemsEntries,
  ActionItemsTimerKind,
} from '../../incident/action-items/types.ts';
import type { Policy } from '../../policy/schema.ts';
import { linkTo, Mrkdwn, mention, oneLine, prose } from '../mrkdwn.ts';
import { say } from '../say.ts';
import type { AlsoSentences, EntrySentences, FiredSentences } from '../timeline.ts';
import { actionItemDetails } from './list.ts';
import { kindName } from './names.ts';
import { changeInLine, named } from './policy.ts';

export const actionItemsEntries: EntrySentences<ActionItemsEntries> = {
  add_action_item: (data, policy, who) =>
    say(policy, 'entry.add_action_item', {
      who,
      text: oneLine(data.text),
      details: actionItemDetails(policy, { ...data, policy: marked(data) }),
      from: cameFrom(data, policy),
    }),
  edit_action_item: (data, policy, who) =>
    say(policy, 'entry.edit_action_item', {
      who,
      text: oneLine(data.text),
      details: actionItemDetails(policy, { ...data, policy: marked(data) }),
      was: stoodAs(data.was, policy),
    }),
  move_action_item: ({ text, from, to, reason }, policy, who) =>
    say(policy, 'entry.move_action_item', {
      who,
      text: oneLine(text),
      from,
      to,
      reason: prose(reason),
    }),
  finish_action_item: ({ text }, policy, who) =>
    say(policy, 'entry.finish_action_item', { who, text: oneLine(text) }),
  drop_action_item: ({ text, reason }, policy, who) =>
    say(policy, 'entry.drop_action_item', { who, text: oneLine(text), reason: prose(reason) }),
  reopen_action_item: ({ text }, policy, who) =>
    say(policy, 'entry.reopen_action_item', { who, text: oneLine(text) }),
  link_action_item: ({ text, link }, policy, who) =>
    say(policy, 'entry.link_action_item', { who, text: oneLine(text), link: prose(link) }),
  link_policy: (data, policy, who) =>
    say(policy, 'entry.link_policy', {
      who: data.byOperator ? say(policy, 'entry.operator') : who,
      text: oneLine(data.text),
      ...named(data),
      changes: changeInLine(policy, data),
    }),
};

/** Of a line only whether it is to change the policy is known. */
function marked({ changesPolicy }: { changesPolicy: boolean }): ActionItemPolicy | null {
  return changesPolicy ? { was: '', change: null } : null;
}

/** The message it was made from, and whether it was taken although it changes nothing. */
function cameFrom(
  { source, task, line, isWeak }: ActionItemsEntries['add_action_item'],
  policy: Policy,
): Mrkdwn {
  const link = source?.permalink;
  const words = say(policy, 'entry.action_item_source');
  const parts = [
    ...(source ? [link ? linkTo(link, words) : words] : []),
    ...(task === null ? [] : [say(policy, 'entry.action_item_task')]),
    ...(line ? [say(policy, 'entry.action_item_line', { line })] : []),
    ...(isWeak ? [say(policy, 'entry.action_item_weak')] : []),
  ];
  return new Mrkdwn(parts.map(({ text }) => ` · ${text}`).join(''));
}

function stoodAs(was: ActionItemsEntries['edit_action_item']['was'], policy: Policy): Mrkdwn {
  const parts = [
    ...(was.text === undefined ? [] : [oneLine(was.text)]),
    ...(was.kind === undefined ? [] : [oneLine(kindName(policy, was.kind) || '–')]),
    ...(was.owner === undefined ? [] : [mention(was.owner)]),
    ...(was.priority === undefined ? [] : [oneLine(was.priority ?? '–')]),
    ...(was.changesPolicy === undefined
      ? []
      : [was.changesPolicy ? say(policy, 'action_items.changes_policy') : oneLine('–')]),
    ...(was.link === undefined ? [] : [oneLine(was.link ?? '–')]),
  ];
  return new Mrkdwn(parts.map(({ text }) => text).join(' · '));
}

export const actionItemsAlso: AlsoSentences<ActionItemsAlso> = {
  no_action_item: ({ kinds }, policy) =>
    say(policy, 'also.no_action_item', { kinds: kinds.join(', ') }),
  in_improvement: ({ left }, policy) => say(policy, 'also.in_improvement', { left }),
  closed_for_good: (_data, policy) => say(policy, 'also.closed_for_good'),
};

/** What the clock did. */
export const actionItemsFired: FiredSentences<ActionItemsTimerKind> = {};
