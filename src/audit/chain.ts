import { chainStart, digestLine, hashLine, type LinePlace } from '../engine/timeline-chain.ts';
import type { Actor } from '../incident/types.ts';

/** Whether a chain of lines holds: pure, for lines from the database and from an export alike. */

/** A line as it is stored; `salt` is null where its text was taken out. */
export interface StoredLine {
  seq: number;
  at: Date;
  type: string;
  actor: Actor;
  data: Record<string, unknown>;
  salt: Uint8Array | null;
  digest: Uint8Array;
  hash: Uint8Array;
}

/** Text that was taken out, and the line that says so. */
export interface Erased {
  seq: number;
  saidBy: number;
  at: Date;
  reason: string;
}

export interface ChainFound {
  /** What is wrong, in words, each with its line; empty when the chain holds. */
  faults: string[];
  erased: Erased[];
  /** Hash of the last line, by which the chain can be held against a copy kept elsewhere. */
  head: Uint8Array;
  lines: number;
}

/**
 * Follows a chain from its beginning. A line that was changed, left out, put in or moved is named; so
 * is text that is gone without a line that says who took it out. `placeOf` says what a line's digest
 * covers besides itself.
 */
export function followChain(
  lines: readonly StoredLine[],
  placeOf: (line: StoredLine) => LinePlace,
): ChainFound {
  const faults: string[] = [];
  const erased: Erased[] = [];
  const said = erasures(lines);
  let head: Uint8Array = chainStart;
  for (const [index, line] of lines.entries()) {
    const { seq, salt, digest } = line;
    if (seq !== index + 1) {
      faults.push(`line ${index + 1} is missing: the next one is ${seq}`);
      return { faults, erased, head, lines: index };
    }
    const isGone = salt === null;
    const by = isGone ? said(seq) : undefined;
    if (by) erased.push({ seq, ...by });
    if (isGone && !by)
      faults.push(`the text of line ${seq} is gone, and no line says who took it out`);
    if (!isGone && !same(digestLine(salt, line, placeOf(line)), digest)) {
      faults.push(`line ${seq} is not as it was written`);
    }
    head = hashLine(head, digest);
    if (!same(head, line.hash)) {
      faults.push(`line ${seq} does not follow from the lines before it`);
      // What comes after it hangs on its hash as it stands.
      head = line.hash;
    }
  }
  return { faults, erased, head, lines: lines.length };
}

/** Which later line says that the text of a line was taken out; of several, the first. */
function erasures(lines: readonly StoredLine[]) {
  const found = lines.filter(({ type, salt }) => type === 'erase_text' && salt !== null);
  return (seq: number): Omit<Erased, 'seq'> | undefined => {
    const by = found.find(({ seq: later, data }) => {
      const { lines: named } = data;
      return later > seq && (named === 'all' || (Array.isArray(named) && named.includes(seq)));
    });
    return by && { saidBy: by.seq, at: by.at, reason: String(by.data['reason'] ?? '') };
  };
}

function same(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}
