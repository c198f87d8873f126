import { documentCanvas } from '../document/canvas.ts';
import { documentWords } from '../document/words.ts';
import { SlackCallError } from '../slack/client.ts';
import { verdictOf } from './errors.ts';
import { documentOf } from './send-document.ts';
import { channelRoomOf, NotYet, type Sending, type Sent, Superseded } from './sending.ts';

/**
 * Makes the tab of the room equal the document: people read it there and write in Muster. It is a
 * tab beside the channel's own canvas, which belongs to people. Where a workspace has no canvases, or
 * forbids them, there is none, and nobody is bothered with that.
 */
export async function sendCanvas(sending: Sending): Promise<Sent> {
  const { channelId } = channelRoomOf(sending);
  const { row, patience, places } = sending;
  if (channelId.startsWith('D')) throw new Superseded('room_is_direct');
  // One that is there follows the document also to where nothing is left of it.
  if (!isBegun(sending) && !sending.places['canvas']) throw new Superseded('not_begun');
  // What changes in the meantime goes with it.
  const leftMs = patience.canvasMs - row.triedForMs;
  if (leftMs > 0) throw new NotYet('gathering', leftMs);
  const document = await documentOf(sending, { zone: 'UTC', at: sending.view.now });
  const words = documentWords(sending.policy, document);
  const known = places['canvas'];
  const written = async (isPlain: boolean): Promise<Sent> => {
    const content = { type: 'markdown', markdown: documentCanvas(document, words, isPlain) };
    if (known?.ts && known.channelId === channelId) {
      if (await edited(sending, known.ts, content)) return {};
    }
    return made(sending, channelId, { title: words.title, content });
  };
  try {
    return await written(false).catch((error: unknown) => {
      if (error instanceof SlackCallError && refused.has(error.code)) return written(true);
      throw error;
    });
  } catch (error) {
    const isFinal =
      error instanceof SlackCallError && ['row', 'place'].includes(verdictOf(error.fault));
    if (isFinal) throw new Superseded(error.code);
    throw error;
  }
}

/** Slack does not take this Markdown, and says so by no code of its own. */
const refused = new Set(['canvas_creation_failed', 'canvas_editing_failed', 'canvas_too_large']);

/** Nobody needs a copy of a document in which nobody has written. */
function isBegun({ incident }: Sending): boolean {
  const { author, sections, status } = incident.state.postmortem;
  return author !== null || status !== 'draft' || Object.keys(sections).length > 0;
}

/** False where somebody took the canvas away. */
async function edited(sending: Sending, canvasId: string, content: object): Promise<boolean> {
  try {
    await sending.call('canvases.edit', {
      canvas_id: canvasId,
      changes: [{ operation: 'replace', document_content: content }],
    });
    return true;
  } catch (error) {
    if (error instanceof SlackCallError && error.code === 'canvas_not_found') return false;
    throw error;
  }
}

async function made(
  sending: Sending,
  channelId: string,
  { title, content }: { title: string; content: object },
): Promise<Sent> {
  const { canvas_id: ts } = await sending.call('canvases.create', {
    title,
    channel_id: channelId,
    document_content: content,
  });
  if (!ts) return {};
  const canvas = { places: [{ place: 'canvas', channelId, ts }] };
  try {
    await sending.call('canvases.access.set', {
      canvas_id: ts,
      access_level: 'read',
      channel_ids: [channelId],
    });
  } catch (error) {
    // What people write into a copy that they may change is overwritten; its first line says so.
    if (!(error instanceof SlackCallError)) throw error;
  }
  return canvas;
}
