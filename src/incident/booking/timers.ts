import type { Policy } from '../../policy/schema.ts';
import { whoLed } from '../clocks/source.ts';
import { milestoneAt } from '../course/milestones.ts';
import type { Scene } from '../decision.ts';
import { minutesAfter } from '../instants.ts';
import { isHeldAsBooked } from '../meeting/record.ts';
import { inviteesOf } from '../telling/audiences.ts';
import { type Happened, outliving, type TimerRule } from '../timer-rule.ts';
import type { Effect, Fact, Incident, Invitee, Timer } from '../types.ts';
import { dueOf, isUnderWay, postmortemClock } from './propose.ts';
import type { BookingTimerKind } from './types.ts';

/** How long before the meeting people are reminded, in minutes. */
const ahead = { day: 24 * 60, hour: 60 } as const;
/** Which share of the time is over when who led is asked, and when others are told. */
const shares = { ask: 0.25, up: 0.5 } as const;

export function bookingTimers(incident: Incident, policy: Policy): Timer[] {
  return [...soonTimers(incident), ...unbookedTimers(incident, policy)];
}

/** Nobody is reminded of what they were told less than that ago. */
function soonTimers(incident: Incident): Timer[] {
  const { booked } = incident.state.booking;
  if (!booked || isHeldAsBooked(incident)) return [];
  const { fromAt, at } = booked;
  return (['day', 'hour'] as const)
    .map((which): Timer => {
      const key = `meeting_soon:${which}:${fromAt.toISOString()}`;
      return { key, kind: 'meeting_soon', dueAt: minutesAfter(fromAt, -ahead[which]) };
    })
    .filter(({ dueAt }) => dueAt > at);
}

function unbookedTimers(incident: Incident, policy: Policy): Timer[] {
  // Clocks are dear to count, and most incidents have no meeting to book.
  const clock = isMissing(incident, policy) ? postmortemClock(incident, policy) : undefined;
  if (!clock || clock.endedAt) return [];
  const { startedAt, targetAt } = clock;
  const from = startedAt.toISOString();
  return (['ask', 'up'] as const).map((which) => ({
    key: `meeting_unbooked:${which}:${from}`,
    kind: 'meeting_unbooked',
    dueAt: new Date(
      startedAt.getTime() + (targetAt.getTime() - startedAt.getTime()) * shares[which],
    ),
  }));
}

function isMissing(incident: Incident, policy: Policy): boolean {
  const keys = ['postmortem_booked', 'postmortem_held'];
  const isSet = incident.state.booking.booked || keys.some((key) => milestoneAt(incident, key));
  return !isSet && isUnderWay(incident, policy);
}

export const bookingTimerRules: Record<BookingTimerKind, TimerRule> = {
  meeting_soon: {
    phases: outliving,
    family: 'meeting_soon',
    late: 'last',
    happen({ incident, now }, { key }): Happened {
      const { booked } = incident.state.booking;
      if (!booked || booked.toAt <= now) return { after: incident, effects: [], isTold: false };
      const { fromAt, toAt, where, invited } = booked;
      const which = key.split(':')[1] === 'day' ? 'day' : 'hour';
      const fact: Fact = { type: 'meeting_soon', ahead: which, fromAt, toAt, where };
      const who = invited.map((userId) => ({ userId }));
      return { after: incident, effects: tellPeople(who, fact), about: which };
    },
  },
  meeting_unbooked: {
    phases: outliving,
    family: 'meeting_unbooked',
    late: 'last',
    happen(scene, { key }): Happened {
      const { incident, policy } = scene;
      const due = isMissing(incident, policy) ? dueOf(incident, policy) : null;
      if (!due) return { after: incident, effects: [], isTold: false };
      const up = key.split(':')[1] === 'up';
      const fact: Fact = { type: 'meeting_unbooked', dueAt: due, up };
      const who = inviteesOf(whoIsAsked(scene, up), incident, policy);
      return { after: incident, effects: tellPeople(who, fact), about: up ? 'up' : 'ask' };
    },
  },
};

/** Who led and who writes the document; at last those whom the policy names, else who declared it, too. */
function whoIsAsked({ incident, policy }: Scene, up: boolean): string[] {
  const { author } = incident.state.postmortem;
  const own = [...whoLed(incident, policy), ...(author ? [author.userId] : [])];
  if (!up) return own;
  const named = policy.postmortem?.unbooked_to ?? [];
  return [...own, ...(named.length > 0 ? named : [incident.declaredBy])];
}

function tellPeople(who: Invitee[], fact: Fact): Effect[] {
  if (who.length === 0) return [];
  return [{ family: 'announce', type: 'announce', to: { place: 'people', who }, fact }];
}
