import type { IncidentView } from '../../incident/places.ts';
import type { Message } from '../../views/context.ts';
import { carryOut } from '../carry-out.ts';
import type { Asking } from '../gesture.ts';

/** The policy in force now does what the item says: what differs from the one it is to change is kept with it. */
export async function linkPolicyInForce(
  asking: Asking,
  found: IncidentView,
  id: number,
): Promise<Message | null> {
  const { incident } = found;
  const item = incident.state.actionItems.find((each) => each.id === id);
  const since = item?.policy?.was ?? incident.policyHash;
  const change = await asking.desk.ports.policyChange(since);
  return carryOut(asking, found, { type: 'link_policy', by: asking.userId, id, change });
}
