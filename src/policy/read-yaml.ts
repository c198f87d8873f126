import { LineCounter, parseDocument, YAMLMap } from 'yaml';
import { type Locate, locator } from './positions.ts';

/** Far more than any policy needs; YAML this large is a mistake or an attack. */
const maxBytes = 256 * 1024;
/** Anchors are welcome; a few that refer to each other can describe terabytes. */
const maxAliases = 100;

export type Read =
  | { ok: true; value: Record<string, unknown>; locate: Locate }
  | { ok: false; faults: string[] };

/** The keys and values of a policy's text; `name` stands for the file in faults. */
export function readYaml(text: string, name: string): Read {
  const size = Buffer.byteLength(text);
  if (size > maxBytes) return tooBig(name, size);
  const lines = new LineCounter();
  const document = parseDocument(text.replace(/^\uFEFF/, ''), {
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
    const value: unknown = document.toJS({ maxAliasCount: maxAliases });
    return { ok: true, value: value as Record<string, unknown>, locate: at };
  } catch (error) {
    // Raised for an alias without its anchor, and for aliases of aliases that would fill the memory.
    if (!(error instanceof ReferenceError)) throw error;
    return {
      ok: false,
      faults: [`${at([])} has aliases that cannot be followed: ${error.message}`],
    };
  }
}

/** Says that the text of a policy is larger than one can be. */
export function tooBig(name: string, size: number): { ok: false; faults: string[] } {
  return {
    ok: false,
    faults: [`${name}:1:1 is ${size} bytes long; a policy may have ${maxBytes}`],
  };
}

/** Whether a file of so many bytes can be a policy; asked before it is read as text. */
export function isTooBig(size: number): boolean {
  return size > maxBytes;
}
