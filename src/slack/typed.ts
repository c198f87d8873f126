import { findKind, findSeverity } from '../incident/lookup.ts';
import { cleanText, limits } from '../incident/text.ts';
import type { NoteKind, UserId } from '../incident/types.ts';
import type { Policy } from '../policy/schema.ts';
import { noteKinds } from '../views/note-modal.ts';

/** What stands after a word, read as what the word needs. */

/** Slack never sends more than this, and we keep less. */
const LONGEST = 20_000;

/**
 * Text as the person typed it, out of Slack's own writing of it: entities are undone, mentions and
 * channels become their names, links their addresses. The result is plain text and is escaped again
 * wherever it is shown.
 */
export function fromSlack(text: string, nameOf: (userId: UserId) => string | null = () => null) {
  const plain = text
    .replace(/<@([UW][A-Z0-9]+)(?:\|([^<>]*))?>/g, (_, id: string, name?: string) => {
      return `@${nameOf(id) ?? (name || id)}`;
    })
    .replace(/<#[CGD][A-Z0-9]+(?:\|([^<>]*))?>/g, (_, name?: string) => `#${name || 'channel'}`)
    .replace(/<!subteam\^[A-Z0-9]+(?:\|@?([^<>]*))?>/g, (_, name?: string) => `@${name || 'group'}`)
    .replace(/<!date\^[^|<>]*\|([^<>]*)>/g, '$1')
    .replace(/<!(here|channel|everyone)(?:\|[^<>]*)?>/g, '@$1')
    .replace(
      /<((?:https?|mailto|tel):[^|<>]+)(?:\|([^<>]*))?>/gi,
      (_, url: string, label?: string) => {
        const address = url.replace(/^(mailto|tel):/, '');
        return label && label !== address && !url.endsWith(label)
          ? `${label} (${address})`
          : address;
      },
    )
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
  return cleanText(plain, LONGEST).text;
}

/** The first person mentioned, and the text without the mention. */
export function takePerson(text: string): { userId: UserId | null; rest: string } {
  const match = /<@([UW][A-Z0-9]{2,})(?:\|[^>]*)?>/.exec(text);
  if (!match?.[1]) return { userId: null, rest: text };
  const rest = `${text.slice(0, match.index)} ${text.slice(match.index + match[0].length)}`.trim();
  return { userId: match[1], rest };
}

/** Names of more words than this are typed by nobody. */
const mostWords = 5;

/** "sev2 because the queue grows": the thing named first, by its longest name, and the reason. */
export function takeFirst<T>(
  text: string,
  find: (words: string) => T | undefined,
): { found: T | null; given: string; reason: string } {
  const tokens = text.split(/\s+/).filter((token) => token !== '');
  for (let count = Math.min(mostWords, tokens.length); count > 0; count -= 1) {
    const found = find(
      tokens
        .slice(0, count)
        .join(' ')
        .replace(/[:,]+$/, ''),
    );
    if (found) return { found, given: '', reason: withoutBecause(tokens.slice(count).join(' ')) };
  }
  return { found: null, given: tokens[0] ?? '', reason: withoutBecause(tokens.slice(1).join(' ')) };
}

export function withoutBecause(text: string): string {
  return text.replace(/^(?:because(?: of)?|since|as|reason|[:,–—-])(?:\s+|$)/i, '').trim();
}

/** What `declare` was given. */
interface Declaration {
  title: string;
  /** All that was typed, where the title could not hold it. */
  summary: string;
  severity: string | null;
  kind: string | null;
  isPrivate: boolean;
  isDrill: boolean;
}

/**
 * "API is down sev1 security": the severity and the kind at either end, the rest as the title, a
 * whole story cut to one.
 */
export function takeDeclaration(text: string, policy: Policy): Declaration {
  const tokens = text.split(/\s+/).filter((token) => token !== '');
  const flags = new Set<string>();
  const words = tokens.filter((token) => {
    const flag = /^(?:--|—)(private|drill)$/.exec(token)?.[1];
    if (flag) flags.add(flag);
    return flag === undefined;
  });
  // Either may stand outside the other.
  const first = atEnds(words, (word) => findSeverity(policy, word));
  const kind = atEnds(first.rest, (word) => findKind(policy, word));
  const severity =
    first.key === null ? atEnds(kind.rest, (word) => findSeverity(policy, word)) : first;
  const rest = first.key === null ? severity.rest : kind.rest;
  return {
    ...titleOf(rest.join(' ')),
    severity: severity.key,
    kind: kind.key,
    isPrivate: flags.has('private'),
    isDrill: flags.has('drill'),
  };
}

/** Whoever reports in a hurry is not told to write less: the whole becomes the summary. */
function titleOf(typed: string): { title: string; summary: string } {
  const letters = [...typed];
  if (letters.length <= limits.title) return { title: typed, summary: '' };
  const start = letters.slice(0, limits.title - 1).join('');
  const end = start.lastIndexOf(' ');
  const title = `${end > start.length / 2 ? start.slice(0, end) : start}…`;
  return { title, summary: letters.slice(0, limits.summary).join('') };
}

function atEnds(
  words: string[],
  find: (word: string) => { key: string } | undefined,
): { key: string | null; rest: string[] } {
  for (let count = mostWords; count > 0; count -= 1) {
    if (words.length < count) continue;
    const last = find(words.slice(-count).join(' '));
    if (last) return { key: last.key, rest: words.slice(0, -count) };
    const first = find(
      words
        .slice(0, count)
        .join(' ')
        .replace(/[:,]+$/, ''),
    );
    if (first) return { key: first.key, rest: words.slice(count) };
  }
  return { key: null, rest: words };
}

/** "decision: we roll back": the kind before the colon, if it is one. */
export function takeNote(text: string): { kind: NoteKind; text: string } {
  const match = /^([a-z]+)\s*:\s*/i.exec(text);
  const kind = noteKinds.find((each) => each === match?.[1]?.toLowerCase());
  return kind && match ? { kind, text: text.slice(match[0].length) } : { kind: 'note', text };
}

/** "20 because …", "20m", "1h …": minutes and the reason; null minutes when no number leads. */
export function takeMinutes(text: string): { minutes: number | null; reason: string } {
  const match = /^(\d{1,5})\s*(m|min|mins|minutes?|h|hours?)?(?=\s|$|,|:)/i.exec(text);
  if (!match?.[1]) return { minutes: null, reason: withoutBecause(text) };
  const hours = match[2]?.toLowerCase().startsWith('h') ?? false;
  return {
    minutes: Number(match[1]) * (hours ? 60 : 1),
    reason: withoutBecause(text.slice(match[0].length).trim()),
  };
}
