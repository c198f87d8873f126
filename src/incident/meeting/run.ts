import type { Policy } from '../../policy/schema.ts';
import {
  accept,
  entry,
  type Of,
  person,
  type Refused,
  refuse,
  type Scene,
  sync,
  withState,
} from '../decision.ts';
import { minutesAfter } from '../instants.ts';
import type { Decision, Incident, Phase, UserId } from '../types.ts';
import { fitted, meetingMinutes, stepsOf, sum } from './agenda.ts';
import { changedMeeting, meetingOf, runOf } from './record.ts';
import { noMeeting } from './roles.ts';
import type { MeetingRun } from './types.ts';

/** A meeting from its beginning to its end, part by part. */

/** By so many minutes a part is made longer. */
export const extraMinutes = 5;
/** So much earlier than booked it still is the booked meeting. */
const earlyMinutes = 15;
const MINUTE = 60_000;

/** While people still work on it, nobody sits in a meeting about it; after the first aid they may. */
export const mayMeet: readonly Phase[] = ['mitigated', 'resolved', 'reviewing', 'closed'];

export function startMeeting(
  scene: Scene,
  { by, timed, early = false }: Of<'start_meeting'>,
): Decision {
  const { incident, policy, now } = scene;
  const { booked } = incident.state.booking;
  const going = runOf(incident);
  const fault = noMeeting(scene);
  if (fault) return fault;
  if (!mayMeet.includes(incident.phase)) return refuse({ code: 'meeting_too_early' });
  if (going) return refuse({ code: 'meeting_goes_on', startedAt: going.startedAt });
  // All who are invited are told, and their calendars: nobody does that by a slip of the finger.
  if (booked && !early && isLongAhead(booked, now)) {
    return refuse({ code: 'meeting_ahead', fromAt: booked.fromAt, timed });
  }
  const run = begun({ policy, now, by, timed }, booked);
  return accept(
    changedMeeting(incident, { run }),
    entry('start_meeting', person(by), { endsAt: run.endsAt, lateMinutes: run.begun.lateMinutes }),
    sync('meeting', 'postmortem'),
  );
}

/** Who meets so long before the time that was booked does not hold that meeting, but another one. */
export function isLongAhead({ fromAt }: { fromAt: Date }, now: Date): boolean {
  return now < minutesAfter(fromAt, -earlyMinutes);
}

/**
 * A late beginning cuts all parts by the same share, so that it ends as booked; where less than half
 * of it would be left, they keep their length and it ends later. One that was booked shorter than the
 * agenda is as long as it was booked.
 */
function begun(
  { policy, now, by, timed }: { policy: Policy; now: Date; by: UserId; timed: boolean },
  booked: { fromAt: Date; toAt: Date } | null,
): MeetingRun {
  const steps = stepsOf(policy).map(({ minutes }) => minutes);
  const planned = booked && !isLongAhead(booked, now) && now < booked.toAt ? booked : null;
  const usual = Math.max(meetingMinutes(policy), sum(steps));
  // Who books less than the agenda takes means to be through by then.
  const whole = planned ? Math.min(usual, between(planned.fromAt, planned.toAt)) : usual;
  const fits = planned && between(now, planned.toAt) >= Math.min(whole, sum(steps)) / 2;
  const endsAt = fits ? planned.toAt : minutesAfter(now, whole);
  const minutes = fitted(steps, between(now, endsAt));
  const lateMinutes = planned ? Math.max(0, Math.floor(between(planned.fromAt, now))) : 0;
  const run: MeetingRun = {
    startedAt: now,
    ...{ by, endsAt, isTimed: timed, minutes },
    begun: { minutes: sum(minutes), of: sum(steps), lateMinutes },
    ...{ step: 0, stepAt: now, stepEndsAt: null, paused: null, endedAt: null },
    isForgotten: false,
  };
  return entered(run, firstFrom(minutes, 0), now);
}

/** The first step from this one on that takes any time; the last where none does. */
function firstFrom(minutes: readonly number[], step: number): number {
  const found = minutes.findIndex((each, index) => index >= step && each > 0);
  return found === -1 ? minutes.length - 1 : found;
}

/** At a step, from `at` on. */
function entered(run: MeetingRun, step: number, at: Date): MeetingRun {
  const stepEndsAt = run.isTimed ? minutesAfter(at, run.minutes[step] ?? 0) : null;
  return { ...run, step, stepAt: at, stepEndsAt, paused: null };
}

/** The steps from this one on as long as the policy says, cut to what is left of the meeting. */
function refitted(run: MeetingRun, policy: Policy, from: number, at: Date): MeetingRun {
  const steps = stepsOf(policy).map(({ minutes }) => minutes);
  const ahead = fitted(steps.slice(from), between(at, run.endsAt));
  return { ...run, minutes: [...run.minutes.slice(0, from), ...ahead] };
}

