import {
  accept,
  entry,
  type Of,
  person,
  refuse,
  type Scene,
  sync,
  tellRoom,
  withState,
} from '../decision.ts';
import { isEnded } from '../lookup.ts';
import type { Decision, Incident } from '../types.ts';
import type { CallState } from './types.ts';

/** The call of an incident: started, joined and ended by buttons, so that the times are kept. */

/** The call that is on; null when none is. */
export function callOn({ state }: Pick<Incident, 'state'>): CallState | null {
  return state.call && state.call.endedAt === null ? state.call : null;
}

export function startCall({ incident, policy, now }: Scene, command: Of<'start_call'>): Decision {
  const { by } = command;
  if (isEnded(incident.phase)) return refuse({ code: 'ended', phase: incident.phase });
  const on = callOn(incident);
  if (on) return refuse({ code: 'call_on', link: on.link, by: on.by });
  const link = command.link || policy.call.link;
  if (!link) return refuse({ code: 'no_call_link' });
  if (!/^https?:\/\/[^\s<>|]{3,1000}$/.test(link)) return refuse({ code: 'bad_call_link' });
  const call = { link, startedAt: now, by, joined: [by], endedAt: null };
  return accept(withState(incident, { call }), entry('start_call', person(by), { link }), [
    tellRoom({ type: 'call_started', link, by }),
    ...sync('card'),
  ]);
}

/** Joining twice is no news: the link was opened again. */
export function joinCall({ incident }: Scene, command: Of<'join_call'>): Decision {
  const { by } = command;
  const call = callOn(incident);
  if (!call) return refuse({ code: 'no_call' });
  if (call.joined.includes(by)) return accept(incident, null, []);
  const joined = [...call.joined, by];
  return accept(
    withState(incident, { call: { ...call, joined } }),
    entry('join_call', person(by), {}),
    sync('card'),
  );
}

export function endCall({ incident, now }: Scene, command: Of<'end_call'>): Decision {
  const { by } = command;
  const call = callOn(incident);
  if (!call) return refuse({ code: 'no_call' });
  return accept(
    withState(incident, { call: { ...call, endedAt: now } }),
    entry('end_call', person(by), {}),
    [tellRoom({ type: 'call_ended', by }), ...sync('card')],
  );
}
