import type { Effect } from './types.ts';

/** What the clock tells a room at one moment takes no more messages than this. */
const messagesMost = 3;

type Announcement = Extract<Effect, { type: 'announce' }>;

/**
 * The effects of one moment of the clock, where a room would hear more than three messages: the third
 * says all that is left. What comes first is most urgent, by the order of the rules.
 */
export function gathered(effects: Effect[]): Effect[] {
  const toRoom = effects.filter(isToRoom);
  if (toRoom.length <= messagesMost) return effects;
  const [last, ...others] = toRoom.slice(messagesMost - 1);
  const more = others.map(({ fact, guard }) => ({ fact, ...(guard ? { guard } : {}) }));
  return effects.flatMap((effect): Effect[] => {
    if (!isToRoom(effect)) return [effect];
    if (effect === last) return [{ ...effect, more }];
    return others.includes(effect) ? [] : [effect];
  });
}

function isToRoom(effect: Effect): effect is Announcement {
  return effect.type === 'announce' && effect.to.place === 'room';
}
