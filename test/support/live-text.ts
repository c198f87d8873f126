import { lexer, type Token } from 'marked';
import type { NewEntry } from '../../sandbox/server/journal.ts';
import type { World } from './world.ts';

/** What Muster handed to Slack: the arguments of a call, or the answer to a delivery. */
export interface Handed {
  name: string;
  content: unknown;
}

/** Keeps everything that Muster hands to Slack from now on, uncut. */
export function keepHanded({ local }: World): Handed[] {
  const { journal } = local.sandbox.core;
  const handed: Handed[] = [];
  const begin = journal.begin.bind(journal);
  const finish = journal.finish.bind(journal);
  journal.begin = (entry: NewEntry) => {
    if (entry.direction === 'call') handed.push({ name: entry.name, content: entry.request });
    return begin(entry);
  };
  journal.finish = (entry, status, response, trouble) => {
    if (entry.direction === 'delivery') handed.push({ name: entry.name, content: response });
    finish(entry, status, response, trouble);
  };
  return handed;
}

/** Arguments whose text Slack reads like a message's. */
const spoken = new Set(['text', 'topic', 'purpose', 'initial_comment', 'unfurls']);

/** What comes back to us as it is, and what stands in an input: nobody looks through these. */
const unread = new Set(['private_metadata', 'value', 'initial_value']);

/** Every text in it that Slack would look through for mentions and links; `rich` for what is one already. */
export function liveTexts(content: unknown, texts: string[] = []): string[] {
  if (Array.isArray(content)) {
    for (const each of content) liveTexts(each, texts);
    return texts;
  }
  if (typeof content !== 'object' || content === null) return texts;
  const { type, text, markdown } = content as Record<'type' | 'text' | 'markdown', unknown>;
  // What a canvas says; the block of the same name has a `text`.
  if (type === 'markdown' && typeof markdown === 'string') {
    texts.push(...liveInCanvas(markdown));
    return texts;
  }
  const isTextObject = type === 'mrkdwn' || type === 'plain_text';
  if (type === 'mrkdwn' && typeof text === 'string') texts.push(text);
  if (type === 'rich_text' || type === 'markdown') texts.push(`<${type}>`);
  for (const [key, value] of Object.entries(content)) {
    if (unread.has(key)) continue;
    if (typeof value === 'string') {
      if (!isTextObject && spoken.has(key)) texts.push(value);
      else if (/^\s*[[{]/.test(value)) liveTexts(parsed(value), texts);
    } else {
      liveTexts(value, texts);
    }
  }
  return texts;
}

/**
 * What a canvas would act on, each between angle brackets: pictures, which are how its Markdown
 * mentions people and channels, HTML, and links that lead elsewhere than to the web or to mail.
 */
export function liveInCanvas(markdown: string): string[] {
  return live(lexer(markdown, { gfm: true }));
}

function live(tokens: readonly Token[]): string[] {
  return tokens.flatMap((token): string[] => {
    if (token.type === 'image' || token.type === 'html') return [`<${token.raw}>`];
    const isOdd = token.type === 'link' && !/^(https?:|mailto:)/i.test(token['href']);
    if (isOdd) return [`<${token.raw}>`];
    const rows = token.type === 'table' ? [token['header'], ...token['rows']] : [];
    return [
      ...live('tokens' in token ? (token.tokens ?? []) : []),
      ...live(token.type === 'list' ? token['items'] : []),
      ...rows.flat().flatMap((cell: { tokens: Token[] }) => live(cell.tokens)),
    ];
  });
}

/** Blocks and views travel as JSON in a form. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** What Slack would act on: everything between angle brackets. */
export function sequencesIn(text: string): string[] {
  return text.match(/<[^>]*>?/g) ?? [];
}
