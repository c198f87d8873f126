import type { Bound } from './sending.ts';

/** A file and what Slack calls it. */
export interface OutFile {
  filename: string;
  title: string;
  bytes: Uint8Array;
}

/** Shows a file in these channels, at most 100, with a word above it. Gone through again it is there twice. */
export async function upload(
  sending: Bound,
  file: OutFile,
  { channelIds, comment }: { channelIds: readonly string[]; comment?: string },
): Promise<void> {
  const { filename, title, bytes } = file;
  const { upload_url: url, file_id: fileId } = await sending.call('files.getUploadURLExternal', {
    filename,
    length: bytes.length,
  });
  await sending.means.slack.upload(url ?? '', bytes, sending.row.correlationId);
  const [only] = channelIds;
  await sending.call('files.completeUploadExternal', {
    files: [{ id: fileId, title }],
    ...(channelIds.length === 1 ? { channel_id: only } : { channels: channelIds.join(',') }),
    ...(comment ? { initial_comment: comment } : {}),
  });
}
