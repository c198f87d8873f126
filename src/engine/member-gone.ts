import type { UserId } from '../incident/types.ts';
import type { Gesture } from '../slack/ports.ts';
import { openIncidentIdsOf } from '../store/queries.ts';
import { incidentsWithActionItems } from '../store/queries-of-reports.ts';
import type { Engine } from './engine.ts';
import { transact } from './transact.ts';

/**
 * Somebody is no member of the workspace any more: every open incident that they take part in, and
 * every one after which they have something to do, hears of it, each under a key of its own. Rejects
 * when one could not be told, so that Slack sends the event again; those that were told then know it.
 */
export async function memberGone(engine: Engine, userId: UserId, gesture: Gesture): Promise<void> {
  const { database, teamId } = engine;
  const ids = await database.work.use(async ({ sql }) => {
    const owed = await incidentsWithActionItems(sql, teamId, { owner: userId });
    const open = await openIncidentIdsOf(sql, teamId, userId);
    return new Set([...open, ...owed.map(({ incident }) => incident.id)]);
  });
  for (const incidentId of ids) {
    const key = gesture.key && `${gesture.key}:${incidentId}`;
    const command = { type: 'member_gone', userId } as const;
    await transact(engine, { incidentId, command, gesture: { ...gesture, key } });
  }
}
