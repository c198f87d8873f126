import { type Faces, isDrawnOtherwise } from './pdf-faces.ts';
import { linesOf, type TextLine } from './pdf-lines.ts';
import type { Run } from './prose.ts';

/** Sizes of A4 and of what stands on it, in points. */
export const paper = {
  width: 595.28,
  height: 841.89,
  left: 51,
  right: 51,
  top: 54,
  bottom: 60,
} as const;

export const colours = {
  ink: '#1b1f24',
  soft: '#57606a',
  line: '#c9d1d9',
  tint: '#f3f5f7',
  link: '#0a58ca',
  alarm: '#a40e26',
} as const;

export interface TextStyle {
  size: number;
  colour?: string;
  /** Height of a line as a multiple of the size. */
  leading?: number;
  /** Kept free on the left, of the column. */
  indent?: number;
}

/** Milliseconds of work in one go. */
const longestMs = 20;
const usualLeading = 1.5;

type Drawing = (pdf: PDFKit.PDFDocument) => void;

/**
 * The pages of one PDF, laid out from the top down; a new page begins where one is full. They are drawn
 * when all are laid out and it is known how many there are, each packed before the next is begun.
 */
export class Paper {
  readonly faces: Faces;
  /** Where the next thing begins, from the top of the page. */
  y: number = paper.top;

  #pages: Drawing[][] = [[]];
  #sinceBreath = performance.now();

  constructor(faces: Faces) {
    this.faces = faces;
  }

  /** How many there are; the last is the one that is laid out. */
  get pages(): number {
    return this.#pages.length;
  }

  /** Puts something on this page. */
  draw(drawing: Drawing): void {
    this.#pages.at(-1)?.push(drawing);
  }

  /** Draws all pages, and lays out a foot below each. */
  async drawOn(pdf: PDFKit.PDFDocument, foot: (page: number) => void): Promise<void> {
    const pages = this.#pages;
    for (const [at, drawings] of pages.entries()) {
      this.#pages = [drawings];
      foot(at + 1);
      pdf.addPage();
      for (const drawing of drawings) drawing(pdf);
      pages[at] = [];
      await this.breathe();
    }
  }

  get width(): number {
    return paper.width - paper.left - paper.right;
  }

  /** What is left of this page. */
  get room(): number {
    return paper.height - paper.bottom - this.y;
  }

  /** Lets others have the process now and then: a long document takes seconds, a click waits for three. */
  async breathe(): Promise<void> {
    if (performance.now() - this.#sinceBreath < longestMs) return;
    await new Promise((resolve) => setTimeout(resolve, 0));
    this.#sinceBreath = performance.now();
  }

  newPage(): void {
    this.#pages.push([]);
    this.y = paper.top;
  }

  /** Begins a new page unless so much is left of this one. */
  need(height: number): void {
    if (this.room < height) this.newPage();
  }

  space(height: number): void {
    this.y += height;
  }

  /** Writes text over the whole width, over as many pages as it takes. */
  text(runs: readonly Run[], style: TextStyle, beside?: () => void): void {
    const { size, indent = 0, leading = usualLeading } = style;
    const lines = linesOf(this.faces, runs, size, this.width - indent);
    for (const [at, line] of lines.entries()) {
      this.need(size * leading);
      if (at === 0) beside?.();
      this.line(line, { x: paper.left + indent, y: this.y }, style);
      this.y += size * leading;
    }
  }

  /** Writes what fits on one line where the next thing begins, and stays there. */
  aside(text: string, x: number, style: TextStyle, width = this.width): void {
    const [line, more] = linesOf(this.faces, [{ text }], style.size, width);
    const cut = more ? linesOf(this.faces, [{ text: '…' }], style.size, width)[0] : [];
    this.line([...(line ?? []), ...(cut ?? [])], { x, y: this.y }, style);
  }

  /** Puts one line whose top is at `y`. */
  line(line: TextLine, { x, y }: { x: number; y: number }, style: TextStyle): void {
    const { size, leading = usualLeading } = style;
    const baseline = y + size * (leading / 2 + 0.36);
    this.draw((pdf) => drawLine(pdf, this.faces, line, { ...style, x, baseline }));
  }

  rule(y = this.y): void {
    const right = paper.width - paper.right;
    this.draw((pdf) => {
      pdf.lineWidth(0.5).moveTo(paper.left, y).lineTo(right, y).stroke(colours.line);
    });
  }

  /** A box filled with a colour; what it stands behind comes after it. */
  box(x: number, y: number, width: number, height: number, colour: string): void {
    this.draw((pdf) => pdf.rect(x, y, width, height).fill(colour));
  }
}

function drawLine(
  pdf: PDFKit.PDFDocument,
  faces: Faces,
  line: TextLine,
  { x, baseline, size, colour: usual = colours.ink }: TextStyle & { x: number; baseline: number },
): void {
  let at = x;
  for (const { text, face, glyphs, look, width } of line) {
    if (look.code) pdf.rect(at - 1, baseline - size, width + 2, size * 1.35).fill(colours.tint);
    const colour = look.href === undefined ? usual : colours.link;
    pdf.fillColor(colour);
    const isOther = isDrawnOtherwise(text);
    // Whoever copies or searches finds what was typed, and not how it was drawn.
    if (isOther) pdf.markContent('Span', { actual: text });
    faces.write(pdf, { face, glyphs }, { x: at, y: baseline, size, oblique: look.italic ?? false });
    if (isOther) pdf.endMarkedContent();
    if (look.struck) stroke(pdf, at, width, baseline - size * 0.3, colour);
    if (look.href !== undefined) {
      stroke(pdf, at, width, baseline + size * 0.14, colour);
      pdf.link(at, baseline - size, width, size * 1.3, look.href);
    }
    at += width;
  }
}

function stroke(
  pdf: PDFKit.PDFDocument,
  x: number,
  width: number,
  y: number,
  colour: string,
): void {
  pdf
    .lineWidth(0.6)
    .moveTo(x, y)
    .lineTo(x + width, y)
    .stroke(colour);
}
