import { slackErrors } from '../blocks/fault.ts';
import { storeBlocks } from '../blocks/stored.ts';
import { storeText } from '../blocks/text.ts';
import { validateBlocks } from '../blocks/validate.ts';
import { isObject } from './arguments.ts';
import {
  type Draft,
  deleteMessage,
  type Edit,
  editMessage,
  postEphemeral,
  postMessage,
  replaceEphemeral,
} from './messages.ts';
import { SlackError } from './method.ts';
import type { App, Channel, Json, Message, Ts } from './model.ts';
import type { Workspace } from './workspace.ts';

/** The gesture to which an app replies, through its ack or a response URL. */
export interface Gesture {
  app: App;
  user: string;
  channel: Channel;
  /** The message on which something was pressed. */
  message_ts?: Ts;
  /** Whether that message is an ephemeral one. */
  ephemeral: boolean;
  thread_ts?: Ts;
}

type Said = Pick<Draft, 'text' | 'blocks' | 'attachments'>;

/**
 * Shows an app's reply: to the person alone unless it says `in_channel`; in place of the original,
 * or instead of it, when it says so. Text counts as ephemeral, nothing as no reply. Throws
 * `no_text`, `invalid_blocks`, `invalid_payload`.
 */
export function showReply(
  workspace: Workspace,
  gesture: Gesture,
  body: unknown,
): Message | undefined {
  const reply = typeof body === 'string' ? { text: body } : body;
  if (!isObject(reply)) throw new SlackError('invalid_payload');
  if (reply['delete_original'] === true) return removeOriginal(workspace, gesture);
  const said = readContent(workspace, reply);
  if (reply['replace_original'] === true && gesture.message_ts !== undefined)
    return replaceOriginal(workspace, gesture, gesture.message_ts, said);
  const thread = typeof reply['thread_ts'] === 'string' ? reply['thread_ts'] : undefined;
  const inThread = thread ?? (gesture.ephemeral ? gesture.thread_ts : undefined);
  const draft = {
    channel: gesture.channel,
    user: gesture.app.bot_user_id,
    app: gesture.app,
    ...said,
    ...(inThread === undefined ? {} : { thread_ts: inThread }),
  };
  return reply['response_type'] === 'in_channel'
    ? postMessage(workspace, draft)
    : postEphemeral(workspace, draft, gesture.user);
}

function readContent(workspace: Workspace, reply: Json): Said {
  const text = typeof reply['text'] === 'string' ? reply['text'] : '';
  const { blocks, attachments } = reply;
  const said: Said = { text: storeText(text, { names: workspace }) };
  if (blocks !== undefined) {
    const faults = validateBlocks(blocks, 'message');
    if (faults.length > 0) throw new SlackError('invalid_blocks', { errors: slackErrors(faults) });
    said.blocks = storeBlocks(blocks, { names: workspace });
  }
  if (Array.isArray(attachments)) said.attachments = attachments.filter(isObject);
  if (text.trim() === '' && blocks === undefined && attachments === undefined)
    throw new SlackError('no_text');
  return said;
}

function replaceOriginal(
  workspace: Workspace,
  gesture: Gesture,
  ts: Ts,
  said: Edit,
): Message | undefined {
  // Without blocks the old ones go: the reply is the whole message.
  const whole: Edit = { blocks: [], attachments: [], ...said };
  if (gesture.ephemeral)
    return replaceEphemeral(workspace, gesture.channel, gesture.user, ts, whole);
  const message = gesture.channel.messages.get(ts);
  if (message === undefined) throw new SlackError('message_not_found');
  return editMessage(workspace, gesture.channel, message, whole);
}

function removeOriginal(workspace: Workspace, gesture: Gesture): undefined {
  if (gesture.message_ts === undefined) return undefined;
  if (gesture.ephemeral) {
    replaceEphemeral(workspace, gesture.channel, gesture.user, gesture.message_ts, undefined);
    return undefined;
  }
  const message = gesture.channel.messages.get(gesture.message_ts);
  if (message !== undefined)
    deleteMessage(workspace, gesture.channel, message, gesture.app.bot_user_id);
  return undefined;
}
