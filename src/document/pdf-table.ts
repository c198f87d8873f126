import { linesOf, naturalWidth, type TextLine } from './pdf-lines.ts';
import { colours, type Paper, paper } from './pdf-paper.ts';
import type { Run } from './prose.ts';

/** A table over as many pages as it takes: its head stands on top of each. Lengths are points. */

const size = 8.5;
const leading = 1.45;
const lineHeight = size * leading;
const padding = { x: 5, y: 3.5 };
/** No column is narrower, however many there are. */
const narrowest = 28;
/** A column that needs no more of the width than this gets what it needs. */
const modest = 0.26;
/** Rows that are measured for the widths; more rows are seldom otherwise. */
const measured = 300;

type Cells = readonly (readonly Run[])[];

/** Draws the table below what was drawn before. */
export async function drawTable(sheet: Paper, head: Cells, rows: readonly Cells[]): Promise<void> {
  const widths = await columnWidths(sheet, head, rows);
  const bold = head.map((cell) => cell.map((run) => ({ ...run, bold: true })));
  const top = broken(sheet, bold, widths);
  const drawTop = () => drawLines(sheet, top, widths, true);
  sheet.need(heightOf(top) + 3 * lineHeight);
  drawTop();
  const page = paper.height - paper.top - paper.bottom - heightOf(top);
  for (const row of rows) {
    await sheet.breathe();
    let lines = broken(sheet, row, widths);
    if (heightOf(lines) > sheet.room && heightOf(lines) <= page) {
      sheet.newPage();
      drawTop();
    }
    // One row that fills more than a page goes on on the next.
    while (heightOf(lines) > sheet.room) {
      const fitting = Math.floor((sheet.room - 2 * padding.y) / lineHeight);
      if (fitting > 0) drawLines(sheet, cut(lines, 0, fitting), widths, false);
      lines = cut(lines, Math.max(0, fitting));
      sheet.newPage();
      drawTop();
    }
    drawLines(sheet, lines, widths, false);
  }
  sheet.space(8);
}

function cut(lines: TextLine[][], from: number, to?: number): TextLine[][] {
  return lines.map((cell) => cell.slice(from, to));
}

function broken(sheet: Paper, cells: Cells, widths: number[]): TextLine[][] {
  return widths.map((width, at) =>
    linesOf(sheet.faces, cells[at] ?? [], size, width - 2 * padding.x),
  );
}

function heightOf(cells: TextLine[][]): number {
  return Math.max(1, ...cells.map((lines) => lines.length)) * lineHeight + 2 * padding.y;
}

function drawLines(sheet: Paper, cells: TextLine[][], widths: number[], isHead: boolean): void {
  const height = heightOf(cells);
  if (isHead) sheet.box(paper.left, sheet.y, sheet.width, height, colours.tint);
  let x: number = paper.left;
  for (const [at, lines] of cells.entries()) {
    for (const [below, line] of lines.entries()) {
      const place = { x: x + padding.x, y: sheet.y + padding.y + below * lineHeight };
      sheet.line(line, place, { size, leading });
    }
    x += widths[at] ?? 0;
  }
  sheet.space(height);
  sheet.rule();
}

/** What columns want, the modest ones first; what is left goes to the others by what they want. */
async function columnWidths(sheet: Paper, head: Cells, rows: readonly Cells[]): Promise<number[]> {
  const columns = Math.max(1, head.length, ...rows.map((row) => row.length));
  const bold = head.map((cell) => cell.map((run) => ({ ...run, bold: true })));
  const widest = Array.from({ length: columns }, () => narrowest);
  for (const row of [bold, ...rows.slice(0, measured)]) {
    await sheet.breathe();
    for (const [at, cell] of row.entries()) {
      widest[at] = Math.max(widest[at] ?? 0, naturalWidth(sheet.faces, cell, size));
    }
  }
  const wanted = widest.map((width) => width + 2 * padding.x + 1);
  const total = sum(wanted);
  if (total <= sheet.width) {
    return wanted.map((width) => (width * sheet.width) / total);
  }
  const isModest = wanted.map((width) => width <= sheet.width * modest);
  const kept = sum(wanted.filter((_, at) => isModest[at]));
  const greedy = sum(wanted.filter((_, at) => !isModest[at]));
  const left = sheet.width - kept;
  // Too many modest ones leave nothing for the others: then all give way.
  if (greedy === 0 || left < sheet.width * 0.3) {
    return wanted.map((width) => (width * sheet.width) / total);
  }
  return wanted.map((width, at) => (isModest[at] ? width : (width * left) / greedy));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
