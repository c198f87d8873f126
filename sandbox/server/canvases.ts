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

/** Why Slack would not take this Markdown; null: it does. Headings go to the third level, lists hold lines only. */
export function markdownFault(markdown: string): string | null {
  return faultIn(lexer(markdown), false);
}

function faultIn(tokens: readonly Token[], isInside: boolean): string | null {
  for (const token of tokens) {
    if (token.type === 'heading' && token['depth'] > 3) {
      return `Unsupported heading depth (${token['depth']})`;
    }
    if (isInside && ['heading', 'table', 'blockquote', 'code', 'hr'].includes(token.type)) {
      return `Unsupported ${token.type} inside another block`;
    }
    const fault =
      token.type === 'list'
        ? first((token as Tokens.List).items.map((item) => faultIn(item.tokens, true)))
        : token.type === 'blockquote'
          ? faultIn(token.tokens ?? [], true)
          : null;
    if (fault !== null) return fault;
  }
  return null;
}

function first(faults: readonly (string | null)[]): string | null {
  return faults.find((fault) => fault !== null) ?? null;
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
