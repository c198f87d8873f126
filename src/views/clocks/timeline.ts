import type { ClocksAlso, ClocksEntries, ClocksTimerKind } from '../../incident/clocks/types.ts';
import { duration } from '../duration.ts';
import { prose, when } from '../mrkdwn.ts';
import { say } from '../say.ts';
import type { AlsoSentences, EntrySentences, FiredSentences } from '../timeline.ts';
import { clockText, clockTexts } from './names.ts';

export const clocksEntries: EntrySentences<ClocksEntries> = {
  pause_clock: ({ clock, reason }, policy, who) =>
    say(policy, 'entry.pause_clock', {
      who,
      clock: clockText(policy, clock),
      reason: say(policy, 'fact.reason', { reason: prose(reason) }),
    }),
  resume_clock: ({ clock, pausedMinutes, dueAt }, policy, who) =>
    say(policy, 'entry.resume_clock', {
      who,
      clock: clockText(policy, clock),
      duration: duration(policy, pausedMinutes),
      at: when(new Date(dueAt)),
    }),
};

export const clocksAlso: AlsoSentences<ClocksAlso> = {
  clock_late: ({ clock, dueAt }, policy) =>
    say(policy, 'also.clock_late', {
      clock: clockText(policy, clock),
      at: when(new Date(dueAt)),
    }),
};

/** What the clock did. */
export const clocksFired: FiredSentences<ClocksTimerKind> = {
  clock_at_risk: ({ about }, policy) =>
    say(policy, 'entry.clock_at_risk', { clocks: clockTexts(policy, about) }),
  clock_missed: ({ about = '', dueAt }, policy) => {
    const clocks = clockTexts(policy, about);
    // Of several each was due at its own time.
    if (about.includes(' ')) return say(policy, 'entry.clocks_missed', { clocks });
    return say(policy, 'entry.clock_missed', { clock: clocks, at: when(new Date(dueAt)) });
  },
  clock_nag: ({ about }, policy) =>
    say(policy, 'entry.clock_nag', { clocks: clockTexts(policy, about) }),
};
