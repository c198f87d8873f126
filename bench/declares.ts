import { command } from './commands.ts';
import { ask, type Latencies, round, summary } from './load.ts';
import type { Scene } from './scene.ts';

/** Declarations per person, below the number at which Muster asks whether they mean one more. */
const each = 4;

const longestMs = 60_000;

export interface DeclareTimes {
  latencyMs: number;
  atOnce: number;
  /** Rooms that were not finished after a minute. */
  unfinished: number;
  /** Declarations with their whole rooms, per second. */
  perSecond: number;
  /** From the command to its acknowledgement, which comes after the commit. */
  acks: Latencies;
  /** From the command to card, pin, topic and announcement. */
  roomP50Ms: number;
  roomMaxMs: number;
}

/**
 * Declarations by 1, 10 and 50 people at once, each of whom declares again once the room of the one
 * before is finished; all of them begin at the same moment.
 */
export async function benchDeclares(scene: Scene, quick: boolean): Promise<DeclareTimes[]> {
  const figures: DeclareTimes[] = [];
  let declared = 0;
  await timeDeclares(scene, { latencyMs: 0, atOnce: 10, rounds: 4, from: declared });
  declared += 40;
  for (const latencyMs of [0, 150]) {
    for (const atOnce of [1, 10, 50]) {
      const rounds = quick ? 2 : ({ 1: 20, 10: 8, 50: 4 }[atOnce] ?? 4);
      const figure = await timeDeclares(scene, { latencyMs, atOnce, rounds, from: declared });
      process.stderr.write(`${JSON.stringify(figure)}\n`);
      figures.push(figure);
      declared += atOnce * rounds;
    }
  }
  return figures;
}

interface Load {
  latencyMs: number;
  atOnce: number;
  /** Declarations of each. */
  rounds: number;
  /** Declarations before these. */
  from: number;
}

async function timeDeclares(
  { slack, muster, people }: Scene,
  { latencyMs, atOnce, rounds, from }: Load,
): Promise<DeclareTimes> {
  slack.workspace.settings.latency = { leastMs: latencyMs, mostMs: latencyMs };
  const rooms = watchRooms(slack);
  const acks: number[] = [];
  const whole: number[] = [];
  let failed = 0;
  let unfinished = 0;
  const person = async (index: number) => {
    for (let round = 0; round < rounds; round += 1) {
      const n = from + index * rounds + round;
      const title = `Declaration ${n} of the bench`;
      const finished = rooms.finished(title);
      const began = performance.now();
      const who = people[Math.floor(n / each)];
      const { text } = await ask(command(slack, muster.url, `declare ${title} sev3`, who));
      acks.push(performance.now() - began);
      // What the database did not take in time was said to who declared it.
      if (!text.includes('Declared')) {
        failed += 1;
        rooms.forget(title);
      } else {
        if (await finished) whole.push(performance.now() - began);
        else unfinished += 1;
      }
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: atOnce }, (_, index) => person(index)));
  const seconds = (performance.now() - began) / 1000;
  rooms.stop();
  await slack.quiet();
  slack.workspace.settings.latency = { leastMs: 0, mostMs: 0 };
  const sorted = whole.toSorted((a, b) => a - b);
  return {
    latencyMs,
    atOnce,
    unfinished,
    perSecond: round(whole.length / seconds),
    acks: summary(acks, failed, seconds * 1000),
    roomP50Ms: Math.round(sorted[sorted.length >> 1] ?? 0),
    roomMaxMs: Math.round(sorted.at(-1) ?? 0),
  };
}

/** Tells when the room of a title is finished: its card pinned, its topic set, itself announced. */
function watchRooms(slack: Scene['slack']) {
  const { workspace } = slack;
  const news = workspace.findChannel('incidents')?.id;
  const waiting = new Map<string, () => void>();
  /** By channel. */
  const titles = new Map<string, string>();
  const announced = new Set<string>();
  const tell = (id: string) => {
    const title = titles.get(id);
    const room = workspace.channels.get(id);
    const done = room && room.pins.length > 0 && room.topic.value !== '' && announced.has(id);
    if (!title || !done) return;
    titles.delete(id);
    waiting.get(title)?.();
    waiting.delete(title);
  };
  const stop = workspace.onChange((change) => {
    if (!('channel' in change)) return;
    const { channel } = change;
    const isWritten = change.kind === 'message_posted' || change.kind === 'message_changed';
    if (!isWritten) return tell(channel.id);
    const text = JSON.stringify(change.message);
    if (channel.id === news) {
      for (const [id] of text.matchAll(/C[0-9A-Z]{6,}/g)) announced.add(id);
      for (const id of [...titles.keys()]) tell(id);
      return;
    }
    const [title] = /Declaration \d+ of the bench/.exec(text) ?? [];
    if (title !== undefined && waiting.has(title)) titles.set(channel.id, title);
    tell(channel.id);
  });
  return {
    stop,
    forget: (title: string) => waiting.get(title)?.(),
    /** Resolves with whether it was in time. */
    finished: (title: string) =>
      new Promise<boolean>((resolve) => {
        const timer = setTimeout(() => resolve(false), longestMs);
        waiting.set(title, () => {
          clearTimeout(timer);
          resolve(true);
        });
      }),
  };
}
