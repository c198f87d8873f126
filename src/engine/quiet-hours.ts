import type { UserId } from '../incident/types.ts';
import type { Answers } from '../slack/client.ts';
import type { Sending } from './sending.ts';

/** Who has notifications off: Slack shows them a message then, and stays silent. */

export interface Quiet {
  userId: UserId;
  /** When they hear again. */
  untilAt: Date;
}

/** Nobody waits longer for it than this; whether somebody hears the page is no reason to delay it. */
const askForMs = 1_000;

/** Which of these people have notifications off at the moment. Slack's silence means nobody. */
export async function quietHours(sending: Sending, userIds: UserId[]): Promise<Quiet[]> {
  const found = await Promise.all(userIds.map((userId) => quietOf(sending, userId)));
  return found.filter((each) => each !== null);
}

async function quietOf({ means, row }: Sending, userId: UserId): Promise<Quiet | null> {
  const asked = means.slack.call('dnd.info', { user: userId }, row.correlationId);
  // Where it fails the client has logged it.
  const answer = await Promise.race([asked.catch(() => null), after(askForMs)]);
  const untilAt = answer && quietUntil(answer, row.now);
  return untilAt && { userId, untilAt };
}

/**
 * Until when somebody has notifications off by what Slack says of them, whose instants are in whole
 * seconds; null where they hear. What they snoozed by hand Slack shows others as hours that have
 * begun, and in fields of its own only to themselves.
 */
export function quietUntil(
  { dnd_enabled, next_dnd_start_ts: start = 0, next_dnd_end_ts: end = 0 }: Answers['dnd.info'],
  now: Date,
): Date | null {
  const at = now.getTime() / 1000;
  return dnd_enabled && start <= at && at < end ? new Date(end * 1000) : null;
}

function after(ms: number): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), ms).unref());
}
