import { isEnded } from '../incident/lookup.ts';
import type { Incident } from '../incident/types.ts';
import { type Answers, type Method, SlackCallError } from '../slack/client.ts';
import type { ClaimedRow } from './claim.ts';
import { sendPoint } from './send-point.ts';
import type { Means } from './sending.ts';

/** Codes that say a channel was put away. */
export const archivedCodes: ReadonlySet<string> = new Set(['is_archived', 'is_inactive']);

/**
 * Calls Slack once, and once more where it refused for something that can be mended: a public channel
 * that the app is not in lets itself be joined, and the room of an incident that is not over can be
 * brought back where the workspace allows that.
 */
export async function callMending<M extends Method>(
  about: { row: ClaimedRow; means: Means; incident: Incident | null },
  method: M,
  args: Record<string, unknown>,
): Promise<Answers[M]> {
  const { row, means } = about;
  const once = async () => {
    sendPoint(row, 'before_call');
    const answer = await means.slack.call(method, args, row.correlationId);
    sendPoint(row, 'after_call');
    return answer;
  };
  try {
    return await once();
  } catch (error) {
    if (!(error instanceof SlackCallError) || error.channelId === undefined) throw error;
    if (archivedCodes.has(error.code)) {
      if (!(await unarchived(about, error.channelId))) throw error;
      // Whoever brings a channel back is not in it for that.
      return joining(about, error.channelId, once);
    }
    if (!isOutside(method, error)) throw error;
    if (!(await joined(about, error.channelId))) throw error;
    return once();
  }
}

/**
 * Whether Slack refused because the app is not in the channel. To who asks for the replies in a public
 * channel from outside it says that there is no such channel.
 */
function isOutside(method: Method, { code }: SlackCallError): boolean {
  const isReading = method === 'conversations.replies';
  return code === 'not_in_channel' || (isReading && code === 'channel_not_found');
}

async function joining<T>(
  about: { row: ClaimedRow; means: Means },
  channelId: string,
  once: () => Promise<T>,
): Promise<T> {
  try {
    return await once();
  } catch (error) {
    const isRefused = error instanceof SlackCallError && error.code === 'not_in_channel';
    if (!isRefused || !(await joined(about, channelId))) throw error;
    return once();
  }
}

/** What was wanted is what failed; that there was no joining adds nothing. */
async function joined(
  { row, means }: { row: ClaimedRow; means: Means },
  channelId: string,
): Promise<boolean> {
  try {
    await means.slack.call('conversations.join', { channel: channelId }, row.correlationId);
    return true;
  } catch {
    return false;
  }
}

/** Brings the room back. What is over stays put away, and so does a channel that is no room. */
async function unarchived(
  { row, means, incident }: { row: ClaimedRow; means: Means; incident: Incident | null },
  channelId: string,
): Promise<boolean> {
  const { room } = row.places;
  if (
    !incident ||
    isEnded(incident.phase) ||
    room?.channelId !== channelId ||
    room.threadTs !== null
  ) {
    return false;
  }
  try {
    await means.slack.call('conversations.unarchive', { channel: channelId }, row.correlationId);
    return true;
  } catch (error) {
    // Another lane was faster.
    return error instanceof SlackCallError && error.code === 'not_archived';
  }
}
