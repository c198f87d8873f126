import { pageOf } from '../incident/escalation/waiting.ts';
import type { Effect } from '../incident/types.ts';
import { cannotUpdate, update } from './post.ts';
import { directConversation } from './send-fact.ts';
import { type Sending, type Sent, Superseded } from './sending.ts';

type PageOver = Extract<Effect, { type: 'page_over' }>;

/**
 * Those whom a page reached see in the message that called them who came, and no buttons any more. Begun
 * again, it does the same again.
 */
export async function sendPageOver(sending: Sending<PageOver>): Promise<Sent> {
  const { effect, incident, means, view } = sending;
  const page = pageOf(incident, effect.page);
  if (!page?.endedAt) throw new Superseded('page_open');
  const told = await means.pageShown(incident.id, page.id);
  const { id, reason, by } = page;
  const fact = { type: 'paged', page: id, reason, by, ladder: page.ladder?.path ?? null } as const;
  for (const { userId, ts } of told) {
    const message = means.render.fact(fact, view, { place: 'dm', userId }, []);
    const channelId = await directConversation(sending, userId);
    try {
      await update(sending, { channelId, ts }, message);
    } catch (error) {
      if (!cannotUpdate(error)) throw error;
    }
  }
  return {};
}
