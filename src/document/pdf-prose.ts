import { colours, type Paper, paper } from './pdf-paper.ts';
import { drawTable } from './pdf-table.ts';
import type { Prose, ProseItem } from './prose.ts';

/** What people wrote, on paper. Lengths are points. */

const body = { size: 10 };
const step = 16;
/** Lists in lists go in no further: the column would have no width left. */
const deepest = 8 * step;

export async function drawProse(sheet: Paper, blocks: readonly Prose[], indent = 0): Promise<void> {
  for (const block of blocks) await drawBlock(sheet, block, indent);
}

async function drawBlock(sheet: Paper, block: Prose, indent: number): Promise<void> {
  switch (block.type) {
    case 'paragraph':
      sheet.text(block.runs, { ...body, indent });
      sheet.space(5);
      break;
    case 'heading':
      sheet.space(4);
      sheet.need(50);
      sheet.text(
        block.runs.map((run) => ({ ...run, bold: true })),
        { size: block.level < 3 ? 12 : 10.5, indent },
      );
      sheet.space(2);
      break;
    case 'list':
      for (const [at, item] of block.items.entries()) {
        await drawItem(sheet, item, block.start === null ? '•' : `${block.start + at}.`, indent);
      }
      sheet.space(3);
      break;
    case 'quote':
      await drawQuote(sheet, block.blocks, indent);
      break;
    case 'code':
      drawCode(sheet, block.text, indent);
      break;
    case 'table':
      await drawTable(sheet, block.head, block.rows);
      break;
    case 'rule':
      sheet.need(12);
      sheet.rule(sheet.y + 5);
      sheet.space(12);
      break;
    default:
      block satisfies never;
  }
}

async function drawItem(
  sheet: Paper,
  { isChecked, blocks }: ProseItem,
  sign: string,
  at: number,
): Promise<void> {
  const mark = isChecked === null ? sign : isChecked ? '☑' : '☐';
  const indent = Math.min(at + step, deepest);
  const [first, ...rest] = blocks;
  const runs = first?.type === 'paragraph' ? first.runs : [{ text: '' }];
  sheet.text(runs, { ...body, indent }, () => {
    sheet.aside(mark, paper.left + indent - step + 2, body);
  });
  sheet.space(2);
  if (first && first.type !== 'paragraph') await drawBlock(sheet, first, indent);
  await drawProse(sheet, rest, indent);
}

async function drawQuote(sheet: Paper, blocks: readonly Prose[], at: number): Promise<void> {
  const indent = Math.min(at + step, deepest);
  const { y } = sheet;
  const page = sheet.pages;
  await drawProse(sheet, blocks, indent);
  // One that went on on the next page is told by its indent alone.
  if (sheet.pages === page) {
    sheet.box(paper.left + indent - 10, y + 1, 2, sheet.y - y - 6, colours.line);
  }
}

function drawCode(sheet: Paper, text: string, indent: number): void {
  for (const line of text.split('\n')) {
    sheet.text([{ text: line }], { size: 8.5, indent: indent + 8 }, () => {
      const left = paper.left + indent;
      sheet.box(left, sheet.y, sheet.width - indent, 8.5 * 1.5, colours.tint);
    });
  }
  sheet.space(6);
}
