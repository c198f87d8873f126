import { expect, test } from 'vitest';
import type { PersonCommand } from '../../../src/incident/types.ts';
import type { Reply } from '../../../src/slack/calls.ts';
import type { Desk } from '../../../src/slack/gesture.ts';
import { linesToCollect } from '../../../src/slack/meeting/lines.ts';
import { small, started } from '../../incident/meeting/meeting-story.ts';
import { minutesAfterNoon } from '../../incident/story.ts';

/** Muster as far as it reads a thread: these messages are in it. */
function deskWith(thread: Reply[], begun: Record<string, string> = { 2: '1.000000' }): Desk {
  const desk = {
    bot: { userId: 'UMUSTER' },
    ports: {
      policyOf: async () => small,
      nameOf: () => 'ben',
      read: {
        place: async (_id: number, place: string) => {
          const ts = begun[place.split(':').at(-1) ?? ''];
          return ts ? { channelId: 'C1', ts } : null;
        },
      },
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

test('where the room is a thread itself, a part has what was written from its beginning to the next', async () => {
  const story = started();
  const thread = [5, 15, 25, 35].map((at) => message(at, `line ${at}`));
  const desk = deskWith(thread, { 1: '10.000000', 2: '20.000000', 4: '30.000000' });
  const places = { roomThreadTs: '1.000000' };
  const found = () => ({ incident: story.incident, places }) as never;
  const linesOf = async (part: string) => {
    const command = await linesToCollect(desk, found(), { by: 'UADA', part });
    return command.type === 'collect_lines' ? command.lines.map(({ text }) => text) : [];
  };
  expect(await linesOf('good_points')).toEqual(['line 15 (ben)']);
  expect(await linesOf('root')).toEqual(['line 25 (ben)']);
  expect(await linesOf('workflow')).toEqual([]);
  expect(await linesOf('incident_mode')).toEqual(['line 35 (ben)']);
  // What is said after the meeting belongs to no part.
  story.at(100).does({ type: 'end_meeting', by: 'UADA' });
  const end = minutesAfterNoon(100).getTime() / 1000;
  thread.push(message(end - 60, 'the last'), message(end + 60, 'see you'));
  expect(await linesOf('incident_mode')).toEqual(['line 35 (ben)', 'the last (ben)']);
});