/** At the next step that takes any time; null where this is the last. */
export function movedOn(run: MeetingRun, policy: Policy, at: Date): MeetingRun | null {
  if (run.step >= run.minutes.length - 1) return null;
  const cut = refitted(run, policy, run.step + 1, at);
  return entered(cut, firstFrom(cut.minutes, run.step + 1), at);
}

export function nextPart(scene: Scene, { step }: Of<'next_part'>): Decision {
  return changing(scene, step, (run) => {
    return movedOn(run, scene.policy, scene.now) ?? refuse({ code: 'last_part' });
  });
}

/** Five minutes more for the part that is on, taken from those that come; never beyond the end. */
export function extendPart(scene: Scene, { step }: Of<'extend_part'>): Decision {
  const { policy, now } = scene;
  return changing(scene, step, (run) => {
    const { stepEndsAt, endsAt } = run;
    if (run.paused || !stepEndsAt) return refuse({ code: 'meeting_clock_stands' });
    const until = minutesAfter(
      new Date(Math.max(stepEndsAt.getTime(), now.getTime())),
      extraMinutes,
    );
    if (until > endsAt) return refuse({ code: 'no_time_left', endsAt });
    const minutes = [...run.minutes];
    minutes[run.step] = Math.round(between(run.stepAt, until));
    return refitted({ ...run, minutes, stepEndsAt: until }, policy, run.step + 1, until);
  });
}

export function pauseMeeting(scene: Scene, { by }: Of<'pause_meeting'>): Decision {
  const { now } = scene;
  return changing(scene, undefined, (run) => {
    if (!run.stepEndsAt) return refuse({ code: 'meeting_clock_stands' });
    const leftMinutes = Math.max(0, between(now, run.stepEndsAt));
    return { ...run, isTimed: false, stepEndsAt: null, paused: { at: now, by, leftMinutes } };
  });
}

/** The clock goes on, or begins to move a meeting that went on without it. */
export function resumeMeeting(scene: Scene): Decision {
  const { policy, now } = scene;
  return changing(scene, undefined, (run) => {
    if (run.stepEndsAt) return refuse({ code: 'meeting_clock_runs' });
    const planned = run.paused?.leftMinutes ?? run.minutes[run.step] ?? 0;
    const left = Math.max(0, Math.min(planned, between(now, run.endsAt)));
    const stepEndsAt = minutesAfter(now, left);
    const cut = refitted(run, policy, run.step + 1, stepEndsAt);
    return { ...cut, isTimed: true, stepEndsAt, paused: null };
  });
}

/** What changes the meeting that goes on; who pressed a button of a part that is over is told so. */
function changing(
  { incident }: Scene,
  shown: number | undefined,
  change: (run: MeetingRun) => MeetingRun | Refused,
): Decision {
  const run = runOf(incident);
  if (!run) return refuse({ code: 'no_meeting_on' });
  if (shown !== undefined && shown !== run.step)
    return refuse({ code: 'part_moved', step: run.step });
  const next = change(run);
  if ('ok' in next) return next;
  // How a meeting goes from part to part is not worth a line of the timeline.
  return accept(changedMeeting(incident, { run: next }), null, sync('meeting'));
}

export function endMeeting({ incident, now }: Scene, { by }: Of<'end_meeting'>): Decision {
  const run = runOf(incident);
  if (!run) return refuse({ code: 'no_meeting_on' });
  const minutes = Math.round(between(run.startedAt, now));
  return accept(
    ended(incident, now),
    entry('end_meeting', person(by), { minutes }),
    sync('meeting', 'postmortem', 'card'),
  );
}

/** The meeting is over, and the postmortem held, unless it had been before. */
export function ended(incident: Incident, now: Date, isForgotten = false): Incident {
  const { run } = meetingOf(incident);
  if (!run) return incident;
  const over = { ...run, endedAt: now, isForgotten, stepEndsAt: null, paused: null };
  const after = changedMeeting(incident, { run: over });
  const { milestones } = incident.state;
  if (Object.hasOwn(milestones, 'postmortem_held')) return after;
  const people = Object.values(meetingOf(incident).roles).map(({ userId }) => userId);
  const held = { at: overAt(over), by: null, people: [...new Set(people)], text: '' };
  return withState(after, { milestones: { ...milestones, postmortem_held: held } });
}

/** When it was over. */
function overAt({ endedAt, endsAt, isForgotten }: MeetingRun): Date {
  return isForgotten || endedAt === null ? endsAt : endedAt;
}

/** How long it was. */
export function lastedMinutes(run: MeetingRun): number {
  return between(run.startedAt, overAt(run));
}

/** Minutes from one instant to another; less than none where the second is earlier. */
function between(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / MINUTE;
}
