import type { PublicState } from '../../policy/language/course.ts';
import type { Policy } from '../../policy/schema.ts';
import type { Draft } from '../consequences.ts';
import {
  accept,
  entry,
  type Of,
  person,
  refuse,
  type Scene,
  sync,
  tellRoom,
  tooLong,
  withState,
} from '../decision.ts';
import { isEnded } from '../lookup.ts';
import { limits } from '../text.ts';
import type { Decision } from '../types.ts';

/** What the public is shown. Nothing changes it by itself: what is said outside, a person says. */

/** A reason may be left out: the state's meaning gives one. */
export function changePublicState(
  { incident, policy, now }: Scene,
  command: Of<'change_public_state'>,
): Decision {
  const { by, state: to, reason } = command;
  if (isEnded(incident.phase)) return refuse({ code: 'ended', phase: incident.phase });
  if (!policy.public_states.some(({ key }) => key === to)) {
    const allowed = policy.public_states.map(({ name }) => name);
    return refuse({ code: 'unknown_public_state', given: to, allowed });
  }
  const from = incident.state.publicState?.key ?? null;
  if (from === to) return refuse({ code: 'same_public_state' });
  const fault = tooLong('reason', reason, limits.reason);
  if (fault) return fault;
  return accept(
    withState(incident, { publicState: { key: to, since: now, by } }),
    entry('change_public_state', person(by), { from, to, reason }),
    [tellRoom({ type: 'public_state_changed', from, to, reason, by }), ...sync('card')],
  );
}

/** The public state that goes with the status and is not shown yet; null: none. */
export function publicStateOffered(incident: Draft, policy: Policy): PublicState | null {
  if (isEnded(incident.phase)) return null;
  const key = policy.statuses.find((each) => each.key === incident.status)?.public_state;
  if (!key || key === incident.state.publicState?.key) return null;
  return policy.public_states.find((each) => each.key === key) ?? null;
}
