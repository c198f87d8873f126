import { type Scene, sync, tellRoom } from './decision.ts';
import { commanderRole } from './lookup.ts';
import { isQuietNow } from './presence/quiet.ts';
import type { TimerRule } from './timer-rule.ts';
import { running } from './timer-rule.ts';
import type { Incident, RoomTimerKind } from './types.ts';

/** What the timers of every incident mean, whatever its process: its commander, its updates, its room. */

type Stage = 'warning' | 'due' | 'overdue';

export const roomTimerRules: Record<RoomTimerKind, TimerRule> = {
  commander_missing: {
    phases: ['triage', 'active'],
    family: 'commander_missing',
    late: 'last',
    happen: (scene) => {
      const { incident, policy } = scene;
      if (isQuietNow(scene)) return { after: incident, effects: [] };
      const sinceAt = incident.state.commanderlessSince ?? incident.declaredAt;
      const guard = {
        phases: ['triage' as const, 'active' as const],
        roleEmpty: commanderRole(policy),
      };
      return {
        after: incident,
        effects: [tellRoom({ type: 'commander_missing', sinceAt }, guard)],
      };
    },
  },
  update_warning: reminder('warning'),
  update_due: reminder('due'),
  update_overdue: reminder('overdue'),
  archive_room: {
    phases: ['closed', 'cancelled', 'declined', 'merged'],
    family: 'archive_room',
    late: 'last',
    happen: ({ incident }) => ({ after: incident, effects: sync('archive') }),
  },
};

function reminder(stage: Stage): TimerRule {
  return {
    phases: running,
    family: 'update',
    late: 'last',
    happen: (scene) => remind(stage, scene),
  };
}

function remind(stage: Stage, scene: Scene) {
  const { incident } = scene;
  const { nextDueAt: dueAt, last, ownedBy } = incident.state.updates;
  if (!dueAt) return { after: incident, effects: [] };
  const lastAt = last?.at ?? incident.declaredAt;
  const owner = ownedBy ? { owner: ownedBy } : {};
  const fact = { type: 'update_reminder', stage, dueAt, lastAt, ...owner } as const;
  // What stands outside the room says, too, that it is late.
  const places = stage === 'warning' ? sync('card') : sync('card', 'news');
  const told = tellRoom(fact, { phases: [...running], nextDueAt: dueAt });
  const effects = [...(isQuietNow(scene) ? [] : [told]), ...places];
  return { after: stage === 'warning' ? incident : lapsed(incident), effects };
}

/** A reminder that comes although somebody was on it means that they are not: the word has lapsed. */
function lapsed(incident: Incident): Incident {
  const { updates } = incident.state;
  if (!updates.ownedBy) return incident;
  return { ...incident, state: { ...incident.state, updates: { ...updates, ownedBy: null } } };
}
