import { lexer, type Token, type Tokens } from 'marked';

/**
 * What people wrote, as blocks and runs of text that every form of the document draws itself. The
 * Markdown is only taken apart here: its HTML stays the letters it is, so that nothing typed becomes
 * markup anywhere.
 */
export type Prose =
  | { type: 'paragraph'; runs: Run[] }
  | { type: 'heading'; level: number; runs: Run[] }
  | { type: 'list'; start: number | null; items: ProseItem[] }
  | { type: 'quote'; blocks: Prose[] }
  | { type: 'code'; text: string }
  | { type: 'table'; head: Run[][]; rows: Run[][][] }
  | { type: 'rule' };

export interface ProseItem {
  /** Null where it is no box to tick. */
  isChecked: boolean | null;
  blocks: Prose[];
}

/** Text that looks the same all along; `\n` in it begins a new line. */
export interface Run {
  text: string;
  bold?: boolean;
  italic?: boolean;
  code?: boolean;
  struck?: boolean;
  /** Where it leads: http, https or mailto, nothing else. */
  href?: string;
}

/** Deeper nesting is shown as it was typed: nobody reads it, and it costs. */
const deepest = 10;

/** Takes Markdown apart. Never throws: what cannot be read is one paragraph of what was typed. */
export function proseOf(markdown: string): Prose[] {
  try {
    return blocks(lexer(markdown, { gfm: true, breaks: true }), 0);
  } catch {
    return plainly(markdown);
  }
}

/** Whether a link may lead there. Anything that a browser would run or open from disk may not. */
export function isSafeLink(href: string): boolean {
  if (!/^(https?:|mailto:)/i.test(href)) return false;
  return URL.canParse(href);
}

function plainly(text: string): Prose[] {
  const shown = text.trim();
  return shown === '' ? [] : [{ type: 'paragraph', runs: [{ text: shown }] }];
}

function blocks(tokens: readonly Token[], depth: number): Prose[] {
  return tokens.flatMap((token) => (depth > deepest ? plainly(token.raw) : block(token, depth)));
}

function block(token: Token, depth: number): Prose[] {
  switch (token.type) {
    case 'space':
    case 'def':
      return [];
    case 'hr':
      return [{ type: 'rule' }];
    case 'heading':
      return [{ type: 'heading', level: token['depth'], runs: runs(token.tokens ?? [], {}) }];
    case 'code':
      return [{ type: 'code', text: token['text'] }];
    case 'blockquote':
      return [{ type: 'quote', blocks: blocks(token.tokens ?? [], depth + 1) }];
    case 'list':
      return [listOf(token as Tokens.List, depth)];
    case 'table':
      return [tableOf(token as Tokens.Table)];
    case 'paragraph':
    case 'text':
      return paragraph(runs(token.tokens ?? [token], {}));
    case 'checkbox':
      return [];
    default:
      return plainly(token.raw);
  }
}

function paragraph(all: Run[]): Prose[] {
  return all.some(({ text }) => text.trim() !== '') ? [{ type: 'paragraph', runs: all }] : [];
}

function listOf(list: Tokens.List, depth: number): Prose {
  return {
    type: 'list',
    start: list.ordered ? Number(list.start) || 0 : null,
    items: list.items.map((item) => ({
      isChecked: item.task ? (item.checked ?? false) : null,
      blocks: blocks(item.tokens, depth + 1),
    })),
  };
}

function tableOf({ header, rows }: Tokens.Table): Prose {
  const cells = (row: Tokens.TableCell[]) => row.map(({ tokens }) => runs(tokens, {}));
  return { type: 'table', head: cells(header), rows: rows.map(cells) };
}

function runs(tokens: readonly Token[], look: Omit<Run, 'text'>, depth = 0): Run[] {
  return tokens.flatMap((token) =>
    depth > deepest ? [{ ...look, text: token.raw }] : inline(token, look, depth),
  );
}

function inline(token: Token, look: Omit<Run, 'text'>, depth: number): Run[] {
  const within = (more: Omit<Run, 'text'>): Run[] =>
    runs('tokens' in token ? (token.tokens ?? []) : [], { ...look, ...more }, depth + 1);
  switch (token.type) {
    case 'strong':
      return within({ bold: true });
    case 'em':
      return within({ italic: true });
    case 'del':
      return within({ struck: true });
    case 'codespan':
      return [{ ...look, code: true, text: token['text'] }];
    case 'br':
      return [{ ...look, text: '\n' }];
    case 'checkbox':
      return [];
    case 'link':
      return within(isSafeLink(token['href']) ? { href: token['href'] } : {});
    case 'image': {
      // Nothing is loaded from elsewhere when somebody reads a document.
      const text = token['text'] || token['href'];
      return [{ ...look, text, ...(isSafeLink(token['href']) ? { href: token['href'] } : {}) }];
    }
    case 'escape':
      return [{ ...look, text: token['text'] }];
    case 'text':
      return textRuns(token as Tokens.Text, look, depth);
    default:
      return [{ ...look, text: token.raw }];
  }
}

function textRuns({ tokens, text }: Tokens.Text, look: Omit<Run, 'text'>, depth: number): Run[] {
  return tokens ? runs(tokens, look, depth + 1) : [{ ...look, text: decoded(text) }];
}

const entities: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/** Entities as Markdown means them: the character, which is escaped again wherever it is drawn. */
function decoded(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos|nbsp));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return entities[name.toLowerCase()] ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      const isShown = code >= 0x20 && code <= 0x10_ffff && !(code >= 0xd800 && code <= 0xdfff);
      return isShown ? String.fromCodePoint(code) : whole;
    },
  );
}
