import type { Scene } from '../decision.ts';
import { tell, withState } from '../decision.ts';
import { commanderRole, holdersOf } from '../lookup.ts';
import type { Effect, Incident, UserId } from '../types.ts';
import { shown } from './items.ts';
import { openActionItems } from './open.ts';

/** What becomes of the action items of who left the workspace: none is without an owner. */

export interface HandedOn {
  after: Incident;
  effects: Effect[];
  /** Ids of the items, and who has them now; null: nobody had any, or nobody is left to have them. */
  items: number[];
  heir: UserId | null;
}

/**
 * Gives them to who leads, else who writes the postmortem, else who declared the incident, in one
 * message. Who gets them so and left as well hands them on along that line alone, so that it ends. Of
 * a private incident nobody is given anything unasked: who leads hears what its owner may not.
 */
export function handedOn({ incident, policy }: Scene, from: UserId): HandedOn {
  const items = openActionItems(incident)
    .filter(({ owner }) => owner === from)
    .map(({ id }) => id);
  const heir = items.length > 0 && !incident.isPrivate ? heirOf({ incident, policy }, from) : null;
  if (heir === null) return { after: incident, effects: [], items: [], heir: null };
  const actionItems = incident.state.actionItems.map((item) =>
    items.includes(item.id) ? { ...item, owner: heir } : item,
  );
  return {
    after: withState(incident, { actionItems }),
    effects: [
      tell(heir, { type: 'action_items_inherited', from, ids: items }),
      ...shown(from, heir),
    ],
    items,
    heir,
  };
}

function heirOf({ incident, policy }: Pick<Scene, 'incident' | 'policy'>, from: UserId) {
  const leads = holdersOf(incident, commanderRole(policy)).map(({ userId }) => userId);
  const { author } = incident.state.postmortem;
  const line = [...new Set([...leads, ...(author ? [author.userId] : []), incident.declaredBy])];
  return line[line.indexOf(from) + 1] ?? null;
}
