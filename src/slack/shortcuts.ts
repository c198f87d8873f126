import type { GlobalShortcut, MessageShortcut } from '@slack/bolt';
import type { IncidentView } from '../incident/places.ts';
import { limits } from '../incident/text.ts';
import type { MessageRef } from '../incident/types.ts';
import { pickActionItemModal } from '../views/action-items/forms.ts';
import { shortMessage } from '../views/blocks.ts';
import type { ByHand } from '../views/by-hand.ts';
import type { Message } from '../views/context.ts';
import { pickModal } from '../views/note-modal.ts';
import { say } from '../views/say.ts';
import { TriggerExpired } from './calls.ts';
import { carryOut } from './carry-out.ts';
import { openDeclare, openForm } from './forms.ts';
import {
  type Asking,
  afterwards,
  answer,
  type Desk,
  gestureOf,
  keyOfTrigger,
  tell,
} from './gesture.ts';
import { keepFiles } from './links/keep-files.ts';
import { sharedFiles } from './shared-files.ts';
import { showOver } from './show-over.ts';
import { fromSlack } from './typed.ts';

/** Shortcuts by callback id, as the manifest names them. */
export const shortcutNames = [
  'declare_incident',
  'declare_from_message',
  'add_to_timeline',
  'make_action_item',
] as const;
type ShortcutName = (typeof shortcutNames)[number];

type Used = Asking & { message: MessageShortcut | null };

const shortcutTable: Record<ShortcutName, (used: Used) => Promise<Message | null>> = {
  declare_incident: async (used) => openDeclare(used),
  declare_from_message: declareFromMessage,
  add_to_timeline: addToTimeline,
  make_action_item: makeActionItem,
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
    gesture: gestureOf(desk, keyOfTrigger(body.trigger_id)),
    userId: body.user.id,
    channelId: message?.channel.id ?? null,
    triggerId: body.trigger_id,
    typed: '',
    ...(name && (name === 'declare_incident' || name === 'declare_from_message')
      ? { byHand: wantedFrom(desk, message) }
      : {}),
    tell: (said) => show(asking, message, said),
  };
  const teamId = body.user.team_id ?? body.team?.id;
  const said = await answer(asking, teamId, async () =>
    name ? shortcutTable[name]({ ...asking, message }) : null,
  );
  return { reply: () => tell(asking, said) };
}

/** The form, with the message's text in it and its link kept. */
async function declareFromMessage(used: Used): Promise<Message | null> {
  const { desk, message } = used;
  return openDeclare(used, message ? originOf(desk, message).then(fieldsFrom) : {});
}

/** What is known before the form was filled in. */
function wantedFrom({ ports }: Desk, shortcut: MessageShortcut | null): ByHand {
  const text = fromSlack(shortcut?.message.text ?? '', ports.nameOf);
  return { title: text.split('\n')[0] ?? '', severity: null, kind: null, isPrivate: false };
}

function fieldsFrom(origin: MessageRef) {
  const [firstLine = ''] = origin.text.split('\n');
  const title = firstLine.slice(0, limits.title);
  // A short message is said once.
  return { origin, title, ...(title === origin.text ? {} : { summary: origin.text }) };
}

/** In a war room at once; anywhere else the form asks which incident. */
async function addToTimeline(used: Used): Promise<Message | null> {
  const { desk, userId, message } = used;
  const policy = desk.ports.activePolicy();
  if (!message) return shortMessage(say(policy, 'refused.not_found'));
  const room = await desk.ports.read.byRoom(message.channel.id, userId);
  if (room) return addToRoom(used, message, room);
  const open = await desk.ports.read.open(userId);
  if (open.length === 0) return shortMessage(say(policy, 'form.which_none'));
  afterwards(used, () => askWhich(used, message, open));
  return null;
}

async function addToRoom(used: Used, message: MessageShortcut, room: IncidentView) {
  const { desk, userId: by } = used;
  const held = await desk.ports.read.recordedIn(message.channel.id, message.message.ts);
  if (held.includes(room.incident.id)) {
    return shortMessage(say(desk.ports.activePolicy(), 'refused.already_recorded'));
  }
  const origin = await originOf(desk, message);
  const { text } = origin;
  const command = { type: 'add_note', by, kind: 'note', text, source: origin } as const;
  const answered = await carryOut(used, room, command);
  const files = sharedFiles(message.message['files']);
  await keepFiles(desk, { incident: room.incident, by, files, gesture: used.gesture });
  return answered;
}

/** The form with what the message says; outside of a room it asks which incident. */
async function makeActionItem(used: Used): Promise<Message | null> {
  const { desk, userId, message } = used;
  const policy = desk.ports.activePolicy();
  if (!message) return shortMessage(say(policy, 'refused.not_found'));
  const room = await desk.ports.read.byRoom(message.channel.id, userId);
  if (room) {
    const origin = await originOf(desk, message);
    const text = origin.text.replace(/\s+/g, ' ');
    return openForm(used, 'add_action_item', Promise.resolve({ found: room }), { text, origin });
  }
  const open = await desk.ports.read.open(userId);
  if (open.length === 0) return shortMessage(say(policy, 'form.which_none'));
  afterwards(used, () => askWhich(used, message, open, pickActionItemModal));
  return null;
}

async function askWhich(
  { desk, triggerId, userId }: Used,
  message: MessageShortcut,
  open: IncidentView[],
  modal: typeof pickActionItemModal = pickModal,
): Promise<Message | null> {
  const policy = desk.ports.activePolicy();
  const origin = await originOf(desk, message);
  try {
    await desk.calls.openView(triggerId, modal(policy, open, origin, userId));
    return null;
  } catch (error) {
    if (!(error instanceof TriggerExpired)) throw error;
    return shortMessage(say(policy, 'notice.expired_again'));
  }
}

/** The message a shortcut was used on. Its link is built by Slack, so it costs one call. */
async function originOf(desk: Desk, { channel, message }: MessageShortcut): Promise<MessageRef> {
  // Without the link it is still worth keeping; 500 ms of the trigger's 3 s are for it.
  const permalink = await desk.calls.permalink(channel.id, message.ts).catch(() => null);
  return {
    channelId: channel.id,
    ts: message.ts,
    authorId: message.user ?? null,
    permalink,
    text: fromSlack(message.text ?? '', desk.ports.nameOf).slice(0, 2000),
  };
}

async function show(
  asking: Asking,
  shortcut: MessageShortcut | null,
  message: Message,
): Promise<void> {
  const { calls } = asking.desk;
  if (shortcut) {
    await calls.respond(shortcut.response_url, { ...message, replaceOriginal: false });
  } else {
    await showOver(asking, message, (modal) => calls.openView(asking.triggerId, modal));
  }
}
