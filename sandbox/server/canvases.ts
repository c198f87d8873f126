import { lexer, type Token, type Tokens } from 'marked';
import type { CanvasShown } from '../protocol-tabs.ts';
import type { Canvas, Channel } from './model.ts';
import type { Workspace } from './workspace.ts';

/** Canvases: documents that stand alone or as a tab of a channel. Nothing reads one as a whole. */

/** Characters of Markdown that one call may bring. */
export const markdownMax = 1_048_576;

/** A part of a canvas that can be looked up and changed by its id. */
export interface CanvasSection {
  id: string;
  markdown: string;
}

/**
 * Why Slack would not take this Markdown, in its words; null: it does. What it refuses is known from
 * its documentation (docs.slack.dev/reference/methods/canvases.create: headings to the third level, no
 * list in a quote, 300 cells in a table) and from what others met (github.com/getsentry/junior/pull/1115:
 * no quote in a list, no list of one kind in one of the other). That nothing else stands in a list, and
 * that a callout has both its ends, is not established: this one is the stricter.
 */
export function markdownFault(markdown: string): string | null {
  const containers = markdown.match(/^:::.*$/gm) ?? [];
  const opened = containers.filter((line) => /^:::\s*\{\.(callout|layout|column)\}\s*$/.test(line));
  if (opened.length * 2 !== containers.length) return `'content' error: Unsupported container`;
  let line = 1;
  for (const token of lexer(markdown)) {
    const fault = faultIn(token, null);
    if (fault !== null) return `'content' error: line ${line}: ${fault}`;
    line += token.raw.split('\n').length - 1;
  }
  return null;
}

/** What a block stands in, as Slack names it. */
type Around = { name: 'list item' | 'block quote'; isOrdered?: boolean };

const cellsMost = 300;
const names: Record<string, string> = {
  list: 'List',
  heading: 'Heading',
  table: 'Table',
  blockquote: 'Block quote',
  code: 'Code block',
  hr: 'Divider',
};

function faultIn(token: Token, around: Around | null): string | null {
  if (token.type === 'heading' && token['depth'] > 3) {
    return `Unsupported heading depth (${token['depth']})`;
  }
  const name = names[token.type];
  const isList = token.type === 'list' && around?.name === 'list item';
  const isOther = isList && (token as Tokens.List).ordered !== around.isOrdered;
  if (around && name !== undefined && (!isList || isOther)) {
    return `Unsupported block type (${name}) within ${around.name}`;
  }
  if (token.type === 'table') {
    const { header, rows } = token as Tokens.Table;
    return header.length * (rows.length + 1) > cellsMost ? 'Unsupported table size' : null;
  }
  if (token.type === 'blockquote') return firstFault(token.tokens ?? [], { name: 'block quote' });
  if (token.type !== 'list') return null;
  const { items, ordered } = token as Tokens.List;
  const inside = items.flatMap((item) => item.tokens);
  return firstFault(inside, { name: 'list item', isOrdered: ordered });
}

function firstFault(tokens: readonly Token[], around: Around): string | null {
  return tokens.map((each) => faultIn(each, around)).find((fault) => fault !== null) ?? null;
}

/** The sections that Slack makes of Markdown, each with an id of its own. */
export function sectionsOf(workspace: Workspace, markdown: string): CanvasSection[] {
  return lexer(markdown)
    .filter(({ type }) => type !== 'space')
    .map(({ raw }) => ({ id: `temp:C:${workspace.ids.next('SEC')}`, markdown: raw.trim() }));
}

/** What a canvas says, as Markdown. */
function markdownOf({ sections }: Canvas): string {
  return sections.map(({ markdown }) => markdown).join('\n\n');
}

/** Canvases that are tabs of this channel, oldest first. */
export function canvasesOf(workspace: Workspace, channel: Channel): Canvas[] {
  return [...workspace.canvases.values()].filter((each) => each.channel === channel.id);
}

/** The same as the page shows them. */
export function canvasesShown(workspace: Workspace, channel: Channel): CanvasShown[] {
  return canvasesOf(workspace, channel).map((canvas) => ({
    id: canvas.id,
    title: canvas.title,
    markdown: markdownOf(canvas),
    can_write: canvas.access.get(channel.id) === 'write',
  }));
}
