import {
  accept,
  entry,
  homes,
  type Of,
  person,
  refuse,
  type Scene,
  sync,
  tellRoom,
  withState,
} from '../decision.ts';
import type { NewIncident } from '../declare.ts';
import { inviteesFor } from '../invitees.ts';
import type { Actor, Decision, Incident, IncidentState, UserId } from '../types.ts';
import type { Adopted, AskedRoom } from './adopt-types.ts';

/** A channel that people made themselves, such as while Muster was away, becomes an incident's room. */

/** The incident as it is declared for a channel that is there already. */
export function withAskedRoom(incident: NewIncident, by: UserId, room: AskedRoom): NewIncident {
  return { ...incident, state: { ...incident.state, ...asked(incident.state, by, room) } };
}

function asked(state: IncidentState, by: UserId, room: AskedRoom): Partial<IncidentState> {
  const { channelId, latest, startedAt: at } = room;
  const adopted: Adopted = { channelId, by, latest, done: false };
  const known = state.milestones['started'];
  const isEarlier = at !== null && (!known || at < known.at);
  const milestones = isEarlier
    ? { ...state.milestones, started: { at, by, people: [], text: '' } }
    : state.milestones;
  return { adopted, milestones, place: 'channel' };
}

/** For an incident that has no channel of its own; delivery sees to it that it has none. */
export function adoptRoom({ incident, policy, now }: Scene, command: Of<'adopt_room'>): Decision {
  const { by, room } = command;
  const { startedAt } = room;
  if (room.isPrivate !== incident.isPrivate) {
    return refuse({ code: 'room_privacy_differs', isPrivate: incident.isPrivate });
  }
  if (startedAt && startedAt > now) return refuse({ code: 'in_future', at: startedAt });
  return accept(
    withState(incident, asked(incident.state, by, room)),
    entry('adopt_room', person(by), { startedAt }),
    [
      ...sync('room', 'topic', 'purpose', 'card', 'pin', 'bookmark'),
      { family: 'sync', type: 'sync_invite', who: inviteesFor(incident, policy) },
      ...(incident.isPrivate ? [] : sync('news')),
    ],
  );
}

/** The channel is the room: who is in it takes part, and what was written there may be taken in. */
export function roomAdopted({ incident }: Scene, command: Of<'room_adopted'>): Decision {
  const { people, kept } = command;
  const { adopted, failedSteps } = incident.state;
  if (!adopted || adopted.done) return accept(incident, null, []);
  const { room: _, ...stillFailed } = failedSteps;
  const { by, latest } = adopted;
  const after: Incident = withState(incident, {
    adopted: { ...adopted, done: true },
    failedSteps: stillFailed,
  });
  return accept(
    after,
    entry('room_adopted', { kind: 'delivery' }, { people: people.length, kept }),
    [
      tellRoom({ type: 'room_adopted', by, people: people.length, kept, latest }),
      { family: 'announce', type: 'take_in_messages' },
      ...homes(...people),
    ],
    { joined: people },
  );
}

/** In any phase: what was written down at the time belongs there. */
export function takeInLine({ incident, now }: Scene, command: Of<'take_in_line'>): Decision {
  const { asker, line } = command;
  if (line.at > now) return refuse({ code: 'in_future', at: line.at });
  const actor: Actor = asker === null ? { kind: 'operator' } : person(asker);
  const data = asker === null ? { ...line, byOperator: true as const } : line;
  return accept(incident, entry('take_in_line', actor, data), []);
}
