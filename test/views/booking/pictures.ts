import { foundTimes } from '../../../src/incident/booking/propose.ts';
import type { BookingFact, MeetingNews } from '../../../src/incident/booking/types.ts';
import type { TimelineRow } from '../../../src/incident/places.ts';
import type { Refusal } from '../../../src/incident/types.ts';
import { Postmortem } from '../../../src/policy/language/later.ts';
import type { Policy } from '../../../src/policy/schema.ts';
import { message as blocksOf } from '../../../src/views/blocks.ts';
import { bookModal, cancelMeetingModal, proposeModal } from '../../../src/views/booking/forms.ts';
import { bookingOnPostmortem } from '../../../src/views/booking/on-postmortem.ts';
import type { Message, ViewContext } from '../../../src/views/context.ts';
import { doneMessage } from '../../../src/views/done.ts';
import { Mrkdwn } from '../../../src/views/mrkdwn.ts';
import { refusalMessage } from '../../../src/views/refusal.ts';
import { renderer } from '../../../src/views/renderer.ts';
import { timelineMessage } from '../../../src/views/timeline-pages.ts';
import { defaultPolicy, minutesAfterNoon, Story } from '../../incident/story.ts';
import type { Picture } from '../gallery.ts';
import { viewOf } from '../samples.ts';

/** Every view of the meeting's booking, with any text in the place of what people type. */

const policy: Policy = {
  ...defaultPolicy,
  postmortem: Postmortem.parse({
    within_days: 3,
    meeting_minutes: 90,
    calendar: 'Google Calendar',
  }),
};

const people = [
  { userId: 'UADA', zone: 'Europe/Berlin' },
  { userId: 'UBEN', zone: 'Asia/Tokyo' },
];
const days = (count: number) => minutesAfterNoon(count * 24 * 60);

export function bookingPictures(text = 'Room 3'): Record<string, Picture> {
  const said = text.slice(0, 200).trim() || 'x';
  const resolved = () =>
    new Story({ title: said.slice(0, 100), summary: said }, policy)
      .at(5)
      .does({ type: 'take_role', by: 'UADA', role: 'commander' })
      .does({ type: 'resolve', by: 'UADA', reason: said });
  const proposed = () => {
    const story = resolved();
    for (const report of foundTimes(story, people)) story.does(report);
    return story;
  };
  const voted = proposed();
  const [slot] = voted.incident.state.booking.slots;
  const vote = { type: 'vote_slot', by: 'UBEN', slot: slot?.id ?? 0 } as const;
  voted.does(vote);
  const book = {
    ...({ type: 'book_meeting', by: 'UADA', slot: null } as const),
    ...{ at: days(2), minutes: 60, where: said },
  };
  const booked = proposed().does(book);
  const back = proposed().does(vote).does(vote);
  const told = new Story({ title: said.slice(0, 100) }, policy).does(book).does({
    ...{ type: 'meeting_told', sequence: 1, userIds: ['UADA', 'UBEN'] },
    unmailed: [
      { userId: 'UBEN', why: 'smtp_550' },
      { userId: 'UADA', why: '' },
    ],
  });
  const view = viewOf(told);
  const over = { ...view, now: days(3) };
  const start = { type: 'start_meeting', by: 'UADA', timed: true, early: true } as const;
  const started = resolved().does(book).does(start);
  const cancel = { type: 'cancel_meeting', by: 'UADA', reason: said } as const;
  const propose = { type: 'propose_slots', by: 'UADA', fromAt: null, minutes: 15 } as const;
  return {
    'looking for times': shown(viewOf(resolved())),
    'times are proposed': shown(viewOf(proposed())),
    'somebody can': shown(viewOf(voted)),
    'done vote_slot': message(doneMessage(viewOf(voted), vote)),
    'done vote_slot, back': message(doneMessage(viewOf(back), vote)),
    'no times': shown(viewOf(inVain(resolved()))),
    'times that are over': shown({ ...viewOf(proposed()), now: days(9) }),
    'just booked': shown(viewOf(booked)),
    'done book_meeting': message(doneMessage(viewOf(booked), book)),
    booked: shown(view),
    'it was': shown(over),
    'form, propose': modal(proposeModal(view)),
    'form, book': modal(bookModal(viewOf(resolved()), { text: said })),
    'form, move': modal(bookModal(view, {})),
    'form, cancel': modal(cancelMeetingModal(view, { reason: said })),
    'done propose_slots': message(doneMessage(view, propose)),
    'done cancel_meeting': message(doneMessage(view, cancel)),
    ...Object.fromEntries(
      factsWith(said).map((fact, index) => [
        `fact ${fact.type} ${index}`,
        message(renderer(() => policy).fact(fact, view, { place: 'dm', userId: 'UBEN' }, [])),
      ]),
    ),
    ...Object.fromEntries(
      refusals.map((refusal) => [
        `refusal ${refusal.code}`,
        message(refusalMessage(policy, refusal, told.incident)),
      ]),
    ),
    'people met before its time': message(
      renderer(() => policy).fact(
        { type: 'meeting_news', ...newsWith(said, { what: 'cancelled', met: true }) },
        viewOf(started),
        { place: 'dm', userId: 'UBEN' },
        [],
      ),
    ),
    timeline: message(timelineMessage(view, { rows: rowsWith(said), older: false, newer: false })),
  };
}

