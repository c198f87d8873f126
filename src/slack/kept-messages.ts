import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { Command, MessageRef } from '../incident/types.ts';
import type { KeptMessage } from './calls.ts';
import { run } from './carry-out.ts';
import type { Desk } from './gesture.ts';
import { channelId, type Happening, ts, userId } from './happening.ts';
import { keepFiles } from './links/keep-files.ts';
import type { Gesture } from './ports.ts';
import { fromSlack } from './typed.ts';

/** Messages that a timeline holds: taken in by a 📌 or a pin, and followed from then on. */

/** A message that was just written may not be readable yet; it is looked for once more. */
const LOOK_AGAIN_MS = 600;

/** Only edits and deletions of messages that a timeline holds. */
export async function messageChanged(happening: Happening): Promise<void> {
  const { event } = happening;
  if (event.subtype === 'message_changed') {
    const edit = messageEdit.safeParse(event).data;
    if (edit) await edited(happening, edit);
  } else if (event.subtype === 'message_deleted') {
    const gone = messageDeletion.safeParse(event).data;
    if (gone) await deleted(happening, gone.channel, gone.deleted_ts, gone.previous_message?.user);
  }
}

async function edited(happening: Happening, edit: z.infer<typeof messageEdit>): Promise<void> {
  const { desk, gesture } = happening;
  const { channel, message, previous_message: previous } = edit;
  // The root of a thread that is deleted stays in its place, saying so.
  if (message.subtype === 'tombstone') {
    await deleted(happening, channel, message.ts, previous?.user);
    return;
  }
  const by = message.edited?.user ?? message.user;
  if (!by || message.text === previous?.text) return;
  const source = {
    channelId: channel,
    ts: message.ts,
    authorId: message.user ?? null,
    permalink: null,
    text: fromSlack(message.text ?? '', desk.ports.nameOf),
  };
  await followAll(desk, gesture, { type: 'edit_message', by, source });
}

async function deleted(
  { desk, gesture }: Happening,
  channel: string,
  at: string,
  author: string | undefined,
): Promise<void> {
  const source = {
    channelId: channel,
    ts: at,
    authorId: author ?? null,
    permalink: null,
    text: '',
  };
  await followAll(desk, gesture, { type: 'delete_message', by: null, source });
}

const said = z.object({
  ts,
  subtype: z.string().optional(),
  user: userId.optional(),
  text: z.string().optional(),
  edited: z.object({ user: userId.optional() }).optional(),
});
const messageEdit = z.object({
  channel: channelId,
  message: said,
  previous_message: said.partial().optional(),
});
const messageDeletion = z.object({
  channel: channelId,
  deleted_ts: ts,
  previous_message: said.partial().optional(),
});

type Follow = Extract<Command, { type: 'edit_message' | 'delete_message' | 'unpin_message' }>;

async function followAll(desk: Desk, gesture: Gesture, command: Follow): Promise<void> {
  const { channelId: channel, ts: at } = command.source;
  const holding = await desk.ports.read.recordedIn(channel, at);
  if (holding.length === 0) return;
  const followed = { ...command, source: await withLink(desk, command) };
  for (const id of holding) {
    // One event may touch several incidents; each needs a key of its own.
    await desk.ports.run(id, followed, { ...gesture, key: `${gesture.key}:${id}` });
  }
}

/** A line that leads to its message; what was deleted has no place to lead to. */
async function withLink(desk: Desk, { type, source }: Follow): Promise<MessageRef> {
  if (type === 'delete_message') return source;
  // Without the link the line still says what happened.
  const permalink = await desk.calls.permalink(source.channelId, source.ts).catch(() => null);
  return { ...source, permalink };
}

type Mark = 'set' | 'removed';

/** A 📌 was put on a message, or taken off it. */
export async function reacted(happening: Happening, mark: Mark): Promise<void> {
  const reaction = z
    .object({
      user: userId,
      reaction: z.string(),
      item: z.object({ type: z.literal('message'), channel: channelId, ts }),
    })
    .safeParse(happening.event).data;
  if (reaction?.reaction !== 'pushpin') return;
  const { item, user } = reaction;
  await follow(happening, mark, { by: user, channel: item.channel, at: item.ts });
}

/** A message was pinned, or is no longer. */
export async function pinned(happening: Happening, mark: Mark): Promise<void> {
  const pin = z
    .object({
      user: userId,
      channel_id: channelId,
      item: z.object({ type: z.literal('message'), message: z.object({ ts }) }),
    })
    .safeParse(happening.event).data;
  if (!pin) return;
  await follow(happening, mark, { by: pin.user, channel: pin.channel_id, at: pin.item.message.ts });
}

interface Marked {
  by: string;
  channel: string;
  at: string;
}

async function follow({ desk, gesture }: Happening, mark: Mark, marked: Marked): Promise<void> {
  if (marked.by === desk.bot.userId || !(await desk.ports.mayAct(marked.by, undefined))) return;
  if (mark === 'set') await take(desk, gesture, marked);
  else await letGo(desk, gesture, marked);
}

/** Takes a message of a war room into its timeline. */
async function take(desk: Desk, gesture: Gesture, { by, channel, at }: Marked): Promise<void> {
  const room = await desk.ports.read.byRoom(channel, by);
  if (!room) return;
  const { incident } = room;
  const isKept = async () => (await desk.ports.read.recordedIn(channel, at)).includes(incident.id);
  if (await isKept()) return;
  const message = await readWhenThere(desk, channel, at);
  // Reaction and pin of one message are one keeping, whoever is first; reading it took a while.
  if (!message || (await isKept())) return;
  const { authorId, permalink } = message;
  const text = fromSlack(message.text, desk.ports.nameOf).slice(0, 3000);
  const source: MessageRef = { channelId: channel, ts: at, authorId, permalink, text };
  const command = { type: 'add_note', by, kind: 'note', text, source } as const;
  const outcome = await run(desk, incident, command, gesture);
  const { files = [] } = message;
  if (outcome.ok) await keepFiles(desk, { incident, by, files, gesture });
}

async function readWhenThere(desk: Desk, channel: string, at: string): Promise<KeptMessage | null> {
  const message = await desk.calls.message(channel, at);
  if (message) return message;
  await wait(LOOK_AGAIN_MS);
  return desk.calls.message(channel, at);
}

/** A message stays in while it is pinned or carries anybody's 📌. */
async function letGo(desk: Desk, gesture: Gesture, { by, channel, at }: Marked): Promise<void> {
  if ((await desk.ports.read.recordedIn(channel, at)).length === 0) return;
  const message = await desk.calls.message(channel, at);
  if (message?.isMarked) return;
  const authorId = message?.authorId ?? null;
  const source = { channelId: channel, ts: at, authorId, permalink: null, text: '' };
  await followAll(desk, gesture, { type: 'unpin_message', by, source });
}
