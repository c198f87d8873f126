/**
 * What a button of a task carries: its path, and the private list that it stands in, so that the
 * answer is that list drawn anew. `containment.rotate@m2` stands on the third page of someone's own.
 */
export interface Where {
  path: string;
  /** The page of the list, from 0; absent: it stands in no list. */
  page?: number;
  /** Whether the list shows only what is theirs. */
  mine?: boolean;
  /** It stands on the page of that task alone. */
  alone?: boolean;
}

export function whereText({ path, page, mine, alone }: Where): string {
  if (alone) return `${path}@t`;
  return page === undefined ? path : `${path}@${mine ? 'm' : ''}${page}`;
}

/** What a button carried; a path of nothing where it was none of ours. */
export function readWhere(text = ''): Where {
  const [path = '', place = ''] = text.split('@');
  if (place === 't') return { path, alone: true };
  const match = /^(m?)(\d{1,3})$/.exec(place);
  return match ? { path, page: Number(match[2]), mine: match[1] === 'm' } : { path };
}
