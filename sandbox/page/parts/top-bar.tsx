import type { Drawer } from '../app.tsx';
import { PersonSwitcher } from './person-switcher.tsx';
import { StoryClock } from './story-clock.tsx';

/** Above everything: the way to channels on a phone, the clock, the traffic, who one is. */
export function TopBar(props: { drawer: Drawer | undefined; onToggle: (which: Drawer) => void }) {
  return (
    <header className="top-bar">
      <button
        type="button"
        className="icon-button only-phone"
        aria-label="Channels"
        aria-expanded={props.drawer === 'sidebar'}
        onClick={() => props.onToggle('sidebar')}
      >
        ☰
      </button>
      <button type="button" className="search-box" onClick={() => props.onToggle('switcher')}>
        <span aria-hidden="true">🔍</span>
        <span className="search-words">Jump to …</span>
        <kbd>Ctrl K</kbd>
      </button>
      <StoryClock />
      <button
        type="button"
        className="top-button"
        aria-label="Traffic"
        aria-pressed={props.drawer === 'inspector'}
        title="What goes between Slack and the app"
        onClick={() => props.onToggle('inspector')}
      >
        <span aria-hidden="true">⇄</span> <span className="not-phone">Traffic</span>
      </button>
      <PersonSwitcher />
    </header>
  );
}
