/**
 * Reads what a client says to PostgreSQL, and tells when it sends COMMIT: as a statement of its own, or
 * by the name under which it was prepared before on this connection.
 */
export class CommitWatch {
  #left: Buffer = Buffer.alloc(0);
  /** The first message of a connection has no type. */
  #isStarted = false;
  readonly #prepared = new Set<string>();

  /** Whether these bytes, the next of the connection, complete a COMMIT. */
  sees(data: Buffer): boolean {
    this.#left = this.#left.length > 0 ? Buffer.concat([this.#left, data]) : data;
    let isSeen = false;
    for (;;) {
      const head = this.#isStarted ? 1 : 0;
      if (this.#left.length < head + 4) return isSeen;
      const end = head + this.#left.readUInt32BE(head);
      if (this.#left.length < end) return isSeen;
      if (this.#isStarted) isSeen = this.#isCommit(this.#left.subarray(0, end)) || isSeen;
      this.#isStarted = true;
      this.#left = this.#left.subarray(end);
    }
  }

  #isCommit(message: Buffer): boolean {
    const [type] = message.toString('latin1', 0, 1);
    const [first = '', second = ''] = message.toString('latin1', 5).split('\0', 2);
    if (type === 'Q') return isCommit(first);
    // Bind names the portal before the statement.
    if (type === 'B') return this.#prepared.has(second);
    if (type !== 'P') return false;
    if (isCommit(second)) this.#prepared.add(first);
    else this.#prepared.delete(first);
    return false;
  }
}

function isCommit(text: string): boolean {
  return /^\s*commit\s*;?\s*$/i.test(text);
}
