import { append, type Faces, type Glyphs, type Part } from './pdf-faces.ts';
import type { Run } from './prose.ts';

/** Text broken into lines, before anything is drawn. All lengths are points. */

/** A part of a line that is drawn at once, as wide as it is at its size. */
export interface Fragment extends Part {
  look: Omit<Run, 'text'>;
}

export type TextLine = Fragment[];

/** What stays together: a word, or the blank between two. */
interface Piece {
  isSpace: boolean;
  fragments: Fragment[];
  width: number;
}

const segmenter = new Intl.Segmenter('en', { granularity: 'word' });
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Scripts that put no blank between words; the dictionary of the runtime says where those end. */
const unspaced =
  /([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]+)/;
/** What must not begin a line, and what must not end one. */
const noStart =
  /^[)\]}>,.;:!?%”’»、。，．・：；？！）」』】〉》〕］｝ー々ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ…‥ฯๆ]/;
const noEnd = /[([{<“‘«（「『【〈《〔［｛]$/;

/** Breaks runs into lines no wider than this. There is always one line, if an empty one. */
export function linesOf(
  faces: Faces,
  runs: readonly Run[],
  size: number,
  width: number,
): TextLine[] {
  return runsByLine(runs).flatMap((line) =>
    broken(piecesOf(faces, line, size), faces, size, width),
  );
}

/** How wide the runs are on one line, each of their own lines by itself: the widest. */
export function naturalWidth(faces: Faces, runs: readonly Run[], size: number): number {
  return Math.max(0, ...runsByLine(runs).map((line) => sum(piecesOf(faces, line, size))));
}

function sum(parts: readonly { width: number }[]): number {
  return parts.reduce((total, { width }) => total + width, 0);
}

function runsByLine(runs: readonly Run[]): Run[][] {
  const all: Run[][] = [[]];
  for (const run of runs) {
    for (const [at, text] of run.text.split('\n').entries()) {
      if (at > 0) all.push([]);
      if (text !== '') all.at(-1)?.push({ ...run, text });
    }
  }
  return all;
}

/** Words are found in the whole line, so that one that is half bold stays one. */
function piecesOf(faces: Faces, runs: readonly Run[], size: number): Piece[] {
  const words = wordsOf(runs.map(({ text }) => text).join(''));
  const left = runs.map(({ text, ...look }) => ({ text, look }));
  return words.map((word) => {
    const fragments: Fragment[] = [];
    let missing = word.length;
    while (missing > 0 && left[0]) {
      const [run] = left;
      const { look } = run;
      const taken = run.text.slice(0, missing);
      for (const part of faces.parts(taken, look.bold ?? false)) {
        fragments.push(fragmentOf(part, look, size));
      }
      missing -= taken.length;
      run.text = run.text.slice(taken.length);
      if (run.text === '') left.shift();
    }
    return { isSpace: word.trim() === '', fragments, width: sum(fragments) };
  });
}

function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const part of text.split(/(\s+)/)) {
    const isSpace = part.trim() === '';
    if (isSpace) {
      if (part !== '') words.push(part);
      continue;
    }
    if (!unspaced.test(part)) {
      words.push(part);
      continue;
    }
    const begin = words.length;
    for (const word of part.split(unspaced).flatMap(segments)) {
      const last = words.length > begin ? words.at(-1) : undefined;
      const isOne = last !== undefined && (noStart.test(word) || noEnd.test(last));
      if (isOne) words[words.length - 1] = last + word;
      else words.push(word);
    }
  }
  return words;
}

function segments(part: string): string[] {
  if (part === '') return [];
  if (!unspaced.test(part)) return [part];
  return [...segmenter.segment(part)].map(({ segment }) => segment);
}

function broken(pieces: Piece[], faces: Faces, size: number, width: number): TextLine[] {
  const lines: TextLine[] = [];
  let line: Piece[] = [];
  let used = 0;
  const end = () => {
    if (line.at(-1)?.isSpace) line.pop();
    lines.push(joined(line, faces));
    line = [];
    used = 0;
  };
  for (const piece of fitting(pieces, faces, size, width)) {
    if (used + piece.width > width && line.length > 0 && !piece.isSpace) end();
    // A blank at a break is what the break is made of; one that begins a paragraph was typed.
    if (piece.isSpace && line.length === 0 && lines.length > 0) continue;
    line.push(piece);
    used += piece.width;
  }
  end();
  return lines;
}

/** The pieces; a word that fits into no line, such as an address, in parts that do. */
function fitting(pieces: Piece[], faces: Faces, size: number, width: number): Piece[] {
  const isLong = (piece: Piece) => piece.width > width && !piece.isSpace;
  if (!pieces.some(isLong)) return pieces;
  return pieces.flatMap((each) => (isLong(each) ? cutUp(each, faces, size, width) : [each]));
}

function cutUp(piece: Piece, faces: Faces, size: number, width: number): Piece[] {
  const parts: Piece[] = [];
  for (const fragment of piece.fragments) {
    for (const { segment } of graphemes.segment(fragment.text)) {
      const one = fragmentOf(faces.part(segment, fragment.face), fragment.look, size);
      const last = parts.at(-1);
      if (last && last.width + one.width <= width) {
        last.fragments.push(one);
        last.width += one.width;
      } else {
        parts.push({ isSpace: false, fragments: [one], width: one.width });
      }
    }
  }
  return parts;
}

/** Written out, because there are many: a spread takes several times as long. */
function fragmentOf(part: Part, look: Fragment['look'], size: number): Fragment {
  const { face, text, glyphs, width } = part;
  return { face, text, glyphs, look, width: width * size };
}

/** Neighbours that look the same become one, so that a line is a few texts and not many. */
function joined(pieces: readonly Piece[], faces: Faces): TextLine {
  const line: (Fragment & { glyphs: Glyphs[] })[] = [];
  for (const { fragments } of pieces) {
    for (const fragment of fragments) {
      const { face, text, look, width } = fragment;
      let last = line.at(-1);
      if (!last || !sameLook(last, fragment) || (last.face !== face && text.trim() !== '')) {
        last = { face, text: '', glyphs: [], look, width: 0 };
        line.push(last);
      }
      const own = last.face === face ? fragment : faces.part(text, last.face);
      append(last.glyphs, own.glyphs);
      last.text += text;
      last.width += width;
    }
  }
  return line;
}

function sameLook(a: Fragment, b: Fragment): boolean {
  if (a.look === b.look) return true;
  const keys = ['bold', 'italic', 'code', 'struck', 'href'] as const;
  return keys.every((key) => a.look[key] === b.look[key]);
}
