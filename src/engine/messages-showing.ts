import type { Sending } from './sending.ts';

/** Messages read at most when looking for those that show a file: 10 pages of 200. */
const pages = 10;

/** The messages of a direct conversation that show one of these files: Slack does not say where they are. */
export async function messagesShowing(
  sending: Sending,
  channel: string,
  { files, since }: { files: ReadonlySet<string>; since: Date },
): Promise<string[]> {
  const oldest = (since.getTime() / 1000 - 60).toFixed(6);
  const found: string[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < pages; page += 1) {
    const { messages = [], response_metadata } = await sending.call('conversations.history', {
      ...{ channel, oldest, limit: 200 },
      ...(cursor ? { cursor } : {}),
    });
    for (const { ts, files: shown = [] } of messages) {
      if (ts && shown.some(({ id }) => files.has(id ?? ''))) found.push(ts);
    }
    cursor = response_metadata?.next_cursor;
    if (!cursor) break;
  }
  return found;
}
