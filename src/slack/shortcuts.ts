import type { GlobalShortcut, MessageShortcut } from '@slack/bolt';
import type { MessageRef } from '../incident/types.ts';
import { shortMessage } from '../views/blocks.ts';
import type { Message } from '../views/context.ts';
import { pickModal } from '../views/note-modal.ts';
import { say } from '../views/say.ts';
import { TriggerExpired } from './calls.ts';
import { carryOut } from './carry-out.ts';
import { openDeclare } from './forms.ts';
import { type Asking, answer, type Desk, gestureOf } from './gesture.ts';
import { showOver } from './show-over.ts';
import { fromSlack } from './typed.ts';

/** Shortcuts by callback id, as the manifest names them. */
export const shortcutNames = [
  'declare_incident',
  'declare_from_message',
  'add_to_timeline',
] as const;
type ShortcutName = (typeof shortcutNames)[number];

type Used = Asking & { message: MessageShortcut | null };

const shortcutTable: Record<ShortcutName, (used: Used) => Promise<Message | null>> = {
  declare_incident: (used) => openDeclare(used),
  declare_from_message: declareFromMessage,
  add_to_timeline: addToTimeline,
};

/** Answers a shortcut. `reply` shows the answer, where there is one. */
export async function onShortcut(
  desk: Desk,
  body: GlobalShortcut | MessageShortcut,
): Promise<{ reply: () => Promise<void> }> {
  const message = body.type === 'message_action' ? body : null;
  const name = shortcutNames.find((each) => each === body.callback_id);
  const asking: Asking = {
    desk,
    what: `shortcut ${name ?? 'unknown'}`,
    gesture: gestureOf(`cmd:${body.trigger_id}`),
    userId: body.user.id,
    channelId: message?.channel.id ?? null,
    triggerId: body.trigger_id,
    typed: '',
  };
  const teamId = body.user.team_id ?? body.team?.id;
  const said = await answer(asking, teamId, async () =>
    name ? shortcutTable[name]({ ...asking, message }) : null,
  );
  return { reply: () => (said ? show(asking, message, said) : Promise.resolve()) };
}

/** The form, with the message's text in it and its link kept. */
async function declareFromMessage(used: Used): Promise<Message | null> {
  const origin = await originOf(used);
  if (!origin) return openDeclare(used);
  const [firstLine = ''] = origin.text.split('\n');
  return openDeclare(used, { origin, title: firstLine.slice(0, 150), summary: origin.text });
}

/** In a war room at once; anywhere else the form asks which incident. */
async function addToTimeline(used: Used): Promise<Message | null> {
  const { desk, userId, channelId, triggerId } = used;
  const policy = desk.ports.activePolicy();
  const origin = await originOf(used);
  if (!origin || !channelId) return shortMessage(say(policy, 'refused.not_found'));
  const room = await desk.ports.read.byRoom(channelId, userId);
  if (room) {
    const held = await desk.ports.read.recordedIn(origin.channelId, origin.ts);
    if (held.includes(room.incident.id)) {
      return shortMessage(say(policy, 'refused.already_recorded'));
    }
    const { text } = origin;
    return carryOut(used, room, {
      type: 'add_note',
      by: userId,
      kind: 'note',
      text,
      source: origin,
    });
  }
  const open = await desk.ports.read.open(userId);
  if (open.length === 0) return shortMessage(say(policy, 'form.which_none'));
  try {
    await desk.calls.openView(triggerId, pickModal(policy, open, origin));
    return null;
  } catch (error) {
    if (!(error instanceof TriggerExpired)) throw error;
    return shortMessage(say(policy, 'notice.expired_again'));
  }
}

/** The message a shortcut was used on. Its link is built by Slack, so it costs one call. */
async function originOf({ desk, message }: Used): Promise<MessageRef | null> {
  if (!message) return null;
  const { channel, message: said } = message;
  // Without the link it is still worth keeping; 500 ms of the trigger's 3 s are for it.
  const permalink = await desk.calls.permalink(channel.id, said.ts).catch(() => null);
  return {
    channelId: channel.id,
    ts: said.ts,
    authorId: said.user ?? null,
    permalink,
    text: fromSlack(said.text ?? '', desk.ports.nameOf).slice(0, 2000),
  };
}

async function show(
  asking: Asking,
  shortcut: MessageShortcut | null,
  message: Message,
): Promise<void> {
  const { desk, userId, channelId, triggerId, gesture } = asking;
  const { calls, log } = desk;
  try {
    if (shortcut) {
      await calls.respond(shortcut.response_url, { ...message, replaceOriginal: false });
    } else if (channelId) {
      await calls.whisper(channelId, userId, message);
    } else {
      await showOver(asking, message, (modal) => calls.openView(triggerId, modal));
    }
  } catch (error) {
    log.warn({ err: error, correlationId: gesture.correlationId }, 'answer not shown');
  }
}
