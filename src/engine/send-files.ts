import type { Kept, KeptFile } from '../incident/links/types.ts';
import type { DeliveryCommand } from '../incident/types.ts';
import { SlackCallError } from '../slack/client.ts';
import { verdictOf } from './errors.ts';
import { CopyFailed, keepBytes, mostBytes } from './keep-bytes.ts';
import type { Sending, Sent } from './sending.ts';

/** Milliseconds that one file may take on its way from Slack to the disk. */
const longestMs = 120_000;
/** After so many milliseconds the rest is left to the next attempt. */
const enoughMs = 30_000;
/** How often the row is held on to while bytes come. */
const holdEveryMs = 10_000;

/** Codes that say that the file itself cannot be had; the others are left to the usual verdicts. */
interface Fault {
  name: string;
  code: string;
}

/**
 * Reads the files that were not read yet: their SHA-256, and a copy where the policy keeps one. A file
 * that cannot be had does not spoil the others; what may succeed later is tried again.
 */
export async function sendFiles(sending: Sending): Promise<Sent> {
  const startedAt = performance.now();
  const kept: Kept[] = [];
  const faults: Fault[] = [];
  const waiting = inTurn(sending);
  let later: unknown;
  for (const file of waiting) {
    const isEnough = performance.now() - startedAt > enoughMs || isLimited(later);
    if (isEnough && (kept.length > 0 || later !== undefined)) break;
    try {
      kept.push(await keep(sending, file));
    } catch (error) {
      const code = forGood(error);
      if (code !== null) faults.push({ name: file.name, code });
      else later ??= error;
    }
  }
  if (kept.length === 0 && later !== undefined) throw later;
  const isAll = kept.length + faults.length === waiting.length;
  return {
    reports: reportsOf(sending, kept, isAll ? faults : null),
    ...(isAll ? {} : { follow: [{ family: 'sync', type: 'sync_files' }] }),
  };
}

/** Those that were not read yet. Each attempt begins with another one, so that none holds up the rest. */
function inTurn({ incident, row }: Sending): KeptFile[] {
  const waiting = incident.state.files.filter(({ sha256 }) => sha256 === null);
  const first = waiting.length > 0 ? (row.attempts - 1) % waiting.length : 0;
  return [...waiting.slice(first), ...waiting.slice(0, first)];
}

/** Slack wants peace: asking for the other files would only be refused, too. */
function isLimited(error: unknown): boolean {
  return error instanceof SlackCallError && error.fault.kind === 'rate_limited';
}

/** `faults` is null where some are still to be tried. */
function reportsOf(sending: Sending, kept: Kept[], faults: Fault[] | null): DeliveryCommand[] {
  const reports: DeliveryCommand[] = [];
  if (kept.length > 0) reports.push({ type: 'files_kept', files: kept });
  if (faults && faults.length > 0) {
    const error = faults.map(({ name, code }) => `${code}: ${name}`).join('; ');
    reports.push({ type: 'step_failed', step: 'files', error });
  }
  const isMended = faults?.length === 0 && sending.incident.state.failedSteps.files;
  if (isMended) reports.push({ type: 'step_done', step: 'files' });
  return reports;
}

/** The code of a fault that trying again does not mend; null for any other. */
function forGood(error: unknown): string | null {
  if (error instanceof CopyFailed) return error.code;
  if (!(error instanceof SlackCallError)) return null;
  return ['row', 'place', 'user'].includes(verdictOf(error.fault)) ? error.code : null;
}

async function keep(sending: Sending, { id, name }: KeptFile): Promise<Kept> {
  const { means, row, policy, incident } = sending;
  const { file } = await sending.call('files.info', { file: id });
  if ((file?.size ?? 0) > mostBytes) throw new CopyFailed('too_large');
  const address = file?.url_private_download ?? file?.url_private;
  // What lies outside Slack has no bytes there.
  if (!address || file?.is_external) throw new CopyFailed('not_in_slack');
  const signal = AbortSignal.timeout(longestMs);
  // Slack may take long to answer, too.
  await means.holdOn(row);
  const holding = setInterval(() => void means.holdOn(row), holdEveryMs);
  try {
    const { bytes, mimeType } = await means.slack.download(address, row.correlationId, signal);
    if (mimeType === 'text/html' && file?.mimetype !== 'text/html') {
      throw new CopyFailed('not_readable');
    }
    const folder = policy.evidence.copy_to ?? null;
    const made = await keepBytes(bytes, { folder, number: incident.number, name, rowId: row.id });
    return { id, ...made };
  } catch (error) {
    if (error instanceof CopyFailed || error instanceof SlackCallError) throw error;
    // The wire broke in the middle; nothing was kept.
    throw new SlackCallError('files.download', { kind: 'not_sent', code: 'connection_lost' });
  } finally {
    clearInterval(holding);
  }
}
