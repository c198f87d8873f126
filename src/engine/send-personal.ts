import type { Effect } from '../incident/types.ts';
import { directConversation } from './send-fact.ts';
import type { Sending, Sent } from './sending.ts';
import { orMayNotSee } from './unsaid.ts';
import { upload } from './upload.ts';

/** What goes to one person: the timeline as a file, and their Home tab. */

type TimelineFile = Extract<Effect, { type: 'timeline_file' }>;
type SyncHome = Extract<Effect, { type: 'sync_home' }>;

/** Sends the timeline as a file to who asked for it, if they may still see it. */
export async function sendTimelineFile(sending: Sending<TimelineFile>): Promise<Sent> {
  const { means, effect, incident } = sending;
  await orMayNotSee(sending, effect.userId);
  const rows = await means.timelineOf(incident.id);
  const { filename, title, content } = means.render.timelineFile(rows, sending.view);
  const bytes = new TextEncoder().encode(content);
  const channelId = await directConversation(sending, effect.userId);
  await upload(sending, { filename, title, bytes }, { channelIds: [channelId] });
  return {};
}

/** Makes someone's Home tab show their incidents as they are now. */
export async function sendHome(sending: Sending<SyncHome>): Promise<Sent> {
  const { means, effect } = sending;
  const content = await means.homeContent(effect.userId);
  const view = means.render.home(effect.userId, content);
  await sending.call('views.publish', { user_id: effect.userId, view });
  return {};
}
