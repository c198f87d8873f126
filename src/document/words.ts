import type { Policy } from '../policy/schema.ts';
import { utc } from '../views/mrkdwn.ts';
import { sayPlain } from '../views/say.ts';
import { onWall } from '../views/wall-clock.ts';
import type { PostmortemDocument } from './model.ts';

/** The words that a document has beside its contents, in the policy's language. */
export interface DocumentWords {
  /** As browsers and readers for the blind know languages: `en`, `th`. */
  language: string;
  title: string;
  status: string;
  /** Null where it may be shown to anybody. */
  isPrivate: string | null;
  isDrill: string | null;
  made: string;
  nothingYet: string;
  /** At the head of a copy that nobody edits. */
  copy: string;
  /** Where something is left out that an export has. */
  shortened: string;
  /** In the marker above a section's own text, in Markdown that is given back. */
  writeBelow: string;
  page(page: number, pages: number): string;
}

/** The words of this document under this policy. */
export function documentWords(policy: Policy, document: PostmortemDocument): DocumentWords {
  const { number, status, madeAt, zone } = document;
  return {
    language: sayPlain(policy, 'document.language'),
    title: sayPlain(policy, 'document.title', { number }),
    status: sayPlain(policy, `document.${status}`),
    isPrivate: document.isPrivate ? sayPlain(policy, 'document.private') : null,
    isDrill: document.isDrill ? sayPlain(policy, 'document.drill') : null,
    made: sayPlain(policy, 'document.made', { utc: utc(madeAt), local: inZone(madeAt, zone) }),
    nothingYet: sayPlain(policy, 'document.nothing_yet'),
    copy: sayPlain(policy, 'document.copy'),
    shortened: sayPlain(policy, 'document.shortened'),
    writeBelow: sayPlain(policy, 'document.write_below'),
    page: (page, pages) => sayPlain(policy, 'document.page', { page, pages }),
  };
}

/** `2026-11-22 17:30 Asia/Bangkok`: the clock on the reader's wall, and where it hangs. */
export function inZone(instant: Date, zone: string): string {
  return `${onWall(instant, zone)} ${zone}`;
}
