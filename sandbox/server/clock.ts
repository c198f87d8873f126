/** A planned call of `Clock.at`. */
export interface Alarm {
  cancel(): void;
}

interface Planned {
  at: number;
  run: () => void;
  timer: NodeJS.Timeout | undefined;
}

/** Node's timers hold no more than this; later alarms are looked at again when it has passed. */
const longestTimerMs = 2 ** 31 - 1;

/**
 * The time of the story in milliseconds since 1970. It runs with the machine's clock and can be
 * moved forward: what is due on the way happens at once, in order.
 */
export class Clock {
  #offset = 0;
  readonly #planned = new Set<Planned>();

  now(): number {
    return Date.now() + this.#offset;
  }

  /** Now in whole Unix seconds. */
  seconds(): number {
    return Math.floor(this.now() / 1000);
  }

  /** How far the story is ahead of the machine, in milliseconds. */
  get offset(): number {
    return this.#offset;
  }

  /** Moves the story forward by `ms` and runs what fell due, earliest first. */
  advance(ms: number): void {
    if (!(ms >= 0)) throw new RangeError(`the clock only moves forward, not by ${ms} ms`);
    this.#offset += ms;
    const due = [...this.#planned].filter((alarm) => alarm.at <= this.now());
    for (const alarm of due.sort((one, other) => one.at - other.at)) this.#fire(alarm);
    for (const alarm of this.#planned) this.#arm(alarm);
  }

  /** Runs `run` when the story reaches `at`. */
  at(at: number, run: () => void): Alarm {
    const alarm: Planned = { at, run, timer: undefined };
    this.#planned.add(alarm);
    this.#arm(alarm);
    return { cancel: () => this.#drop(alarm) };
  }

  /** Forgets every alarm. */
  stop(): void {
    for (const alarm of this.#planned) this.#drop(alarm);
  }

  #arm(alarm: Planned): void {
    clearTimeout(alarm.timer);
    const wait = Math.min(Math.max(0, alarm.at - this.now()), longestTimerMs);
    alarm.timer = setTimeout(() => {
      if (alarm.at <= this.now()) this.#fire(alarm);
      else this.#arm(alarm);
    }, wait);
    alarm.timer.unref();
  }

  #fire(alarm: Planned): void {
    if (!this.#planned.has(alarm)) return;
    this.#drop(alarm);
    alarm.run();
  }

  #drop(alarm: Planned): void {
    clearTimeout(alarm.timer);
    this.#planned.delete(alarm);
  }
}
