import { createHash } from 'node:crypto';
import type { Mailed } from '../incident/postmortem/hand-out-types.ts';
import type { DeliveryCommand, Effect } from '../incident/types.ts';
import { type Mailer, MailFault } from '../integrations/mailer.ts';
import { recordMail } from '../views/postmortem/hand-out.ts';
import { sendPoint } from './send-point.ts';
import { NotYet, type Sending, type Sent, Superseded } from './sending.ts';
import type { OutFile } from './upload.ts';

/** The record by e-mail to the addresses of an audience: each gets a letter that names nobody else. */

type RecordFile = Extract<Effect, { type: 'record_file' }>;
type Report = Extract<DeliveryCommand, { type: 'record_sent' }>;

/** What is sent, to which addresses, and by whom. */
interface Post {
  mailer: Mailer;
  emails: readonly string[];
  file: OutFile;
}

/**
 * Writes to one after the other, and into the row after each, so that a process that ends in between
 * repeats one letter at most, under the id of the first. Whom the server will take later has a row of
 * their own. Throws `MailFault` where nobody was reached and nobody refused for good.
 */
export async function mailRecord(
  sending: Sending<RecordFile>,
  { mailer, emails, file }: Post,
): Promise<Sent> {
  const { effect, means, row } = sending;
  const { id, isPrivate } = sending.incident;
  const sha256 = createHash('sha256').update(file.bytes).digest('hex');
  const later: string[] = [];
  const waiting = [...emails];
  let mailed: Mailed = { sha256, to: [], missed: [] };
  let fault: MailFault | undefined;
  while (waiting[0] !== undefined && (fault?.isOfOne ?? true)) {
    const address = waiting[0];
    try {
      // Whoever stood still for long leaves the rest to who took over.
      if (!(await means.holdOn(row))) throw new Superseded('lease_lost');
      // The next attempt sees who may still know, and what a letter may say.
      if (!isPrivate && (await means.isPrivate(id))) throw new NotYet('private', 0);
      sendPoint(row, 'before_call');
      await mailer.write(letterFor(sending, address, { file, sha256 }));
      sendPoint(row, 'after_call');
      mailed = { ...mailed, to: [...mailed.to, address] };
    } catch (error) {
      if (!(error instanceof MailFault)) throw error;
      if (error.isPassing) {
        fault = error;
        if (!error.isOfOne) continue;
        later.push(address);
      } else {
        const missed = { where: address, error: error.code };
        mailed = { ...mailed, missed: [...mailed.missed, missed] };
      }
    }
    waiting.shift();
    const left = [...waiting, ...later];
    if (isAnything(mailed)) await means.rewrite(row, { ...effect, to: { emails: left, mailed } });
  }
  const left = [...waiting, ...later];
  if (!isAnything(mailed) && fault) throw fault;
  return mailedAsFar({ ...effect, to: { emails: left, mailed } }, mailed);
}

function isAnything({ to, missed }: Mailed): boolean {
  return to.length + missed.length > 0;
}

/** Reports what was done, and leaves the others to a row of their own, which may take hours. */
export function mailedAsFar(effect: RecordFile, mailed: Mailed): Sent {
  const emails = 'emails' in effect.to ? effect.to.emails : [];
  return {
    reports: [{ ...reportOf(effect), ...mailed }],
    follow: emails.length > 0 ? [{ ...effect, to: { emails } }] : [],
  };
}

/** What is said of addresses for which it was tried long enough. */
export function notMailed(effect: Effect, error: string): Report[] {
  if (effect.type !== 'record_file' || !('emails' in effect.to)) return [];
  const { emails, mailed } = effect.to;
  const missed = emails.map((where) => ({ where, error }));
  return [
    {
      ...reportOf(effect),
      sha256: mailed?.sha256 ?? '',
      to: mailed?.to ?? [],
      missed: [...(mailed?.missed ?? []), ...missed],
    },
  ];
}

function reportOf({ audience, by }: RecordFile) {
  return { type: 'record_sent', audience, sender: by } as const;
}

function letterFor(
  { effect, incident, means, view }: Sending<RecordFile>,
  address: string,
  { file, sha256 }: { file: OutFile; sha256: string },
) {
  const { by, note, at } = effect;
  const nameOf = (userId: string) => means.directory.nameOf(userId);
  // Logs hold it, and addresses are nobody's business there.
  const whom = createHash('sha256').update(address).digest('hex').slice(0, 16);
  return {
    id: `muster-${incident.teamId}-${incident.number}-record-${at.getTime()}-${whom}`,
    to: { name: '', address },
    ...recordMail({ ...view, nameOf }, { by, note, sha256 }),
    file: { filename: file.filename, contentType: 'application/pdf', bytes: file.bytes },
  };
}
