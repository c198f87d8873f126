import type { Button, KnownBlock } from '@slack/types';
import { running } from '../../incident/escalation/ladders.ts';
import type { Climbed, EscalationFact, Page } from '../../incident/escalation/types.ts';
import { isOneCall, pageOf } from '../../incident/escalation/waiting.ts';
import { commanderOf } from '../../incident/lookup.ts';
import type { Audience } from '../../incident/types.ts';
import { actions, button, context, message, section, shortMessage } from '../blocks.ts';
import type { Message, ViewContext } from '../context.ts';
import type { FactViews } from '../facts.ts';
import { join, type Mrkdwn, mention, mentions, oneLine, prose } from '../mrkdwn.ts';
import { gradeLine, severityName } from '../names.ts';
import { addressed, whoText } from '../people.ts';
import { roomLink } from '../room-link.ts';
import { say, sayPlain } from '../say.ts';
import { dotted } from '../telling/names.ts';
import { answerButtons } from './buttons.ts';
import { nextText } from './card.ts';
import { ledByLines } from './led-by.ts';
import {
  calledText,
  contactsOf,
  isToCall,
  ladderName,
  levelName,
  movedText,
  peopleText,
  reachLines,
} from './names.ts';

type Of<T extends EscalationFact['type']> = Extract<EscalationFact, { type: T }>;

export const escalationFacts: FactViews<EscalationFact> = {
  paged: (view, fact, to) =>
    to.place === 'room' ? pagedInRoom(view, fact) : pagedDirectly(view, fact, to),
  page_answered: answered,
  page_not_reached: notReached,
  ladder_climbed: climbed,
  ladder_told: (view, { name, level }) => {
    const { incident, policy } = view;
    return shortMessage(
      say(policy, 'fact.ladder_told', {
        number: incident.number,
        title: oneLine(incident.title),
        ladder: name,
        level,
        grade: gradeLine(policy, incident),
        room: roomLink(view),
      }),
    );
  },
  ladder_at_the_top: (view, { name, toCall }) => {
    const { policy } = view;
    const values = { mention: toCommander(view), ladder: name };
    if (toCall.length === 0) {
      return shortMessage(say(policy, 'fact.ladder_at_the_top', values), [callButton(view)]);
    }
    // What the button says that they did stands at the message that asked for the call.
    const who = peopleText(policy, toCall);
    return shortMessage(say(policy, 'fact.ladder_not_called', { ...values, who }));
  },
  ladder_stopped: ({ policy }, { name, by, reason }) =>
    shortMessage(
      say(policy, 'fact.ladder_stopped', {
        ladder: name,
        by: mention(by),
        reason: because(policy, reason),
      }),
    ),
};

/** What somebody reads who is called: of a private incident no more than that there is one. */
function pagedDirectly(view: ViewContext, fact: Of<'paged'>, _to: Audience): Message {
  const { incident, policy } = view;
  const { number, title, isPrivate } = incident;
  const page = pageOf(incident, fact.page);
  if (page?.endedAt) return pageOver(view, page);
  const name = severityName(policy, incident.severity);
  const severity = name ? say(policy, 'page.severity', { severity: name }) : '';
  const head = isPrivate
    ? say(policy, 'page.you_private', { number, severity })
    : say(policy, 'page.you', { number, title: oneLine(title), severity });
  const level = page ? levelName(view, page) : null;
  const ladder = running(incident).find(({ path }) => path === fact.ladder);
  const lines = [
    head,
    ...(level && fact.ladder
      ? [say(policy, 'page.for_level', { level, ladder: ladderName(view, fact.ladder) })]
      : []),
    ...(page && !isPrivate ? ledByLines(view, page) : []),
    ...(fact.by ? [say(policy, 'page.asked_by', { by: mention(fact.by) })] : []),
    ...(fact.reason ? [say(policy, 'page.reason', { reason: prose(fact.reason) })] : []),
  ];
  const grade = oneLine(gradeLine(policy, incident, { kind: !isPrivate }));
  // A locked screen shows the first words: who is needed, how bad it is, what it is.
  return message(join(lines), [
    section(join(lines)),
    context(
      dotted([
        grade,
        isPrivate ? null : whereText(view),
        ladder && !isPrivate ? nextText(view, ladder) : null,
      ]),
    ),
    actions(answerButtons(view, fact.page)),
  ]);
}

/** What they read later: nobody is waited for, and who came; of a private incident not even that. */
function pageOver(view: ViewContext, page: Page): Message {
  const { incident, policy } = view;
  const { number, title, isPrivate } = incident;
  const { pages } = incident.state;
  if (isPrivate) return shortMessage(say(policy, 'page.over_private', { number }));
  const call = pages.filter((each) => isOneCall(each, page, pages));
  const came = [...new Set(call.flatMap((each) => each.acknowledged.map(({ userId }) => userId)))];
  const text = say(policy, came.length > 0 ? 'page.over' : 'page.over_nobody', {
    ...{ number, title: oneLine(title), who: mentions(came.slice(0, 5)) },
    room: roomLink(view),
  });
  return shortMessage(text);
}

/** Its room; before there is one, how one gets there: the message stays as it is. */
function whereText(view: ViewContext): Mrkdwn {
  const { policy, places, incident } = view;
  const isComing = !places.roomId && incident.state.place !== 'record';
  return isComing ? say(policy, 'page.room_soon') : roomLink(view);
}

