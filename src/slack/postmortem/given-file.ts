import { z } from 'zod';
import type { SharedFile } from '../../incident/links/types.ts';
import { shortMessage } from '../../views/blocks.ts';
import { say, sayPlain } from '../../views/say.ts';
import { errorAt, type FormAnswer } from '../form-faults.ts';
import { type Asking, afterwards, gestureOf } from '../gesture.ts';
import { channelId, type Happening, ts, userId } from '../happening.ts';
import type { Submitted } from '../modals.ts';
import { sharedFiles } from '../shared-files.ts';
import { importMarkdown } from './import.ts';

/** Markdown that is given back: as a file in a direct message, or in the form. */

const fileMessage = z.object({
  channel_type: z.literal('im'),
  subtype: z.literal('file_share'),
  channel: channelId,
  user: userId,
  ts,
  files: z.array(z.unknown()).min(1).max(20),
});

/** A file that somebody sent to Muster directly. False where it is no Markdown. */
export async function fileGiven({ desk, event }: Happening): Promise<boolean> {
  const said = fileMessage.safeParse(event).data;
  if (!said || said.user === desk.bot.userId) return false;
  const [file] = sharedFiles(said.files).filter(isMarkdown);
  if (!file) return false;
  const key = `msg:${said.channel}:${said.ts}`;
  if (desk.heard.has(key)) return true;
  const policy = desk.ports.activePolicy();
  const may = await desk.ports.mayAct(said.user, undefined);
  const message = may
    ? await read({ desk, userId: said.user, gesture: gestureOf(desk, key) }, file)
    : shortMessage(say(policy, 'refused.guest'));
  desk.heard.add(key);
  if (message) await desk.calls.say(said.channel, message);
  return true;
}

function isMarkdown({ name }: SharedFile): boolean {
  return /\.(md|markdown|txt)$/i.test(name);
}

type Asker = Pick<Submitted, 'desk' | 'userId' | 'gesture'>;

async function read(
  { desk, userId: by, gesture }: Asker,
  { id, name }: SharedFile,
  incidentId: number | null = null,
) {
  const markdown = await desk.calls.textFile(id);
  const policy = desk.ports.activePolicy();
  if (markdown === null) return shortMessage(say(policy, 'import.unreadable', { name }));
  return importMarkdown({ desk, userId: by, gesture, markdown, incidentId });
}

/**
 * The form: what was pasted is taken in before it goes, a file after that, because it has to be read
 * first. Who sent it is told directly what came of it.
 */
export async function submitImport(form: Submitted): Promise<FormAnswer> {
  const { desk, userId: by, filled, metadata } = form;
  const policy = desk.ports.activePolicy();
  const [file] = filled.files('files');
  const markdown = filled.text('text');
  const incidentId = metadata.incident ?? null;
  if (!file && markdown === '') {
    return errorAt(form.firstField, sayPlain(policy, 'import.nothing'));
  }
  const { key, correlationId } = form.gesture;
  const asking: Asking = {
    ...{ desk, what: 'form import_postmortem', userId: by, channelId: null, triggerId: '' },
    // Nobody waits for it any more.
    gesture: file ? { key, correlationId } : form.gesture,
    typed: markdown,
    tell: (message) => desk.calls.direct(by, message),
  };
  const { gesture } = asking;
  if (file) {
    afterwards(asking, () => read({ desk, userId: by, gesture }, file, incidentId));
    return null;
  }
  const said = await importMarkdown({ desk, userId: by, gesture, markdown, incidentId });
  afterwards(asking, () => Promise.resolve(said));
  return null;
}
