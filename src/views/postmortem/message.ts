import type { Button, KnownBlock } from '@slack/types';
import { runningClocks } from '../../incident/clocks/clocks.ts';
import { milestoneAt } from '../../incident/course/milestones.ts';
import { meetingOf } from '../../incident/meeting/record.ts';
import { mayMeet } from '../../incident/meeting/run.ts';
import { suggestedAuthor } from '../../incident/postmortem/author.ts';
import { isLeftToPeople, sectionsOf } from '../../incident/postmortem/sections.ts';
import { nextStatus } from '../../incident/postmortem/status-rules.ts';
import type { ReviewStatus } from '../../incident/postmortem/types.ts';
import { byPolicy, canHave, type Whether, whether } from '../../incident/postmortem/whether.ts';
import { actionItemsOnPostmortem } from '../action-items/on-postmortem.ts';
import { actions, button, chooser, context, message, option, section } from '../blocks.ts';
import { bookingOnPostmortem } from '../booking/on-postmortem.ts';
import type { Message, ViewContext } from '../context.ts';
import { meetingOnPostmortem } from '../meeting/on-postmortem.ts';
import { join, type Mrkdwn, mention, mentions, oneLine, when } from '../mrkdwn.ts';
import { say, sayPlain } from '../say.ts';
import { handOutButtons } from './hand-out.ts';
import { reviewStatusName, sectionTitle } from './names.ts';

/** The one message about the postmortem, in the room: how far it is, and what to press next. */
export function postmortemMessage(view: ViewContext): Message {
  const { policy, incident } = view;
  const how = whether(incident, policy);
  const head = say(policy, 'postmortem.head', {
    number: incident.number,
    title: oneLine(incident.title),
  });
  const lines = [head, ...(how === 'held' ? heldLines(view) : [whyLine(view, how)])];
  const text = join(lines);
  if (how !== 'held') return message(text, [section(text), actions(wayIn(view, how))]);
  const about = section(text, { accessory: writeMenu(view) });
  // While they still work on it, people only agree on a time: the rest would be in their way.
  if (!mayMeet.includes(incident.phase)) {
    return message(text, [about, ...bookingOnPostmortem(view), actions(takeButton(view))]);
  }
  return message(text, [
    about,
    isBegun(incident) && incident.state.postmortem.status !== 'published'
      ? sectionsLine(view)
      : null,
    actions(buttons(view)),
    ...bookingOnPostmortem(view),
    ...meetingOnPostmortem(view),
    ...actionItemsOnPostmortem(view),
  ]);
}

/** Why none is held. */
function whyLine({ policy, incident }: ViewContext, how: Exclude<Whether, 'held'>): Mrkdwn {
  const { choice } = incident.state.postmortem;
  if (how === 'skipped' && choice) {
    return say(policy, 'postmortem.skipped', { who: mention(choice.by), at: when(choice.at) });
  }
  if (incident.isDrill) return say(policy, 'postmortem.drill');
  return say(policy, how === 'skipped' ? 'postmortem.none' : `postmortem.${how}`);
}

function wayIn(view: ViewContext, how: Exclude<Whether, 'held'>): Button[] {
  const { policy, incident } = view;
  if (!canHave(incident)) return [];
  const value = { incident: incident.id };
  const hold = button('hold_postmortem', sayPlain(policy, 'button.hold_postmortem'), value);
  if (how === 'none' || how === 'skipped') return [hold];
  const none = button('skip_postmortem', sayPlain(policy, 'button.skip_postmortem'), value);
  if (how === 'offered') return [hold, none];
  return [
    hold,
    none,
    button('postmortem_cases', sayPlain(policy, 'button.postmortem_cases'), value),
  ];
}

/** How far it is: its status, by when it is to be held, who writes it and where it is talked about. */
function heldLines(view: ViewContext): Mrkdwn[] {
  const { policy, incident } = view;
  const { status, where } = incident.state.postmortem;
  const isAsked = byPolicy(incident, policy) === 'held';
  return [
    join(
      [
        say(policy, 'postmortem.status', { status: reviewStatusName(policy, status) }),
        say(policy, isAsked ? 'postmortem.required' : 'postmortem.wanted'),
        ...dueLine(view),
      ],
      ' · ',
    ),
    ...authorLine(view),
    ...(where ? [say(policy, 'postmortem.where', { where: oneLine(where) })] : []),
    ...readLine(view),
  ];
}

/** Who writes it, or wrote it; while that is nobody, who led. */
function authorLine({ policy, incident }: ViewContext): Mrkdwn[] {
  const { status, author } = incident.state.postmortem;
  const isDone = status === 'published';
  if (author) {
    const who = mention(author.userId);
    return [say(policy, isDone ? 'postmortem.wrote' : 'postmortem.author', { who })];
  }
  const led = mention(suggestedAuthor(incident, policy));
  return isDone ? [] : [say(policy, 'postmortem.no_author', { who: led })];
}

