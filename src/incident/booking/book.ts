import {
  accept,
  changed,
  entry,
  type Of,
  person,
  type Refused,
  reasonFault,
  refuse,
  type Scene,
  sync,
  tooLong,
} from '../decision.ts';
import { minutesAfter } from '../instants.ts';
import { isHeldAsBooked } from '../meeting/record.ts';
import { excerpt } from '../text.ts';
import type { Decision, Effect, Incident, Invitee } from '../types.ts';
import { concernedOf } from './concerned.ts';
import { lengthFault, lengthOf, wanted, withBooking } from './propose.ts';
import { withStepsDone, withStepsOpen } from './steps.ts';
import type { Booked, MeetingNews } from './types.ts';

/** The meeting is booked, moved and cancelled, and delivery tells all whom it concerns, each once. */

/** In code points. */
export const whereLimit = 200;
/** Longest of it in the state, in bytes. */
const whereBytes = 600;
const minuteMs = 60_000;
/** More people are not kept by name. */
const mostKept = 200;

export function bookMeeting(scene: Scene, command: Of<'book_meeting'>): Decision {
  const { by } = command;
  const { policy, now } = scene;
  const incident = wanted(scene.incident, by, now);
  if ('ok' in incident) return incident;
  const time = timeOf(incident, command, lengthOf(policy));
  if ('ok' in time) return time;
  const last = incident.state.booking.booked;
  // What is over, or went on, is not moved: they meet once more.
  const before = last && last.toAt > now && !isHeldAsBooked(incident) ? last : null;
  const where = command.where ?? last?.where ?? policy.call.link ?? '';
  const fault =
    changed(incident, command.expect, ['meeting']) ??
    bookingFault({ ...scene, incident }, time, where) ??
    tooLong('where', where, whereLimit);
  if (fault) return fault;
  const sequence = incident.state.booking.sequence + 1;
  const invited = before?.invited ?? [];
  const kept = excerpt(where, whereBytes);
  const booked: Booked = { ...time, by, at: now, invited, sequence, where: kept, unmailed: [] };
  const wasAt = before && before.fromAt.getTime() !== time.fromAt.getTime() ? before.fromAt : null;
  const what = before ? ('moved' as const) : ('booked' as const);
  const news: MeetingNews = { what, ...time, wasAt, where: kept, by, reason: '', sequence };
  const arranged = withStepsDone(incident, policy, { by, at: now });
  return accept(
    withBooking(arranged, { booked, sequence, slots: [], inVain: null, asked: null }),
    entry('book_meeting', person(by), { ...time, wasAt: before?.fromAt ?? null, where: kept }),
    [telling(concernedOf(incident, policy), news), ...sync('postmortem')],
  );
}

/** When it begins and ends; refused where nobody can say. */
function timeOf(
  incident: Incident,
  { slot, at, minutes }: Of<'book_meeting'>,
  usual: number,
): Pick<Booked, 'fromAt' | 'toAt'> | Refused {
  if (slot !== null) {
    const chosen = incident.state.booking.slots.find(({ id }) => id === slot);
    if (!chosen) return refuse({ code: 'slot_gone' });
    return { fromAt: chosen.fromAt, toAt: chosen.toAt };
  }
  if (!at) return refuse({ code: 'bad_time' });
  const fault = lengthFault(minutes);
  if (fault) return fault;
  const { booked } = incident.state.booking;
  const before = booked ? (booked.toAt.getTime() - booked.fromAt.getTime()) / 60_000 : usual;
  // "In 3 days" means no second.
  const fromAt = new Date(Math.floor(at.getTime() / minuteMs) * minuteMs);
  return { fromAt, toAt: minutesAfter(fromAt, minutes ?? before) };
}

function bookingFault(
  { incident, now }: Scene,
  { fromAt, toAt }: Pick<Booked, 'fromAt' | 'toAt'>,
  where: string,
): Refused | null {
  if (fromAt <= now) return refuse({ code: 'meeting_in_past', at: fromAt });
  const { booked } = incident.state.booking;
  const isSame =
    booked?.fromAt.getTime() === fromAt.getTime() &&
    booked.toAt.getTime() === toAt.getTime() &&
    booked.where === excerpt(where, whereBytes);
  return isSame ? refuse({ code: 'meeting_same', at: fromAt }) : null;
}

/** Delivery adds those who take part in the incident, and those who were told before. */
export function telling(who: Invitee[], news: MeetingNews): Effect {
  return { family: 'announce', type: 'tell_meeting', who, news };
}

/** Those who were told of it are told that it is not held; nobody else. */
export function cancelMeeting(
  { incident, policy, now }: Scene,
  { by, reason, expect }: Of<'cancel_meeting'>,
): Decision {
  const { booked } = incident.state.booking;
  if (!booked || booked.toAt <= now || isHeldAsBooked(incident)) {
    return refuse({ code: 'no_meeting_booked' });
  }
  const fault = changed(incident, expect, ['meeting']) ?? reasonFault(reason);
  if (fault) return fault;
  const { fromAt, toAt, where } = booked;
  const sequence = incident.state.booking.sequence + 1;
  const news: MeetingNews = {
    ...{ what: 'cancelled', fromAt, toAt, wasAt: null, where, by },
    ...{ reason: excerpt(reason, whereBytes), sequence },
  };
  const open = withStepsOpen(incident, policy, { by, at: now });
  return accept(
    withBooking(open, { booked: null, sequence }),
    entry('cancel_meeting', person(by), { fromAt, reason }),
    [telling([], news), ...sync('postmortem')],
  );
}

/** Whether something else came of the meeting since, which delivery tells instead. */
export function isOvertaken(
  { booking }: Incident['state'],
  { what, sequence }: Pick<MeetingNews, 'what' | 'sequence'>,
): boolean {
  return what !== 'withdrawn' && sequence < (booking.booked?.sequence ?? booking.sequence);
}

/** Keeps who was told, and whom e-mail did not reach. */
export function meetingTold({ incident }: Scene, command: Of<'meeting_told'>): Decision {
  const { sequence, userIds } = command;
  const { booked, told } = incident.state.booking;
  const isNow = booked !== null && sequence >= booked.sequence;
  const known = isNow ? booked.unmailed.map(({ userId }) => userId) : [];
  const unmailed = isNow ? command.unmailed.filter(({ userId }) => !known.includes(userId)) : [];
  const news = userIds.filter((userId) => !(booked?.invited ?? told).includes(userId));
  if (news.length === 0 && unmailed.length === 0) return accept(incident, null, []);
  const next: Booked | null = booked && {
    ...booked,
    invited: [...booked.invited, ...news].slice(0, mostKept),
    unmailed: [...booked.unmailed, ...unmailed].slice(0, mostUnmailed),
  };
  const all = [...new Set([...told, ...news])].slice(0, mostKept);
  const line =
    news.length > 0 ? entry('meeting_told', { kind: 'delivery' }, { userIds: news }) : null;
  return accept(withBooking(incident, { booked: next, told: all }), line, sync('postmortem'));
}

/** Of those whom e-mail does not reach so many are named. */
const mostUnmailed = 20;
