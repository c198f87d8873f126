import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type LineCounter,
  type Node,
} from 'yaml';

export type Path = readonly (string | number)[];

/** What is wrong at a place of the file, and what is allowed there. */
export interface Fault {
  path: Path;
  what: string;
  /** The fault is the key itself, not its value. */
  atKey?: true;
  /** Odd, and perhaps meant: it is told and keeps nobody from using the policy. */
  warning?: true;
}

/** `file:line:column` of a path: of the value there, or of the nearest thing around it. */
export type Locate = (path: Path, atKey?: true) => string;

export function locator(name: string, document: Document, lines: LineCounter): Locate {
  return (path, atKey) => {
    const offset = offsetOf(document, path, atKey ?? false);
    const { line, col } = lines.linePos(offset);
    return `${name}:${line}:${col}`;
  };
}

/** The faults as lines for people, in the order of the file; those of included files come after. */
export function told(faults: Fault[], locate: Locate): string[] {
  const lines = faults.map(({ path, what, atKey, warning }) => {
    const place = locate(path, atKey);
    const grade = warning ? `${place} warning` : place;
    return {
      place,
      text: path.length > 0 ? `${grade} ${dotted(path)}: ${what}` : `${grade} ${what}`,
    };
  });
  const position = (place: string) => place.split(':').slice(-2).map(Number);
  const file = (place: string) =>
    place.slice(0, place.lastIndexOf(':', place.lastIndexOf(':') - 1));
  const own = file(locate([]));
  const rank = (place: string) => (file(place) === own ? '' : file(place));
  lines.sort((a, b) => {
    if (rank(a.place) !== rank(b.place)) return rank(a.place) < rank(b.place) ? -1 : 1;
    const [lineA = 0, colA = 0] = position(a.place);
    const [lineB = 0, colB = 0] = position(b.place);
    return lineA - lineB || colA - colB;
  });
  return [...new Set(lines.map(({ text }) => text))];
}

/** `severities[0].name` */
export function dotted(path: Path): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`))
    .join('')
    .replace(/^\./, '');
}

function offsetOf(document: Document, path: Path, atKey: boolean): number {
  let node: unknown = document.contents;
  let offset = start(node) ?? 0;
  for (const [index, part] of path.entries()) {
    const last = index === path.length - 1;
    if (isAlias(node)) node = node.resolve(document);
    if (isSeq(node)) {
      node = node.items[Number(part)];
    } else if (isMap(node)) {
      const pair = node.items.find(
        ({ key }) => isScalar(key) && String(key.value) === String(part),
      );
      const keyStart = start(pair?.key);
      if (keyStart !== undefined) offset = keyStart;
      if (last && atKey) return offset;
      node = pair?.value;
    } else {
      return offset;
    }
    offset = start(node) ?? offset;
  }
  return offset;
}

function start(node: unknown): number | undefined {
  return isNode(node) ? (node as Node).range?.[0] : undefined;
}
