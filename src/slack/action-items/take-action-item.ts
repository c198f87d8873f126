import { findKind } from '../../incident/action-items/items.ts';
import type { Due } from '../../incident/action-items/types.ts';
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
}

/** "Replace the pool @dita in 3 days hotfix": who, until when and of which kind, in any order at the end. */
export function takeActionItem(typed: string, kinds: ActionItemKind[]): TypedActionItem {
  const { userId: owner, rest } = takePerson(typed);
  const early = takeKind(rest.replace(/\s+/g, ' ').trim(), kinds);
  const dated = takeDue(early.rest);
  const late = early.found ? { found: early.found, rest: dated.rest } : takeKind(dated.rest, kinds);
  return { text: late.rest, owner, due: dated.due, kind: late.found?.key ?? null };
}

/** "in 3 days", "in 2 weeks", "by 2026-12-01", "by tomorrow", where nothing stands behind it. */
function takeDue(text: string): { due: Due | null; rest: string } {
  const match =
    /[,;]?\s*\b(?:in (\d{1,4}) (days?|weeks?)|(?:by|until|due) (\d{4}-\d{2}-\d{2}|today|tomorrow))[.]?$/i.exec(
      text,
    );
  if (!match) return { due: null, rest: text };
  const rest = text.slice(0, match.index).trim();
  const [, count, unit = '', day = ''] = match;
  if (count !== undefined) {
    return { due: { days: Number(count) * (unit.toLowerCase().startsWith('week') ? 7 : 1) }, rest };
  }
  const word = day.toLowerCase();
  if (word === 'today') return { due: { days: 0 }, rest };
  return { due: word === 'tomorrow' ? { days: 1 } : { on: day }, rest };
}

/** The kind named by the last words, with or without brackets, or by the first with a colon. */
function takeKind(
  text: string,
  kinds: ActionItemKind[],
): { found: ActionItemKind | null; rest: string } {
  const first = /^([^:]{1,80}):\s*/.exec(text);
  const leading = first?.[1] ? findKind(kinds, first[1]) : undefined;
  if (first && leading) return { found: leading, rest: text.slice(first[0].length) };
  const words = text.split(' ');
  for (let count = Math.min(6, words.length - 1); count > 0; count -= 1) {
    const named = words
      .slice(-count)
      .join(' ')
      .replace(/^[([]|[)\]]$/g, '');
    const found = findKind(kinds, named);
    if (found) return { found, rest: words.slice(0, -count).join(' ').replace(/[,;]$/, '') };
  }
  return { found: null, rest: text };
}
