import type { ChatPostEphemeralResponse } from '@slack/web-api';
import { storeText } from '../blocks/text.ts';
import { postEphemeral, postMessage } from '../server/messages.ts';
import { type MethodCall, type Methods, SlackError } from '../server/method.ts';
import type { Json } from '../server/model.ts';
import { messageJson } from '../server/wire.ts';
import { userOf } from './access.ts';
import type { Answer } from './answer.ts';
import { draftOf, postingPlace } from './posting.ts';

/** Saying something, to everybody in a place or to one of them. */
export const chatPost: Methods = {
  'chat.postMessage': post,
  'chat.postEphemeral': whisper,
  'chat.meMessage': postMe,
};

function post(call: MethodCall): Json {
  const { workspace } = call;
  const channel = postingPlace(call);
  const message = postMessage(workspace, draftOf(call, channel));
  return { channel: channel.id, ts: message.ts, message: messageJson(workspace, message) };
}

function whisper(call: MethodCall): Json {
  const { workspace } = call;
  const channel = postingPlace(call);
  const user = userOf(call, 'user', 'user_not_in_channel');
  if (!channel.members.has(user.id)) throw new SlackError('user_not_in_channel');
  const message = postEphemeral(workspace, draftOf(call, channel), user.id);
  return { message_ts: message.ts } satisfies Answer<ChatPostEphemeralResponse>;
}

function postMe(call: MethodCall): Json {
  const { workspace, args, bot, app } = call;
  const channel = postingPlace(call);
  const text = args.text('text');
  if (text === undefined) throw new SlackError('no_text');
  const stored = storeText(text, { names: workspace });
  const said = { channel, user: bot.id, app, text: stored, subtype: 'me_message' };
  const message = postMessage(workspace, said);
  return { channel: channel.id, ts: message.ts };
}
