import { fencedMarkdown, literalLines } from './markup.ts';
import type { DocumentBlock, DocumentSection, PostmortemDocument } from './model.ts';
import { type Prose, type ProseItem, proseOf, type Run } from './prose.ts';
import type { DocumentWords } from './words.ts';

/**
 * The document as Markdown that a canvas of Slack takes (docs.slack.dev/reference/methods/canvases.create):
 * headings of three levels, small tables, and in a list or a quote nothing but lines and, in a list, a
 * list of its own kind: Slack answers "Unsupported block type (List) within block quote", and takes
 * no numbers below dots (github.com/getsentry/junior/pull/1115). Nothing that people typed becomes a
 * mention, a picture, an unfurled link or a callout. Which escapes it knows is documented nowhere; these
 * are CommonMark's, so that the worst is a stroke that is seen.
 *
 * `isPlain`: paragraphs, headings and dots only, for where Slack refuses the other form; for two days
 * in 2025 it took no tables (github.com/slackapi/python-slack-sdk/issues/1720).
 */
export function documentCanvas(
  document: PostmortemDocument,
  words: DocumentWords,
  isPlain = false,
): string {
  const head = [
    `> ${escaped(words.copy)}`,
    ...(words.isPrivate === null ? [] : [`**${escaped(words.isPrivate)}**`]),
    ...(words.isDrill === null ? [] : [`**${escaped(words.isDrill)}**`]),
    [
      `- ${escaped(words.status)}`,
      ...document.facts.map(({ label, value }) => `- **${escaped(label)}:** ${oneLine(value)}`),
    ].join('\n'),
  ];
  const parts = isPlain ? plainParts : proseParts;
  const body = document.sections.flatMap((section) => sectionParts(section, words, parts));
  return within([...head, ...body], words.shortened);
}

/** Rows of a table that a canvas holds; the whole of it is in every export. */
const mostRows = 100;
/** Cells of a table that stays one, its head among them: Slack takes no more in one. */
const mostCells = 300;
/** Characters, below Slack's 1,048,576 for one change. */
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

function sectionParts(
  { title, asks, filled, text }: DocumentSection,
  words: DocumentWords,
  parts: (prose: Prose) => string[],
) {
  const written = proseOf(text).flatMap(parts);
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
      const rows = block.rows.slice(0, mostRows).map(cellsText);
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

/** A row of what Muster knows; what it does not know leaves no gap. */
function cellsText(row: readonly string[]): string {
  return row
    .filter((cell) => cell !== '')
    .map(oneLine)
    .join(' · ');
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
      return [listText(prose.items, styleOf(prose), prose.start ?? 1, '')];
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

/** What stands in front of each item of a list, and of all lists in it. */
interface ListStyle {
  isNumbered: boolean;
  /** Whether boxes are Slack's, to be ticked; where not all items have one, they are signs. */
  isChecklist: boolean;
}

function styleOf({ items, start }: Extract<Prose, { type: 'list' }>): ListStyle {
  const isChecklist = start === null && items.every(isCheckedWithin);
  return { isNumbered: start !== null, isChecklist };
}

function isCheckedWithin({ isChecked, blocks: [first, ...rest] }: ProseItem): boolean {
  const isList = (block: Prose) => block.type === 'list' && block.items.every(isCheckedWithin);
  return isChecked !== null && first?.type === 'paragraph' && rest.every(isList);
}

function listText(
  items: readonly ProseItem[],
  style: ListStyle,
  start: number,
  indent: string,
): string {
  return items
    .map(({ isChecked, blocks }, at) => {
      const sign = style.isNumbered ? `${start + at}.` : '-';
      const [first, ...rest] = blocks;
      const isLine = first?.type === 'paragraph';
      const lead = isLine ? runsText(first.runs).replaceAll('\n', ' ') : '';
      const inside = `${indent}${' '.repeat(sign.length + 1)}`;
      const below = (isLine ? rest : blocks).map((block) =>
        block.type === 'list'
          ? listText(block.items, style, block.start ?? 1, inside)
          : plainest([block])
              .map((line, place) => `${inside}${style.isNumbered ? `${place + 1}.` : '-'} ${line}`)
              .join('\n'),
      );
      return [`${indent}${sign} ${boxText(isChecked, style)}${lead}`, ...below].join('\n');
    })
    .join('\n');
}

function boxText(isChecked: boolean | null, { isChecklist }: ListStyle): string {
  if (isChecked === null || !isChecklist) return boxSign(isChecked);
  return isChecked ? '[x] ' : '[ ] ';
}

function boxSign(isChecked: boolean | null): string {
  if (isChecked === null) return '';
  return isChecked ? '☑ ' : '☐ ';
}

/** A block without tables, code, quotes and what is nested. */
function plainParts(block: Prose): string[] {
  if (block.type === 'heading') return proseParts(block);
  const lines = plainest([block]);
  return lines.length === 1 ? lines : [bullets(lines.map((line) => line.replace(/^(• )+/, '')))];
}

/** Lines of what a canvas holds nowhere but at its top: what it says, without its look. */
function plainest(blocks: readonly Prose[]): string[] {
  return blocks.flatMap((block): string[] => {
    switch (block.type) {
      case 'paragraph':
      case 'heading':
        return runsText(block.runs).split('\n');
      case 'list':
        return block.items.flatMap(({ isChecked, blocks: inside }) =>
          plainest(inside).map((line, at) => `• ${at === 0 ? boxSign(isChecked) : ''}${line}`),
        );
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
      // Callouts and columns stand between lines of these.
      .replace(/^:::/gm, '\\:::')
      // Nobody opens it by a click: the web and mail only.
      .replace(/ftp(?=:\/\/)/gi, '$&\\')
  );
}
