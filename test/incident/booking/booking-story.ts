import type { Attendee } from '../../../src/calendar/meeting-slots.ts';
import { foundTimes } from '../../../src/incident/booking/propose.ts';
import type { Command, Effect } from '../../../src/incident/types.ts';
import { Calendar } from '../../../src/policy/language/calendar.ts';
import { Postmortem } from '../../../src/policy/language/later.ts';
import type { Policy } from '../../../src/policy/schema.ts';
import { defaultPolicy, minutesAfterNoon, noon, Story } from '../story.ts';

/** Stories of the meeting of a postmortem. */

export const hour = 60;
export const day = 24 * hour;

export function policyWith(review: Record<string, unknown> = {}): Policy {
  return {
    ...defaultPolicy,
    // Monday 2 March 2026, noon, is where stories begin.
    calendar: Calendar.parse({ zone: 'UTC' }),
    postmortem: Postmortem.parse({ within_days: 4, meeting_minutes: 60, ...review }),
  };
}

export const people: Attendee[] = [
  { userId: 'UADA', zone: 'UTC' },
  { userId: 'UBEN', zone: null },
];

export function resolved(policy = policyWith()): Story {
  return new Story({}, policy)
    .at(10)
    .does({ type: 'take_role', by: 'UADA', role: 'commander' })
    .at(20)
    .does({ type: 'resolve', by: 'UADA', reason: 'The pool was replaced' });
}

export const book = (minutes: number, more: object = {}): Command => ({
  ...{ type: 'book_meeting', by: 'UADA', slot: null, at: minutesAfterNoon(minutes) },
  ...{ minutes: null, where: null, ...more },
});

export const booking = (story: Story) => story.incident.state.booking;

export function effect<T extends Effect['type']>(
  story: Story,
  type: T,
): Extract<Effect, { type: T }>[] {
  return story.effects.filter((each): each is Extract<Effect, { type: T }> => each.type === type);
}

/** How many minutes after noon each begins. */
export const begins = (story: Story) =>
  booking(story).slots.map(({ fromAt }) => (fromAt.getTime() - noon.getTime()) / 60_000);

/** What delivery finds for these two, told to the incident. */
export function finds(story: Story): void {
  for (const report of foundTimes(story, people)) story.does(report);
}
