import type { Policy } from '../../policy/schema.ts';
import type { Scene } from '../decision.ts';
import { sync, tellRoom } from '../decision.ts';
import { minutesAfter } from '../instants.ts';
import { openPhases } from '../lookup.ts';
import { isQuietNow } from '../presence/quiet.ts';
import { type Happened, type TimerRule, unclosed } from '../timer-rule.ts';
import type { Incident, Timer } from '../types.ts';
import { promisedDue, promisedNext } from './audiences.ts';
import { openOwed } from './obligations.ts';
import type { AudienceTimerKind } from './types.ts';

/** News that audiences were promised: a warning before, a reminder at, and reminders after. */

const MINUTE_MS = 60_000;
/** What is due so soon after is said with it: several who wait are one message. */
const togetherMs = 2 * MINUTE_MS;

/** One promise has one key: who, what it counts from, after how many minutes. */
export function audienceTimers(incident: Incident, policy: Policy): Timer[] {
  const { warn_before_minutes: before, overdue_every_minutes, overdue_reminders } = policy.updates;
  return policy.audiences.flatMap(({ key: audience }): Timer[] => {
    const due = promisedDue(incident, policy, audience);
    if (!due) return [];
    const at = (kind: AudienceTimerKind, minutes: number, suffix = ''): Timer => ({
      key: `${kind}:${audience}:${due.from.toISOString()}:${due.every}${suffix}`,
      kind,
      dueAt: minutesAfter(due.at, minutes),
    });
    const overdue = Array.from({ length: overdue_reminders }, (_, n) =>
      at('audience_overdue', (n + 1) * overdue_every_minutes, `:${n + 1}`),
    );
    return [
      ...(due.every > before ? [at('audience_warning', -before)] : []),
      at('audience_due', 0),
      ...overdue,
    ];
  });
}

export const audienceTimerRules: Record<AudienceTimerKind, TimerRule> = {
  audience_warning: rule('warning'),
  audience_due: rule('due'),
  audience_overdue: rule('overdue'),
};

function rule(stage: 'warning' | 'due' | 'overdue'): TimerRule {
  return {
    phases: unclosed,
    family: 'audience',
    late: 'last',
    happen: (scene, timer) => remind(stage, scene, timer),
  };
}

/**
 * Reminds the room once of all audiences whose news is due, or as good as. Whoever is named now is not
 * named again before the time between two reminders is over.
 */
function remind(stage: 'warning' | 'due' | 'overdue', scene: Scene, timer: Timer): Happened {
  const { incident, policy, now } = scene;
  const audiences = namedNow(stage, scene, timer);
  if (audiences.length === 0) return { after: incident, effects: [], isTold: false };
  const soon = now.getTime() + togetherMs;
  const again = now.getTime() + policy.updates.overdue_every_minutes * MINUTE_MS;
  const fired = { ...incident.state.fired };
  for (const { key, kind, dueAt } of audienceTimers(incident, policy)) {
    if (!audiences.some((each) => key.startsWith(`${kind}:${each.key}:`))) continue;
    const isSaid = kind === 'audience_overdue' ? dueAt.getTime() < again : dueAt.getTime() <= soon;
    if (isSaid && (stage !== 'warning' || kind === 'audience_warning')) fired[key] = now;
  }
  const fact = { type: 'audiences_due', audiences } as const;
  const told = tellRoom(fact, { phases: [...openPhases] });
  return {
    after: { ...incident, state: { ...incident.state, fired } },
    effects: [...(isQuietNow(scene) ? [] : [told]), ...sync('card')],
    about: audiences.map(({ key }) => key).join(','),
  };
}

/**
 * A warning names those whose news is still to come; a reminder those whose instant has come. Where the
 * same word is owed at about that time, what is owed says so, and the promise is spoken of once it is late.
 */
function namedNow(
  stage: 'warning' | 'due' | 'overdue',
  { incident, policy, now }: Scene,
  timer: Timer,
): { key: string; dueAt: Date }[] {
  const until = Math.max(now.getTime(), timer.dueAt.getTime()) + togetherMs;
  const ahead = policy.updates.warn_before_minutes * MINUTE_MS;
  return policy.audiences.flatMap((audience) => {
    const dueAt = promisedNext(incident, policy, audience);
    if (!dueAt) return [];
    const at = dueAt.getTime();
    const isNamed = stage === 'warning' ? at >= now.getTime() && at <= until + ahead : at <= until;
    const isSaid = stage !== 'overdue' && isOwedAbout(incident, policy, audience.key, dueAt);
    return isNamed && !isSaid ? [{ key: audience.key, dueAt }] : [];
  });
}

/** Whether telling this audience is owed at about the same time, closer than two reminders of a promise are. */
function isOwedAbout(incident: Incident, policy: Policy, audience: string, at: Date): boolean {
  const apart = policy.updates.overdue_every_minutes * MINUTE_MS;
  return openOwed(incident, policy).some(({ owed, state }) => {
    const { dueAt } = state;
    if (owed.obligation.met_by !== audience || !dueAt) return false;
    return Math.abs(dueAt.getTime() - at.getTime()) < apart;
  });
}
