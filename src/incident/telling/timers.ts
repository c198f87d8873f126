import type { Policy } from '../../policy/schema.ts';
import { type TimerRule, unclosed } from '../timer-rule.ts';
import type { Effect, Incident, Timer } from '../types.ts';
import { audienceTimerRules, audienceTimers } from './due.ts';
import { heard, waitingFollowers } from './followers.ts';
import { toPeople } from './messages.ts';
import { obligationTimerRules, obligationTimers } from './obligation-timers.ts';
import type { TellingTimerKind } from './types.ts';

/**
 * When audiences were promised news, what is owed is due, and followers who want few messages hear the
 * next.
 */
export function tellingTimers(incident: Incident, policy: Policy): Timer[] {
  return [
    ...obligationTimers(incident, policy),
    ...audienceTimers(incident, policy),
    ...followerTimers(incident),
  ];
}

function followerTimers(incident: Incident): Timer[] {
  const [first] = waitingFollowers(incident);
  if (!first?.follower.lastAt) return [];
  const key = `followers_due:${first.follower.lastAt.toISOString()}:${first.follower.everyMinutes}`;
  return [{ key, kind: 'followers_due', dueAt: first.dueAt }];
}

export const tellingTimerRules: Record<TellingTimerKind, TimerRule> = {
  ...obligationTimerRules,
  ...audienceTimerRules,
  followers_due: {
    phases: unclosed,
    family: 'followers_due',
    late: 'last',
    // What only followers hear is not worth a line.
    happen: ({ incident, now }) => ({
      after: afterFollowersDue(incident, now),
      effects: followersDue(incident, now),
      isTold: false,
    }),
  },
};

/** Tells followers whose pause is over the last update. */
function followersDue(incident: Incident, now: Date): Effect[] {
  const who = followersAt(incident, now).map((userId) => ({ userId }));
  const { last } = incident.state.updates;
  return [toPeople(who, { type: 'followed', what: 'update', update: last })];
}

/** The incident with those followers told. */
function afterFollowersDue(incident: Incident, now: Date): Incident {
  const followers = heard(incident.state.followers, followersAt(incident, now), now);
  return { ...incident, state: { ...incident.state, followers } };
}

function followersAt(incident: Incident, now: Date) {
  return waitingFollowers(incident)
    .filter(({ dueAt }) => dueAt <= now)
    .map(({ userId }) => userId);
}
