import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Act, ActResult, MemberView } from '../../protocol.ts';
import { postAct } from './api.ts';
import { type Live, useLiveView } from './live-view.ts';
import type { Doing, Notice, Page } from './page-context.ts';
import { addressOf, findChannel, type Place, placeOf, placeOfLink } from './place.ts';

/** How long a notice stays, in milliseconds. */
const noticeMs = { trouble: 8000, news: 12_000 } as const;

/** The page's state: the place in the address, what the person sees there, and notices. */
export function usePageState(): {
  page: Page | undefined;
  live: Live;
  notices: readonly Notice[];
  dismiss: (id: number) => void;
} {
  const { place, go, follow } = usePlace();
  const { notices, say, dismiss } = useNotices();
  const live = useLiveView({
    user: place.user,
    ...(place.channel === undefined ? {} : { channel: place.channel.replace(/^#/, '') }),
    ...(place.thread === undefined ? {} : { thread: place.thread }),
  });
  const { view, refresh } = live;
  useSomewhere(view, place, go);
  useInvitations(view, say, go);
  const ahead = view === undefined ? 0 : view.now - receivedAt(view);

  const page = useMemo<Page | undefined>(() => {
    if (view === undefined) return undefined;
    const act = async (doing: Doing, quietly = false): Promise<ActResult> => {
      const result = await postAct({ ...doing, user: view.user.id } as Act);
      if (!result.ok && !quietly)
        say({ kind: 'trouble', text: result.message ?? result.error ?? 'That did not work.' });
      await refresh();
      return result;
    };
    return {
      view,
      place,
      go,
      follow,
      act,
      say,
      now: () => Date.now() + ahead,
      people: new Map(view.users.map((user) => [user.id, user])),
      channels: new Map(view.channels.map((channel) => [channel.id, channel])),
    };
  }, [view, place, go, follow, say, refresh, ahead]);
  return { page, live, notices, dismiss };
}

const received = new WeakMap<MemberView, number>();

/** When a view came, in this machine's milliseconds: the story runs on from there. */
function receivedAt(view: MemberView): number {
  const at = received.get(view) ?? Date.now();
  received.set(view, at);
  return at;
}

function usePlace() {
  const [place, setPlace] = useState<Place>(() => placeOf(new URL(location.href)));
  useEffect(() => {
    const onBack = (): void => setPlace(placeOf(new URL(location.href)));
    window.addEventListener('popstate', onBack);
    return () => window.removeEventListener('popstate', onBack);
  }, []);
  const go = useCallback((change: Partial<Place>) => {
    setPlace((old) => {
      const moved = change.channel !== undefined || change.home !== undefined;
      const base: Place = moved ? { user: old.user } : old;
      const wanted = Object.entries({ ...base, ...change }).filter(([, value]) => value);
      const next = { user: old.user, ...Object.fromEntries(wanted) };
      const address = addressOf(next);
      if (address !== location.pathname + location.search) history.pushState(null, '', address);
      return next;
    });
  }, []);
  const follow = useCallback(
    (href: string) => {
      const target = placeOfLink(href, place.user);
      if (target !== undefined) go(target);
      return target !== undefined;
    },
    [go, place.user],
  );
  return { place, go, follow };
}

function useNotices() {
  const [notices, setNotices] = useState<readonly Notice[]>([]);
  const count = useRef(0);
  const dismiss = useCallback((id: number) => {
    setNotices((all) => all.filter((each) => each.id !== id));
  }, []);
  const say = useCallback(
    (notice: Omit<Notice, 'id'>) => {
      count.current += 1;
      const id = count.current;
      setNotices((all) => [...all.filter((each) => each.text !== notice.text), { ...notice, id }]);
      window.setTimeout(() => dismiss(id), noticeMs[notice.kind]);
    },
    [dismiss],
  );
  return { notices, say, dismiss };
}

/** A place that names no channel the person can see leads to the first one they are in. */
function useSomewhere(view: MemberView | undefined, place: Place, go: Page['go']): void {
  useEffect(() => {
    if (view === undefined || place.home !== undefined) return;
    if (findChannel(view.channels, place.channel) !== undefined) return;
    const mine = view.channels.filter((each) => each.is_member);
    const first = mine.find((each) => each.is_general) ?? mine[0] ?? view.channels[0];
    if (first !== undefined) go({ channel: first.id });
  }, [view, place, go]);
}

/** Says so when somebody, or an app, brought the person into a channel. */
function useInvitations(view: MemberView | undefined, say: Page['say'], go: Page['go']): void {
  const before = useRef<{ user: string; joined: ReadonlySet<string> }>(undefined);
  useEffect(() => {
    if (view === undefined) return;
    const joined = new Set(view.channels.filter((each) => each.is_member).map((each) => each.id));
    const known = before.current;
    before.current = { user: view.user.id, joined };
    if (known === undefined || known.user !== view.user.id) return;
    for (const { id, name, kind, creator } of view.channels) {
      const group = kind === 'public' || kind === 'private';
      if (!group || !joined.has(id) || known.joined.has(id) || creator === view.user.id) continue;
      if (view.channel?.id === id) continue;
      say({
        kind: 'news',
        text: `You are now in #${name}.`,
        action: { label: 'Go there', run: () => go({ channel: id }) },
      });
    }
  }, [view, say, go]);
}
