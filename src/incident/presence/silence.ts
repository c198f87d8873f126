import { type Scene, tell, tellRoom, withState } from '../decision.ts';
import { beginLadder } from '../escalation/begin.ts';
import { actingHolders } from '../people.ts';
import { type Happened, running } from '../timer-rule.ts';
import type { Effect, Incident, UserId } from '../types.ts';
import { isQuietNow } from './quiet.ts';
import type { Watch } from './types.ts';

/** A commander who says nothing: they are asked, then their deputy, then it goes up. */

const whileOpen = { phases: [...running] };

/** Asks them directly, and in the room where everybody sees that they were asked. */
export function askCommander(scene: Scene): Happened {
  const { incident } = scene;
  const { watch } = incident.state;
  if (!watch) return nothing(incident);
  const fact = { type: 'still_there', userId: watch.userId, sinceAt: watch.heardAt } as const;
  return {
    after: asked(scene, watch, 'commander'),
    effects: [
      tell(watch.userId, fact),
      // The room is asked whether it goes on at all: that is enough.
      ...(isQuietNow(scene) ? [] : [tellRoom(fact, whileOpen)]),
    ],
  };
}

/** What the timeline is told where there was no deputy to ask. */
export const nobody = 'nobody';

/** Asks the deputy to take over; where there is none it goes up at once. */
export function askDeputy(scene: Scene): Happened {
  const { watch } = scene.incident.state;
  if (!watch) return nothing(scene.incident);
  const deputies = deputiesOf(scene, watch.userId);
  if (deputies.length === 0) return { ...goUp(scene), about: nobody };
  const fact = silent(watch, deputies);
  return {
    after: asked(scene, watch, 'deputy'),
    effects: [...deputies.map((userId) => tell(userId, fact)), tellRoom(fact, whileOpen)],
  };
}

/** Nobody answered: whoever reads it may take command, and the path of the policy is climbed. */
export function goUp(scene: Scene): Happened {
  const { incident, policy } = scene;
  const { watch } = incident.state;
  if (!watch) return nothing(incident);
  const told: Effect[] = [tellRoom(silent(watch, []), whileOpen)];
  const after = asked(scene, watch, 'up');
  const path = policy.presence.escalates;
  if (path === undefined) return { after, effects: told };
  const climbed = beginLadder({ ...scene, incident: after }, path);
  return { after: climbed.after, effects: [...told, ...climbed.effects] };
}

function deputiesOf({ incident, policy }: Scene, commander: UserId): UserId[] {
  const role = policy.presence.deputy;
  const holders = role === undefined ? [] : actingHolders(incident, role, policy);
  return holders.filter((userId) => userId !== commander);
}

function silent({ userId, heardAt: sinceAt }: Watch, asks: UserId[]) {
  return { type: 'commander_silent', userId, sinceAt, asks } as const;
}

function asked({ incident, now }: Scene, watch: Watch, who: 'commander' | 'deputy' | 'up') {
  return withState(incident, { watch: { ...watch, asked: { who, at: now } } });
}

function nothing(incident: Incident): Happened {
  return { after: incident, effects: [], isTold: false };
}
