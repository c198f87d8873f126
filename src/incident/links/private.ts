import {
  accept,
  entry,
  type Of,
  person,
  reasonFault,
  refuse,
  type Scene,
  sync,
  tellRoom,
} from '../decision.ts';
import type { Decision, Effect } from '../types.ts';

/**
 * What was public becomes private, and stays so. Where it was shown is left behind: the room waits for
 * a new one, the announcement is taken back (see `consequences.ts`, which does the same for a kind
 * that is private by itself).
 */
export function makePrivate({ incident }: Scene, command: Of<'make_private'>): Decision {
  const { by, reason } = command;
  if (incident.isPrivate) return refuse({ code: 'private_already' });
  const fault = reasonFault(reason);
  if (fault) return fault;
  const holders = Object.values(incident.state.roles).flat();
  const inside = [by, incident.declaredBy, ...holders.map(({ userId }) => userId)];
  return accept(
    { ...incident, isPrivate: true },
    entry('make_private', person(by), { reason }),
    [tellRoom({ type: 'made_private', reason, by })],
    // They may never have come into the room, and must still be able to see it.
    { joined: [...new Set(inside)] },
  );
}

/**
 * A room of its own with all that belongs to it; what everybody could see is put away. The review of open
 * work names it by the policy in force, whatever its own says of reviews.
 */
export function moved(): Effect[] {
  const places = ['room', 'card', 'pin', 'topic', 'purpose', 'bookmark', 'old_room'] as const;
  return [...sync('withdrawn', ...places), { family: 'sync', type: 'sync_review' }];
}
