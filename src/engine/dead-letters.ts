import { randomUUID } from 'node:crypto';
import type { SettleSend } from '../incident/repair.ts';
import type { OutboxPorts } from '../slack/ports.ts';
import {
  kindOfSend,
  type OwedSend,
  resend,
  sendOf,
  settleByHand,
} from '../store/queries-of-outbox.ts';
import { type Engine, rules } from './engine.ts';
import { StoryClock } from './story-clock.ts';
import { transact } from './transact.ts';

/** Effects whose place Muster must know afterwards, so that "it is there" is not enough. */
const needsPlace = new Set([
  'sync_room',
  'sync_card',
  'sync_news',
  'sync_postmortem',
  'sync_meeting',
  'sync_bookmark',
]);

/**
 * Settles a send by hand, and has the incident's timeline say so once, however often and by however
 * many it is asked: the row first, then the line, under a key of its own.
 */
export async function settleSend(
  where: Pick<Engine, 'database' | 'policies' | 'teamId'>,
  { rowId, id, incidentId, effect }: OwedSend,
  { how, who }: Pick<SettleSend, 'how' | 'who'>,
): Promise<'done' | 'over' | 'needs_place'> {
  if (how === 'sent' && needsPlace.has(effect)) return 'needs_place';
  const { teamId, database } = where;
  const isSettled = await database.work.use(({ sql }) => settleByHand(sql, teamId, { rowId, how }));
  if (!isSettled) return 'over';
  if (incidentId !== null) {
    const engine: Engine = { ...where, clock: new StoryClock(), rules, kick: () => {} };
    const command: SettleSend = { type: 'settle_send', how, what: kindOfSend({ effect }), who };
    const gesture = { key: `send:${rowId}:${id}:${how}`, correlationId: randomUUID() };
    await transact(engine, { incidentId, command, gesture });
  }
  return 'done';
}

/** What the buttons in a message to operators do. */
export function createOutboxPorts(engine: Engine): OutboxPorts {
  const { teamId, database, kick } = engine;
  const find = (id: string) => database.ack.use(({ sql }) => sendOf(sql, teamId, id));
  return {
    async resend(id) {
      const send = await find(id);
      if (!send) return 'over';
      const became = await database.ack.use(({ sql }) => resend(sql, teamId, send.rowId));
      kick();
      return became;
    },
    async settle(id, how, who) {
      const send = await find(id);
      const became = send ? await settleSend(engine, send, { how, who }) : 'over';
      kick();
      return became;
    },
  };
}
