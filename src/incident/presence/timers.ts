import type { Policy } from '../../policy/schema.ts';
import { homes, type Scene, sync, tell, withState } from '../decision.ts';
import { minutesAfter } from '../instants.ts';
import { commanderRole, holdersOf } from '../lookup.ts';
import { type Happened, running, type TimerRule } from '../timer-rule.ts';
import type { Incident, Timer } from '../types.ts';
import { askWhetherItGoesOn, quietDue, quietKey } from './quiet.ts';
import { askCommander, askDeputy, goUp } from './silence.ts';
import type { PresenceTimerKind } from './types.ts';

/** When somebody is asked whether they are still there; a record only has nobody who works on it. */
export function presenceTimers(incident: Incident, policy: Policy): Timer[] {
  const offered = offerTimers(incident, policy);
  if (incident.state.place === 'record') return offered;
  return [
    ...quietTimers(incident, policy),
    ...silenceTimers(incident, policy),
    ...reliefTimers(incident, policy),
    ...offered,
  ];
}

function quietTimers(incident: Incident, policy: Policy): Timer[] {
  const due = quietDue(incident, policy);
  return due ? [{ key: quietKey(due.from), kind: 'gone_quiet', dueAt: due.at }] : [];
}

/** One at a time: whoever is asked next is asked when the one before had time to answer. */
function silenceTimers({ state }: Incident, { presence }: Policy): Timer[] {
  const { watch } = state;
  const { ask_after_minutes: askAfter, answer_within_minutes: within } = presence;
  if (!watch) return [];
  const { userId, heardAt, asked } = watch;
  if (!asked) {
    if (askAfter === undefined) return [];
    return [timer('commander_asked', userId, heardAt, minutesAfter(heardAt, askAfter))];
  }
  if (asked.who === 'up') return [];
  const kind = asked.who === 'commander' ? 'deputy_asked' : 'silence_went_up';
  return [timer(kind, userId, asked.at, minutesAfter(asked.at, within))];
}

function reliefTimers(incident: Incident, policy: Policy): Timer[] {
  const hours = policy.presence.relief_after_hours;
  const [holder] = holdersOf(incident, commanderRole(policy));
  if (hours === undefined || !holder) return [];
  const { watch } = incident.state;
  const offered = watch?.userId === holder.userId ? watch.reliefAt : null;
  const from = offered ?? holder.since;
  return [timer('relief_offered', holder.userId, from, minutesAfter(from, hours * 60))];
}

function offerTimers({ state }: Incident, { presence }: Policy): Timer[] {
  return Object.entries(state.offers).map(([role, { at }]) =>
    timer('handover_lapsed', role, at, minutesAfter(at, presence.handover_within_minutes)),
  );
}

function timer(kind: PresenceTimerKind, what: string, from: Date, dueAt: Date): Timer {
  return { key: `${kind}:${what}:${from.toISOString()}`, kind, dueAt };
}

/** The first asks about all of it, so that what comes after it in the same moment may be brief. */
export const presenceTimerRules: Record<PresenceTimerKind, TimerRule> = {
  gone_quiet: rule('gone_quiet', askWhetherItGoesOn),
  commander_asked: rule('silence', askCommander),
  deputy_asked: rule('silence', askDeputy),
  silence_went_up: rule('silence', goUp),
  handover_lapsed: rule('handover_lapsed', handBack, 'each'),
  relief_offered: rule('relief_offered', offerRelief),
};

function rule(
  family: string,
  happen: TimerRule['happen'],
  late: TimerRule['late'] = 'last',
): TimerRule {
  return { phases: running, family, late, happen };
}

/** Who offered the role has it on; who was asked need not answer any more. */
function handBack({ incident }: Scene, { key }: Timer): Happened {
  const role = key.split(':')[1] ?? '';
  const { [role]: offer, ...offers } = incident.state.offers;
  if (!offer) return { after: incident, effects: [], isTold: false };
  const { from, to, at } = offer;
  const fact = { type: 'handover_lapsed', role, from, to, at } as const;
  return {
    after: withState(incident, { offers }),
    effects: [tell(from, fact), tell(to, fact), ...sync('card'), ...homes(from, to)],
    about: role,
  };
}

function offerRelief({ incident, policy, now }: Scene): Happened {
  const [holder] = holdersOf(incident, commanderRole(policy));
  if (!holder) return { after: incident, effects: [], isTold: false };
  const { watch } = incident.state;
  const heardAt = watch?.userId === holder.userId ? watch.heardAt : now;
  const asked = watch?.userId === holder.userId ? watch.asked : null;
  const { userId, since: sinceAt } = holder;
  return {
    after: withState(incident, { watch: { userId, heardAt, asked, reliefAt: now } }),
    effects: [tell(userId, { type: 'relief_offered', sinceAt })],
  };
}
