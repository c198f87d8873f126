import { WebClient } from '@slack/web-api';
import { pino } from 'pino';
import { safeClientOptions } from '../src/slack/client-options.ts';

/**
 * The Web API without an outbox, in a process of its own: posts the messages it is told, `atOnce` at a
 * time, with the options of Muster's own client. What Slack refuses because it came too fast is posted
 * again when Slack says, and nothing else in that channel before it.
 */
export interface Told {
  messages: { channel: string; [argument: string]: unknown }[];
  atOnce: number;
}

export interface Answered {
  seconds: number;
  refused: number;
}

const [token, apiUrl] = process.argv.slice(2);
const web = new WebClient(token, safeClientOptions({ apiUrl, log: pino({ level: 'silent' }) }));

async function post({ messages, atOnce }: Told): Promise<Answered> {
  const channels = new Map<string, Told['messages']>();
  for (const each of messages) {
    const waiting = channels.get(each.channel);
    if (waiting) waiting.push(each);
    else channels.set(each.channel, [each]);
  }
  let refused = 0;
  const free = [...channels.keys()];
  const blockedUntil = new Map<string, number>();
  const began = performance.now();
  let left = messages.length;
  const hand = async () => {
    while (left > 0) {
      const at = free.findIndex((channel) => (blockedUntil.get(channel) ?? 0) <= performance.now());
      const [channel] = at < 0 ? [] : free.splice(at, 1);
      const message = channel === undefined ? undefined : channels.get(channel)?.shift();
      if (channel === undefined || !message) {
        await new Promise((resolve) => setTimeout(resolve, 5));
        continue;
      }
      try {
        await web.apiCall('chat.postMessage', message);
        left -= 1;
      } catch (error) {
        const { retryAfter } = error as { retryAfter?: number };
        if (retryAfter === undefined) throw error;
        refused += 1;
        channels.get(channel)?.unshift(message);
        blockedUntil.set(channel, performance.now() + retryAfter * 1000);
      }
      if (channels.get(channel)?.length) free.push(channel);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, hand));
  return { seconds: (performance.now() - began) / 1000, refused };
}

process.on('message', (told: Told) => {
  post(told).then(
    (answered) => process.send?.(answered),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
