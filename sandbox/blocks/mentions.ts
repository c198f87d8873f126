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

// Every repetition has a bound, so that no text takes longer than its length deserves.
const email = String.raw`\w[\w.%+-]{0,63}@(?:[\w-]{1,63}\.){1,8}[a-z]{2,63}(?![\w@-])`;
const url = String.raw`https?:\/\/[^\s<>|"\x60]+`;
const domain = String.raw`(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.){1,8}(?:com|org|net|io|dev|app|co|ai|gov|edu|info)(?![\w-])(?!\.\w)(?:\/[^\s<>|"\x60]*)?`;
const mention = String.raw`[@#][\p{L}\d](?:[\p{L}\d._-]{0,80}[\p{L}\d_-])?`;
const anything = new RegExp(
  String.raw`(?<![\p{L}\d_@#/.])(?:(?<url>${url})|(?<email>${email})|(?<domain>${domain})|(?<mention>${mention}))`,
  'giu',
);

/** Punctuation and formatting that ends a sentence rather than an address. */
function withoutTail(address: string): string {
  const bracket = address.search(/&[lg]t;/);
  let end = bracket < 0 ? address.length : bracket;
  let open = 0;
  for (const letter of address.slice(0, end)) {
    if (letter === '(') open += 1;
    if (letter === ')') open -= 1;
  }
  for (;;) {
    const last = address[end - 1] ?? '';
    if (address.endsWith('&amp;', end)) end -= '&amp;'.length;
    else if (last === ')' && open < 0) {
      end -= 1;
      open += 1;
    } else if (last !== '' && ".,:;!?'*_~]}".includes(last)) end -= 1;
    else return address.slice(0, end);
  }
}

/** Cuts text into plain words and what Slack turns into links and mentions. */
export function findIn(text: string, seek: Seek): Found[] {
  const found: Found[] = [];
  let from = 0;
  const words = (until: number) => {
    if (until > from) found.push({ kind: 'words', words: text.slice(from, until) });
  };
  const seeker = new RegExp(anything);
  for (let match = seeker.exec(text); match !== null; match = seeker.exec(text)) {
    const one = asFound(match.groups ?? {}, seek);
    if (one === undefined) continue;
    words(match.index);
    found.push(one.found);
    from = match.index + one.length;
    // What was cut off the end of an address may hold another.
    seeker.lastIndex = from;
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
