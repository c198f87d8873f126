import { z } from 'zod';
import type { UserId } from '../incident/types.ts';
import type { Message } from '../views/context.ts';
import { answerWords } from './commands.ts';
import type { Desk } from './gesture.ts';
import { channelId, type Happening, ts, userId } from './happening.ts';
import { messageChanged } from './kept-messages.ts';
import { fileGiven } from './postmortem/given-file.ts';
import { heardIn } from './presence/heard.ts';

/** What people say to Muster in words of their own: answered like a command. */

const directMessage = z.object({
  channel_type: z.literal('im'),
  channel: channelId,
  user: userId,
  ts,
  client_msg_id: z.string().max(100).optional(),
  text: z.string(),
  // Edits, joins, bots and workflows are no words to us.
  subtype: z.undefined().optional(),
  bot_id: z.undefined().optional(),
});

/**
 * Words said to us directly; elsewhere nothing people say is read unless it begins with our name, only
 * that somebody said something.
 */
export async function messageSaid(happening: Happening): Promise<void> {
  const { desk, event } = happening;
  const said = directMessage.safeParse(event).data;
  if (!said) {
    if (await fileGiven(happening)) return;
    await heardIn(happening);
    return messageChanged(happening);
  }
  if (said.user === desk.bot.userId) return;
  const tell = (message: Message) => desk.calls.say(said.channel, message);
  await answerSaid(desk, said, { words: withoutName(said.text, desk.bot.userId), tell });
}

const mention = z.object({
  channel: channelId,
  user: userId,
  ts,
  client_msg_id: z.string().max(100).optional(),
  text: z.string(),
  thread_ts: ts.optional(),
  bot_id: z.undefined().optional(),
});

/**
 * `@Muster list`: the way to ask in a thread, where Slack takes no commands. Only who asked sees the
 * answer. Whoever speaks of us in the middle of a sentence learns what can be asked.
 */
export async function mentioned({ desk, event }: Happening): Promise<void> {
  const said = mention.safeParse(event).data;
  if (!said || said.user === desk.bot.userId) return;
  const { bot, calls } = desk;
  const rest = withoutName(said.text, bot.userId);
  const words = rest === said.text || rest === '' ? 'help' : rest;
  const tell = (message: Message) =>
    calls.whisper(said.channel, said.user, message, said.thread_ts);
  await answerSaid(desk, said, { words, tell });
}

async function answerSaid(
  desk: Desk,
  said: { channel: string; user: UserId; ts: string; client_msg_id?: string | undefined },
  { words, tell }: { words: string; tell: (message: Message) => Promise<void> },
): Promise<void> {
  // One message may come as two events with different times; its sender numbered it once.
  const key = `msg:${said.channel}:${said.client_msg_id ?? said.ts}`;
  // What is carried out is once in the database; this keeps an answer from being said again.
  if (desk.heard.has(key)) return;
  const answer = await answerWords(desk, {
    key,
    userId: said.user,
    teamId: undefined,
    channelId: said.channel,
    triggerId: '',
    command: '',
    text: words,
    tell,
  });
  // Before it is said: whether Slack took it or not, nobody wants it twice.
  desk.heard.add(key);
  try {
    if (answer) await tell(answer);
  } catch (error) {
    // What was asked is done; sending the event again would not help.
    desk.log.warn({ err: error }, 'answer not shown');
  }
}

/** What follows our name, or the command's, where the text begins with it; else the text. */
function withoutName(text: string, botUserId: string): string {
  const named = /^\s*<@([UW][A-Z0-9]+)(?:\|[^>]*)?>[\s,:]*/.exec(text);
  const rest = named?.[1] === botUserId ? text.slice(named[0].length) : text;
  return rest.replace(/^\s*\/incident\b/, '');
}
