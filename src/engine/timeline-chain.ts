import { createHash, randomBytes } from 'node:crypto';
import type { Actor } from '../incident/types.ts';

/**
 * The timeline is chained: each line's hash covers the hash before it, so a line that was changed,
 * removed or put in later shows. What is chained is a salted digest of the line, not the line: its
 * text and salt can be removed for good and the chain still holds.
 */
export interface ChainedLine {
  salt: Buffer;
  digest: Buffer;
  hash: Buffer;
}

/** A line of a timeline, or of the organisation's log. */
interface Line {
  type: string;
  actor: Actor;
  data: object;
}

/** What a digest covers besides the line. */
export type LinePlace = { seq: number; at: Date } & (
  | { incidentId: number; policyHash: string }
  | { teamId: string }
);

/** The hash before the first line. */
export const chainStart: Buffer = Buffer.alloc(32);

/** The next line of a chain that ends in `previous`. */
export function chainLine(previous: Uint8Array, entry: Line, place: LinePlace) {
  const salt = randomBytes(16);
  const digest = digestLine(salt, entry, place);
  return { salt, digest, hash: hashLine(previous, digest) } satisfies ChainedLine;
}

/** SHA-256 over the salt and the line, its keys in order at every depth. */
export function digestLine(salt: Uint8Array, entry: Line, place: LinePlace): Buffer {
  const { type, actor, data } = entry;
  const line = JSON.stringify(inOrder({ ...place, type, actor, data }));
  return createHash('sha256').update(salt).update(line).digest();
}

/** SHA-256 over the hash before and the line's digest. */
export function hashLine(previous: Uint8Array, digest: Uint8Array): Buffer {
  return createHash('sha256').update(previous).update(digest).digest();
}

/** Instants become texts, as on the way through JSON, so that what is read back has the same digest. */
function inOrder(value: unknown): unknown {
  if (value instanceof Date) return value.toJSON();
  if (Array.isArray(value)) return value.map(inOrder);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, each]) => [key, inOrder(each)]));
}
