import type { PersonCommand } from '../../incident/types.ts';
import { bookModal, cancelMeetingModal, proposeModal } from '../../views/booking/forms.ts';
import { expected } from '../filled.ts';
import type { FormOf } from '../forms.ts';
import type { Submitted } from '../modals.ts';

/** The form behind each word that has one. */
export const bookingForms = {
  propose_slots: (view) => proposeModal(view),
  book_meeting: (view, _viewer, preset) => bookModal(view, preset),
  cancel_meeting: (view, _viewer, preset) => cancelMeetingModal(view, preset),
} as const satisfies Record<string, FormOf>;

/** The command each form makes when it is sent, by its callback id. */
export const bookingSubmissions = {
  propose_slots: ({ userId: by, filled }) => ({
    type: 'propose_slots',
    by,
    fromAt: filled.instant('from'),
    minutes: minutesIn(filled.choice('minutes')),
  }),
  book_meeting: ({ userId: by, filled, metadata }) => ({
    ...expected(metadata),
    type: 'book_meeting',
    by,
    slot: null,
    at: filled.instant('at'),
    minutes: minutesIn(filled.choice('minutes')),
    where: filled.text('where'),
  }),
  cancel_meeting: ({ userId: by, filled, metadata }) => ({
    ...expected(metadata),
    type: 'cancel_meeting',
    by,
    reason: filled.text('reason'),
  }),
} as const satisfies Record<string, (submitted: Submitted) => PersonCommand>;

function minutesIn(chosen: string): number | null {
  return /^\d{1,4}$/.test(chosen) ? Number(chosen) : null;
}

/** The field a refusal of the booking is about; null where it is about none. */
export function bookingBlockOf({ code }: { code: string }): string | null {
  if (['meeting_in_past', 'meeting_same', 'slot_gone'].includes(code)) return 'at';
  return code === 'meeting_length' ? 'minutes' : null;
}
