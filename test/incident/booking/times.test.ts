import { describe, expect, test } from 'vitest';
import { foundTimes } from '../../../src/incident/booking/propose.ts';
import { milestoneAt, reachedMilestones } from '../../../src/incident/course/milestones.ts';
import type { Command } from '../../../src/incident/types.ts';
import { loadPolicyFile } from '../../../src/policy/load.ts';
import { defaultPolicy, minutesAfterNoon, Story } from '../story.ts';
import {
  begins,
  book,
  booking,
  day,
  effect,
  finds,
  hour,
  people,
  policyWith,
  resolved,
} from './booking-story.ts';

describe('times', () => {
  test('are looked for once it is resolved, within what is left until it is due', () => {
    const story = resolved();
    expect(effect(story, 'find_times')).toEqual([
      expect.objectContaining({ who: [{ userId: 'UADA' }, { userId: 'UREPORTER' }] }),
    ]);
    expect(booking(story).asked).toMatchObject({ minutes: 60 });
    finds(story);
    const [first = 0] = begins(story);
    expect(first).toBeGreaterThanOrEqual(20 + hour);
    for (const { toAt } of booking(story).slots) {
      expect(toAt <= minutesAfterNoon(20 + 4 * day)).toBe(true);
    }
    // Each day another time of the day.
    expect(new Set(begins(story).map((at) => at % day)).size).toBeGreaterThan(1);
    // Nothing is proposed a second time by itself.
    story.at(30).does({ type: 'add_note', by: 'UADA', kind: 'note', text: 'x' });
    expect(effect(story, 'find_times')).toEqual([]);
  });

  test('are none by themselves where no postmortem is held, or it is an exercise', () => {
    expect(effect(resolved(defaultPolicy), 'find_times')).toEqual([]);
    const drill = new Story({ isDrill: true }, policyWith()).at(5);
    expect(drill.refuses(book(day))).toEqual({ code: 'no_postmortem' });
    expect(drill.refuses({ type: 'propose_slots', by: 'UADA', fromAt: null, minutes: 5 })).toEqual({
      code: 'no_postmortem',
    });
  });

  test('longer than anybody works in a day, there is none, and that is known until one is booked', () => {
    const policy = policyWith();
    const story = resolved({ ...policy, calendar: { ...policy.calendar, to: '12:00' } });
    finds(story);
    expect(booking(story).inVain).toBe(null);
    story.does({ type: 'propose_slots', by: 'UADA', fromAt: null, minutes: 240 });
    finds(story);
    expect(booking(story)).toMatchObject({ slots: [], asked: null, inVain: 240 });
    expect(booking(story.does(book(day))).inVain).toBe(null);
  });

  test('keep their votes where they are found again, and past ones take none', () => {
    const story = resolved();
    const [earlier] = foundTimes(story, people);
    finds(story);
    const [slot] = booking(story).slots;
    const vote = { type: 'vote_slot', by: 'UBEN', slot: slot?.id ?? 0 } as const;
    story.does(vote);
    story.does({ type: 'propose_slots', by: 'UADA', fromAt: null, minutes: null });
    finds(story);
    expect(booking(story).slots[0]).toMatchObject({ id: slot?.id, votes: ['UBEN'] });
    story.does(vote);
    expect(booking(story).slots[0]?.votes).toEqual([]);
    expect(story.at(3 * day).refuses(vote)).toEqual({ code: 'slot_gone' });
    // Found twice, because an end was not known: nothing is asked any more.
    const before = booking(story);
    if (earlier) expect(booking(story.does(earlier))).toBe(before);
    // What was found for another question is no answer to the one asked since.
    story.does({ type: 'propose_slots', by: 'UADA', fromAt: null, minutes: 15 });
    if (earlier) expect(booking(story.does(earlier)).slots).toEqual(before.slots);
    finds(story);
    expect(booking(story).slots[0]?.toAt).not.toEqual(before.slots[0]?.toAt);
  });

  test('come as soon as can be where it is due already, or not before what somebody says', () => {
    const late = resolved().at(10 * day);
    late.does({ type: 'propose_slots', by: 'UADA', fromAt: null, minutes: 30 });
    finds(late);
    expect(begins(late)[0]).toBeGreaterThanOrEqual(10 * day + hour);
    const chosen = resolved();
    const fromAt = minutesAfterNoon(9 * day);
    chosen.does({ type: 'propose_slots', by: 'UADA', fromAt, minutes: 30 });
    finds(chosen);
    expect(begins(chosen)[0]).toBeGreaterThanOrEqual(9 * day);
    expect(
      chosen.refuses({ type: 'propose_slots', by: 'UADA', fromAt, minutes: 500 }),
    ).toMatchObject({ code: 'meeting_length' });
  });

  test('a small team arranges it while the incident goes on, once somebody leads, for another day', async () => {
    const loaded = await loadPolicyFile('policies/001-small-team.yaml');
    if (!loaded.ok) throw new Error(loaded.faults.join('\n'));
    const story = new Story({ severity: null }, loaded.policy)
      .at(1)
      .does({ type: 'confirm_incident', by: 'UADA', reason: 'Half of all users' });
    expect(effect(story, 'find_times')).toEqual([]);
    story.at(2).does({ type: 'take_role', by: 'UADA', role: 'communicator' });
    expect(effect(story, 'find_times')).toHaveLength(1);
    expect(booking(story).asked).toMatchObject({ minutes: 120 });
    finds(story);
    expect(begins(story)[0]).toBeGreaterThanOrEqual(18 * hour);
    const [slot] = booking(story).slots;
    story.at(5).does({ ...book(0), at: null, slot: slot?.id ?? 0 } as Command);
    // The step that asks for it is done; that it is arranged is said once.
    expect(story.incident.state.tasks['postmortem.arrange']).toMatchObject({ status: 'done' });
    expect(milestoneAt(story.incident, 'postmortem_booked')).toEqual(minutesAfterNoon(5));
    expect(
      reachedMilestones(story.incident, loaded.policy).filter(({ key }) => /postmortem/.test(key)),
    ).toHaveLength(1);
    story.at(6).does({ type: 'cancel_meeting', by: 'UADA', reason: 'Another day' });
    expect(story.incident.state.tasks['postmortem.arrange']).toMatchObject({ status: 'open' });
    expect(milestoneAt(story.incident, 'postmortem_booked')).toBeNull();
  });
});
