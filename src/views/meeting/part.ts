import type { Button, KnownBlock } from '@slack/types';
import { agendaOf, type Step, stepsOf, sum } from '../../incident/meeting/agenda.ts';
import { meetingOf } from '../../incident/meeting/record.ts';
import { extraMinutes, lastedMinutes } from '../../incident/meeting/run.ts';
import type { MeetingRun } from '../../incident/meeting/types.ts';
import { sectionsOf } from '../../incident/postmortem/sections.ts';
import { actions, button, context, lines, message, section } from '../blocks.ts';
import type { Message, ViewContext } from '../context.ts';
import { duration } from '../duration.ts';
import { join, type Mrkdwn, oneLine, when } from '../mrkdwn.ts';
import { say, sayPlain } from '../say.ts';
import { partName } from './names.ts';
import { rulesBlocks } from './rules.ts';
import { unsafeButtons } from './unsafe.ts';
import { whoLines } from './who.ts';

/** A part of the agenda in the room, while it is on and afterwards. The first says what holds for all. */
export function partMessage(view: ViewContext, part: number): Message {
  const { incident, policy } = view;
  const { run } = meetingOf(incident);
  const agenda = agendaOf(policy);
  const isOnly = agenda.length === 1;
  const name = say(policy, isOnly ? 'meeting.only_part' : 'meeting.part', {
    ...{ place: part + 1, count: agenda.length },
    name: oneLine(partName(policy, part)),
  });
  if (!run) return message(name, [section(name)]);
  const isOn = !run.endedAt && stepsOf(policy)[run.step]?.part === part;
  const over = run.endedAt && part === lastOf(view, run) ? overLine(view, run) : null;
  // Where the part is the meeting, both are over with one line.
  const state = (isOnly && over) || stateLine(view, run, part);
  return message(name, [
    section(join([name, state], ' · ')),
    ...innerBlocks(view, run, part),
    ...(isOn ? rulesOfPart(view, part) : []),
    ...(part === 0 ? opening(view, run) : []),
    ...threadBlocks(view, part),
    actions([...(isOn ? buttons(view, run) : []), ...collectButton(view, part)]),
    isOn ? actions([...unsafeButtons(view), ...remindButton(view)]) : null,
    over && !isOnly ? section(over) : null,
  ]);
}

/** How it stands with it. */
function stateLine({ policy, now }: ViewContext, run: MeetingRun, part: number): Mrkdwn {
  const own = stepsOfPart(policy, part);
  const minutes = sum(own.map(({ index }) => run.minutes[index] ?? 0));
  const isBehind = own.every(({ index }) => index < run.step);
  if (run.endedAt || isBehind) return say(policy, 'meeting.part_over');
  if (run.paused) {
    return say(policy, 'meeting.part_paused', { minutes: Math.ceil(run.paused.leftMinutes) });
  }
  if (!run.stepEndsAt) return say(policy, 'meeting.part_by_hand', { minutes });
  if (run.stepEndsAt <= now) return say(policy, 'meeting.part_up');
  const ahead = own.filter(({ index }) => index > run.step);
  const left = sum(ahead.map(({ index }) => run.minutes[index] ?? 0));
  const at = when(new Date(run.stepEndsAt.getTime() + left * 60_000));
  return say(policy, 'meeting.part_until', { minutes, at });
}

function stepsOfPart(policy: ViewContext['policy'], part: number): (Step & { index: number })[] {
  return stepsOf(policy)
    .map((step, index) => ({ ...step, index }))
    .filter((step) => step.part === part);
}

/** Parts of the part; what takes no time is only named. */
function innerBlocks({ policy }: ViewContext, run: MeetingRun, part: number): KnownBlock[] {
  const parts = agendaOf(policy)[part]?.parts ?? [];
  if (parts.length === 0) return [];
  return lines(
    stepsOfPart(policy, part).map(({ index, inner }) => {
      const name = oneLine(parts[inner ?? 0]?.name ?? '');
      const minutes = run.minutes[index] ?? 0;
      if (run.endedAt || index < run.step) return say(policy, 'meeting.inner_done', { name });
      if (index > run.step && minutes === 0) return say(policy, 'meeting.inner_brief', { name });
      if (index > run.step) return say(policy, 'meeting.inner', { name, minutes });
      if (!run.stepEndsAt) return say(policy, 'meeting.inner_now', { name, minutes });
      return say(policy, 'meeting.inner_until', { name, minutes, at: when(run.stepEndsAt) });
    }),
  );
}

