import { fencedMarkdown, literalMarkdown as literal } from '../document/markup.ts';
import { isOutside } from './html.ts';
import { partsOf } from './inline.ts';
import type { Block, Inline, Item, Line, Page } from './page.ts';

/** A page as Markdown. Anchors are written out, because renderers disagree about their own. */
export function markdownPage(page: Page): string {
  const body = page.blocks.map((block) => blockMarkdown(block)).join('\n\n');
  return `# ${literal(page.title)}\n\n${body}\n`;
}

function blockMarkdown(block: Block): string {
  switch (block.type) {
    case 'heading':
      return `${'#'.repeat(block.level)} <a id="${block.id}"></a>${literal(block.text)}`;
    case 'text':
      return lineMarkdown(block.line);
    case 'list':
      return block.items
        .map((item, index) => itemMarkdown(item, block.ordered ? `${index + 1}. ` : '- '))
        .join('\n');
    case 'facts':
      return block.rows
        .map(({ label, line }) => `- **${literal(label)}:** ${lineMarkdown(line, ' ')}`)
        .join('\n');
    case 'table':
      return tableMarkdown(block);
    case 'code':
    case 'message':
      return fencedMarkdown(block.text);
    case 'note':
      return `> ${mark[block.tone]}${lineMarkdown(block.line).replaceAll('\n', '\n> ')}`;
    default:
      return block satisfies never;
  }
}

const mark = { caution: '⚠️ ', forbidden: '⛔ ', open: '' } as const;

function itemMarkdown({ id, line, blocks }: Item, bullet: string): string {
  const anchor = id === undefined ? '' : `<a id="${id}"></a>`;
  const margin = ' '.repeat(bullet.length);
  const inner = (blocks ?? []).map((block) => blockMarkdown(block)).join('\n\n');
  const rest = inner === '' ? '' : `\n\n${inner}`;
  return `${bullet}${anchor}${lineMarkdown(line)}${rest}`
    .split('\n')
    .map((each, index) => (index === 0 || each === '' ? each : `${margin}${each}`))
    .join('\n');
}

function tableMarkdown({ head, rows }: Extract<Block, { type: 'table' }>): string {
  const cell = (text: string) => text.replaceAll('|', '\\|');
  const row = (cells: string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [
    row(head.map(literal)),
    row(head.map(() => '---')),
    ...rows.map((cells) => row(cells.map((each) => lineMarkdown(each, ' ')))),
  ].join('\n');
}

function lineMarkdown(line: Line, lineBreak = '  \n'): string {
  return line.map((inline) => inlineMarkdown(inline, lineBreak)).join('');
}

function inlineMarkdown(inline: Inline, lineBreak: string): string {
  if (typeof inline === 'string') {
    return partsOf(inline)
      .map((part) => {
        if (part.kind === 'code') return code(part.text);
        if (part.kind === 'address') return `<${part.text}>`;
        return literal(part.text).replaceAll('\n', lineBreak);
      })
      .join('');
  }
  if ('code' in inline) return code(inline.code);
  if ('strong' in inline) return `**${literal(inline.strong.trim())}** `.trimEnd();
  return `[${literal(inline.text)}](${isOutside(inline.to) ? address(inline.to) : inFolder(inline.to)})`;
}

/** `roles#role-commander` as `roles.md#role-commander`; the front page is `handbook.md`. */
function inFolder(to: string): string {
  const [slug = '', id] = to.split('#');
  const file = slug === 'index' ? 'handbook.md' : `${slug}.md`;
  return id === undefined ? file : `${file}#${id}`;
}

function address(to: string): string {
  return to.replaceAll('(', '%28').replaceAll(')', '%29').replaceAll('<', '%3C');
}

function code(text: string): string {
  const ticks = text.includes('`') ? '``' : '`';
  return `${ticks}${text}${ticks}`;
}
