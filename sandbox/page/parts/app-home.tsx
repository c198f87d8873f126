import { useEffect, useMemo, useRef } from 'react';
import type { HomeShown, ViewShown } from '../../protocol.ts';
import { Blocks } from '../blocks/blocks.tsx';
import { SurfaceContext } from '../blocks/surface.ts';
import { usePage } from '../state/page-context.ts';
import { useViewSurface } from './view-surface.ts';

/** An app's Home tab. Opening it tells the app. */
export function AppHome() {
  const { view, place, act, go } = usePage();
  const home = view.homes.find((each) => each.app_id === place.home);
  const opened = useRef('');
  const user = view.user.id;
  const app_id = home?.app_id;
  const dead = view.user.deleted;
  useEffect(() => {
    const visit = `${user} ${app_id}`;
    if (app_id === undefined || dead || opened.current === visit) return;
    opened.current = visit;
    void act({ type: 'open_home', app_id, tab: 'home' });
  }, [act, user, app_id, dead]);
  if (home === undefined) return <main className="pane" />;
  const unread =
    view.channels.find((each) => each.with_user === home.bot_user_id && each.is_member)?.unread ??
    0;
  const messages = async (): Promise<void> => {
    const result = await act({ type: 'open_home', app_id: home.app_id, tab: 'messages' });
    if (result.channel !== undefined) go({ channel: result.channel });
  };
  return (
    <main className="pane" aria-label={home.app_name}>
      <header className="channel-head">
        <span className="channel-name">
          <h1>{home.app_name}</h1>
          <span className="badge">APP</span>
        </span>
      </header>
      <div className="tabs" role="tablist">
        <button type="button" role="tab" aria-selected="true">
          Home
        </button>
        <button type="button" role="tab" aria-selected="false" onClick={() => void messages()}>
          Messages {unread > 0 && <span className="count">{unread}</span>}
        </button>
      </div>
      <div className="messages">
        {home.view === null ? (
          <NoHome home={home} />
        ) : (
          <HomeView key={user} home={home} shown={home.view} />
        )}
      </div>
    </main>
  );
}

function NoHome({ home }: { home: HomeShown }) {
  return <p className="empty-note">{home.app_name} has not published its Home yet.</p>;
}

function HomeView({ home, shown }: { home: HomeShown; shown: ViewShown }) {
  const { app_id } = home;
  const place = useMemo(() => ({ kind: 'home', app_id }) as const, [app_id]);
  const { surface } = useViewSurface(shown, place);
  return (
    <SurfaceContext value={surface}>
      <div className="home-view">
        <Blocks blocks={shown.blocks} />
      </div>
    </SurfaceContext>
  );
}
