/** TrueType files, as bytes. What one lacks is taken from the other of the same weight. */
export interface DocumentFonts {
  regular: Uint8Array;
  bold: Uint8Array;
  thai: Uint8Array;
  thaiBold: Uint8Array;
}

export type Face = keyof DocumentFonts;

/** What fontkit, which pdfkit embeds fonts with, knows of one. */
interface Embedded {
  font: { hasGlyphForCodePoint(codePoint: number): boolean };
}

/** What stands for a character that no font has: an emoji, a script of elsewhere. */
const unknown = '□';
/** Characters that have no look of their own, and change how others look where a font can. */
const unseen = /\p{Default_Ignorable_Code_Point}|\p{Emoji_Modifier}/gu;
const thaiScript = /[\u0e00-\u0e7f]/;

/** The fonts of one PDF: which characters each has, and how wide texts are in them. */
export class Faces {
  readonly #pdf: PDFKit.PDFDocument;
  readonly #found = new Map<string, Face | null>();
  readonly #widths = new Map<string, number>();

  constructor(pdf: PDFKit.PDFDocument, fonts: DocumentFonts) {
    this.#pdf = pdf;
    for (const [face, bytes] of Object.entries(fonts)) {
      pdf.registerFont(face, bytes as Buffer);
    }
  }

  /** The text cut where the font changes. What no font has becomes a box. */
  split(text: string, isBold: boolean): { face: Face; text: string }[] {
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

  /** In points. */
  width(text: string, face: Face, size: number): number {
    const key = `${face} ${text}`;
    let width = this.#widths.get(key);
    if (width === undefined) {
      width = this.#pdf.font(face).fontSize(1000).widthOfString(shaped(text)) / 1000;
      this.#widths.set(key, width);
    }
    return width * size;
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
    this.#pdf.font(face);
    // pdfkit keeps the font that is in use there, and says it nowhere else.
    const { font } = (this.#pdf as unknown as { _font: Embedded })._font;
    return font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0);
  }
}

/**
 * As the font must be asked for it: a Thai sara am is a ring and a sara aa, and the ring stands below
 * the tone mark that is typed before it. fontkit would pile them the other way round.
 */
export function shaped(text: string): string {
  return text.replace(/([\u0e48-\u0e4b]?)\u0e33/g, '\u0e4d$1\u0e32');
}
