import type { CalendarEvent, Mailbox } from '../../calendar/icalendar.ts';
import type { MeetingNews } from '../../incident/booking/types.ts';
import type { Policy } from '../../policy/schema.ts';
import type { ViewContext } from '../context.ts';
import { plain, utc } from '../mrkdwn.ts';
import { sayPlain } from '../say.ts';
import { knownZone, onWall } from '../wall-clock.ts';
import { isOff } from './words.ts';

/** What somebody gets outside Slack, or as a file in it: words, and the event for their calendar. */

export interface Invited {
  /** IANA name; null: unknown. */
  zone: string | null;
  /** Null where no address is known, or nobody writes to it. */
  mailbox: Mailbox | null;
  organizer: Mailbox | null;
}

export interface InvitationText {
  subject: string;
  text: string;
  event: CalendarEvent;
}

/** Of a private incident it says only that there is one, and where: mail goes through many hands. */
export function meetingInvitation(
  view: ViewContext,
  news: MeetingNews,
  invited: Invited,
): InvitationText {
  const { incident, policy, now } = view;
  const { teamId, number } = incident;
  const { fromAt, toAt, sequence } = news;
  const what = news.what === 'hidden' ? 'booked' : news.what;
  const title = what === 'withdrawn' ? '' : titleOf(view);
  const lines = linesOf(view, news, invited.zone);
  return {
    subject: sayPlain(policy, `mail.subject_${what}`, { number, title }),
    text: lines.join('\n'),
    event: {
      uid: `muster-${teamId}-${number}-postmortem@muster`,
      sequence,
      stampAt: now,
      fromAt,
      toAt,
      isCancelled: isOff(news),
      summary: sayPlain(policy, 'mail.subject_booked', { number, title }).trim(),
      description: lines.join('\n'),
      location: incident.isPrivate ? '' : news.where,
      organizer: invited.organizer,
      attendee: invited.mailbox,
    },
  };
}

function titleOf({ incident, policy }: ViewContext): string {
  return incident.isPrivate ? sayPlain(policy, 'mail.private') : plain(incident.title, 150);
}

function linesOf(view: ViewContext, news: MeetingNews, zone: string | null): string[] {
  const { incident, policy, places, nameOf } = view;
  const { where, reason, by, wasAt } = news;
  if (news.what === 'withdrawn') {
    const text = sayPlain(policy, 'mail.text_withdrawn', { number: incident.number });
    return [text, '', sayPlain(policy, 'mail.when', { when: spanText(news, zone) })];
  }
  const what = news.what === 'hidden' ? 'booked' : news.what;
  const title = titleOf(view);
  const isOn = !isOff(news);
  const calendar = isOn ? policy.postmortem?.calendar : undefined;
  const isOpen = !incident.isPrivate;
  const room = places.roomId;
  return [
    sayPlain(policy, news.met ? 'mail.text_met' : `mail.text_${news.what}`, {
      number: incident.number,
      title,
    }),
    '',
    sayPlain(policy, 'mail.when', { when: spanText(news, zone) }),
    ...(wasAt ? [sayPlain(policy, 'mail.was', { was: utc(wasAt) })] : []),
    ...(isOn && isOpen && where !== '' ? [sayPlain(policy, 'mail.where', { where })] : []),
    ...(news.met ? [] : [sayPlain(policy, `mail.by_${what}`, { who: nameOf?.(by) ?? by })]),
    ...(isOpen && reason !== '' ? [sayPlain(policy, 'mail.why', { reason })] : []),
    ...(calendar ? [sayPlain(policy, 'mail.calendar', { calendar })] : []),
    ...(room ? ['', roomLine(policy, room, incident.teamId)] : []),
  ];
}

function roomLine(policy: Policy, room: string, teamId: string): string {
  const link = `https://slack.com/app_redirect?channel=${room}&team=${teamId}`;
  return sayPlain(policy, 'mail.room', { link });
}

/** `2026-11-26 10:30–12:00 (Europe/Berlin), 2026-11-26 09:30 UTC`: the same in every language. */
function spanText({ fromAt, toAt }: MeetingNews, zone: string | null): string {
  const shown = knownZone(zone ?? 'UTC');
  const local = `${onWall(fromAt, shown)}–${onWall(toAt, shown).slice('2026-11-26 '.length)}`;
  return shown === 'UTC' ? `${local} UTC` : `${local} (${shown}), ${utc(fromAt)}`;
}
