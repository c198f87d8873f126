/** Three-way merge of texts by their lines. */

/** Where nobody, one side, or both changed something. */
export type Region =
  | { type: 'agreed'; lines: string[] }
  /** Both sides changed the same lines, each otherwise. */
  | { type: 'clash'; ours: string[]; theirs: string[] };

/**
 * Puts two texts together that were changed apart. Lines that both kept of the base hold it together;
 * between them stands what changed: one side's change is taken, of two different ones both are given.
 * So every line of either side is in the result, but for those that the other side took away.
 */
export function mergedRegions(
  ours: readonly string[],
  base: readonly string[],
  theirs: readonly string[],
): Region[] {
  const [inOurs, inTheirs] = [matches(base, ours), matches(base, theirs)];
  const regions: Region[] = [];
  let at = { base: 0, ours: 0, theirs: 0 };
  for (let index = 0; index <= base.length; index += 1) {
    const isEnd = index === base.length;
    const [own, other] = isEnd ? [ours.length, theirs.length] : [inOurs[index], inTheirs[index]];
    if (own === undefined || other === undefined || own < 0 || other < 0) continue;
    regions.push(
      regionOf(
        ours.slice(at.ours, own),
        base.slice(at.base, index),
        theirs.slice(at.theirs, other),
      ),
    );
    if (!isEnd) regions.push({ type: 'agreed', lines: [base[index] ?? ''] });
    at = { base: index + 1, ours: own + 1, theirs: other + 1 };
  }
  return regions;
}

function regionOf(ours: string[], base: string[], theirs: string[]): Region {
  if (isSame(ours, base) || isSame(ours, theirs)) return { type: 'agreed', lines: theirs };
  if (isSame(theirs, base)) return { type: 'agreed', lines: ours };
  return { type: 'clash', ours, theirs };
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((line, index) => line === other[index]);
}

/** Beyond so many pairs of lines no common ones are looked for: what changed is one piece then. */
const mostPairs = 4_000_000;

/** For each line of the base the line of the text that it became; -1: it is gone. Both only go up. */
function matches(base: readonly string[], text: readonly string[]): number[] {
  const found = base.map(() => -1);
  let start = 0;
  const most = Math.min(base.length, text.length);
  while (start < most && base[start] === text[start]) {
    found[start] = start;
    start += 1;
  }
  let [baseEnd, textEnd] = [base.length, text.length];
  while (baseEnd > start && textEnd > start && base[baseEnd - 1] === text[textEnd - 1]) {
    baseEnd -= 1;
    textEnd -= 1;
    found[baseEnd] = textEnd;
  }
  const between = common(base.slice(start, baseEnd), text.slice(start, textEnd));
  for (const [one, other] of between) found[start + one] = start + other;
  return found;
}

/** Places of a longest common subsequence. */
function common(one: readonly string[], other: readonly string[]): [number, number][] {
  const [rows, columns] = [one.length, other.length];
  if (rows * columns > mostPairs || rows === 0 || columns === 0) return [];
  const width = columns + 1;
  const length = new Uint16Array((rows + 1) * width);
  const at = (row: number, column: number) => length[row * width + column] ?? 0;
  for (let row = rows - 1; row >= 0; row -= 1) {
    for (let column = columns - 1; column >= 0; column -= 1) {
      length[row * width + column] =
        one[row] === other[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const pairs: [number, number][] = [];
  let [row, column] = [0, 0];
  while (row < rows && column < columns) {
    if (one[row] === other[column]) pairs.push([row++, column++]);
    else if (at(row + 1, column) >= at(row, column + 1)) row += 1;
    else column += 1;
  }
  return pairs;
}
