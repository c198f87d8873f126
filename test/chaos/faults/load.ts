import { cpus, loadavg } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import type { ActResult } from '../../../sandbox/protocol.ts';
import type { Replica, Rig } from '../scenario.ts';

/** How a gesture ended in front of the person who made it. */
export type End =
  /** It was done, and they were told so. */
  | 'recorded'
  /** They were told in words that nothing was done. */
  | 'told'
  /** They were told that nobody knows. */
  | 'unsure'
  /** Muster did not answer; Slack said so. */
  | 'unanswered';

/** People who work all the time, and what they were told. */
export class Load {
  readonly ends: Record<End, number> = { recorded: 0, told: 0, unsure: 0, unanswered: 0 };
  /** What people read that was neither. */
  readonly strange: string[] = [];
  /** The longest that anybody waited for an answer, in milliseconds. */
  slowestMs = 0;
  /** Reading of `performance.now()` at the last success. */
  lastRecordedMs = 0;
  readonly #rig: Rig;
  #count = 0;
  #goesOn = true;
  #working: Promise<unknown> = Promise.resolve();

  constructor(rig: Rig) {
    this.#rig = rig;
  }

  /** Has these people note something again and again, each after a pause of so many milliseconds. */
  begin(people: readonly string[], incidents: readonly number[], pauseMs: number): void {
    this.#working = Promise.all(
      people.map(async (key) => {
        while (this.#goesOn) {
          await this.note(key, this.#rig.random.pick(incidents));
          await wait(pauseMs);
        }
      }),
    );
  }

  /** Nobody begins anything more; resolves when everybody has their last answer. */
  async end(): Promise<void> {
    this.#goesOn = false;
    await this.#working;
  }

  async note(key: string, incident: number): Promise<End> {
    this.#count += 1;
    const text = `${key} saw ${this.#count}`;
    const begunMs = performance.now();
    const result = await this.#rig.slack.user(key).attempt({
      type: 'run_command',
      channel: 'general',
      text: `/incident note #${incident} ${text}`,
    });
    const end = endOf(result);
    if (end === 'strange') {
      this.strange.push(wordsOf(result));
      return 'told';
    }
    this.slowestMs = Math.max(this.slowestMs, performance.now() - begunMs);
    this.ends[end] += 1;
    if (end === 'recorded') {
      this.lastRecordedMs = performance.now();
      this.#rig.acknowledged({ type: 'noted', incident, text });
    }
    return end;
  }

  /** Resolves with how long it took until somebody's note is recorded after now. */
  async untilRecorded(withinMs: number): Promise<number> {
    const begunMs = performance.now();
    while (this.lastRecordedMs < begunMs) {
      if (performance.now() - begunMs > withinMs) {
        throw new Error(`nothing was recorded for ${withinMs} ms: ${JSON.stringify(this.ends)}`);
      }
      await wait(10);
    }
    return this.lastRecordedMs - begunMs;
  }

  /** Writes the figures down, and throws when somebody read something else than they should. */
  report(): void {
    for (const [end, count] of Object.entries(this.ends)) this.#rig.figure(end, count);
    this.#rig.figure('slowest_answer_ms', Math.round(this.slowestMs));
    if (this.strange.length > 0) throw new Error(`people read: ${this.strange[0]}`);
  }
}

/** How often somebody declares who is told that nothing was recorded. */
const triesAtMost = 5;

/**
 * Declares by command and gives the incident's number. Who is told in time that the database was too
 * slow and that nothing was recorded does it again, as people do.
 */
export async function declare(rig: Rig, title: string, more = 'sev1'): Promise<number> {
  for (let tries = 1; ; tries += 1) {
    const said = await rig.slack.user('reporter').ask(`/incident declare ${title} ${more}`);
    const number = Number(/#(\d+)/.exec(said)?.[1]);
    if (number) {
      rig.acknowledged({ type: 'declared', title });
      return number;
    }
    if (tries === triesAtMost || !said.includes('so nothing was recorded')) {
      throw new Error(`not declared: ${said}`);
    }
  }
}

/** The same, and waits for the room. */
export async function declareRoom(rig: Rig, title: string, more = 'sev1'): Promise<number> {
  const number = await declare(rig, title, more);
  await rig.slack.channel(new RegExp(`^inc-${number}-`), 20_000);
  return number;
}

/** Throws unless this replica still runs: nothing may end it but who runs it. */
export async function expectAlive(...replicas: Replica[]): Promise<void> {
  for (const { ended, port } of replicas) {
    const end = await Promise.race([ended, Promise.resolve(null)]);
    if (end !== null) throw new Error(`the replica on port ${port} ended by itself: ${end}`);
  }
}

/** How late this process itself was at worst: where others keep the machine busy, so were all. */
const lateness = monitorEventLoopDelay({ resolution: 20 });
lateness.enable();

/** Milliseconds by which the machine may have made anything late that was measured from here. */
export function busyMs(): number {
  const perCore = (loadavg()[0] ?? 0) / cpus().length;
  return (lateness.max / 1e6) * 2 + Math.max(0, perCore - 1) * 1_000;
}

/**
 * A figure that may not exceed what was promised. On a machine that is busy with other things, times
 * in milliseconds are given as much more as it was late.
 */
export function promised(rig: Rig, name: string, value: number, most: number): void {
  rig.figure(name, Math.round(value));
  const room = name.endsWith('_ms') ? busyMs() : 0;
  if (value > most + room)
    throw new Error(`${name} is ${Math.round(value)}, promised were ${most}`);
}

/** Waits until `fits` says so, looking every `everyMs`; gives how long that took. */
export async function until(
  what: string,
  fits: () => Promise<boolean> | boolean,
  withinMs: number,
  everyMs = 50,
): Promise<number> {
  const begunMs = performance.now();
  while (!(await fits())) {
    if (performance.now() - begunMs > withinMs) throw new Error(`${what}: not in ${withinMs} ms`);
    await wait(everyMs);
  }
  return performance.now() - begunMs;
}

/** One number out of what a replica measures; 0 while it has none. */
export async function metric({ port }: Replica, name: string): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const lines = text.split('\n').filter((line) => line.startsWith(name));
  return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1) ?? 0), 0);
}

/** The status of a path such as `/readyz`; 0 where nobody listens. */
export async function statusOf({ port }: Replica, path: string): Promise<number> {
  const within = { signal: AbortSignal.timeout(2_000) };
  return fetch(`http://127.0.0.1:${port}${path}`, within).then(
    ({ status }) => status,
    () => 0,
  );
}

function endOf(result: ActResult): End | 'strange' {
  if (!result.ok) return 'unanswered';
  const words = wordsOf(result);
  if (/In the timeline of #|That was done already/.test(words)) return 'recorded';
  if (/nothing was recorded/.test(words)) return 'told';
  return /may have been recorded or not/.test(words) ? 'unsure' : 'strange';
}

function wordsOf({ ephemerals = [] }: ActResult): string {
  return ephemerals.map(({ text, blocks }) => `${text} ${JSON.stringify(blocks)}`).join('\n');
}
