import { z } from 'zod';
import { answerWords } from './commands.ts';
import { channelId, type Happening, ts, userId } from './happening.ts';
import { messageChanged } from './kept-messages.ts';

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

/** Words said to us directly are answered like a command; elsewhere nothing people say is read. */
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
    text: said.text.replace(/^\/incident\b/, ''),
  });
  if (answer) await desk.calls.say(said.channel, answer);
}
