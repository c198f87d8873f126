import { describe, expect, test } from 'vitest';
import { clocksOf } from '../../../src/incident/clocks/clocks.ts';
import { clocksPolicy } from '../../support/clocks-policy.ts';
import { minutesAfterNoon, Story } from '../story.ts';
import { breachesOf, running, toldClocks } from './looking.ts';

const policy = clocksPolicy();
const by = 'UADA';

const sev1 = () => new Story({ severity: 'sev1' }, policy);

describe('a pause', () => {
  const paused = (at: number) =>
    sev1().at(at).does({ type: 'pause_clock', by, clock: 'resolve', reason: 'the vendor looks' });

  test('stops a clock, and what it stood still is added to its time', () => {
    const story = paused(100);
    expect(running(story)).toMatchObject({ resolve: null });
    expect(story.incident.state.clocks['resolve']?.pause).toMatchObject({ by });
    story.at(300).ticks();
    expect(breachesOf(story, 'resolve')).toEqual([]);
    story.at(400).does({ type: 'resume_clock', by, clock: 'resolve' });
    expect(running(story)).toMatchObject({ resolve: 540 });
    expect(story.last?.data).toMatchObject({ pausedMinutes: 300, dueAt: minutesAfterNoon(540) });
    story.at(540).ticks();
    expect(breachesOf(story, 'resolve')).toEqual([[540, 540]]);
  });

  test('counts in working time where the clock does', () => {
    const story = sev1().at(60).does({ type: 'resolve', by, reason: 'rolled back' });
    // Wednesday, 10:00 to 12:00 there, and over the weekend from Friday, 17:00 to Monday, 10:00.
    const at = (iso: string) => (Date.parse(iso) - minutesAfterNoon(0).getTime()) / 60_000;
    story.at(at('2026-03-04T03:00:00Z'));
    story.does({ type: 'pause_clock', by, clock: 'own.booked', reason: 'people are ill' });
    story.at(at('2026-03-04T05:00:00Z')).does({ type: 'resume_clock', by, clock: 'own.booked' });
    const due = () =>
      clocksOf(story.incident, policy).find(({ key }) => key === 'own.booked')?.targetAt;
    // The nine hours of Wednesday, with the two of the pause: Thursday, 11:00.
    expect(due()).toEqual(new Date('2026-03-05T04:00:00Z'));
    story.does({ type: 'pause_clock', by, clock: 'own.booked', reason: 'they still are' });
    story.at(at('2026-03-09T03:00:00Z')).does({ type: 'resume_clock', by, clock: 'own.booked' });
    // Six hours of Wednesday, nine of Thursday and of Friday and one of Monday more: Monday, 18:00.
    expect(due()).toEqual(new Date('2026-03-09T11:00:00Z'));
  });

  test('of what is late already stops only that it is said again', () => {
    const story = sev1().at(46).ticks();
    expect(breachesOf(story, 'status_page')).toEqual([[45, 46]]);
    story.does({ type: 'pause_clock', by, clock: 'status_page', reason: 'the page is down' });
    story.at(200).ticks();
    expect(toldClocks(story, 'clocks_still_late').flatMap(([, keys]) => keys)).not.toContain(
      'status_page',
    );
    story.does({ type: 'resume_clock', by, clock: 'status_page' });
    expect(running(story)).toMatchObject({ status_page: 45 });
    story.ticks();
    expect(breachesOf(story, 'status_page')).toEqual([[45, 46]]);
  });

  test('needs a reason and a clock that runs, that may stand still and does not', () => {
    const strict = clocksPolicy('', { 'tells: [UBOSS]': 'pausable: false' });
    const story = new Story({ severity: 'sev1' }, strict).at(1);
    const pause = (clock: string, reason = 'so') =>
      story.refuses({ type: 'pause_clock', by, clock, reason });
    expect(pause('own.team')).toEqual({ code: 'clock_not_pausable', clock: 'own.team' });
    expect(pause('resolve', ' ')).toMatchObject({ code: 'missing' });
    expect(pause('moon')).toMatchObject({
      ...{ code: 'unknown_clock', given: 'moon' },
      allowed: expect.arrayContaining(['respond', 'resolve']),
    });
    expect(story.refuses({ type: 'resume_clock', by, clock: 'resolve' })).toEqual({
      ...{ code: 'clock_runs', clock: 'resolve' },
    });
    story.does({ type: 'pause_clock', by, clock: 'resolve', reason: 'so' });
    expect(pause('resolve')).toEqual({
      ...{ code: 'clock_paused', clock: 'resolve', by, at: minutesAfterNoon(1) },
    });
    story.does({ type: 'take_role', by, role: 'commander' });
    expect(pause('respond')).toEqual({ code: 'clock_over', clock: 'respond' });
    story.does({ type: 'cancel', by, reason: 'a test' });
    expect(pause('resolve')).toEqual({ code: 'no_clocks' });
  });
});
