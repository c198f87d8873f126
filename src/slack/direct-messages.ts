import { z } from 'zod';
import { helpMessage } from '../views/help.ts';
import { answerWords } from './commands.ts';
import { channelId, type Happening, ts, userId } from './happening.ts';
import { messageChanged } from './kept-messages.ts';

/** What people say to Muster in words of their own: answered like a command. */

const directMessage = z.object({
  channel_type: z.literal('im'),
  channel: channelId,
  user: userId,
  ts,
  text: z.string(),
  // Edits, joins, bots and workflows are no words to us.
  subtype: z.undefined().optional(),
  bot_id: z.undefined().optional(),
});

/** Words said to us directly; elsewhere nothing people say is read unless it begins with our name. */
export async function messageSaid(happening: Happening): Promise<void> {
  const { desk, event } = happening;
  const said = directMessage.safeParse(event).data;
  if (!said) return messageChanged(happening);
  if (said.user === desk.bot.userId) return;
  const answer = await answerWords(desk, {
    key: `msg:${said.channel}:${said.ts}`,
    userId: said.user,
    teamId: undefined,
    channelId: said.channel,
    triggerId: '',
    command: '',
    text: withoutName(said.text, desk.bot.userId) ?? said.text,
  });
  if (answer) await desk.calls.say(said.channel, answer);
}

const mention = z.object({
  channel: channelId,
  user: userId,
  ts,
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
  const { ports, calls, bot } = desk;
  const words = withoutName(said.text, bot.userId);
  const answer = words
    ? await answerWords(desk, {
        key: `msg:${said.channel}:${said.ts}`,
        userId: said.user,
        teamId: undefined,
        channelId: said.channel,
        triggerId: '',
        command: '',
        text: words,
      })
    : (await ports.mayAct(said.user, undefined)) && helpMessage(ports.activePolicy());
  if (answer) await calls.whisper(said.channel, said.user, answer, said.thread_ts);
}

/** What follows our name or the command's at the beginning; null where neither stands there. */
function withoutName(text: string, botUserId: string): string | null {
  const named = /^\s*(?:<@([UW][A-Z0-9]+)(?:\|[^>]*)?>[\s,:]*|\/incident\b\s*)/.exec(text);
  if (!named || (named[1] !== undefined && named[1] !== botUserId)) return null;
  const rest = text.slice(named[0].length).trim();
  return rest.replace(/^\/incident\b\s*/, '');
}
