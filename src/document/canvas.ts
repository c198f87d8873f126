import { fencedMarkdown, literalLines } from './markup.ts';
import type { DocumentBlock, DocumentSection, PostmortemDocument } from './model.ts';
import { type Prose, type ProseItem, proseOf, type Run } from './prose.ts';
import type { DocumentWords } from './words.ts';

/**
 * The document as Markdown that a canvas of Slack takes: headings of three levels, lists of lines,
 * tables that are small. Nothing that people typed becomes a mention, a picture or an unfurled link.
 */
export function documentCanvas(document: PostmortemDocument, words: DocumentWords): string {
  const head = [
    `> ${escaped(words.copy)}`,
    ...(words.isPrivate === null ? [] : [`**${escaped(words.isPrivate)}**`]),
    ...(words.isDrill === null ? [] : [`**${escaped(words.isDrill)}**`]),
    [
      `- ${escaped(words.status)}`,
      ...document.facts.map(({ label, value }) => `- **${escaped(label)}:** ${oneLine(value)}`),
    ].join('\n'),
  ];
  const body = document.sections.flatMap((section) => sectionParts(section, words));
  return within([...head, ...body], words.shortened);
}

/** Rows of a table that a canvas holds; the whole of it is in every export. */
const mostRows = 100;
/** Cells of a table that stays one. */
const mostCells = 300;
/** Characters, below Slack's 1,048,576. */
const mostCharacters = 900_000;

/** As many parts as fit, each whole. */
function within(parts: string[], shortened: string): string {
  let length = 0;
  const fitting = parts.filter((part) => {
    length += part.length + 2;
    return length <= mostCharacters;
  });
  const isCut = fitting.length < parts.length;
  return [...fitting, ...(isCut ? [`*${escaped(shortened)}*`] : [])].join('\n\n');
}

function sectionParts({ title, asks, filled, text }: DocumentSection, words: DocumentWords) {
  const written = proseOf(text).flatMap((each) => proseParts(each));
  const known = filled.flatMap((each) => filledParts(each, words));
  const isEmpty = written.length + known.length === 0;
  return [
    `## ${oneLine(title)}`,
    ...asks.map((ask) => `*${oneLine(ask)}*`),
    ...known,
    ...written,
    ...(isEmpty ? [`*${escaped(words.nothingYet)}*`] : []),
  ];
}

function filledParts(block: DocumentBlock, words: DocumentWords): string[] {
  switch (block.type) {
    case 'text':
      return [escaped(block.text)];
    case 'list':
      return [bullets(block.items.map(oneLine))];
    case 'table': {
      const rows = block.rows.slice(0, mostRows).map((row) => row.map(oneLine).join(' · '));
      const isCut = block.rows.length > mostRows;
      return [
        ...(rows.length > 0 ? [bullets(rows)] : []),
        ...(isCut ? [`*${escaped(words.shortened)}*`] : []),
      ];
    }
    default:
      return block satisfies never;
  }
}

function bullets(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join('\n');
}

function proseParts(prose: Prose): string[] {
  switch (prose.type) {
    case 'paragraph':
      return [runsText(prose.runs)];
    case 'heading':
      return [`### ${runsText(prose.runs).replaceAll('\n', ' ')}`];
    case 'list':
      return [listText(prose.items, prose.start, 0)];
    case 'quote':
      return [
        plainest(prose.blocks)
          .map((line) => `> ${line}`)
          .join('\n'),
      ];
    case 'code':
      return [fencedMarkdown(prose.text)];
    case 'table':
      return [tableText(prose.head, prose.rows)];
    case 'rule':
      return ['---'];
    default:
      return prose satisfies never;
  }
}

function listText(items: readonly ProseItem[], start: number | null, depth: number): string {
  return items
    .map(({ isChecked, blocks }, at) => {
      const sign = start === null ? '-' : `${start + at}.`;
      const box = isChecked === null ? '' : isChecked ? '[x] ' : '[ ] ';
      const [first, ...rest] = blocks;
      const isLine = first?.type === 'paragraph';
      const lead = isLine ? runsText(first.runs).replaceAll('\n', ' ') : '';
      const below = (isLine ? rest : blocks).map((block) =>
        block.type === 'list'
          ? listText(block.items, block.start, depth + 1)
          : plainest([block])
              .map((line) => `${'  '.repeat(depth + 1)}- ${line}`)
              .join('\n'),
      );
      return [`${'  '.repeat(depth)}${sign} ${box}${lead}`, ...below].join('\n');
    })
    .join('\n');
}

/** Lines of what a canvas holds nowhere but at its top: what it says, without its look. */
function plainest(blocks: readonly Prose[]): string[] {
  return blocks.flatMap((block): string[] => {
    switch (block.type) {
      case 'paragraph':
      case 'heading':
        return runsText(block.runs).split('\n');
      case 'list':
        return block.items.flatMap((item) => plainest(item.blocks).map((line) => `• ${line}`));
      case 'quote':
        return plainest(block.blocks);
      case 'code':
        return block.text.split('\n').map(escaped);
      case 'table':
        return [block.head, ...block.rows].map((row) => row.map(runsText).join(' · '));
      case 'rule':
        return [];
      default:
        return block satisfies never;
    }
  });
}

function tableText(head: readonly Run[][], rows: readonly Run[][][]): string {
  // A cell ends at a stroke, in code too.
  const inCell = (run: Run) => (run.code ? { ...run, text: run.text.replaceAll('|', '\\|') } : run);
  const cells = (row: readonly Run[][]) =>
    row.map((cell) => runsText(cell.map(inCell)).replaceAll('\n', ' '));
  if ((rows.length + 1) * head.length > mostCells) {
    return bullets(rows.map((row) => cells(row).join(' · ')));
  }
  const line = (row: readonly string[]) => `| ${row.join(' | ')} |`;
  return [
    line(cells(head)),
    line(head.map(() => '---')),
    ...rows.map((row) => line(cells(row))),
  ].join('\n');
}

function runsText(runs: readonly Run[]): string {
  return runs.map(runText).join('');
}

function runText({ text, bold, italic, code, struck, href }: Run): string {
  // A mark must stand at the word that it marks.
  const [, before = '', core = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? [];
  if (core === '') return text;
  let marked = code ? `\`${core.replaceAll('`', "'")}\`` : escaped(core);
  if (struck) marked = `~~${marked}~~`;
  if (italic) marked = `*${marked}*`;
  if (bold) marked = `**${marked}**`;
  if (href !== undefined) marked = `[${marked}](${href.replace(/[()<>\\\s]/g, percent)})`;
  return `${before}${marked}${after}`;
}

/** An address that ends where it ends: `encodeURIComponent` leaves brackets as they are. */
function percent(sign: string): string {
  return [...new TextEncoder().encode(sign)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');
}

function oneLine(text: string): string {
  return escaped(text.replace(/\s*\n\s*/g, ' '));
}

/** Text that a canvas shows as it is: it makes more live than Markdown does elsewhere. */
function escaped(text: string): string {
  return (
    literalLines(text)
      .replace(/[!@]/g, '\\$&')
      // Nobody opens it by a click: the web and mail only.
      .replace(/ftp(?=:\/\/)/gi, '$&\\')
  );
}
