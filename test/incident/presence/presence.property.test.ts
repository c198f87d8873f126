import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decide } from '../../../src/incident/decide.ts';
import { isOpen } from '../../../src/incident/lookup.ts';
import { roomKey } from '../../../src/incident/presence/kept.ts';
import { timersFor } from '../../../src/incident/timers.ts';
import type { Command } from '../../../src/incident/types.ts';
import { Story } from '../story.ts';
import { promising } from './policy.ts';

/** Whatever people do: no promise is reminded of twice, and each is kept, moved, or overdue. */

const people = fc.constantFrom('UADA', 'UBEN');
const text = { know: 'Still down', doing: '', need: '' };
const command: fc.Arbitrary<Command> = fc.oneof(
  people.map((by): Command => ({ type: 'post_update', by, ...text })),
  fc
    .tuple(people, fc.constantFrom(5, 15, 90))
    .map(([by, nextInMinutes]): Command => ({ type: 'post_update', by, ...text, nextInMinutes })),
  people.map((by): Command => ({ type: 'skip_update', by, reason: 'nothing new' })),
  people.map((by): Command => ({ type: 'snooze_update', by, minutes: 10, reason: 'restart' })),
  people.map((by): Command => ({ type: 'own_update', by })),
  fc
    .tuple(people, fc.constantFrom('sev1', 'sev2', 'sev3'))
    .map(([by, severity]): Command => ({ type: 'change_severity', by, severity, reason: 'x' })),
  fc
    .tuple(people, fc.constantFrom('investigating', 'monitoring', 'identified'))
    .map(([by, status]): Command => ({ type: 'change_status', by, status, reason: 'x' })),
  fc.tuple(people, fc.constantFrom('public', 'board', 'partners')).map(
    ([by, audience]): Command => ({
      ...{ type: 'message_sent', by, about: { audience, template: 'news' } },
      ...{ text: 'We are on it.', proof: 'phone' },
    }),
  ),
  people.map((by): Command => ({ type: 'take_role', by, role: 'commander' })),
  people.map((by): Command => ({ type: 'leave_room', by })),
  people.map((userId): Command => ({ type: 'member_gone', userId })),
  people.map((userId): Command => ({ type: 'heard', userId })),
  people.map((by): Command => ({ type: 'resolve', by, reason: 'x' })),
  people.map((by): Command => ({ type: 'reopen', by, reason: 'x' })),
);
const happening = fc.record({
  after: fc.constantFrom(0, 1, 4, 5, 6, 20, 61, 600, 10_080),
  clockWorks: fc.boolean(),
  command,
});

test('no promise is reminded of twice at one stage, and each that ends is kept, moved or late', () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 40, size: 'max' }), (happenings) => {
      const story = new Story({ severity: 'sev1' }, promising);
      const reminded = new Set<string>();
      let minute = 0;
      for (const { after, clockWorks, command: next } of happenings) {
        minute += after;
        story.at(minute);
        if (clockWorks) tick(story, reminded);
        expectCounted(story, next);
      }
      tick(story, reminded);
    }),
    { numRuns: 200 },
  );
});

/** Lets the clock speak: never of one promise twice at one stage, and once of all that is late. */
function tick(story: Story, reminded: Set<string>): void {
  const before = story.incident;
  story.ticks();
  const room = story.told().filter(({ to }) => to === 'room');
  const reminders = room.filter(({ fact }) => fact.type === 'update_reminder');
  expect(reminders.length).toBeLessThanOrEqual(1);
  expect(room.filter(({ fact }) => fact.type === 'audiences_due').length).toBeLessThanOrEqual(1);
  for (const { fact } of reminders) {
    if (fact.type !== 'update_reminder' || fact.stage === 'overdue') continue;
    const promise = `${fact.stage} ${fact.dueAt.toISOString()} ${before.state.updates.promisedAt?.toISOString()}`;
    expect(reminded.has(promise)).toBe(false);
    reminded.add(promise);
  }
  expect(timersFor(story.incident, promising).filter(({ dueAt }) => dueAt <= story.now)).toEqual(
    [],
  );
}

/** Whatever becomes of a promise is counted once, or it was moved before it was late. */
function expectCounted(story: Story, next: Command): void {
  const before = story.incident;
  const decision = decide(before, next, promising, story.now);
  if (!decision.ok) return;
  const was = before.state.updates.nextDueAt;
  story.does(next);
  const is = story.incident.state.updates.nextDueAt;
  const [first, then] = [before, story.incident].map(({ state }) => state.kept[roomKey]);
  const more = {
    onTime: (then?.onTime ?? 0) - (first?.onTime ?? 0),
    late: (then?.late ?? 0) - (first?.late ?? 0),
  };
  const isSame = was?.getTime() === is?.getTime();
  const isLate = was !== null && story.now.getTime() - was.getTime() >= 60_000;
  const isKept = next.type === 'post_update';
  expect(more).toEqual({
    onTime: was && !isSame && !isLate && isKept ? 1 : 0,
    late: was && !isSame && isLate ? 1 : 0,
  });
  const { nextDueAt, promisedAt } = story.incident.state.updates;
  // As long as people work on it something is promised, or somebody left the last one out.
  if (isOpen(story.incident.phase)) expect(nextDueAt).not.toBeNull();
  else expect([nextDueAt, promisedAt]).toEqual([null, null]);
}
