import { channelIdOf, groupIdOf, type Names, userIdOf } from './names.ts';

/** A piece of text as somebody wrote it: plain words, or something that becomes a link. */
export type Found =
  | { kind: 'words'; words: string }
  | { kind: 'link'; url: string; shown: string }
  | { kind: 'user'; id: string; name: string }
  | { kind: 'channel'; id: string; name: string }
  | { kind: 'group'; id: string; handle: string }
  | { kind: 'broadcast'; range: 'here' | 'channel' | 'everyone' };

export interface Seek {
  /** Web addresses with their scheme, and e-mail addresses. */
  links: boolean;
  /** Addresses without a scheme, such as `example.com`. */
  domains: boolean;
  /** `@name`, `#channel`, `@group`, `@here`, looked up here; absent: left alone. */
  names?: Names;
}

const email = String.raw`[\w.%+-]+@(?:[\w-]+\.)+[a-z]{2,}`;
const url = String.raw`https?:\/\/[^\s<>|"\x60]+`;
const domain = String.raw`(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+(?:com|org|net|io|dev|app|co|ai|gov|edu|info)(?![\w.-]*\w)(?:\/[^\s<>|"\x60]*)?`;
const mention = String.raw`[@#][\p{L}\d](?:[\p{L}\d._-]*[\p{L}\d_-])?`;
const anything = new RegExp(
  String.raw`(?<![\p{L}\d_@#/.])(?:(?<url>${url})|(?<email>${email})|(?<domain>${domain})|(?<mention>${mention}))`,
  'giu',
);

/** Punctuation and formatting that ends a sentence rather than an address. */
function withoutTail(address: string): string {
  let rest = address;
  for (;;) {
    const shorter = rest.replace(/(?:&gt;|&lt;).*$|[.,;:!?'*_~\]}]+$/, '');
    const open = (shorter.match(/\(/g) ?? []).length;
    const closed = (shorter.match(/\)/g) ?? []).length;
    const balanced = closed > open && shorter.endsWith(')') ? shorter.slice(0, -1) : shorter;
    if (balanced === rest) return rest;
    rest = balanced;
  }
}

/** Cuts text into plain words and what Slack turns into links and mentions. */
export function findIn(text: string, seek: Seek): Found[] {
  const found: Found[] = [];
  let from = 0;
  const words = (until: number) => {
    if (until > from) found.push({ kind: 'words', words: text.slice(from, until) });
  };
  for (const match of text.matchAll(anything)) {
    const one = asFound(match.groups ?? {}, seek);
    if (one === undefined || match.index < from) continue;
    words(match.index);
    found.push(one.found);
    from = match.index + one.length;
  }
  words(text.length);
  return found;
}

function asFound(
  groups: Record<string, string | undefined>,
  seek: Seek,
): { found: Found; length: number } | undefined {
  const { url: address, email: mail, domain: bare, mention: name } = groups;
  if (name !== undefined) {
    const found = seek.names === undefined ? undefined : mentioned(name, seek.names);
    return found === undefined ? undefined : { found, length: name.length };
  }
  if (address !== undefined && seek.links) {
    const shown = withoutTail(address);
    return { found: { kind: 'link', url: shown, shown }, length: shown.length };
  }
  if (mail !== undefined && seek.links) {
    return { found: { kind: 'link', url: `mailto:${mail}`, shown: mail }, length: mail.length };
  }
  if (bare !== undefined && seek.domains) {
    const shown = withoutTail(bare);
    return { found: { kind: 'link', url: `http://${shown}`, shown }, length: shown.length };
  }
  return undefined;
}

function mentioned(written: string, names: Names): Found | undefined {
  const name = written.slice(1);
  if (written.startsWith('#')) {
    const id = channelIdOf(name, names);
    return id === undefined ? undefined : { kind: 'channel', id, name };
  }
  if (name === 'here' || name === 'channel' || name === 'everyone') {
    return { kind: 'broadcast', range: name };
  }
  const user = userIdOf(name, names);
  if (user !== undefined) {
    return { kind: 'user', id: user, name: names.users.get(user)?.name ?? name };
  }
  const group = groupIdOf(name, names);
  return group === undefined ? undefined : { kind: 'group', id: group, handle: name };
}
