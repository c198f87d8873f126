import { workingMsBetween } from '../../calendar/working-span.ts';
import {
  accept,
  entry,
  person,
  type Refused,
  type Rules,
  reasonFault,
  refuse,
  type Scene,
  sync,
} from '../decision.ts';
import { excerpt } from '../text.ts';
import { type Clock, clocksOf, recordOf, withRecord } from './clocks.ts';
import type { ClocksCommand } from './types.ts';

/** Bytes of a reason that the state keeps; the timeline has all of it. */
const reasonBytes = 150;

export const clocksRules: Rules<ClocksCommand> = {
  pause_clock: pauseClock,
  resume_clock: resumeClock,
};

/** It stands still, with a reason: somebody outside is waited for. */
function pauseClock(
  scene: Scene,
  { by, clock: key, reason }: Extract<ClocksCommand, { type: 'pause_clock' }>,
) {
  const { incident, now } = scene;
  const clock = runningClock(scene, key);
  if ('ok' in clock) return clock;
  if (clock.pause) {
    return refuse({ code: 'clock_paused', clock: key, by: clock.pause.by, at: clock.pause.at });
  }
  if (!clock.isPausable) return refuse({ code: 'clock_not_pausable', clock: key });
  const fault = reasonFault(reason);
  if (fault) return fault;
  const pause = { at: now, by, reason: excerpt(reason, reasonBytes) };
  const after = withRecord(incident, key, { ...recordOf(incident, key), pause });
  return accept(after, entry('pause_clock', person(by), { clock: key, reason }), sync('card'));
}

/** It goes on. What it stood still is added to its time, unless it was late already. */
function resumeClock(
  scene: Scene,
  { by, clock: key }: Extract<ClocksCommand, { type: 'resume_clock' }>,
) {
  const { incident, policy, now } = scene;
  const clock = runningClock(scene, key);
  if ('ok' in clock) return clock;
  if (!clock.pause) return refuse({ code: 'clock_runs', clock: key });
  const { pause, pausedMs = 0, ...rest } = recordOf(incident, key);
  const { at } = clock.pause;
  const stoodMs = clock.workingTime
    ? workingMsBetween(at, now, policy.calendar)
    : now.getTime() - at.getTime();
  const total = pausedMs + (at < clock.targetAt ? stoodMs : 0);
  const record = { ...rest, ...(total > 0 ? { pausedMs: total } : {}) };
  const after = withRecord(incident, key, record);
  const next = clocksOf(after, policy).find((each) => each.key === key);
  const data = {
    clock: key,
    pausedMinutes: Math.round(stoodMs / 60_000),
    dueAt: next?.targetAt ?? clock.targetAt,
  };
  return accept(after, entry('resume_clock', person(by), data), sync('card'));
}

/** The clock of that key while it runs; else why there is none. */
function runningClock({ incident, policy }: Scene, key: string): Clock | Refused {
  const clocks = clocksOf(incident, policy);
  const clock = clocks.find((each) => each.key === key);
  if (clock?.endedAt) return refuse({ code: 'clock_over', clock: key });
  if (clock) return clock;
  const allowed = clocks.filter(({ endedAt }) => !endedAt).map((each) => each.key);
  if (allowed.length === 0) return refuse({ code: 'no_clocks' });
  return refuse({ code: 'unknown_clock', given: key, allowed });
}
