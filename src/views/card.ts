import type { KnownBlock } from '@slack/types';
import { isEnded, isOpen } from '../incident/lookup.ts';
import {
  actions,
  button,
  context,
  header,
  message,
  mrkdwn as mrkdwnText,
  overflow,
  section,
} from './blocks.ts';
import type { Message, ViewContext } from './context.ts';
import { courseOnCard } from './course/card.ts';
import { between } from './duration.ts';
import { failedSteps } from './failed-steps.ts';
import { kindsOnCard } from './kinds/card.ts';
import { gradeText } from './kinds/grade.ts';
import { linksOnCard } from './links/card.ts';
import { cut, join, Mrkdwn, mention, oneLine, prose, when } from './mrkdwn.ts';
import { emojiOf, gradeLine } from './names.ts';
import { nextUpdateText } from './next-update.ts';
import { roleBlocks } from './roles.ts';
import { say, sayPlain } from './say.ts';
import { tasksOnCard } from './tasks/card.ts';
import { tellingOnCard } from './telling/card.ts';
import { messageLink } from './timeline.ts';
import { whole } from './whole.ts';

/** On a phone the card should fit a screen; longer texts point to the timeline. */
const LONGEST_TEXT = 600;

/** The pinned card of a war room: what, how bad, who does what, when the next update comes. */
export function cardMessage(view: ViewContext): Message {
  return message(cardText(view), cardBlocks(view));
}

/** The card in one line. */
export function cardText({ incident, policy }: ViewContext): Mrkdwn {
  return say(policy, 'news.text', {
    emoji: new Mrkdwn(emojiOf(policy, incident)),
    number: incident.number,
    grade: gradeLine(policy, incident),
    title: oneLine(incident.title),
  });
}

/** The card's blocks; the panel shows the same. */
export function cardBlocks(view: ViewContext): (KnownBlock | null)[] {
  const { incident, policy } = view;
  const title = sayPlain(policy, 'card.title', {
    emoji: emojiOf(policy, incident),
    number: incident.number,
    title: incident.title,
  });
  return [
    ...banner(view),
    header(title),
    section(join([statusLine(view), ...whatHappens(view)])),
    ...kindsOnCard(view),
    ...courseOnCard(view),
    ...roleBlocks(view),
    ...tasksOnCard(view),
    ...tellingOnCard(view),
    ...linksOnCard(view),
    ...nextUpdate(view),
    ...failedSteps(view),
    mainButtons(view),
  ];
}

function banner({ incident, policy }: ViewContext): KnownBlock[] {
  const lines = [
    ...(incident.isDrill ? [say(policy, 'banner.drill')] : []),
    ...(incident.isPrivate ? [say(policy, 'banner.private')] : []),
  ];
  return lines.length > 0 ? [context(...lines)] : [];
}

function statusLine({ incident, policy }: ViewContext): Mrkdwn {
  const status = gradeText(policy, incident);
  const values = { by: mention(incident.declaredBy), at: when(incident.declaredAt) };
  const { origin } = incident.state;
  const declared = origin
    ? say(policy, 'card.declared_from', { ...values, link: messageLink(origin, policy) })
    : say(policy, 'card.declared', values);
  return join([status, declared]);
}

function whatHappens(view: ViewContext): Mrkdwn[] {
  const { incident, policy } = view;
  const short = (text: string) => cut(prose(text), LONGEST_TEXT, whole(view));
  const { outcome, updates, summary } = incident.state;
  if (!isOpen(incident.phase)) {
    return outcome ? [say(policy, 'card.outcome', { text: short(outcome) })] : [];
  }
  const last = updates.last;
  if (!last) {
    if (!summary) return [say(policy, 'card.no_summary')];
    return [say(policy, 'card.summary', { summary: short(summary) })];
  }
  return [
    say(policy, 'card.know', { text: short(last.know) }),
    ...(last.doing ? [say(policy, 'card.doing', { text: short(last.doing) })] : []),
    ...(last.need ? [say(policy, 'card.need', { text: short(last.need) })] : []),
    say(policy, 'card.update_by', { by: mention(last.by), at: when(last.at) }),
  ];
}

function nextUpdate(view: ViewContext): KnownBlock[] {
  const { incident, policy } = view;
  const { ownedBy, snooze } = incident.state.updates;
  if (!isOpen(incident.phase)) return ended({ incident, policy });
  const next = nextUpdateText(view);
  if (!next) return [];
  const texts = [
    next,
    ...(ownedBy ? [say(policy, 'card.owned', { by: mention(ownedBy) })] : []),
    ...(snooze
      ? [
          say(policy, 'card.snoozed', {
            by: mention(snooze.by),
            reason: cut(oneLine(snooze.reason), 200),
          }),
        ]
      : []),
  ];
  return [{ type: 'context', elements: [mrkdwnText(join(texts, ' · '))] }];
}

function ended({ incident, policy }: Pick<ViewContext, 'incident' | 'policy'>): KnownBlock[] {
  const { declaredAt, resolvedAt, closedAt } = incident;
  const texts = [
    ...(resolvedAt
      ? [
          say(policy, 'card.resolved', {
            at: when(resolvedAt),
            duration: between(policy, declaredAt, resolvedAt),
          }),
        ]
      : []),
    ...(closedAt ? [say(policy, 'card.closed', { at: when(closedAt) })] : []),
  ];
  return texts.length > 0 ? [context(...texts)] : [];
}

function mainButtons(view: ViewContext): KnownBlock | null {
  const { incident, policy } = view;
  const value = { incident: incident.id };
  if (isEnded(incident.phase)) {
    return actions([
      button('reopen', sayPlain(policy, 'button.reopen'), value),
      button('timeline', sayPlain(policy, 'button.timeline'), value),
    ]);
  }
  if (!isOpen(incident.phase)) {
    return actions([
      button('close', sayPlain(policy, 'button.close'), value, { style: 'primary' }),
      button('reopen', sayPlain(policy, 'button.reopen'), value),
      button('add_note', sayPlain(policy, 'button.note'), value),
      button('timeline', sayPlain(policy, 'button.timeline'), value),
    ]);
  }
  return actions([
    button('post_update', sayPlain(policy, 'button.update'), value),
    ...(policy.severities.length > 0
      ? [button('change_severity', sayPlain(policy, 'button.severity'), value)]
      : []),
    button('change_status', sayPlain(policy, 'button.status'), value),
    button('resolve', sayPlain(policy, 'button.resolve'), value),
    overflow(incident.id, [
      { word: 'add_note', label: sayPlain(policy, 'button.note') },
      { word: 'timeline', label: sayPlain(policy, 'button.timeline') },
      { word: 'assign_role', label: sayPlain(policy, 'button.assign') },
      { word: 'change_title', label: sayPlain(policy, 'button.title') },
      { word: 'cancel', label: sayPlain(policy, 'button.cancel') },
    ]),
  ]);
}
