import { documentCanvas } from '../document/canvas.ts';
import { documentWords } from '../document/words.ts';
import { SlackCallError } from '../slack/client.ts';
import { verdictOf } from './errors.ts';
import { documentOf } from './send-document.ts';
import {
  channelRoomOf,
  gathering,
  NotYet,
  type Sending,
  type Sent,
  Superseded,
} from './sending.ts';

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
  if (leftMs > 0) throw new NotYet(gathering, leftMs);
  const document = await documentOf(sending, { zone: 'UTC', at: sending.view.now });
  const words = documentWords(sending.policy, document);
  const known = places['canvas'];
  const write = (canvasId: string, isPlain: boolean) =>
    edited(sending, canvasId, documentCanvas(document, words, isPlain));
  const written = (canvasId: string) =>
    write(canvasId, false).catch((error: unknown) => {
      if (error instanceof SlackCallError && refused.has(error.code)) return write(canvasId, true);
      throw error;
    });
  try {
    const isThere = known?.ts && known.channelId === channelId && (await written(known.ts));
    if (!isThere) await written(await made(sending, channelId, words.title));
    return {};
  } catch (error) {
    const isFinal =
      error instanceof SlackCallError && ['row', 'place'].includes(verdictOf(error.fault));
    if (isFinal) throw new Superseded(error.code);
    throw error;
  }
}

/** Slack does not take this Markdown, and says so by no code of its own. */
const refused = new Set(['canvas_editing_failed', 'canvas_too_large']);

/** Nobody needs a copy of a document in which nobody has written. */
function isBegun({ incident }: Sending): boolean {
  const { author, sections, status } = incident.state.postmortem;
  return author !== null || status !== 'draft' || Object.keys(sections).length > 0;
}

/** False where somebody took the canvas away. */
async function edited(sending: Sending, canvasId: string, markdown: string): Promise<boolean> {
  const content = { type: 'markdown', markdown };
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

/**
 * Makes an empty one, and writes down which before anything stands in it: Slack does not say which
 * canvases are ours, so of a process that ends in between an empty tab stays, and no copy that nobody
 * would take back. Returns its id.
 */
async function made(sending: Sending, channelId: string, title: string): Promise<string> {
  const { means, incident } = sending;
  const { canvas_id: ts } = await sending.call('canvases.create', { title, channel_id: channelId });
  if (!ts) throw new NotYet('no_canvas', 1000);
  if (!(await means.keepInRoom(incident, { place: 'canvas', channelId, ts }))) {
    // It became private meanwhile; its own room gets one with the next change.
    await sending.call('canvases.delete', { canvas_id: ts });
    throw new Superseded('room_moved');
  }
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
  return ts;
}