const refusals: Refusal[] = [
  { code: 'slot_gone' },
  { code: 'meeting_in_past', at: days(0) },
  { code: 'meeting_same', at: days(2) },
  { code: 'meeting_length', min: 5, max: 480 },
  { code: 'no_meeting_booked' },
];

/** A meeting of a whole day was looked for. */
function inVain(story: Story): Story {
  story.does({ type: 'propose_slots', by: 'UADA', fromAt: null, minutes: 480 });
  const { asked } = story.incident.state.booking;
  return asked ? story.does({ type: 'slots_found', asked, slots: [] }) : story;
}

export function newsWith(text: string, changes: Partial<MeetingNews> = {}): MeetingNews {
  return {
    ...{ what: 'booked', fromAt: days(2), toAt: new Date(days(2).getTime() + 90 * 60_000) },
    ...{ wasAt: null, where: text, by: 'UADA', reason: '', sequence: 1 },
    ...changes,
  };
}

function factsWith(text: string): BookingFact[] {
  const news = (changes: Partial<MeetingNews>): BookingFact => ({
    type: 'meeting_news',
    ...newsWith(text, changes),
  });
  const soon = (ahead: 'day' | 'hour', fromAt: Date): BookingFact => ({
    ...{ type: 'meeting_soon', ahead, fromAt, where: text },
    toAt: new Date(fromAt.getTime() + 30 * 60_000),
  });
  return [
    news({}),
    news({ what: 'moved', wasAt: days(1) }),
    news({ what: 'moved', where: '' }),
    news({ what: 'cancelled', reason: text }),
    news({ what: 'hidden' }),
    news({ what: 'withdrawn' }),
    news({ what: 'cancelled', met: true }),
    soon('day', days(1)),
    soon('hour', minutesAfterNoon(60)),
    soon('day', minutesAfterNoon(120)),
    soon('hour', minutesAfterNoon(-10)),
    { type: 'meeting_unbooked', dueAt: days(3), up: false },
    { type: 'meeting_unbooked', dueAt: days(3), up: true },
  ];
}

function rowsWith(text: string): TimelineRow[] {
  const ada = { kind: 'person', userId: 'UADA' } as const;
  const clock = { kind: 'clock' } as const;
  const fired = (kind: string, about: string) => ({ fired: [{ kind, dueAt: days(1), about }] });
  const time = { fromAt: days(2), toAt: days(2.25), where: text };
  const rows: [string, TimelineRow['actor'], Record<string, unknown>][] = [
    ['propose_slots', ada, { fromAt: null, minutes: 60 }],
    ['propose_slots', ada, { fromAt: days(1), minutes: 60 }],
    ['book_meeting', ada, { ...time, wasAt: null }],
    ['book_meeting', ada, { ...time, where: '', wasAt: days(1) }],
    ['meeting_told', { kind: 'delivery' }, { userIds: ['UADA', 'UBEN'] }],
    ['cancel_meeting', ada, { fromAt: days(2), reason: text }],
    ['resolve', ada, { reason: text, also: [{ type: 'times_looked_for' }] }],
    ['meeting_soon', clock, fired('meeting_soon', 'day')],
    ['meeting_unbooked', clock, fired('meeting_unbooked', 'ask')],
    ['meeting_unbooked', clock, fired('meeting_unbooked', 'up')],
  ];
  return rows.map(([type, actor, data], index) => ({
    ...{ seq: index + 1, at: minutesAfterNoon(index), type: type as TimelineRow['type'] },
    ...{ actor, data: JSON.parse(JSON.stringify(data)) },
  }));
}

function shown(view: ViewContext): Picture {
  return message(blocksOf(new Mrkdwn('Postmortem'), bookingOnPostmortem(view)));
}

function message(shows: Message): Picture {
  return { surface: 'message', shows };
}

function modal(shows: Extract<Picture, { surface: 'modal' }>['shows']): Picture {
  return { surface: 'modal', shows };
}
