import { type ChildProcess, fork } from 'node:child_process';
import type { ChildNews } from '../support/muster-child.ts';

/** Processes that have loaded Muster and wait for what to do. */
export class WarmProcesses {
  readonly #script: string;
  readonly #spare: number;
  readonly #waiting: Promise<ChildProcess>[] = [];
  readonly #all = new Set<ChildProcess>();
  #closed = false;

  /** `spare`: how many are kept waiting. */
  constructor(script: string, spare: number) {
    this.#script = script;
    this.#spare = spare;
    this.#fill();
  }

  /** One that waits, as soon as there is one. */
  async take(): Promise<ChildProcess> {
    for (;;) {
      const first = this.#waiting.shift() ?? this.#begin();
      this.#fill();
      const child = await first;
      // It may have been ended while it waited.
      if (child.connected) return child;
    }
  }

  /** Ends all that it ever began. */
  close(): void {
    this.#closed = true;
    for (const each of this.#all) each.kill('SIGKILL');
  }

  #fill(): void {
    while (!this.#closed && this.#waiting.length < this.#spare) {
      const begun = this.#begin();
      begun.catch(() => undefined);
      this.#waiting.push(begun);
    }
  }

  #begin(): Promise<ChildProcess> {
    const child = fork(this.#script, [], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      // Less optimising and collecting: these processes live for seconds.
      execArgv: ['--max-semi-space-size=32'],
    });
    this.#all.add(child);
    child.once('exit', () => this.#all.delete(child));
    return new Promise((resolve, reject) => {
      child.once('exit', (code, signal) => reject(new Error(`ended early: ${code ?? signal}`)));
      child.once('message', (news: ChildNews) => {
        if ('type' in news && news.type === 'ready') resolve(child);
      });
    });
  }
}
