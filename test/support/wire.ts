import { connect, createServer, type Server, type Socket } from 'node:net';
import { CommitWatch } from './commit-watch.ts';

/** What a wire does to what goes over it. */
type Way =
  | { is: 'open' }
  /** Every byte disappears, both ways, and nobody is told. */
  | { is: 'silent' }
  /** Answers come so many real milliseconds late, each behind the one before. */
  | { is: 'slow'; ms: number }
  /** Whoever connects is hung up on. */
  | { is: 'refusing' };

/** A wire to a database server, with everything that can be wrong with one. */
export class Wire {
  readonly url: string;
  readonly #server: Server;
  readonly #pairs = new Set<[near: Socket, far: Socket]>();
  /** Connections over which nothing goes any more, though nobody was told. */
  readonly #stranded = new WeakSet<[near: Socket, far: Socket]>();
  #way: Way = { is: 'open' };
  /** The transaction that holds these words commits, and its connection ends before the answer. */
  #fatal: string | undefined;
  #struck: () => void = () => {};
  /** The connection ends over which an answer with these words would come. */
  #unheard: string | undefined;
  /** How many of the next transactions lose the answer to their COMMIT. */
  #commitsToLose = 0;
  #commitsLost = 0;

  private constructor(server: Server, url: string) {
    this.#server = server;
    this.url = url;
  }

  /** A wire to the server of this URL; `url` is the way through it. */
  static async to(databaseUrl: string): Promise<Wire> {
    const target = new URL(databaseUrl);
    const [host, port] = [target.hostname, Number(target.port)];
    const server = createServer((near) => wire.#join(near, connect(port, host)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    target.host = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    const wire = new Wire(server, target.href);
    return wire;
  }

  /** All is well again. What was underway over a silent wire stays lost: those connections end. */
  open(): void {
    if (this.#way.is === 'silent') this.cut();
    this.#way = { is: 'open' };
  }

  /** Ends every connection there is; new ones may come. */
  cut(): void {
    for (const pair of this.#pairs) for (const socket of pair) socket.destroy();
  }

  refuse(): void {
    this.#way = { is: 'refusing' };
    this.cut();
  }

  silence(): void {
    this.#way = { is: 'silent' };
  }

  /** Every byte of the connections there are disappears; new ones are as they were. */
  strand(): void {
    for (const pair of this.#pairs) this.#stranded.add(pair);
  }

  slow(ms: number): void {
    this.#way = { is: 'slow', ms };
  }

  /**
   * Lets the next transaction commit whose last statement or its parameters hold these words, and
   * ends its connection before the server's answer to that. Resolves when it has happened.
   */
  loseCommitOf(words: string): Promise<void> {
    this.#fatal = words;
    return new Promise((resolve) => {
      this.#struck = resolve;
    });
  }

  /**
   * Ends the connection over which the next answer with these words comes, before it arrives; the
   * server has done what was asked. Resolves when it has happened.
   */
  loseAnswerWith(words: string): Promise<void> {
    this.#unheard = words;
    return new Promise((resolve) => {
      this.#struck = resolve;
    });
  }

  /**
   * Has so many of the next COMMITs reach the server, and ends their connections before its answer.
   */
  loseCommits(count: number): void {
    this.#commitsToLose = count;
  }

  /** How many were lost that way. */
  get commitsLost(): number {
    return this.#commitsLost;
  }

  close(): void {
    this.#server.close();
    this.cut();
  }

  #join(near: Socket, far: Socket) {
    const pair: [Socket, Socket] = [near, far];
    this.#pairs.add(pair);
    for (const socket of pair) {
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.#pairs.delete(pair);
        for (const each of pair) each.destroy();
      });
    }
    if (this.#way.is === 'refusing') near.destroy();
    let fate: 'none' | 'meant' | 'committing' = 'none';
    const watch = new CommitWatch();
    near.on('data', (data: Buffer) => {
      if (this.#way.is === 'silent' || this.#stranded.has(pair)) return;
      if (watch.sees(data) && this.#commitsToLose > 0) {
        this.#commitsToLose -= 1;
        this.#commitsLost += 1;
        fate = 'committing';
      }
      // The driver sends a statement in one piece, and COMMIT, once prepared, only by its name.
      if (fate === 'meant') fate = 'committing';
      if (this.#fatal !== undefined && data.includes(this.#fatal)) {
        this.#fatal = undefined;
        fate = 'meant';
      }
      far.write(data);
    });
    far.on('data', (data) => {
      if (this.#stranded.has(pair)) return;
      if (this.#unheard !== undefined && data.includes(this.#unheard)) {
        this.#unheard = undefined;
        fate = 'committing';
      }
      if (fate === 'committing') {
        near.destroy();
        this.#struck();
      } else if (this.#way.is === 'slow') {
        setTimeout(() => near.write(data), this.#way.ms);
      } else if (this.#way.is !== 'silent') near.write(data);
    });
  }
}
