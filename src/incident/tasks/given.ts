import { homes, sync, tell } from '../decision.ts';
import type { Effect, UserId } from '../types.ts';

/** What follows where somebody is given a task: they may see the incident, come, and are told by whom. */
export function givenTo(
  userId: UserId | undefined,
  by: UserId,
  path: string,
): { effects: Effect[]; participants: { joined?: UserId[] } } {
  if (!userId) return { effects: sync('card'), participants: {} };
  const invite: Effect = { family: 'sync', type: 'sync_invite', who: [{ userId }] };
  const told = userId === by ? [] : [tell(userId, { type: 'task_assigned', path, by }), invite];
  return {
    effects: [...sync('card'), ...told, ...homes(userId)],
    participants: { joined: [userId] },
  };
}
