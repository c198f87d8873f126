import { useEffect, useState } from 'react';
import { AppHome } from './parts/app-home.tsx';
import { ChannelPane } from './parts/channel-pane.tsx';
import { Inspector } from './parts/inspector.tsx';
import { Modals } from './parts/modals.tsx';
import { Notices } from './parts/notices.tsx';
import { QuickSwitcher } from './parts/quick-switcher.tsx';
import { Sidebar } from './parts/sidebar.tsx';
import { ThreadPane } from './parts/thread-pane.tsx';
import { TopBar } from './parts/top-bar.tsx';
import { PageContext } from './state/page-context.ts';
import { usePageState } from './state/page-state.ts';

/** Which of the things that cover others are open. */
export type Drawer = 'sidebar' | 'inspector' | 'switcher';

/** The whole page. */
export function App() {
  const { page, live, notices, dismiss } = usePageState();
  const [drawer, setDrawer] = useState<Drawer>();
  const toggle = (which: Drawer): void => setDrawer(drawer === which ? undefined : which);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      setDrawer('switcher');
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  if (page === undefined)
    return <main className="splash">{live.trouble ?? 'Opening the workspace …'}</main>;
  const { view, place } = page;
  const close = (): void => setDrawer(undefined);
  return (
    <PageContext value={page}>
      <div className={`page ${drawer === 'inspector' ? 'with-inspector' : ''}`}>
        <TopBar drawer={drawer} onToggle={toggle} />
        {live.trouble !== undefined && (
          <div className="lost" role="status">
            {live.trouble}
          </div>
        )}
        <div className="panes">
          <Sidebar
            open={drawer === 'sidebar'}
            onClose={close}
            onSwitcher={() => toggle('switcher')}
          />
          {place.home === undefined ? <ChannelPane /> : <AppHome />}
          {view.thread !== null && place.home === undefined && <ThreadPane thread={view.thread} />}
          {drawer === 'inspector' && <Inspector beat={live.journalBeat} onClose={close} />}
        </div>
      </div>
      {drawer === 'switcher' && <QuickSwitcher onClose={close} />}
      <Modals />
      <Notices notices={notices} onDismiss={dismiss} />
    </PageContext>
  );
}
