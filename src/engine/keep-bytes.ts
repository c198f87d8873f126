import { createHash } from 'node:crypto';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** The largest file that is kept, in bytes: 500 MB. */
export const mostBytes = 500_000_000;

/** The bytes could not be kept, and will not be by trying again at once. */
export class CopyFailed extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.name = 'CopyFailed';
    this.code = code;
  }
}

export interface Where {
  /** Null: nothing is copied, only counted and hashed. */
  folder: string | null;
  /** The incident's number: its files share a folder. */
  number: number;
  /** What people call the file; never a path. */
  name: string;
  /** Tells apart two attempts that write at once. */
  rowId: number;
}

/**
 * Hashes bytes as they come and copies them to `folder/<number>/<sha256>-<name>`: first to a file
 * beside it, which gets its name only when it is whole and on the disk. Throws `CopyFailed`, and what
 * the source throws.
 */
export async function keepBytes(
  bytes: AsyncIterable<Uint8Array>,
  where: Where,
): Promise<{ sha256: string; copiedTo: string | null }> {
  const { folder, number } = where;
  if (folder === null) return { sha256: await pour(bytes, null), copiedTo: null };
  const directory = join(resolve(folder), String(number));
  await disk(() => mkdir(directory, { recursive: true, mode: 0o750 }));
  const partly = join(directory, `.${where.rowId}-${process.pid}-${Date.now()}.part`);
  const handle = await disk(() => open(partly, 'wx', 0o640));
  try {
    const sha256 = await pour(bytes, handle);
    await disk(() => handle.sync());
    const whole = join(directory, `${sha256}-${safeName(where.name)}`);
    await disk(() => rename(partly, whole));
    return { sha256, copiedTo: whole };
  } catch (error) {
    await rm(partly, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
}

async function pour(bytes: AsyncIterable<Uint8Array>, handle: FileHandle | null): Promise<string> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.byteLength;
    if (size > mostBytes) throw new CopyFailed('too_large');
    hash.update(chunk);
    // Where a disk takes only a part, this writes the rest or says why not.
    if (handle) await disk(() => handle.appendFile(chunk));
  }
  return hash.digest('hex');
}

/** The disk's own word for what was wrong, such as `ENOSPC`. */
async function disk<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code } = error as { code?: unknown };
    throw new CopyFailed(typeof code === 'string' ? code : 'disk');
  }
}

/** Longest name of a copy, in characters and in bytes, without its SHA-256: disks take 255 bytes. */
const longestName = { letters: 80, bytes: 180 } as const;

/** A file name of letters, digits, dots and dashes that begins with none of the latter two. */
export function safeName(name: string): string {
  const safe = name
    .normalize('NFKC')
    .replace(/[^\p{L}\p{M}\p{N}._-]+/gu, '_')
    .replace(/\.{2,}/g, '.')
    .replace(/^[._-]+/, '');
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(safe)?.[0] ?? '';
  const stem = safe.slice(0, safe.length - ending.length);
  let kept = '';
  for (const letter of [...stem].slice(0, longestName.letters - ending.length)) {
    if (Buffer.byteLength(kept + letter) > longestName.bytes) break;
    kept += letter;
  }
  return `${kept || 'file'}${ending}`;
}
