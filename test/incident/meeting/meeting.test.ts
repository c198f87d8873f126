import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitted, stepsOf, sum } from '../../../src/incident/meeting/agenda.ts';
import { openClosing } from '../../../src/incident/meeting/closing.ts';
import { runOf } from '../../../src/incident/meeting/record.ts';
import { doerOf, meetingRoles } from '../../../src/incident/meeting/roles.ts';
import type { Policy } from '../../../src/policy/schema.ts';
import { readState, stateToStore, stateVersion } from '../../../src/store/state.ts';
import { minutesAfterNoon, Story } from '../story.ts';
import { mitigated, small, started, withPostmortem } from './meeting-story.ts';

/** Booked for an hour after noon, and begun so many minutes later. */
function late(minutes: number, length = 120): Story {
  const story = mitigated().at(40);
  story.does({
    ...{ type: 'book_meeting', by: 'UADA', slot: null, minutes: length, where: null },
    at: minutesAfterNoon(60),
  });
  const early = minutes < -15;
  return story.at(60 + minutes).does({ type: 'start_meeting', by: 'UADA', timed: true, early });
}

describe('the parts of the meeting', () => {
  test('run by the clock, pass over what takes no time, and say when the time is up', () => {
    const story = started();
    expect(runOf(story.incident)).toMatchObject({
      step: 0,
      minutes: [5, 2, 10, 1, 0, 10, 20, 10, 20, 10, 20, 10],
    });
    expect(story.agenda()).toContain('part_over+65');
    story.at(65).ticks();
    expect(runOf(story.incident)?.step).toBe(1);
    story.at(78).ticks();
    expect(runOf(story.incident)?.step).toBe(5);
    expect(story.agenda()).toContain('part_over+88');
    // After a while without a clock it is where it would be; one message, not five.
    story.at(160).ticks();
    expect(runOf(story.incident)?.step).toBe(10);
    expect(story.renewed()).toEqual(['meeting']);
    expect(story.told()).toEqual([]);
    story.at(178).ticks();
    expect(story.due()).toEqual([]);
    expect(story.told()).toEqual([{ to: 'room', fact: { type: 'meeting_time_up' } }]);
    expect(story.at(200).ticks().told()).toEqual([]);
    // How it goes from part to part is no line of the timeline.
    expect(story.entries.filter(({ type }) => type === 'part_over')).toEqual([]);
  });

  test('one that nobody ends is over an hour after its time, and counts as held', () => {
    const story = started().at(178).ticks();
    story.at(241).ticks();
    expect(story.due()).toEqual([]);
    expect(runOf(story.incident)).toBe(null);
    expect(story.incident.state.milestones['postmortem_held']?.at).toEqual(minutesAfterNoon(180));
    expect(openClosing(story.incident, small)).toHaveLength(4);
  });

  test('a late beginning cuts all of them, or, where too little is left, ends later', () => {
    const some = runOf(late(20).incident);
    expect(some).toMatchObject({ endsAt: minutesAfterNoon(180) });
    expect(some?.begun).toEqual({ minutes: 100, of: 118, lateMinutes: 20 });
    const much = runOf(late(70).incident);
    expect(much).toMatchObject({ endsAt: minutesAfterNoon(250) });
    expect(much?.begun).toEqual({ minutes: 118, of: 118, lateMinutes: 70 });
    expect(runOf(late(1).incident)?.begun).toEqual({ minutes: 118, of: 118, lateMinutes: 1 });
    // Booked shorter than the agenda is long, it is as long as it was booked, late or not.
    const short = runOf(late(0, 45).incident);
    expect(short).toMatchObject({ endsAt: minutesAfterNoon(105), begun: { minutes: 45, of: 118 } });
    const both = runOf(late(30, 45).incident);
    expect(both).toMatchObject({ endsAt: minutesAfterNoon(135), begun: { minutes: 45 } });
    // A day early it is not the one that was booked.
    expect(runOf(late(-18).incident)).toMatchObject({ endsAt: minutesAfterNoon(162) });
  });

  test('together they are never longer than what there is', () => {
    const minutes = fc.array(fc.integer({ min: 0, max: 480 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(minutes, fc.integer({ min: 0, max: 600 }), (parts, most) => {
        const cut = fitted(parts, most);
        expect(sum(cut)).toBeLessThanOrEqual(Math.max(most, 0));
        expect(sum(cut)).toBe(Math.min(sum(parts), most));
        for (const [index, each] of cut.entries()) {
          expect(each).toBeGreaterThanOrEqual(0);
          expect(each).toBeLessThanOrEqual(Math.max(parts[index] ?? 0, 1));
          if (parts[index] === 0) expect(each).toBe(0);
        }
      }),
    );
  });

  test('whatever people press, it never goes beyond its end, nor back', () => {
    const press = fc.constantFrom('next_part', 'extend_part', 'pause_meeting', 'resume_meeting');
    fc.assert(
      fc.property(fc.array(fc.tuple(press, fc.integer({ min: 0, max: 12 }))), (deeds) => {
        const story = late(20);
        let minute = 80;
        let step = 0;
        for (const [type, wait] of deeds) {
          minute += wait;
          story.at(minute).ticks();
          try {
            story.does({ type, by: 'UADA' });
          } catch {
            // Refused, with a reason.
          }
          const run = runOf(story.incident);
          if (!run) return;
          expect(run.step).toBeGreaterThanOrEqual(step);
          step = run.step;
          expect(run.minutes).toHaveLength(stepsOf(small).length);
          if (run.stepEndsAt) expect(run.stepEndsAt <= run.endsAt).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('are made longer only out of what comes; stop and go on; a stale button says so', () => {
    const story = started().does({ type: 'extend_part', by: 'UADA', step: 0 });
    // Two minutes are free; the others come out of the parts ahead.
    expect(runOf(story.incident)?.minutes[0]).toBe(10);
    expect(sum(runOf(story.incident)?.minutes ?? [])).toBe(120);
    expect(story.refuses({ type: 'next_part', by: 'UADA', step: 3 })).toEqual({
      code: 'part_moved',
      step: 0,
    });
    story.at(64).does({ type: 'pause_meeting', by: 'UADA' });
    expect(story.agenda().filter((each) => each.startsWith('part_over'))).toEqual([]);
    expect(story.refuses({ type: 'extend_part', by: 'UADA' })).toEqual({
      code: 'meeting_clock_stands',
    });
    story.at(74).does({ type: 'resume_meeting', by: 'UADA' });
    expect(story.agenda()).toContain('part_over+80');
    expect(story.refuses({ type: 'resume_meeting', by: 'UADA' })).toEqual({
      code: 'meeting_clock_runs',
    });
    story.at(178).ticks();
    expect(story.refuses({ type: 'extend_part', by: 'UADA' })).toMatchObject({
      code: 'no_time_left',
    });
    expect(story.refuses({ type: 'next_part', by: 'UADA' })).toEqual({ code: 'last_part' });
    expect(story.refuses({ type: 'start_meeting', by: 'UADA', timed: true })).toMatchObject({
      code: 'meeting_goes_on',
    });
    story.does({ type: 'end_meeting', by: 'UADA' });
    expect(story.refuses({ type: 'end_meeting', by: 'UADA' })).toEqual({ code: 'no_meeting_on' });
    const { state } = story.incident;
    const stored = JSON.parse(JSON.stringify(stateToStore(state)));
    expect(readState(stored, stateVersion).meeting).toEqual(state.meeting);
  });

  test('not while people still work on it, and not where none is held', () => {
    const open = new Story({ severity: null }, small).at(2);
    open.does({ type: 'answer_criterion', by: 'UADA', criterion: 'half_of_users', yes: true });
    const start = { type: 'start_meeting', by: 'UADA', timed: true } as const;
    expect(open.refuses(start)).toEqual({ code: 'meeting_too_early' });
    const none = withPostmortem({ required: { phase: ['triage'] } });
    expect(mitigated(none).refuses(start)).toEqual({ code: 'no_postmortem' });
  });
});

describe('roles of the meeting', () => {
  test('one person for two only where one stands in for the other', () => {
    const story = mitigated().does({ type: 'take_meeting_role', by: 'UADA', role: 'facilitator' });
    story.does({ type: 'take_meeting_role', by: 'UADA', role: 'timekeeper' });
    const take = { type: 'take_meeting_role', by: 'UADA' } as const;
    expect(story.refuses({ ...take, role: 'writer' })).toEqual({
      code: 'one_meeting_role',
      role: 'facilitator',
    });
    expect(story.refuses({ ...take, by: 'UBEN', role: 'timekeeper' })).toEqual({
      code: 'meeting_role_taken',
      ...{ role: 'timekeeper', userId: 'UADA' },
    });
    expect(doerOf(story.incident, small, 'rulekeeper')).toBe(null);
    story.does({ ...take, by: 'UBEN', role: 'writer' });
    expect(doerOf(story.incident, small, 'rulekeeper')).toEqual({ userId: 'UBEN', role: 'writer' });
    story.does({ type: 'give_up_meeting_role', by: 'UADA', role: 'facilitator' });
    expect(doerOf(story.incident, small, 'timekeeper')?.userId).toBe('UADA');
    // Whoever does not come holds nobody up, and nobody is overtaken unseen.
    expect(story.refuses({ ...take, by: 'UCY', role: 'writer', over: 'UADA' })).toMatchObject({
      ...{ code: 'meeting_role_taken', userId: 'UBEN' },
    });
    story.does({ ...take, by: 'UCY', role: 'writer', over: 'UBEN' });
    expect(story.last?.data).toEqual({ role: 'writer', from: 'UBEN' });
    expect(doerOf(story.incident, small, 'writer')?.userId).toBe('UCY');
    story.does({ ...take, by: 'UBEN', role: 'writer', over: 'UCY' });
    expect(story.refuses({ type: 'give_up_meeting_role', by: 'UCY' })).toEqual({
      code: 'not_meeting_role',
    });
  });

  test('a facilitator and a writer where the policy names none', () => {
    const policy = withPostmortem({ roles: [] });
    expect(meetingRoles(policy).map(({ key }) => key)).toEqual(['facilitator', 'writer']);
    const story = mitigated(policy).does({
      ...{ type: 'take_meeting_role', by: 'UADA' },
      role: 'facilitator',
    });
    expect(doerOf(story.incident, policy, 'writer')?.userId).toBe('UADA');
  });
});

test('lines are collected once, by who writes, into the section of their part', () => {
  const story = started().does({ type: 'take_meeting_role', by: 'UBEN', role: 'writer' });
  const lines = [
    { ts: '9.000001', text: 'one' },
    { ts: '10.000001', text: 'two' },
  ];
  const collect = { type: 'collect_lines', by: 'UBEN', part: 'root', lines } as const;
  story.does(collect);
  expect(story.last).toMatchObject({
    type: 'add_to_section',
    data: { key: 'root', lines: ['one', 'two'] },
  });
  expect(story.refuses(collect)).toEqual({ code: 'no_lines' });
  story.does({ ...collect, lines: [...lines, { ts: '11.000001', text: 'three' }] });
  expect(story.last?.data).toMatchObject({ lines: ['three'] });
  expect(story.refuses({ ...collect, by: 'UADA' })).toEqual({ code: 'not_writer', userId: 'UBEN' });
  expect(story.refuses({ ...collect, part: 'starting' })).toEqual({ code: 'no_thread' });
});

test('the rules are reminded of without a name, and not twice in a minute', () => {
  const story = started().does({ type: 'take_meeting_role', by: 'UBEN', role: 'rulekeeper' });
  const remind = { type: 'remind_of_rules', by: 'UBEN' } as const;
  expect(story.refuses({ ...remind, by: 'UADA' })).toEqual({
    ...{ code: 'not_rulekeeper', role: 'rulekeeper' },
  });
  const entries = story.entries.length;
  story.does(remind);
  expect(story.told()).toEqual([{ to: 'room', fact: { type: 'meeting_rules' } }]);
  expect(story.entries).toHaveLength(entries);
  expect(JSON.stringify(story.incident.state.meeting?.remindedAt)).not.toContain('UBEN');
  expect(story.refuses(remind)).toEqual({ code: 'just_reminded' });
  story.at(62).does(remind);
});

test('what is to be done at the end is ticked, and stays until it is', () => {
  const story = started();
  expect(openClosing(story.incident, small)).toEqual([]);
  story.at(170).does({ type: 'end_meeting', by: 'UADA' });
  const tick = { type: 'tick_closing', by: 'UADA', item: 1, done: true } as const;
  story.does(tick);
  expect(openClosing(story.incident, small).map(({ item }) => item)).toEqual([0, 2, 3]);
  expect(story.refuses(tick)).toEqual({ code: 'same_closing' });
  expect(story.refuses({ ...tick, item: 4 })).toEqual({
    ...{ code: 'unknown_closing', given: 4, count: 4 },
  });
  // Another policy may have more of it, in another order: what is ticked goes with its text.
  const [first, second, ...others] = small.postmortem?.closing ?? [];
  const closing = ['Thank everybody', ...others, second ?? '', first ?? ''];
  const changed = { ...small, postmortem: { ...small.postmortem, closing } } as Policy;
  expect(openClosing(story.incident, changed).map(({ text }) => text)).toEqual([
    ...['Thank everybody', ...others],
    first,
  ]);
  const [{ key } = { key: '' }] = openClosing(story.incident, changed);
  // A button of a list that is not the one of now: nothing is ticked, and the one of now is shown.
  expect(story.refuses({ ...tick, item: key })).toMatchObject({
    code: 'closing_changed',
    items: (small.postmortem?.closing ?? []).map((text, at) => ({ text, isDone: at === 1 })),
  });
  story.does({ ...tick, done: false });
  expect(openClosing(story.incident, small)).toHaveLength(4);
  // The message shows the list of the policy that it moves to.
  const names = { name: 'New', previous: 'Old', instead: {} };
  story.does({ type: 'change_policy', hash: 'another', ...names });
  expect(story.renewed()).toContain('postmortem');
});
