import { WebAPIPlatformError, WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import { safeClientOptions } from './client-options.ts';
import { DownloadRefused, getBytes } from './download.ts';

/** Larger files are no document that somebody wrote. */
const mostBytes = 2_000_000;
/** Milliseconds that the file may take. */
const longestMs = 10_000;

/**
 * Reads a file that somebody gave to Muster as text. Null where Slack does not hand it over, where it
 * is too large, or where it is no text.
 */
export function textFileReader(settings: {
  token: string;
  apiUrl: string | undefined;
  log: Logger;
}): (fileId: string) => Promise<string | null> {
  const { token, apiUrl, log } = settings;
  const client = new WebClient(token, safeClientOptions({ apiUrl, log, timeoutMs: 2_500 }));
  return async (fileId) => {
    try {
      const { file } = await client.files.info({ file: fileId });
      const address = file?.url_private_download ?? file?.url_private;
      if (!address || file?.is_external || (file?.size ?? 0) > mostBytes) return null;
      const { bytes } = await getBytes(address, { token, apiUrl }, AbortSignal.timeout(longestMs));
      return await textOf(bytes);
    } catch (error) {
      if (error instanceof DownloadRefused || error instanceof WebAPIPlatformError) return null;
      throw error;
    }
  };
}

async function textOf(bytes: AsyncIterable<Uint8Array>): Promise<string | null> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  let count = 0;
  try {
    for await (const chunk of bytes) {
      count += chunk.length;
      if (count > mostBytes) return null;
      text += decoder.decode(chunk, { stream: true });
    }
    return text + decoder.decode();
  } catch (error) {
    // Not UTF-8, so it is no text of ours.
    if (error instanceof TypeError) return null;
    throw error;
  }
}
