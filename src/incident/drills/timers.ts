import type { Policy } from '../../policy/schema.ts';
import { holds } from '../conditions.ts';
import { homesOf, sync, tellRoom, withState } from '../decision.ts';
import { minutesAfter } from '../instants.ts';
import { atRest } from '../lifecycle.ts';
import { isOpen } from '../lookup.ts';
import { type Happened, running, type TimerRule } from '../timer-rule.ts';
import type { Incident, Timer } from '../types.ts';
import { planOf } from './planned.ts';
import type { DrillsTimerKind } from './types.ts';

/** What happens in an exercise by its plan, and when it ends. `policy` is that of its pace. */
export function drillsTimers(incident: Incident, policy: Policy): Timer[] {
  const plan = planOf(incident, policy);
  if (!incident.isDrill || !plan) return [];
  const { declaredAt } = incident;
  const from = declaredAt.toISOString();
  return [
    ...plan.injects.map(
      ({ key, after_minutes: minutes }): Timer => ({
        key: `inject_due:${key}:${from}`,
        kind: 'inject_due',
        dueAt: minutesAfter(declaredAt, minutes),
      }),
    ),
    ...(plan.lasts_minutes === undefined
      ? []
      : [
          {
            key: `drill_over:${plan.key}:${from}`,
            kind: 'drill_over' as const,
            dueAt: minutesAfter(declaredAt, plan.lasts_minutes),
          },
        ]),
  ];
}

/** Nobody is asked for anything by an exercise that is over, but for what they learned to do in it. */
export function outlivesDrill({ key, kind }: Timer, { isDrill, phase }: Incident): boolean {
  if (!isDrill || isOpen(phase)) return true;
  return kind === 'archive_room' || /^clock_[a-z_]+:action_item/.test(key);
}

export const drillsTimerRules: Record<DrillsTimerKind, TimerRule> = {
  inject_due: {
    phases: running,
    family: 'inject_due',
    late: 'last',
    happen({ incident, policy }, _timer, late): Happened {
      const keys = late.map(({ key }) => key.split(':')[1]);
      const injects = (planOf(incident, policy)?.injects ?? [])
        .filter(({ key, when }) => keys.includes(key) && holds(when, incident, policy))
        .sort((a, b) => a.after_minutes - b.after_minutes);
      if (injects.length === 0) return { after: incident, effects: [], isTold: false };
      const told = injects.map(({ text, by }) => ({ text, from: by ?? null }));
      return {
        after: incident,
        effects: [tellRoom({ type: 'injected', injects: told })],
        about: injects.map(({ key }) => key).join(','),
      };
    },
  },
  drill_over: {
    phases: running,
    family: 'drill_over',
    late: 'last',
    // Its time is over, whatever became of it: nobody is kept in an exercise.
    happen({ incident, now }): Happened {
      return {
        after: withState(
          { ...atRest(incident, '', now), phase: 'resolved', resolvedAt: now },
          { outcome: null },
        ),
        effects: [
          tellRoom({ type: 'drill_over' }),
          ...sync('card', 'topic', 'news'),
          ...homesOf(incident),
        ],
      };
    },
  },
};