function rulesOfPart({ policy }: ViewContext, part: number): KnownBlock[] {
  const rules = agendaOf(policy)[part]?.rules ?? [];
  return rules.length > 0 ? [context(join(rules.map(oneLine), ' · '))] : [];
}

/** What is said once, at the beginning: the rules, the agenda, who does what, how it is cut. */
function opening(view: ViewContext, run: MeetingRun): KnownBlock[] {
  const { policy } = view;
  const parts = agendaOf(policy).map((_, part) =>
    say(policy, 'meeting.agenda_part', {
      ...{ place: part + 1, name: oneLine(partName(policy, part)) },
      minutes: sum(stepsOfPart(policy, part).map(({ index }) => run.minutes[index] ?? 0)),
    }),
  );
  const agenda = say(policy, 'meeting.agenda', {
    minutes: sum(run.minutes),
    at: when(run.endsAt),
  });
  const cut = cutLine(view, run);
  // One part is all there is, and stands above with its minutes.
  const [before, after] = parts.length > 1 ? [[agenda], parts] : [[], []];
  return [
    ...rulesBlocks(view),
    ...lines([...before, ...(cut ? [cut] : []), ...after]),
    ...lines([say(policy, 'meeting.who'), ...whoLines(view)]),
  ];
}

/** What a late beginning, or too little time, means. */
function cutLine({ policy, incident }: ViewContext, run: MeetingRun): Mrkdwn | null {
  const { minutes, of, lateMinutes: late } = run.begun;
  const at = when(run.endsAt);
  if (late > 0 && minutes < of) return say(policy, 'meeting.late_cut', { late, minutes, of });
  if (minutes < of) return say(policy, 'meeting.cut', { minutes, of, at });
  const { booked } = incident.state.booking;
  // A minute that is left over does not matter.
  const isLonger = booked !== null && run.endsAt > booked.toAt;
  return late > 0 && isLonger ? say(policy, 'meeting.late_longer', { late, at }) : null;
}

function buttons({ incident, policy }: ViewContext, run: MeetingRun): Button[] {
  const value = { incident: incident.id, arg: String(run.step) };
  const isLast = run.step >= run.minutes.length - 1;
  const next = sayPlain(policy, 'button.next_part');
  const extend = sayPlain(policy, 'button.extend_part', { minutes: extraMinutes });
  return [
    ...(isLast ? [] : [button('next_part', next, value, { style: 'primary' })]),
    ...(run.stepEndsAt ? [button('extend_part', extend, value)] : []),
    run.stepEndsAt
      ? button('pause_meeting', sayPlain(policy, 'button.pause_meeting'), { incident: incident.id })
      : button('resume_meeting', sayPlain(policy, 'button.resume_meeting'), {
          incident: incident.id,
        }),
    button(
      'end_meeting',
      sayPlain(policy, 'button.end_meeting'),
      { incident: incident.id },
      isLast ? { style: 'primary' } : {},
    ),
  ];
}

/** What is written in its thread goes into the document; in a room that is a thread, what stands below it. */
function threadBlocks({ incident, policy, places }: ViewContext, part: number): KnownBlock[] {
  const { key = '', section: into } = agendaOf(policy)[part] ?? {};
  if (into === undefined) return [];
  const name = sectionsOf(policy).find((each) => each.key === into)?.name ?? into;
  const count = meetingOf(incident).threads[key]?.count ?? 0;
  const section = oneLine(name);
  const where = places.roomThreadTs === null ? 'thread' : 'below';
  if (count === 0) return [context(say(policy, `meeting.${where}`, { section }))];
  return [context(say(policy, `meeting.${where}_collected`, { section, count }))];
}

function collectButton({ incident, policy }: ViewContext, part: number): Button[] {
  const { key, section: into } = agendaOf(policy)[part] ?? {};
  if (key === undefined || into === undefined) return [];
  const value = { incident: incident.id, arg: key };
  return [button('collect_lines', sayPlain(policy, 'button.collect_lines'), value)];
}

function remindButton({ incident, policy }: ViewContext): Button[] {
  if ((policy.postmortem?.rules ?? []).length === 0) return [];
  const label = sayPlain(policy, 'button.remind_of_rules');
  return [button('remind_of_rules', label, { incident: incident.id })];
}

function lastOf({ policy }: ViewContext, run: MeetingRun): number {
  return stepsOf(policy)[run.step]?.part ?? 0;
}

function overLine({ policy }: ViewContext, run: MeetingRun): Mrkdwn {
  return say(policy, 'meeting.over', { duration: duration(policy, lastedMinutes(run)) });
}
