import type { DeliveryCommand } from '../incident/types.ts';
import { SlackCallError } from '../slack/client.ts';
import { messagesShowing } from './messages-showing.ts';
import { mayStillKnow, unlessGone } from './send-withdrawn.ts';
import type { Sending } from './sending.ts';
import type { ShownRecord } from './told-of.ts';

/**
 * Deletes the records that audiences were shown in Slack and may not know any more: the messages first,
 * which outlive their file and name the incident. Begun again, it does what is left to do, and says of
 * each the same. A file that Slack never showed is none.
 */
export async function takeBackRecords(sending: Sending): Promise<DeliveryCommand[]> {
  const reports: DeliveryCommand[] = [];
  for (const record of await sending.means.recordsShown(sending.incident.id)) {
    const { rowId, audience, sender, sha256, whose } = record;
    if (mayStillKnow(sending, audience) || !(await deleted(sending, record))) continue;
    const once = `outbox:${rowId}:record_taken_back`;
    const to = Object.values(whose);
    reports.push({ type: 'record_taken_back', once, audience, sender, sha256, to });
  }
  return reports;
}

/** False where Slack knows of no such file: it was never shown. */
async function deleted(sending: Sending, record: ShownRecord): Promise<boolean> {
  const { fileId: file, since, whose } = record;
  const shares = await sharesOf(sending, file);
  if (shares === null) return false;
  for (const [channel, shown] of Object.entries(shares)) {
    for (const { ts } of shown) if (ts) await unlessGone(sending, 'chat.delete', { channel, ts });
  }
  for (const channel of Object.keys(whose).filter((id) => id.startsWith('D'))) {
    const found = await messagesShowing(sending, channel, { files: new Set([file]), since });
    for (const ts of found) await unlessGone(sending, 'chat.delete', { channel, ts });
  }
  await unlessGone(sending, 'files.delete', { file });
  return true;
}

/** By channel the messages that show it; direct conversations are not among them. Null: there is no such file. */
async function sharesOf(sending: Sending, file: string): Promise<Record<string, Share[]> | null> {
  try {
    const { shares } = (await sending.call('files.info', { file })).file ?? {};
    return { ...shares?.public, ...shares?.private } as Record<string, Share[]>;
  } catch (error) {
    if (!(error instanceof SlackCallError)) throw error;
    if (error.code === 'file_not_found') return null;
    // An earlier attempt deleted it, or the app may not look.
    if (['file_deleted', 'missing_scope'].includes(error.code)) return {};
    throw error;
  }
}

interface Share {
  ts?: string;
}