function pagedInRoom(view: ViewContext, fact: Of<'paged'>): Message {
  const { incident, policy } = view;
  const page = pageOf(incident, fact.page);
  const who = page ? calledText(policy, page) : say(policy, 'people.nobody');
  const moved = movedText(view, fact.after);
  const text =
    fact.by === null
      ? say(policy, 'fact.paged_instead', { moved: moved ?? '', who })
      : say(policy, 'fact.paged', {
          by: mention(fact.by),
          who,
          reason: because(policy, fact.reason),
        });
  return withPages(view, text, page ? [page] : [], fact.after?.page);
}

/** A message with how to reach whom Slack does not, and the buttons to answer. */
function withPages(view: ViewContext, text: Mrkdwn, pages: Page[], before?: number): Message {
  const { incident } = view;
  const earlier = before === undefined ? undefined : pageOf(incident, before);
  const lines = [...(earlier ? [earlier] : []), ...pages].flatMap((page) => reachLines(view, page));
  return message(text, [section(join([text, ...lines])), actions(buttonsFor(view, pages))]);
}

/** One answer is for all of a call; what a person has to do outside has its own. */
function buttonsFor(view: ViewContext, pages: Page[]): Button[] {
  const open = pages.find(({ asked }) => asked.length > 0);
  const outside = pages.filter(({ asked }) => asked.length === 0);
  return [
    ...(open ? answerButtons(view, open.id) : []),
    ...outside.flatMap((page) => (page.endedAt ? [] : [calledButton(view, page)])),
  ];
}

function calledButton({ incident, policy }: ViewContext, { id }: Page): Button {
  return button(
    'acknowledge_page',
    sayPlain(policy, 'button.acknowledge_outside'),
    { incident: incident.id, arg: String(id) },
    { suffix: String(id) },
  );
}

function climbed(view: ViewContext, fact: Of<'ladder_climbed'>): Message {
  const { incident, policy } = view;
  const pages = fact.levels.flatMap(({ page }) => {
    const known = page === null ? undefined : pageOf(incident, page);
    return known ? [known] : [];
  });
  const moved = movedText(view, fact.after);
  const text = say(policy, 'fact.ladder_climbed', {
    moved: moved ? say(policy, 'fact.ladder_moved', { moved }) : '',
    ladder: fact.name,
    levels: join(
      fact.levels.map((level) => levelText(view, level)),
      '; ',
    ),
    by: fact.by ? say(policy, 'fact.ladder_by', { by: mention(fact.by) }) : '',
    reason: because(policy, fact.reason),
  });
  return withPages(view, text, pages, fact.after?.page);
}

function levelText({ incident, policy }: ViewContext, level: Climbed): Mrkdwn {
  const page = level.page === null ? undefined : pageOf(incident, level.page);
  if (page && page.asked.length === 0 && page.endedAt) {
    return say(policy, 'fact.ladder_level_empty', { level: level.name });
  }
  const channels = level.channel ? [level.channel] : [];
  const called = page ? calledText(policy, page) : whoText(policy, [...level.who, ...channels]);
  const isPaged = page !== undefined && page.asked.length > 0;
  const who = isPaged ? say(policy, 'fact.ladder_pages', { who: called }) : called;
  if (level.if)
    return say(policy, 'fact.ladder_level_if', { level: level.name, if: level.if, who });
  return say(policy, 'fact.ladder_level', { level: level.name, who });
}

function answered(view: ViewContext, fact: Of<'page_answered'>): Message {
  const { incident, policy } = view;
  const page = pageOf(incident, fact.page);
  const who = mention(fact.userId);
  if (!fact.comes) return shortMessage(say(policy, 'fact.page_cannot', { who }));
  const isCall = page !== undefined && page.failed.length > 0 && page.reached.length === 0;
  return isCall && contactsOf(view, page).length > 0
    ? shortMessage(say(policy, 'fact.page_called', { by: who, who: peopleText(policy, page.who) }))
    : shortMessage(say(policy, 'fact.page_comes', { who }));
}

/** Nobody is left to be called by itself: whoever commands must find somebody. */
function notReached(view: ViewContext, fact: Of<'page_not_reached'>): Message {
  const { incident, policy } = view;
  const uncalled = pageOf(incident, fact.page);
  if (uncalled && isToCall(uncalled)) {
    const who = whoText(policy, uncalled.who);
    const mention = toCommander(view);
    return withPages(view, say(policy, 'fact.page_not_called', { mention, who }), [uncalled]);
  }
  const moved = movedText(view, fact);
  const text = say(policy, 'fact.page_not_reached', {
    mention: toCommander(view),
    moved: moved ?? '',
  });
  const page = pageOf(incident, fact.page);
  const lines = page ? reachLines(view, page) : [];
  const isReachable = page && contactsOf(view, page).length > 0;
  const blocks: (KnownBlock | null)[] = [
    section(join([text, ...lines])),
    actions([...(isReachable ? [calledButton(view, page)] : []), callButton(view)]),
  ];
  return message(text, blocks);
}

function callButton({ incident, policy }: ViewContext): Button {
  return button('page', sayPlain(policy, 'button.page'), { incident: incident.id });
}

function toCommander({ incident, policy }: ViewContext): Mrkdwn | string {
  const commander = commanderOf(incident, policy);
  return addressed(policy, commander ? [commander] : []);
}

function because(policy: ViewContext['policy'], reason: string): Mrkdwn | string {
  return reason ? say(policy, 'fact.reason', { reason: prose(reason) }) : '';
}