/** More names than these say nothing to anybody. */
const mostReaders = 15;

function readLine({ policy, incident }: ViewContext): Mrkdwn[] {
  const { readBy } = incident.state.postmortem;
  if (readBy.length === 0) return [];
  const names = mentions(readBy.slice(0, mostReaders));
  const rest = readBy.length - mostReaders;
  const count = readBy.length;
  if (rest > 0) return [say(policy, 'postmortem.read_by_many', { count, names, rest })];
  return [say(policy, 'postmortem.read_by', { count, names })];
}

function dueLine({ policy, incident, now }: ViewContext): Mrkdwn[] {
  const heldAt = milestoneAt(incident, 'postmortem_held');
  // The meeting's own part says it, with how long it took.
  const isSaid = meetingOf(incident).run?.endedAt && mayMeet.includes(incident.phase);
  if (heldAt && isSaid) return [];
  if (heldAt) return [say(policy, 'postmortem.held_at', { at: when(heldAt) })];
  const clock = runningClocks(incident, policy).find(({ key }) => key === 'postmortem');
  if (!clock) return [];
  const at = when(clock.targetAt);
  const isLate = clock.isMissed || clock.targetAt < now;
  return [say(policy, isLate ? 'postmortem.late' : 'postmortem.due', { at })];
}

/** How much of it people wrote. */
function sectionsLine({ policy, incident }: ViewContext): KnownBlock {
  const { sections } = incident.state.postmortem;
  const all = sectionsOf(policy).filter(isLeftToPeople);
  const empty = all.filter(({ key }) => !sections[key]?.length);
  const written = sectionsOf(policy).filter(({ key }) => sections[key]?.length).length;
  if (written === 0) return context(say(policy, 'postmortem.written_none'));
  if (empty.length === 0) return context(say(policy, 'postmortem.written_all', { written }));
  const names = empty.map((each) => sectionTitle(policy, each)).join(', ');
  return context(say(policy, 'postmortem.written', { written, empty: oneLine(names) }));
}

/** The list of sections: choosing one opens its form. */
function writeMenu({ policy, incident }: ViewContext) {
  const options = sectionsOf(policy).map((each) =>
    option(
      sectionTitle(policy, each),
      JSON.stringify({ incident: incident.id, arg: each.key }),
      each.asks.join(' '),
    ),
  );
  return chooser('edit_section', sayPlain(policy, 'postmortem.write'), options);
}

function buttons(view: ViewContext): Button[] {
  const { policy, incident } = view;
  const value = { incident: incident.id };
  const { status } = incident.state.postmortem;
  const read = button('read_postmortem', sayPlain(policy, 'button.read_postmortem'), value);
  const back = button('import_postmortem', sayPlain(policy, 'button.import_postmortem'), value);
  const assign = button('assign_postmortem', sayPlain(policy, 'button.assign_postmortem'), value);
  return [
    ...takeButton(view),
    ...statusButtons(view),
    ...(status === 'draft' ? [] : [read]),
    ...(status === 'published' ? [] : [assign]),
    // Nobody hands out, or gives back, what nobody writes.
    ...(isBegun(incident) ? handOutButtons({ policy, incident }) : []),
    ...(isBegun(incident) && status !== 'published' ? [back] : []),
  ];
}

/** Whoever presses it writes the document; gone as soon as somebody does. */
function takeButton({ policy, incident }: ViewContext): Button[] {
  const { author, status } = incident.state.postmortem;
  if (author || status !== 'draft') return [];
  const label = sayPlain(policy, 'button.take_postmortem');
  return [button('take_postmortem', label, { incident: incident.id }, { style: 'primary' })];
}

/** One step on, and back to draft. */
function statusButtons({ policy, incident }: ViewContext): Button[] {
  const { status } = incident.state.postmortem;
  const next = nextStatus(status);
  // Nobody reviews what nobody wrote.
  const isReady = status !== 'draft' || hasText(incident);
  const to = (each: ReviewStatus) =>
    button(
      'set_postmortem_status',
      sayPlain(policy, `button.postmortem_${each}`),
      { incident: incident.id, arg: `${status} ${each}` },
      { suffix: each },
    );
  return [...(next && isReady ? [to(next)] : []), ...(status === 'draft' ? [] : [to('draft')])];
}

/** Whether somebody writes it. */
function isBegun(incident: ViewContext['incident']): boolean {
  const { status, author } = incident.state.postmortem;
  return status !== 'draft' || author !== null || hasText(incident);
}

function hasText({ state }: ViewContext['incident']): boolean {
  return Object.values(state.postmortem.sections).some(({ length }) => length > 0);
}
