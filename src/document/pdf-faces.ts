/** TrueType files, as bytes. What one lacks is taken from the other of the same weight. */
export interface DocumentFonts {
  regular: Uint8Array;
  bold: Uint8Array;
  thai: Uint8Array;
  thaiBold: Uint8Array;
}

export type Face = keyof DocumentFonts;

/** What pdfkit keeps of an embedded font, and says nowhere. Lengths are thousandths of the size. */
interface Embedded {
  id: string;
  font: { hasGlyphForCodePoint(codePoint: number): boolean };
  /** The codes of glyphs in the PDF, as hexadecimal, and where each stands. */
  encode(
    text: string,
  ): [string[], { xAdvance: number; advanceWidth: number; xOffset: number; yOffset: number }[]];
  ref(): object;
}

/** Glyphs that stand equally high above their line: `codes` is what a PDF's operator `TJ` takes. */
export interface Glyphs {
  rise: number;
  codes: string;
}

/** What stands for a character that no font has: an emoji, a script of elsewhere. */
const unknown = '□';
/** Characters that have no look of their own, and change how others look where a font can. */
const unseen = /\p{Default_Ignorable_Code_Point}|\p{Emoji_Modifier}/gu;
const thaiScript = /[\u0e00-\u0e7f]/;

/** A text as one font draws it. Lengths are those at one point of size. */
export interface Part {
  face: Face;
  text: string;
  width: number;
  glyphs: readonly Glyphs[];
}

/**
 * The fonts of one PDF: which characters each has, and how wide texts are in them. Asking a font is dear,
 * and a document is made of words that come again.
 */
export class Faces {
  readonly #fonts: Record<Face, Embedded>;
  readonly #found = new Map<string, Face | null>();
  readonly #drawn = new Map<string, Part>();
  readonly #words = new Map<string, readonly Part[]>();

  constructor(pdf: PDFKit.PDFDocument, fonts: DocumentFonts) {
    const embedded = (face: Face): Embedded => {
      pdf.registerFont(face, fonts[face] as Buffer).font(face);
      return (pdf as unknown as { _font: Embedded })._font;
    };
    this.#fonts = {
      regular: embedded('regular'),
      bold: embedded('bold'),
      thai: embedded('thai'),
      thaiBold: embedded('thaiBold'),
    };
  }

  /** The word cut where the font changes. What no font has becomes a box. */
  parts(word: string, isBold: boolean): readonly Part[] {
    const key = `${isBold ? 'b' : 'r'}${word}`;
    let parts = this.#words.get(key);
    if (!parts) {
      parts = this.#split(word, isBold).map(({ face, text }) => this.part(text, face));
      this.#words.set(key, parts);
    }
    return parts;
  }

  #split(text: string, isBold: boolean): { face: Face; text: string }[] {
    const parts: { face: Face; text: string }[] = [];
    for (const character of text.normalize('NFC').replace(unseen, '').replaceAll('\t', '    ')) {
      const last = parts.at(-1);
      const face = this.#faceOf(character, isBold);
      const shown = face === null ? unknown : character;
      const own = face ?? (isBold ? 'bold' : 'regular');
      // A blank belongs to whatever it stands in, so that it tears nothing apart.
      if (last && (last.face === own || character === ' ')) last.text += shown;
      else parts.push({ face: own, text: shown });
    }
    return parts;
  }

  /** A text in one font, which must have its characters. */
  part(text: string, face: Face): Part {
    const key = `${face} ${text}`;
    let part = this.#drawn.get(key);
    if (!part) {
      part = { face, text, ...drawn(this.#fonts[face], shaped(text)) };
      this.#drawn.set(key, part);
    }
    return part;
  }

  /** Writes what `part` gave at a point of the page, whose y goes down. */
  write(
    pdf: PDFKit.PDFDocument,
    { face, glyphs }: Pick<Part, 'face' | 'glyphs'>,
    { x, y, size, oblique }: { x: number; y: number; size: number; oblique: boolean },
  ): void {
    const font = this.#fonts[face];
    const page = pdf.page as unknown as { fonts: Record<string, object> };
    page.fonts[font.id] ??= font.ref();
    const lines = glyphs.map(({ rise, codes }) => `${rounded(rise * size)} Ts [${codes}] TJ`);
    const at = `1 0 ${oblique ? 0.25 : 0} -1 ${rounded(x)} ${rounded(y)} Tm`;
    pdf.addContent(`BT ${at} /${font.id} ${size} Tf ${lines.join(' ')} ET`);
  }

  #faceOf(character: string, isBold: boolean): Face | null {
    const key = `${isBold ? 'b' : 'r'}${character}`;
    const known = this.#found.get(key);
    if (known !== undefined) return known;
    const latin: Face = isBold ? 'bold' : 'regular';
    const thai: Face = isBold ? 'thaiBold' : 'thai';
    const order = thaiScript.test(character) ? [thai, latin] : [latin, thai];
    const face = order.find((each) => this.#has(each, character)) ?? null;
    this.#found.set(key, face);
    return face;
  }

  #has(face: Face, character: string): boolean {
    return this.#fonts[face].font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0);
  }
}

/** Adds glyphs of the same font behind those. */
export function append(glyphs: Glyphs[], more: readonly Glyphs[]): void {
  for (const { rise, codes } of more) {
    const last = glyphs.at(-1);
    if (last?.rise === rise) last.codes += codes;
    else glyphs.push({ rise, codes });
  }
}

function drawn(font: Embedded, text: string): Pick<Part, 'width' | 'glyphs'> {
  const [codes, positions] = font.encode(text);
  const glyphs: Glyphs[] = [];
  let width = 0;
  let open: Glyphs | undefined;
  for (const [at, { xAdvance, advanceWidth, xOffset, yOffset }] of positions.entries()) {
    const rise = yOffset / 1000;
    if (open?.rise !== rise) {
      open = { rise, codes: '' };
      glyphs.push(open);
    }
    // What is added to the left of a glyph is taken away on its right.
    const after = rounded(advanceWidth + xOffset - xAdvance);
    if (xOffset !== 0) open.codes += `${rounded(-xOffset)} `;
    open.codes += `<${codes[at]}>`;
    if (after !== 0) open.codes += `${after} `;
    width += xAdvance / 1000;
  }
  for (const each of glyphs) each.codes = each.codes.replaceAll('><', '');
  return { width, glyphs };
}

function rounded(length: number): number {
  return Math.round(length * 1e4) / 1e4;
}

/**
 * As the font must be asked for it: a Thai sara am is a ring and a sara aa, and the ring stands below
 * the tone mark that is typed before it. fontkit would pile them the other way round.
 */
function shaped(text: string): string {
  return text.replace(/([\u0e48-\u0e4b]?)\u0e33/g, '\u0e4d$1\u0e32');
}

/** Whether the text that is drawn is another than was typed. */
export function isDrawnOtherwise(text: string): boolean {
  return shaped(text) !== text;
}
