import type { Message } from '../views/context.ts';
import { sendEither } from './post.ts';
import type { Bound } from './sending.ts';

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
 * metadata, so nobody finds it by its key: gone through again it is there twice.
 */
export async function upload(
  sending: Bound,
  file: OutFile,
  { channelIds, above }: { channelIds: readonly string[]; above?: Message },
): Promise<void> {
  const { filename, title, bytes } = file;
  const { upload_url: url, file_id: fileId } = await sending.call('files.getUploadURLExternal', {
    filename,
    length: bytes.length,
  });
  await sending.means.slack.upload(url ?? '', bytes, sending.row.correlationId);
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
}
