import type { BookingFact, MeetingNews } from '../../incident/booking/types.ts';
import { runOf } from '../../incident/meeting/record.ts';
import { button, context, message, section, shortMessage } from '../blocks.ts';
import type { Message, ViewContext } from '../context.ts';
import type { FactViews } from '../facts.ts';
import { type Mrkdwn, mention, onDay, oneLine, prose, when } from '../mrkdwn.ts';
import { roomLink } from '../room-link.ts';
import { say, sayPlain } from '../say.ts';
import { isOff, lengthText, whereText } from './words.ts';

export const bookingFacts: FactViews<BookingFact> = {
  meeting_news: (view, fact) => {
    const { policy } = view;
    const text = newsText(view, fact);
    const calendar = isOff(fact) ? undefined : policy.postmortem?.calendar;
    if (!calendar) return shortMessage(text);
    const also = say(policy, 'booking.calendar', { calendar: oneLine(calendar) });
    return message(text, [section(text), context(also)]);
  },
  meeting_soon: (view, fact) => shortMessage(soonText(view, fact)),
  meeting_unbooked: (view, { dueAt, up }) => unbooked(view, dueAt, up),
};

function named({ incident }: ViewContext) {
  return { number: incident.number, title: oneLine(incident.title) };
}

function newsText(view: ViewContext, news: MeetingNews): Mrkdwn {
  const { policy } = view;
  const { what, fromAt, wasAt, by, reason } = news;
  const from = onDay(fromAt);
  if (what === 'withdrawn') {
    return say(policy, 'fact.meeting_withdrawn', { number: view.incident.number, from });
  }
  const who = mention(by);
  if (news.met) return metText(view, news);
  if (what === 'cancelled') {
    // Nobody is asked why there is none.
    const why = reason === '' ? say(policy, 'postmortem.none') : prose(reason);
    return say(policy, 'fact.meeting_cancelled', { ...named(view), from, who, reason: why });
  }
  const where = whereText(policy, news.where);
  const about = { ...named(view), from, who, length: lengthText(policy, news), where };
  if (what === 'hidden') return say(policy, 'fact.meeting_hidden', about);
  if (what === 'booked') return say(policy, 'fact.meeting_booked', about);
  const was = wasAt ? say(policy, 'fact.meeting_was', { was: onDay(wasAt) }) : '';
  return say(policy, 'fact.meeting_moved', { ...about, was });
}

/** Who is not there yet may still come, where it goes on. */
function metText(view: ViewContext, { fromAt, by, where }: MeetingNews): Mrkdwn {
  const { policy, incident } = view;
  const about = { ...named(view), from: onDay(fromAt) };
  if (!runOf(incident)) return say(policy, 'fact.meeting_met', about);
  const at = { room: roomLink(view), where: whereText(policy, where) };
  return say(policy, 'fact.meeting_on_early', { ...about, ...at, who: mention(by) });
}

/** So long after its time, in milliseconds, a reminder is not late yet. */
const punctualMs = 10 * 60_000;

function soonText(view: ViewContext, fact: Extract<BookingFact, { type: 'meeting_soon' }>): Mrkdwn {
  const { policy, now } = view;
  const { ahead, fromAt, where } = fact;
  const about = {
    ...named(view),
    from: onDay(fromAt),
    length: lengthText(policy, fact),
    where: whereText(policy, where),
  };
  const leftMs = fromAt.getTime() - now.getTime();
  const wantedMs = (ahead === 'day' ? 24 * 60 : 60) * 60_000;
  if (leftMs <= 0) return say(policy, 'fact.meeting_begun', about);
  if (leftMs < wantedMs - punctualMs) return say(policy, 'fact.meeting_soon_late', about);
  return say(policy, 'fact.meeting_soon', about);
}

function unbooked(view: ViewContext, dueAt: Date, up: boolean): Message {
  const { policy, incident } = view;
  const key = up ? 'fact.meeting_unbooked_up' : 'fact.meeting_unbooked';
  const value = { incident: incident.id };
  return shortMessage(say(policy, key, { ...named(view), due: when(dueAt) }), [
    button('propose_slots', sayPlain(policy, 'button.propose_slots'), value),
    button('book_meeting', sayPlain(policy, 'button.book_meeting'), value),
  ]);
}
