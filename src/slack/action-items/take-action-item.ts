import { findKind } from '../../incident/action-items/kinds.ts';
import type { Due } from '../../incident/action-items/types.ts';
import { folded } from '../../incident/lookup.ts';
import type { UserId } from '../../incident/types.ts';
import type { ActionItemKind } from '../../policy/language/action-items.ts';
import { takePerson } from '../typed.ts';

/** What `action` was given; the text is as Slack wrote it. */
export interface TypedActionItem {
  text: string;
  owner: UserId | null;
  due: Due | null;
  /** Key of the kind; null where none was named. */
  kind: string | null;
  priority: string | null;
  /** It was marked as one that changes the policy. */
  changesPolicy?: boolean;
}

/** Something named by its last words, or by the first with a colon. */
interface Named {
  key: string;
  find(word: string): string | undefined;
}

/**
 * "Replace the pool @dita in 3 days hotfix P1": who, until when, of which kind and how urgent, in any
 * order at the end.
 */
export function takeActionItem(
  typed: string,
  kinds: ActionItemKind[],
  priorities: readonly { name: string }[] = [],
): TypedActionItem {
  const { userId: owner, rest } = takePerson(typed);
  const named: Named[] = [
    { key: 'kind', find: (word) => findKind(kinds, word)?.key },
    {
      key: 'priority',
      find: (word) => priorities.find(({ name }) => folded(name) === folded(word))?.name,
    },
  ];
  const spaced = rest.replace(/\s+/g, ' ').trim();
  let text = spaced.replace(marked, ' ').trim();
  const changesPolicy = text !== spaced;
  let due: Due | null = null;
  const found: Record<string, string> = {};
  // Each is taken once, from the end, until nothing more is one of them.
  for (let times = 0; times <= named.length; times += 1) {
    const dated: ReturnType<typeof takeDue> = due ? { due: null, rest: text } : takeDue(text);
    due ??= dated.due;
    text = dated.rest;
    for (const each of named) {
      const taken = found[each.key] === undefined ? takeNamed(text, each.find) : null;
      if (!taken) continue;
      found[each.key] = taken.found;
      text = taken.rest;
    }
  }
  const which = { kind: found['kind'] ?? null, priority: found['priority'] ?? null };
  return { text, owner, due, ...which, ...(changesPolicy ? { changesPolicy } : {}) };
}

/** "policy: Ask sooner", "Ask sooner (policy) in 3 days": bare, the word may belong to the text. */
const marked = /^policy:\s*|\s*[([]policy[)\]](?=\s|$)/i;

const days = '(\\d{4}-\\d{2}-\\d{2}|today|tomorrow)';
const last = new RegExp(
  `[,;]?\\s*\\b(?:in (\\d{1,4}) (days?|weeks?)|(?:by|until|due|to) ${days})[.]?$`,
  'i',
);
const first = new RegExp(
  `^(?:(?:by|in|to|until) )?(?:(\\d{1,4}) (days?|weeks?)|${days})\\b[,;]?\\s*`,
  'i',
);

/** "in 3 days", "in 2 weeks", "by 2026-12-01", "by tomorrow", where nothing stands behind it; or before it. */
export function takeDue(
  text: string,
  where: 'first' | 'last' = 'last',
): { due: Due | null; rest: string } {
  const match = (where === 'first' ? first : last).exec(text);
  if (!match) return { due: null, rest: text };
  const rest =
    where === 'first' ? text.slice(match[0].length).trim() : text.slice(0, match.index).trim();
  const [, count, unit = '', day = ''] = match;
  if (count !== undefined) {
    return { due: { days: Number(count) * (unit.toLowerCase().startsWith('week') ? 7 : 1) }, rest };
  }
  const word = day.toLowerCase();
  if (word === 'today') return { due: { days: 0 }, rest };
  return { due: word === 'tomorrow' ? { days: 1 } : { on: day }, rest };
}

/** What the last words name, with or without brackets, or the first with a colon. */
function takeNamed(text: string, find: Named['find']): { found: string; rest: string } | null {
  const head = /^([^:]{1,80}):\s*/.exec(text);
  const leading = head?.[1] ? find(head[1]) : undefined;
  if (head && leading) return { found: leading, rest: text.slice(head[0].length) };
  const words = text.split(' ');
  for (let count = Math.min(6, words.length - 1); count > 0; count -= 1) {
    const said = words
      .slice(-count)
      .join(' ')
      .replace(/^[([]|[)\]]$/g, '');
    const found = find(said);
    if (found) return { found, rest: words.slice(0, -count).join(' ').replace(/[,;]$/, '') };
  }
  return null;
}

/** What can be typed behind the number of one. */
const changes = {
  done: ['done', 'finish', 'finished', 'ok'],
  reopen: ['reopen', 'undone', 'open'],
  edit: ['edit', 'change'],
  move: ['move', 'moved', 'postpone', 'due'],
  drop: ['drop', 'dropped', 'cancel', 'wontdo'],
  link: ['link', 'filed'],
  give: ['give', 'assign', 'to'],
  policy: ['policy'],
  applied: ['applied', 'in-force', 'inforce'],
} as const;

type Change = keyof typeof changes;

/** "3 done", "3 @dita", "3 move to 2026-12-01 because the vendor is late"; null: it is a new one. */
export function takeOne(
  typed: string,
): { id: number; what: Change; rest: string; owner: UserId | null } | null {
  const match = /^(\d{1,3})\s+(.*)$/s.exec(typed.trim());
  if (!match?.[1]) return null;
  const [id, said] = [Number(match[1]), match[2] ?? ''];
  const { userId: owner, rest } = takePerson(said);
  const [word = '', ...others] = rest.split(/\s+/);
  const isGiven = owner !== null && rest.replace(/[.,]/g, '').trim() === '';
  if (isGiven) return { id, what: 'give', rest: '', owner };
  const what = (Object.keys(changes) as Change[]).find((each) =>
    (changes[each] as readonly string[]).includes(folded(word)),
  );
  if (!what) return null;
  // A new one may begin with a number: "2 open ports …" is none of these.
  const isShort = ['done', 'reopen', 'edit', 'give', 'policy', 'applied'].includes(what);
  if (isShort && others.join('') !== '') return null;
  return { id, what, rest: others.join(' '), owner };
}
