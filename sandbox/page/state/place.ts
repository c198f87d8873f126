import type { ChannelSummary } from '../../protocol.ts';

/** What the page shows. It stands in the address, so that a link opens it again. */
export interface Place {
  /** An id, a cast key or a handle. */
  user: string;
  /** An id or a name; undefined: whatever comes first. */
  channel?: string;
  /** The ts of a thread's first message. */
  thread?: string;
  /** The id of the app whose Home tab is open. */
  home?: string;
  /** The message to show, when the place was named by a permalink. */
  message?: string;
}

const firstPerson = 'reporter';

/** Reads a place out of an address of this page; permalinks are understood. */
export function placeOf(address: URL, user = firstPerson): Place {
  const query = address.searchParams;
  const [, channel, digits] = /^\/archives\/([^/]+)(?:\/p(\d{7,}))?/.exec(address.pathname) ?? [];
  const message = digits === undefined ? undefined : dotted(digits);
  return {
    user: query.get('user') ?? user,
    ...given('channel', channel ?? query.get('channel')),
    ...given('thread', query.get('thread_ts') ?? query.get('thread')),
    ...given('home', query.get('home')),
    ...given('message', message ?? query.get('message')),
  };
}

/** The address of a place. */
export function addressOf(place: Place): string {
  return `/?${new URLSearchParams({ ...place })}`;
}

/** The place a link leads to, when that is in this page: permalinks and the page's own links. */
export function placeOfLink(href: string, user: string): Place | undefined {
  if (!URL.canParse(href, location.href)) return undefined;
  const address = new URL(href, location.href);
  if (address.origin !== location.origin) return undefined;
  if (address.pathname === '/' || address.pathname.startsWith('/archives/'))
    return placeOf(address, user);
  return undefined;
}

/** The channel that a place means, by id or by name. */
export function findChannel(
  channels: readonly ChannelSummary[],
  name: string | undefined,
): ChannelSummary | undefined {
  const wanted = name?.replace(/^#/, '').toLowerCase();
  return channels.find((each) => each.id.toLowerCase() === wanted || each.name === wanted);
}

function given<K extends string>(key: K, value: string | null | undefined): { [P in K]?: string } {
  return value === null || value === undefined || value === ''
    ? {}
    : ({ [key]: value } as { [P in K]?: string });
}

/** `1700000000000100` as a permalink writes it, as the ts it means. */
function dotted(digits: string): string {
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
}
