import { clocksOf } from '../../incident/clocks/clocks.ts';
import type { ClocksCommand } from '../../incident/clocks/types.ts';
import type { DoneViews } from '../done.ts';
import { when } from '../mrkdwn.ts';
import { say } from '../say.ts';
import { clockText } from './names.ts';

export const clocksDone: DoneViews<ClocksCommand> = {
  pause_clock: ({ policy, incident }, { clock }) =>
    say(policy, 'done.pause_clock', { clock: clockText(policy, clock, incident) }),
  resume_clock: ({ policy, incident }, { clock: key }) => {
    const clock = clocksOf(incident, policy).find((each) => each.key === key);
    return say(policy, 'done.resume_clock', {
      clock: clockText(policy, key, incident),
      at: when(clock?.targetAt ?? incident.updatedAt),
    });
  },
};
