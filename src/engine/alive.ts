import { randomInt } from 'node:crypto';
import type postgres from 'postgres';

/** Marks, among PostgreSQL's advisory locks, those of delivery. */
export const aliveLock = 0x4d75_7374;

/**
 * Shows the other replicas that this worker lives: its session holds a lock under the worker's
 * number, and PostgreSQL lets go of it the moment the process is gone. Rows that a dead worker was
 * sending need not wait for the end of their lease.
 */
export class Alive {
  /** Positive; 0 would mean that nobody can tell. */
  readonly worker = randomInt(1, 2 ** 31 - 1);
  readonly #session: postgres.Sql;
  /** The backend that took the lock; another one means that the session was lost. */
  #holder: number | undefined;
  #isAsking = false;

  constructor(session: postgres.Sql) {
    this.#session = session;
  }

  /**
   * Takes the lock, or takes it again where the connection was lost. Waits for nobody: while a
   * silent server owes an answer, it is not asked again. Rejects with what the database says.
   */
  async show(): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    try {
      const [row] = await this.#session<{ pid: number }[]>`select pg_backend_pid() as pid`;
      if (row === undefined || row.pid === this.#holder) return;
      await this.#session`select pg_advisory_lock(${aliveLock}::int, ${this.worker}::int)`;
      this.#holder = row.pid;
    } finally {
      this.#isAsking = false;
    }
  }
}
