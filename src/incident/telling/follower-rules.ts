import { accept, type Of, refuse, type Scene, withState } from '../decision.ts';
import { inReality } from '../drills/pace.ts';
import { isEnded } from '../lookup.ts';
import type { Decision } from '../types.ts';
import { followMinutes, mostFollowers } from './followers.ts';

/** Follows it by direct message; following again changes how often. Not worth a line of the timeline. */
export function follow({ incident, policy }: Scene, command: Of<'follow'>): Decision {
  const { by, everyMinutes: asked } = command;
  const { phase, state } = incident;
  if (isEnded(phase)) return refuse({ code: 'ended', phase });
  const { min, max } = followMinutes;
  const isInRange = asked === null || (Number.isInteger(asked) && asked >= min && asked <= max);
  if (!isInRange) return refuse({ code: 'minutes_out_of_range', min, max });
  const everyMinutes = asked === null ? null : inReality(policy, asked);
  const { followers } = state;
  const old = Object.hasOwn(followers, by) ? followers[by] : undefined;
  if (old?.everyMinutes === everyMinutes) return refuse({ code: 'follows_already' });
  if (!old && Object.keys(followers).length >= mostFollowers) {
    return refuse({ code: 'followers_full', max: mostFollowers });
  }
  const follower = { everyMinutes, lastAt: old?.lastAt ?? null };
  return accept(withState(incident, { followers: { ...followers, [by]: follower } }), null, []);
}

export function unfollow({ incident }: Scene, { by }: Of<'unfollow'>): Decision {
  const { [by]: follower, ...others } = incident.state.followers;
  if (!follower) return refuse({ code: 'follows_not' });
  return accept(withState(incident, { followers: others }), null, []);
}
