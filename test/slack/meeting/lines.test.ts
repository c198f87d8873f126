import { expect, test } from 'vitest';
import type { PersonCommand } from '../../../src/incident/types.ts';
import type { Reply } from '../../../src/slack/calls.ts';
import type { Desk } from '../../../src/slack/gesture.ts';
import { linesToCollect } from '../../../src/slack/meeting/lines.ts';
import { small, started } from '../../incident/meeting/meeting-story.ts';

/** Muster as far as it reads a thread: these messages are in it. */
function deskWith(thread: Reply[]): Desk {
  const desk = {
    bot: { userId: 'UMUSTER' },
    ports: {
      policyOf: async () => small,
      nameOf: () => 'ben',
      read: { place: async () => ({ channelId: 'C1', ts: '1.000000' }) },
    },
    calls: {
      replies: async (_channel: string, _thread: string, since: string) =>
        thread.filter(({ ts }) => Number(ts) > Number(since)),
    },
  };
  return desk as unknown as Desk;
}

const message = (at: number, text: string): Reply => ({ ts: `${at}.000000`, text, userId: 'UBEN' });

test.each([
  [3, 'more lines than are taken at once', (at: number) => Array(30).fill(`line ${at}`).join('\n')],
  [1, 'longer than a section takes at once', (at: number) => `${at} ${'x'.repeat(450)}`],
])(
  'pressed %i times, a thread with %s is collected message by message, and none is cut',
  async (presses, _what, textOf) => {
    const story = started();
    const thread = Array.from({ length: 40 }, (_, index) => message(100 + index, textOf(index)));
    const desk = deskWith(thread);
    const found = () => ({ incident: story.incident, places: {} }) as never;
    const collected: string[] = [];
    for (let press = 0; press < presses; press += 1) {
      const command: PersonCommand = await linesToCollect(desk, found(), {
        by: 'UADA',
        part: 'root',
      });
      if (command.type !== 'collect_lines') throw new Error(command.type);
      story.does(command);
      collected.push(...command.lines.map(({ ts }) => ts));
    }
    const all = thread.flatMap(({ ts, text }) => text.split('\n').map(() => ts));
    expect(collected).toEqual(all.slice(0, collected.length));
    // Whole messages: the next press begins with another one.
    expect(all[collected.length]).not.toBe(collected.at(-1));
  },
);
