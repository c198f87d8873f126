import { createHash } from 'node:crypto';
import type { Effect } from '../incident/types.ts';
import type { Message } from '../views/context.ts';
import { sendEither } from './post.ts';
import type { Sending } from './sending.ts';
import { shownEarlier } from './shown-earlier.ts';

/** A file and what Slack calls it. */
export interface OutFile {
  filename: string;
  title: string;
  bytes: Uint8Array;
}

/**
 * Shows a file in these channels, at most 100, with these words above it in the same message. They go
 * as blocks: in `initial_comment` Slack shows names, dates and links as they were typed
 * (github.com/slackapi/python-slack-sdk/issues/1289, closed as it is). Such a message carries no
 * metadata, so nobody finds it by its key; where an earlier attempt may have shown the file, Slack is
 * asked where that is. Returns the SHA-256 of what is shown, in hex.
 */
export async function upload(
  sending: Sending,
  file: OutFile,
  { channelIds, above }: { channelIds: readonly string[]; above?: Message },
): Promise<string> {
  const earlier = await shownEarlier(sending, channelIds);
  if (earlier !== null) return earlier;
  const { filename, title, bytes } = file;
  const { effect, means, row } = sending;
  const { upload_url: url, file_id: fileId } = await sending.call('files.getUploadURLExternal', {
    filename,
    length: bytes.length,
  });
  await means.slack.upload(url ?? '', bytes, row.correlationId);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const begun = { ...effect, file: { id: fileId, sha256 } } as Effect;
  if (fileId) await means.rewrite(row, begun);
  const [only] = channelIds;
  const show = (words: Record<string, unknown>) =>
    sending.call('files.completeUploadExternal', {
      files: [{ id: fileId, title }],
      ...(channelIds.length === 1 ? { channel_id: only } : { channels: channelIds.join(',') }),
      ...words,
    });
  if (!above) await show({});
  else {
    await sendEither(sending, above, ({ text, blocks }) =>
      show(Array.isArray(blocks) && blocks.length > 0 ? { blocks } : { initial_comment: text }),
    );
  }
  return sha256;
}
