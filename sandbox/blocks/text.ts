import { type Found, findIn, type Seek } from './mentions.ts';
import { type Names, noNames, shownName } from './names.ts';

/** How `chat.*` may ask to treat text. */
export interface TextTreatment {
  /** `full` also finds bare domains, `@name` and `#channel`; `none` leaves even URLs alone. */
  parse?: 'full' | 'none';
  linkNames?: boolean;
  names?: Names;
}

const sequence = /<([^<>\n]*)>/g;

/**
 * Text as an app posts it, turned into text as Slack keeps and returns it: control sequences
 * stay, `&`, `<` and `>` that belong to none are escaped, bare URLs and e-mail addresses get
 * angle brackets. Doing it twice changes nothing.
 */
export function storeText(text: string, treatment: TextTreatment = {}): string {
  const { parse, linkNames = false, names = noNames } = treatment;
  const seek: Seek = { links: parse !== 'none', domains: parse === 'full' };
  if (parse === 'full' || linkNames) seek.names = names;
  return eachSequence(
    text,
    (inside) => keptSequence(inside, names),
    (words) => linked(escapeText(words), seek),
  );
}

/** Escapes `&`, `<` and `>` once: what already is an entity stays one. */
export function escapeText(text: string): string {
  return text
    .replace(/&(?!(?:amp|lt|gt);)/g, '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** Escapes what a person typed: nothing in it means anything yet, so every `&` is one. */
export function escapeTyped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

export function unescapeText(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** What `inside` does not know (undefined) counts as words, angle brackets and all. */
function eachSequence(
  text: string,
  inside: (words: string) => string | undefined,
  outside: (words: string) => string,
): string {
  let done = '';
  let from = 0;
  for (const match of text.matchAll(sequence)) {
    const kept = inside(match[1] ?? '');
    if (kept === undefined) continue;
    done += outside(text.slice(from, match.index)) + kept;
    from = match.index + match[0].length;
  }
  return done + outside(text.slice(from));
}

/** A control sequence as Slack keeps it, or undefined when it is none that Slack knows. */
function keptSequence(inside: string, names: Names): string | undefined {
  const [head = '', ...rest] = inside.split('|');
  const label = rest.length === 0 ? undefined : escapeText(rest.join('|'));
  const labelled = label === undefined ? '' : `|${label}`;
  if (/^@[UW][A-Z0-9]+$/.test(head)) return `<${head}>`;
  if (/^#[CGD][A-Z0-9]+$/.test(head)) {
    const name = names.channels.get(head.slice(1))?.name ?? label ?? '';
    return `<${head}|${name}>`;
  }
  if (/^!(?:here|channel|everyone|group)$/.test(head)) return `<${head}>`;
  if (/^!subteam\^S[A-Z0-9]+$/.test(head)) return `<${head}${labelled}>`;
  if (/^!date\^-?\d+\^[^^]*(?:\^.*)?$/.test(head) && label !== undefined) {
    return `<${escapeText(head)}${labelled}>`;
  }
  const target = unescapeText(head);
  const known = /^(?:https?|mailto|tel|ftp|slack):\S+$/i.test(target);
  return known ? `<${escapeText(target)}${labelled}>` : undefined;
}

/** Text that is already escaped, with what was found in it in angle brackets. */
function linked(escaped: string, seek: Seek): string {
  return findIn(escaped, seek)
    .map((one) => (one.kind === 'user' ? `<@${one.id}>` : bracketed(one)))
    .join('');
}

function bracketed(one: Exclude<Found, { kind: 'user' }>): string {
  switch (one.kind) {
    case 'words':
      return one.words;
    case 'link':
      return one.url === one.shown ? `<${one.url}>` : `<${one.url}|${one.shown}>`;
    case 'channel':
      return `<#${one.id}|${one.name}>`;
    case 'group':
      return `<!subteam^${one.id}|@${one.handle}>`;
    case 'broadcast':
      return `<!${one.range}>`;
  }
}

/**
 * What a person typed after a slash command, as the app gets it. With `should_escape` people,
 * channels, groups and addresses become `<@U1|name>`, `<#C1|name>`, `<https://…>`.
 */
export function escapeCommandText(typed: string, names: Names, shouldEscape = true): string {
  const escaped = escapeTyped(typed.trim());
  if (!shouldEscape) return escaped;
  return findIn(escaped, { links: true, domains: true, names })
    .map((one) => (one.kind === 'user' ? `<@${one.id}|${one.name}>` : bracketed(one)))
    .join('');
}

/**
 * Stored mrkdwn as plain words, for notifications, fallbacks and searching: mentions by name,
 * links by their label, dates by their fallback, formatting marks gone, nothing escaped.
 */
export function plainOf(mrkdwn: string, names: Names = noNames): string {
  // What stands for a name or link is kept aside, so that its underscores are no formatting.
  const aside: string[] = [];
  const unquoted = mrkdwn.replaceAll(/[\uE000\uE001]/g, '').replace(/^&gt; ?/gm, '');
  const held = eachSequence(
    unquoted,
    (inside) => `\uE000${aside.push(shownSequence(inside, names)) - 1}\uE001`,
    (words) => words,
  );
  const bare = withoutMarks(held);
  return unescapeText(bare.replace(/\uE000(\d+)\uE001/g, (_, index) => aside[Number(index)] ?? ''));
}

function shownSequence(inside: string, names: Names): string {
  const [head = '', ...rest] = inside.split('|');
  const label = rest.length === 0 ? undefined : rest.join('|');
  const id = head.slice(1);
  if (head.startsWith('@')) {
    const user = names.users.get(id);
    return `@${user === undefined ? (label ?? id) : escapeText(shownName(user))}`;
  }
  if (head.startsWith('#')) return `#${names.channels.get(id)?.name || label || id}`;
  if (head.startsWith('!subteam^')) {
    const handle = names.groups.get(head.slice('!subteam^'.length))?.handle;
    return handle === undefined ? (label ?? '@group') : `@${handle}`;
  }
  if (head.startsWith('!date^')) return label ?? '';
  if (head.startsWith('!')) return `@${id}`;
  return label ?? head.replace(/^mailto:/, '');
}

/** Pairs of formatting marks around words; a lone asterisk or an under_score stays. */
function withoutMarks(words: string): string {
  return words
    .replace(/```([\s\S]*?)```/g, '$1')
    .replace(/`([^`\n]+)`/g, '$1')
    .replace(/(?<![\p{L}\d])([*_~])(?=\S)([^\n]{0,999}?\S)\1(?![\p{L}\d])/gu, '$2');
}
