import { createContext, use } from 'react';
import type { Act, ActResult, ChannelSummary, MemberSummary, MemberView } from '../../protocol.ts';
import type { Place } from './place.ts';

/** An act without the person: the page adds who acts. */
export type Doing = WithoutUser<Act>;
type WithoutUser<A> = A extends unknown ? Omit<A, 'user'> : never;

/** A short notice that goes away by itself. */
export interface Notice {
  id: number;
  text: string;
  kind: 'trouble' | 'news';
  /** What its button does. */
  action?: { label: string; run: () => void };
}

/** What every part of the page knows and can do. */
export interface Page {
  view: MemberView;
  place: Place;
  people: ReadonlyMap<string, MemberSummary>;
  channels: ReadonlyMap<string, ChannelSummary>;
  /** The story's time, milliseconds since 1970. */
  now: () => number;
  /** Shows another place. */
  go: (change: Partial<Place>) => void;
  /** Follows a link inside the page; false when it leads elsewhere. */
  follow: (href: string) => boolean;
  /** Does something as the person. Failures are shown, unless `quietly`. */
  act: (doing: Doing, quietly?: boolean) => Promise<ActResult>;
  say: (notice: Omit<Notice, 'id'>) => void;
}

export const PageContext = createContext<Page | null>(null);

/** The page around a part. Throws outside of it: that is a bug. */
export function usePage(): Page {
  const page = use(PageContext);
  if (page === null) throw new Error('This part stands outside of the page.');
  return page;
}
