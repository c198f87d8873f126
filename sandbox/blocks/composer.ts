import { type Found, findIn } from './mentions.ts';
import { type Names, noNames } from './names.ts';
import type { Json } from './shape.ts';
import { escapeTyped, storeText } from './text.ts';

/** What becomes of the words a person typed into the composer and sent. */
export interface Typed {
  /** mrkdwn, escaped, with links and mentions in angle brackets. */
  text: string;
  /** One rich_text block, without its id: `giveBlockIds` gives it one. */
  blocks: Json[];
}

type Style = Readonly<Record<string, true>>;

/**
 * A message as Slack keeps it when a person sends these words: typed angle brackets mean
 * nothing, `@name`, `#channel` and addresses become mentions and links, and the marks of
 * formatting (`*bold*`, `> quote`, `- list`, fences) become the parts of a rich_text block.
 */
export function typedMessage(words: string, names: Names = noNames): Typed {
  const text = storeText(escapeTyped(words), { parse: 'full', names });
  return { text, blocks: [{ type: 'rich_text', elements: partsOf(words, names) }] };
}

function partsOf(words: string, names: Names): Json[] {
  const parts: Json[] = [];
  for (const [index, piece] of words.split(/```\n?/).entries()) {
    if (index % 2 === 1) {
      const code = piece.replace(/\n$/, '');
      if (code !== '') {
        const elements = [{ type: 'text', text: code }];
        parts.push({ type: 'rich_text_preformatted', elements, border: 0 });
      }
    } else if (piece.trim() !== '') {
      parts.push(...linesOf(piece, names));
    }
  }
  return parts;
}

type LineKind = 'section' | 'quote' | 'bullet' | 'ordered';
const marks: readonly [LineKind, RegExp][] = [
  ['quote', /^> ?/],
  ['bullet', /^[-•*] /],
  ['ordered', /^\d{1,3}[.)] /],
];

/** Neighbouring lines of one kind become one part. */
function linesOf(piece: string, names: Names): Json[] {
  const runs: { kind: LineKind; lines: string[] }[] = [];
  for (const line of piece.replace(/^\n+|\n+$/g, '').split('\n')) {
    const mark = marks.find(([, pattern]) => pattern.test(line));
    const kind = mark?.[0] ?? 'section';
    const bare = mark === undefined ? line : line.replace(mark[1], '');
    const last = runs.at(-1);
    if (last?.kind === kind) last.lines.push(bare);
    else runs.push({ kind, lines: [bare] });
  }
  return runs.map(({ kind, lines }) => partOf(kind, lines, names));
}

function partOf(kind: LineKind, lines: string[], names: Names): Json {
  if (kind === 'section') return sectionOf(lines.join('\n'), names);
  if (kind === 'quote') {
    return { type: 'rich_text_quote', elements: piecesOf(lines.join('\n'), {}, names) };
  }
  const elements = lines.map((line) => sectionOf(line, names));
  return { type: 'rich_text_list', style: kind, indent: 0, border: 0, elements };
}

function sectionOf(words: string, names: Names): Json {
  return { type: 'rich_text_section', elements: piecesOf(words, {}, names) };
}

const formatted =
  /(?<![\p{L}\d`*_~])(?:`(?<code>[^`\n]+)`|(?<mark>[*_~])(?=\S)(?<inner>[^\n]{0,999}?\S)\k<mark>|:(?<emoji>[a-z0-9_+'-]+):)(?![\p{L}\d`*_~])/gu;
const styles: Readonly<Record<string, string>> = { '*': 'bold', _: 'italic', '~': 'strike' };

function piecesOf(words: string, style: Style, names: Names): Json[] {
  const pieces: Json[] = [];
  let from = 0;
  for (const match of words.matchAll(formatted)) {
    pieces.push(...foundIn(words.slice(from, match.index), style, names));
    from = match.index + match[0].length;
    const { code, mark, inner, emoji } = match.groups ?? {};
    if (code !== undefined) {
      pieces.push({ type: 'text', text: code, style: { ...style, code: true } });
    } else if (emoji !== undefined) {
      pieces.push(styled({ type: 'emoji', name: emoji }, style));
    } else if (mark !== undefined && inner !== undefined) {
      pieces.push(...piecesOf(inner, { ...style, [styles[mark] ?? 'bold']: true }, names));
    }
  }
  return [...pieces, ...foundIn(words.slice(from), style, names)];
}

function foundIn(words: string, style: Style, names: Names): Json[] {
  return findIn(words, { links: true, domains: true, names }).map((one) =>
    styled(pieceOf(one), style),
  );
}

function styled(piece: Json, style: Style): Json {
  return Object.keys(style).length === 0 ? piece : { ...piece, style };
}

function pieceOf(one: Found): Json {
  switch (one.kind) {
    case 'words':
      return { type: 'text', text: one.words };
    case 'link':
      return one.url === one.shown
        ? { type: 'link', url: one.url }
        : { type: 'link', url: one.url, text: one.shown };
    case 'user':
      return { type: 'user', user_id: one.id };
    case 'channel':
      return { type: 'channel', channel_id: one.id };
    case 'group':
      return { type: 'usergroup', usergroup_id: one.id };
    case 'broadcast':
      return { type: 'broadcast', range: one.range };
  }
}
