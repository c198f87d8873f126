import PDFDocument from 'pdfkit';
import type { DocumentBlock, DocumentSection, PostmortemDocument } from './model.ts';
import { type DocumentFonts, Faces } from './pdf-faces.ts';
import { naturalWidth } from './pdf-lines.ts';
import { colours, Paper, paper } from './pdf-paper.ts';
import { drawProse } from './pdf-prose.ts';
import { drawTable } from './pdf-table.ts';
import { proseOf, type Run } from './prose.ts';
import type { DocumentWords } from './words.ts';

const body = { size: 10 };

/**
 * The document as a PDF on A4 with its fonts in it. The same document at the same time gives the same
 * bytes, so that their SHA-256 says which one somebody was sent. Rejects where a font cannot be read.
 */
export async function documentPdf(
  document: PostmortemDocument,
  words: DocumentWords,
  fonts: DocumentFonts,
): Promise<Uint8Array> {
  const title = `${words.title} – ${document.title}`;
  const pdf = new PDFDocument({
    size: 'A4',
    // Ours are drawn by `Paper`; pdfkit's own would begin pages by themselves.
    margin: 0,
    autoFirstPage: false,
    // `Faces` keeps what it needs; pdfkit would keep every glyph of every word.
    fontLayoutCache: false,
    // None of the fonts that every reader is said to have.
    font: null as unknown as string,
    lang: words.language,
    displayTitle: true,
    info: { Title: title, Producer: 'Muster', Creator: 'Muster', CreationDate: document.madeAt },
  });
  const bytes = collected(pdf);
  const sheet = new Paper(new Faces(pdf, fonts));
  drawTop(sheet, document, words);
  for (const section of document.sections) await drawSection(sheet, section, words);
  const count = sheet.pages;
  await sheet.drawOn(pdf, (page) => drawFoot(sheet, document, words, words.page(page, count)));
  pdf.end();
  return bytes;
}

function collected(pdf: PDFKit.PDFDocument): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  return new Promise((resolve, reject) => {
    pdf.on('data', (part: Uint8Array) => parts.push(part));
    pdf.on('error', reject);
    pdf.on('end', () => resolve(joined(parts)));
  });
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function drawTop(sheet: Paper, document: PostmortemDocument, words: DocumentWords): void {
  for (const [mark, colour] of [
    [words.isPrivate, colours.alarm],
    [words.isDrill, colours.soft],
  ] as const) {
    if (mark === null) continue;
    sheet.text([{ text: mark, bold: true }], { size: 11, colour });
    sheet.space(4);
  }
  const over = `${words.title} · ${words.status}`;
  sheet.text([{ text: over }], { ...body, colour: colours.soft });
  sheet.text([{ text: document.title, bold: true }], { size: 20, leading: 1.35 });
  sheet.space(6);
  drawFacts(sheet, document);
  sheet.text([{ text: words.made }], { size: 8.5, colour: colours.soft });
  sheet.space(6);
  sheet.rule();
  sheet.space(4);
}

function drawFacts(sheet: Paper, { facts }: PostmortemDocument): void {
  const label = { ...body, colour: colours.soft };
  const wide = (text: string) => naturalWidth(sheet.faces, [{ text }], body.size);
  const indent = Math.min(Math.max(0, ...facts.map((fact) => wide(fact.label))) + 14, 180);
  for (const fact of facts) {
    // A label too long for its column stands above what it says.
    const isBeside = wide(fact.label) < indent;
    if (!isBeside) sheet.text([{ text: fact.label }], label);
    sheet.text([{ text: fact.value }], { ...body, indent }, () => {
      if (isBeside) sheet.aside(fact.label, paper.left, label);
    });
  }
  if (facts.length > 0) sheet.space(4);
}

async function drawSection(
  sheet: Paper,
  section: DocumentSection,
  words: DocumentWords,
): Promise<void> {
  const { title, asks, filled, text } = section;
  sheet.space(12);
  // A title never stands alone at the foot of a page.
  sheet.need(80);
  sheet.draw((pdf) => pdf.outline.addItem(title));
  sheet.text([{ text: title, bold: true }], { size: 14, leading: 1.4 });
  for (const ask of asks) sheet.text([{ text: ask }], { size: 9, colour: colours.soft });
  sheet.space(asks.length > 0 ? 5 : 2);
  for (const block of filled) await drawFilled(sheet, block);
  const prose = proseOf(text);
  await drawProse(sheet, prose);
  if (prose.length === 0 && filled.length === 0) {
    sheet.text([{ text: words.nothingYet, italic: true }], { ...body, colour: colours.soft });
  }
}

async function drawFilled(sheet: Paper, block: DocumentBlock): Promise<void> {
  const plain = (text: string): Run[] => [{ text }];
  switch (block.type) {
    case 'text':
      sheet.text(plain(block.text), body);
      sheet.space(5);
      break;
    case 'list':
      await drawProse(sheet, [
        {
          type: 'list',
          start: null,
          items: block.items.map((item) => ({
            isChecked: null,
            blocks: [{ type: 'paragraph', runs: plain(item) }],
          })),
        },
      ]);
      break;
    case 'table':
      await drawTable(
        sheet,
        block.head.map(plain),
        block.rows.map((row) => row.map(plain)),
      );
      break;
    default:
      block satisfies never;
  }
}

/** Below a page: which of how many, of what, and for whom. */
function drawFoot(
  sheet: Paper,
  { number, title }: PostmortemDocument,
  { isPrivate }: DocumentWords,
  which: string,
): void {
  const style = { size: 8, colour: colours.soft };
  const name = isPrivate ?? `#${number} ${title}`;
  const colour = isPrivate === null ? colours.soft : colours.alarm;
  sheet.y = paper.height - 42;
  sheet.rule(sheet.y - 5);
  sheet.aside(name, paper.left, { ...style, colour }, sheet.width - 80);
  const width = naturalWidth(sheet.faces, [{ text: which }], style.size);
  sheet.aside(which, paper.width - paper.right - width, style);
}
