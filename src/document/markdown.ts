import { beginMarker, endMarker, guarded, headMarker, sumOf } from './markers.ts';
import { literalLines as plainly } from './markup.ts';
import type { DocumentBlock, DocumentSection, PostmortemDocument } from './model.ts';
import type { DocumentWords } from './words.ts';

/**
 * The document as Markdown, to be read anywhere and to be given back: between its two markers each
 * section's own text stands as it was written. Read by `read-markdown.ts`.
 */
export function documentMarkdown(
  document: PostmortemDocument,
  words: Pick<DocumentWords, 'title' | 'status' | 'made' | 'isPrivate' | 'isDrill' | 'writeBelow'>,
): string {
  const { title, facts, sections } = document;
  const warnings = [words.isPrivate, words.isDrill].filter((each) => each !== null);
  const head = [
    `# ${plainly(words.title)}: ${plainly(title)}`,
    '',
    headMarker(document),
    '',
    ...warnings.flatMap((each) => [`**${plainly(each)}**`, '']),
    `- ${plainly(words.status)}`,
    ...facts.map(({ label, value }) => `- **${plainly(label)}:** ${plainly(value)}`),
    '',
    plainly(words.made),
    '',
  ];
  const body = sections.flatMap((section) => sectionLines(section, words.writeBelow));
  return `${[...head, ...body].join('\n')}\n`;
}

function sectionLines(section: DocumentSection, note: string): string[] {
  const { key, revision, text } = section;
  const above = aboveLines(section);
  const marker = { key, revision, sum: sumOf(above) };
  return [
    ...[...above, beginMarker(marker, note), ''],
    ...(text === '' ? [''] : [guarded(text), '']),
    ...[endMarker, ''],
  ];
}

/** What stands above a section's own text: nobody edits it. */
export function aboveLines({ title, asks, filled }: DocumentSection): string[] {
  const pieces = [
    ...[`## ${plainly(title)}`, ''],
    ...asks.map((ask) => `> ${plainly(ask)}`),
    ...(asks.length > 0 ? [''] : []),
    ...filled.flatMap((block) => [...blockLines(block), '']),
  ];
  return pieces.join('\n').split('\n');
}

function blockLines(block: DocumentBlock): string[] {
  switch (block.type) {
    case 'text':
      return block.text.split('\n').map(plainly);
    case 'list':
      return block.items.map((item) => `- ${plainly(item).replace(/\n/g, '\n  ')}`);
    case 'table':
      return [
        row(block.head),
        `|${block.head.map(() => ' --- |').join('')}`,
        ...block.rows.map(row),
      ];
  }
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => plainly(cell).replace(/\s*\n\s*/g, '<br>')).join(' | ')} |`;
}
