import type { TaskState } from '../../incident/tasks/types.ts';

/**
 * What a button of a task carries: its path, and the private list that it stands in, so that the
 * answer is that list drawn anew. `containment.rotate@m2` stands on the third page of someone's own;
 * `containment.rotate@@made` confirms what somebody made.
 */
export interface Where {
  path: string;
  /** The page of the list, from 0; absent: it stands in no list. */
  page?: number;
  /** Whether the list shows only what is theirs. */
  mine?: boolean;
  /** It stands on the page of that task alone. */
  alone?: boolean;
  /** How the task stood when the button was drawn; absent: open. */
  was?: TaskState['status'];
}

export function whereText({ path, page, mine, alone, was = 'open' }: Where): string {
  const inList = page === undefined ? '' : `${mine ? 'm' : ''}${page}`;
  const place = alone ? 't' : inList;
  const parts = [path, place, was === 'open' ? '' : was];
  return parts.join('@').replace(/@+$/, '');
}

const marked = ['made', 'waiting', 'done', 'skipped'] as const;

/** What a button carried; a path of nothing where it was none of ours. */
export function readWhere(text = ''): Where {
  const [path = '', place = '', mark = ''] = text.split('@');
  const was = marked.find((each) => each === mark);
  const so = { path, ...(was ? { was } : {}) };
  if (place === 't') return { ...so, alone: true };
  const match = /^(m?)(\d{1,3})$/.exec(place);
  return match ? { ...so, page: Number(match[2]), mine: match[1] === 'm' } : so;
}
