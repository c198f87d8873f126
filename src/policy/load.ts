import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { LineCounter, parseDocument, YAMLMap } from 'yaml';
import { crossFaults } from './cross-checks.ts';
import { type Fault, type Locate, locator, told } from './positions.ts';
import { Policy } from './schema.ts';
import { shapeFaults } from './shape-faults.ts';

export type PolicyResult =
  | {
      ok: true;
      policy: Policy;
      /** sha256 of the policy as canonical JSON, defaults filled in: comments and order do not count. */
      hash: string;
      /** The file as it was written. */
      source: string;
    }
  /** Every fault, each as `file:line:column key.path: what is wrong, what is allowed`. */
  | { ok: false; faults: string[] };

/** Far more than any policy needs; YAML this large is a mistake or an attack. */
const maxBytes = 256 * 1024;
/** Anchors are welcome; a few that refer to each other can describe terabytes. */
const maxAliases = 100;

/** Reads and checks a policy file. Never throws for what is in the file or for a file not there. */
export async function loadPolicyFile(path: string): Promise<PolicyResult> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    const why = code === 'ENOENT' ? 'there is no such file' : `cannot be read (${code})`;
    return { ok: false, faults: [`${path}: ${why}`] };
  }
  if (bytes.byteLength > maxBytes) return tooBig(path, bytes.byteLength);
  try {
    return parsePolicy(new TextDecoder('utf-8', { fatal: true }).decode(bytes), path);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { ok: false, faults: [`${path}:1:1 is not a text file in UTF-8`] };
  }
}

/** Checks the text of a policy; `name` stands for the file in its faults. */
export function parsePolicy(text: string, name: string): PolicyResult {
  const size = Buffer.byteLength(text);
  if (size > maxBytes) return tooBig(name, size);
  const read = readYaml(text.replace(/^\uFEFF/, ''), name);
  if (!read.ok) return read;
  const shape = Policy.safeParse(read.value);
  const faults: Fault[] = [
    ...(shape.success ? [] : shapeFaults(shape.error.issues, read.value)),
    ...crossFaults(read.value),
  ];
  if (!shape.success || faults.length > 0) return { ok: false, faults: told(faults, read.locate) };
  return { ok: true, policy: shape.data, hash: hashOf(shape.data), source: text };
}

/** sha256, in hex, of a policy as canonical JSON: keys sorted, nothing between. */
export function hashOf(policy: Policy): string {
  return createHash('sha256').update(canonical(policy)).digest('hex');
}

function tooBig(name: string, size: number): PolicyResult {
  return {
    ok: false,
    faults: [`${name}:1:1 is ${size} bytes long; a policy may have ${maxBytes}`],
  };
}

type Read = { ok: true; value: unknown; locate: Locate } | { ok: false; faults: string[] };

function readYaml(text: string, name: string): Read {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'error',
  });
  const at = locator(name, document, lines);
  const wrong = [...document.errors, ...document.warnings].map(
    ({ code, message, pos: [offset] }) => {
      const { line, col } = lines.linePos(offset);
      const why = code === 'MULTIPLE_DOCS' ? 'a policy is one document, without ---' : message;
      return `${name}:${line}:${col} is not YAML as policies use it: ${why}`;
    },
  );
  if (wrong.length > 0) return { ok: false, faults: wrong };
  if (document.contents === null) {
    return {
      ok: false,
      faults: [`${name}:1:1 is empty; policies/default.yaml is a good start`],
    };
  }
  if (!(document.contents instanceof YAMLMap)) {
    return { ok: false, faults: [`${at([])} is not a policy: it must be keys with values`] };
  }
  try {
    return { ok: true, value: document.toJS({ maxAliasCount: maxAliases }), locate: at };
  } catch (error) {
    // Raised for an alias without its anchor, and for aliases of aliases that would fill the memory.
    if (!(error instanceof ReferenceError)) throw error;
    return {
      ok: false,
      faults: [`${at([])} has aliases that cannot be followed: ${error.message}`],
    };
  }
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join()}}`;
}
