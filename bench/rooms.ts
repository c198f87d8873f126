import { idOf } from '../sandbox/cast.ts';
import type { JournalEntry } from '../sandbox/protocol-operate.ts';
import type { Channel } from '../sandbox/server/model.ts';
import type { Sandbox } from '../sandbox/start.ts';

export interface RoomTimes {
  latencyMs: number;
  rooms: number;
  /** From the submission of the form to the finished war room. */
  medianMs: number;
  worstMs: number;
  /** Web API calls one after another on the longest path; null where calls take no time. */
  sequentialCalls: number | null;
  calls: number;
}

/**
 * From the form to the finished war room (card pinned, topic set, people invited, announced), with
 * Slack answering every call after `latencyMs`. One room at a time; nobody declares more than four.
 */
export async function timeRooms(
  sandbox: Sandbox,
  { latencyMs, rooms, people }: { latencyMs: number; rooms: number; people: string[] },
): Promise<RoomTimes> {
  sandbox.workspace.settings.latency = { leastMs: latencyMs, mostMs: latencyMs };
  const times: number[] = [];
  let entries: JournalEntry[] = [];
  for (let n = 0; n < rooms; n += 1) {
    const since = lastSequence(sandbox);
    const took = await oneRoom(sandbox, `Bench ${latencyMs} ${n}`, idOf(people[n >> 2] ?? ''));
    await sandbox.quiet();
    entries = sandbox.core.journal.read({ since, direction: 'call', limit: 1000 }).entries;
    times.push(took);
  }
  times.sort((a, b) => a - b);
  const path = entries.filter((entry) => entry.name !== 'views.open');
  return {
    latencyMs,
    rooms,
    medianMs: Math.round(times[times.length >> 1] ?? 0),
    worstMs: Math.round(times.at(-1) ?? 0),
    sequentialCalls:
      latencyMs === 0 ? null : longestChain(path.filter((entry) => isBeforeFinish(entry, path))),
    calls: path.length,
  };
}

async function oneRoom(sandbox: Sandbox, title: string, user: string): Promise<number> {
  const channel = sandbox.workspace.findChannel('general')?.id ?? '';
  const opened = await sandbox.act({ type: 'run_command', user, channel, text: '/incident' });
  if (!opened.ok) throw new Error(`the form did not open: ${opened.error}`);
  const modal = await until(sandbox, () => sandbox.workspace.modals.get(user)?.at(-1));
  const inputs = Object.fromEntries(
    modal.blocks
      .filter((block) => /title/.test(String(block['block_id'])))
      .map((block) => [String(block['block_id']), title]),
  );
  const known = new Set(sandbox.workspace.channels.keys());
  const began = performance.now();
  const submitted = sandbox.act({ type: 'submit_view', user, view_id: modal.id, inputs });
  await until(sandbox, () => {
    const room = [...sandbox.workspace.channels.values()].find(
      (each) => !known.has(each.id) && each.name.startsWith('inc-'),
    );
    return room !== undefined && isFinished(sandbox, room) ? room : undefined;
  });
  const took = performance.now() - began;
  const result = await submitted;
  if (!result.ok) throw new Error(`the form was refused: ${JSON.stringify(result)}`);
  return took;
}

function isFinished(sandbox: Sandbox, room: Channel): boolean {
  const news = sandbox.workspace.findChannel('incidents');
  return (
    room.pins.length > 0 &&
    room.topic.value !== '' &&
    room.members.size > 1 &&
    [...(news?.messages.values() ?? [])].some((message) =>
      JSON.stringify(message).includes(room.id),
    )
  );
}

/** Calls that ended before the last of the steps that make a room did. */
function isBeforeFinish(entry: JournalEntry, all: JournalEntry[]): boolean {
  const pinned = all.find((each) => each.name === 'pins.add');
  return pinned === undefined || entry.real_at <= pinned.real_at;
}

/** The most calls of which each began after the one before it had ended. */
function longestChain(entries: JournalEntry[]): number {
  const byEnd = entries.toSorted((a, b) => a.real_at + a.took_ms - (b.real_at + b.took_ms));
  let chain = 0;
  let end = Number.NEGATIVE_INFINITY;
  for (const entry of byEnd) {
    if (entry.real_at < end) continue;
    chain += 1;
    end = entry.real_at + entry.took_ms;
  }
  return chain;
}

function lastSequence(sandbox: Sandbox): number {
  return sandbox.core.journal.read({ limit: 1 }).entries.at(-1)?.sequence ?? 0;
}

/** Looks again at every change of the workspace, not in between: the cores are needed elsewhere. */
function until<T>(sandbox: Sandbox, read: () => T | undefined): Promise<T> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const value = read();
      if (value === undefined) return;
      stop();
      clearTimeout(timer);
      resolve(value);
    };
    const stop = sandbox.workspace.onChange(look);
    const timer = setTimeout(() => {
      stop();
      reject(new Error('not there after 20 s'));
    }, 20_000);
    look();
  });
}
