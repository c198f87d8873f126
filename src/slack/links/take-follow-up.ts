import { findClass } from '../../incident/links/follow-ups.ts';
import type { Due } from '../../incident/links/types.ts';
import type { UserId } from '../../incident/types.ts';
import type { FollowUp } from '../../policy/language/telling.ts';
import { takePerson } from '../typed.ts';

/** What `followup` was given; the text is as Slack wrote it. */
export interface TypedFollowUp {
  text: string;
  owner: UserId | null;
  due: Due | null;
  /** Key of the class; null where none was named. */
  class: string | null;
}

/** "Replace the pool @dita in 3 days hotfix": who, until when and of which class, in any order at the end. */
export function takeFollowUp(typed: string, classes: FollowUp[]): TypedFollowUp {
  const { userId: owner, rest } = takePerson(typed);
  const early = takeClass(rest.replace(/\s+/g, ' ').trim(), classes);
  const dated = takeDue(early.rest);
  const late = early.found
    ? { found: early.found, rest: dated.rest }
    : takeClass(dated.rest, classes);
  return { text: late.rest, owner, due: dated.due, class: late.found?.key ?? null };
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

/** The class named by the last words, with or without brackets, or by the first with a colon. */
function takeClass(text: string, classes: FollowUp[]): { found: FollowUp | null; rest: string } {
  const first = /^([^:]{1,80}):\s*/.exec(text);
  const leading = first?.[1] ? findClass(classes, first[1]) : undefined;
  if (first && leading) return { found: leading, rest: text.slice(first[0].length) };
  const words = text.split(' ');
  for (let count = Math.min(6, words.length - 1); count > 0; count -= 1) {
    const named = words
      .slice(-count)
      .join(' ')
      .replace(/^[([]|[)\]]$/g, '');
    const found = findClass(classes, named);
    if (found) return { found, rest: words.slice(0, -count).join(' ').replace(/[,;]$/, '') };
  }
  return { found: null, rest: text };
}
