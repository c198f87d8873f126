import type { KnownBlock } from '@slack/types';
import { isEnded, isOpen } from '../incident/lookup.ts';
import { actionItemsOnCard } from './action-items/card.ts';
import { actions, button, context, header, message, section } from './blocks.ts';
import { bookingOnCard } from './booking/card.ts';
import { clocksOnCard } from './clocks/card.ts';
import type { Message, ViewContext } from './context.ts';
import { courseButtons, courseLines } from './course/card.ts';
import { drillsOnCard } from './drills/card.ts';
import { between } from './duration.ts';
import { escalationOnCard } from './escalation/card.ts';
import { failedSteps } from './failed-steps.ts';
import { kindsLines, kindsOnCard, triageButtons } from './kinds/card.ts';
import { gradeText } from './kinds/grade.ts';
import { linksLines, linksOnCard } from './links/card.ts';
import { meetingOnCard } from './meeting/card.ts';
import { messageLink } from './message-lines.ts';
import { cut, join, Mrkdwn, mention, oneLine, prose, when } from './mrkdwn.ts';
import { emojiOf, gradeLine, statusNow } from './names.ts';
import { nextUpdateText } from './next-update.ts';
import { postmortemOnCard } from './postmortem/card.ts';
import { keptLine, presenceOnCard } from './presence/card.ts';
import { roleBlocks } from './roles.ts';
import { say, sayPlain } from './say.ts';
import { tasksButtons, tasksOnCard } from './tasks/card.ts';
import { tellingOnCard, toldLines } from './telling/card.ts';
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

/**
 * The card's blocks: what it is and how bad, what to do now, who does what, what is to be told and
 * owed, the clocks, the rest. The panel shows the same, with what is behind “More” in sight.
 */
export function cardBlocks(view: ViewContext, { inPanel = false } = {}): (KnownBlock | null)[] {
  const { incident, policy } = view;
  const title = sayPlain(policy, 'card.title', {
    emoji: emojiOf(policy, incident),
    number: incident.number,
    title: incident.title,
  });
  return [
    ...banner(view),
    ...drillsOnCard(view),
    header(title),
    section(join([gradeText(policy, incident), ...kindsLines(view), ...whatHappens(view)])),
    ...kindsOnCard(view),
    ...tasksOnCard(view),
    actions([...tasksButtons(view), ...triageButtons(view), ...courseButtons(view)]),
    ...roleBlocks(view),
    ...escalationOnCard(view),
    ...presenceOnCard(view),
    ...clocksOnCard(view),
    ...tellingOnCard(view),
    ...linksOnCard(view),
    ...postmortemOnCard(view),
    ...bookingOnCard(view),
    ...meetingOnCard(view),
    ...actionItemsOnCard(view),
    ...small([...nextUpdate(view), ...courseLines(view), ...toldLines(view)]),
    ...small([
      ...linksLines(view),
      declaredLine(view),
      ...endedLines(view),
      ...kept(view, inPanel),
    ]),
    ...failedSteps(view),
    mainButtons(view, inPanel),
  ];
}

/** Lines in small print, in one block. */
function small(lines: Mrkdwn[]): KnownBlock[] {
  return lines.length > 0 ? [context(join(lines))] : [];
}

function banner({ incident, policy }: ViewContext): KnownBlock[] {
  const lines = [
    ...(incident.isDrill ? [say(policy, 'banner.drill')] : []),
    ...(incident.isPrivate ? [say(policy, 'banner.private')] : []),
  ];
  return lines.length > 0 ? [context(...lines)] : [];
}

/** Who declared it and who said last what is known. */
function declaredLine({ incident, policy }: ViewContext): Mrkdwn {
  const values = { by: mention(incident.declaredBy), at: when(incident.declaredAt) };
  const { origin, updates } = incident.state;
  const { last } = updates;
  const declared = origin
    ? say(policy, 'card.declared_from', { ...values, link: messageLink(origin, policy) })
    : say(policy, 'card.declared', values);
  const isShown = last !== null && isOpen(incident.phase);
  const updated = isShown
    ? [say(policy, 'card.update_by', { by: mention(last.by), at: when(last.at) })]
    : [];
  return join([declared, ...updated], ' · ');
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
    return summary ? [say(policy, 'card.summary', { summary: short(summary) })] : [];
  }
  return [
    say(policy, 'card.know', { text: short(last.know) }),
    ...(last.doing ? [say(policy, 'card.doing', { text: short(last.doing) })] : []),
    ...(last.need ? [say(policy, 'card.need', { text: short(last.need) })] : []),
  ];
}

function nextUpdate(view: ViewContext): Mrkdwn[] {
  const { incident, policy } = view;
  const { ownedBy, snooze } = incident.state.updates;
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
  return [join(texts, ' · ')];
}

function endedLines({ incident, policy }: ViewContext): Mrkdwn[] {
  const { declaredAt, resolvedAt, closedAt, phase } = incident;
  return [
    ...(resolvedAt
      ? [
          say(policy, 'card.resolved', {
            at: when(resolvedAt),
            duration: between(policy, declaredAt, resolvedAt),
          }),
        ]
      : []),
    // What was none, or went on elsewhere, was never closed.
    ...(closedAt && phase === 'closed' ? [say(policy, 'card.closed', { at: when(closedAt) })] : []),
    ...(closedAt && phase !== 'closed'
      ? [say(policy, 'card.ended', { status: statusNow(policy, incident), at: when(closedAt) })]
      : []),
  ];
}

/** Which share of promised news came on time: once it is over, and in the panel. */
function kept(view: ViewContext, inPanel: boolean): Mrkdwn[] {
  const line = inPanel || !isOpen(view.incident.phase) ? keptLine(view) : null;
  return line ? [line] : [];
}

function mainButtons({ incident, policy }: ViewContext, inPanel: boolean): KnownBlock | null {
  const value = { incident: incident.id };
  const menu = inPanel ? [] : [button('menu', sayPlain(policy, 'button.menu'), value)];
  const reopen = button('reopen', sayPlain(policy, 'button.reopen'), value);
  const timeline = button('timeline', sayPlain(policy, 'button.timeline'), value);
  if (isEnded(incident.phase)) return actions([reopen, timeline, ...menu]);
  if (!isOpen(incident.phase)) {
    const close = button('close', sayPlain(policy, 'button.close'), value, { style: 'primary' });
    return actions([close, reopen, timeline, ...menu]);
  }
  return actions([
    button('post_update', sayPlain(policy, 'button.update'), value),
    button('change_status', sayPlain(policy, 'button.status'), value),
    ...(policy.severities.length > 0
      ? [button('change_severity', sayPlain(policy, 'button.severity'), value)]
      : []),
    button('resolve', sayPlain(policy, 'button.resolve'), value),
    ...menu,
  ]);
}
