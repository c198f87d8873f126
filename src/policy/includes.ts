import { readFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { joinedParts, type Part } from './joining.ts';
import { lifted } from './old-versions.ts';
import { dotted, type Path } from './positions.ts';
import { isTooBig, type Read, readYaml, tooBig } from './read-yaml.ts';

/**
 * How many files one policy may be made of, itself among them, and how many bytes they may have
 * together. A policy may come from a stranger, in a change that is checked before anybody read it: each
 * file is read once, however often it is included, and what all of them cost has an end. Words of one
 * language take 22 files and 260 kB (`policies/words/th.yaml`); the rest is the organisation's own.
 */
const maxFiles = 64;
const maxBytes = 1024 * 1024;

export interface Whole {
  part: Part;
  /** The texts of all files, the policy's own first. */
  source: string;
  /** What people should know of, though it is no fault. */
  notes: string[];
}

export type WholeResult = { ok: true; whole: Whole } | { ok: false; faults: string[] };

interface Reading {
  /** Absolute paths that are being read, the policy's own first: a file that stands here includes itself. */
  open: string[];
  files: Map<string, string>;
  bytes: number;
  /** What was read of each file, with all that it includes; null where it has faults. */
  read: Map<string, Part | null>;
  notes: string[];
  faults: string[];
}

function begin(): Reading {
  return { open: [], files: new Map(), bytes: 0, read: new Map(), notes: [], faults: [] };
}

/** Reads a policy file and all that it builds on, as one. Never throws for what is or is not there. */
export async function readWhole(path: string): Promise<WholeResult> {
  const reading = begin();
  const text = await textOf(path);
  if (!text.ok) return text;
  const part = await follow(path, text.text, reading);
  if (!part || reading.faults.length > 0) return { ok: false, faults: reading.faults };
  const [own = '', ...others] = [...reading.files];
  const source = [own[1], ...others.map(([name, each]) => `# --- ${name}\n${each}`)].join('\n');
  return {
    ok: true,
    whole: { part, source: others.length > 0 ? source : text.text, notes: reading.notes },
  };
}

/** Reads the text of a policy that stands alone. */
export function readAlone(text: string, name: string): WholeResult {
  const reading = begin();
  const part = partOf(text, name, reading);
  if (!part) return { ok: false, faults: reading.faults };
  if (includesOf(part).length > 0) {
    const what = 'can be followed only where the policy is read from a file';
    return { ok: false, faults: [`${part.locate(['includes'])} includes: ${what}`] };
  }
  return { ok: true, whole: { part, source: text, notes: reading.notes } };
}

/** The file with all that it includes; null where it cannot be read, which `reading.faults` says. */
async function follow(path: string, text: string, reading: Reading): Promise<Part | null> {
  const own = resolve(path);
  reading.files.set(path, text);
  reading.bytes += Buffer.byteLength(text);
  const part = partOf(text, path, reading);
  if (!part) return null;
  const below: Part[] = [];
  for (const [index, include] of includesOf(part)) {
    const at: Path = ['includes', index];
    const wrong = (what: string) =>
      reading.faults.push(`${part.locate(at)} ${dotted(at)}: ${what}`);
    if (isAbsolute(include) || /^[a-z]+:/i.test(include)) {
      wrong(`is ${JSON.stringify(include)}; it must be a path relative to this file`);
      continue;
    }
    const target = join(dirname(path), include);
    if (resolve(target) === own || reading.open.includes(resolve(target))) {
      const chain = [...reading.open, own].map((each) => JSON.stringify(each.split('/').at(-1)));
      wrong(`includes itself, by way of ${chain.join(', ')}`);
      continue;
    }
    const included = reading.read.has(target)
      ? reading.read.get(target)
      : await readIncluded(target, { own, wrong, reading });
    if (included) below.push({ ...included, body: withoutIncludes(included.body) });
  }
  const [first, ...others] = [...below, part];
  return first ? joinedParts(first, others) : part;
}

/** A file for the first time; null where it cannot be read, which is said. */
async function readIncluded(
  target: string,
  { own, wrong, reading }: { own: string; wrong: (what: string) => void; reading: Reading },
): Promise<Part | null> {
  if (reading.files.size >= maxFiles) {
    wrong(`is one file too many; a policy may be made of ${maxFiles}`);
    return null;
  }
  const read = await textOf(target);
  if (!read.ok) {
    wrong(read.faults[0] ?? 'cannot be read');
    return null;
  }
  if (reading.bytes + Buffer.byteLength(read.text) > maxBytes) {
    wrong(`makes the policy too long; all of its files may have ${maxBytes} bytes together`);
    return null;
  }
  reading.open.push(own);
  const part = await follow(target, read.text, reading);
  reading.open.pop();
  reading.read.set(target, part);
  return part;
}

function partOf(text: string, name: string, reading: Reading): Part | null {
  const read: Read = readYaml(text, name);
  if (!read.ok) {
    reading.faults.push(...read.faults);
    return null;
  }
  const { body, from } = lifted(read.value);
  if (from !== null) {
    const at = read.locate(['version']);
    reading.notes.push(
      `${at} note version: is ${from}, read as version ${String(body['version'])}; change the number`,
    );
  }
  return { body, locate: read.locate };
}

/** What the file builds on; what is no text is left to the schema. */
function includesOf({ body: { includes } }: Part): [number, string][] {
  if (!Array.isArray(includes)) return [];
  return [...includes.entries()].filter(
    (entry): entry is [number, string] => typeof entry[1] === 'string',
  );
}

function withoutIncludes({ includes: _, ...body }: Record<string, unknown>) {
  return body;
}

type Text = { ok: true; text: string } | { ok: false; faults: string[] };

async function textOf(path: string): Promise<Text> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    const why = code === 'ENOENT' ? 'there is no such file' : `cannot be read (${code})`;
    return { ok: false, faults: [`${path}: ${why}`] };
  }
  if (isTooBig(bytes.byteLength)) return tooBig(path, bytes.byteLength);
  try {
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { ok: false, faults: [`${path}:1:1 is not a text file in UTF-8`] };
  }
}
