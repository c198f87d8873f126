import { type KeyboardEvent, useState } from 'react';
import type { ChannelSummary } from '../../protocol.ts';
import { type Page, usePage } from '../state/page-context.ts';
import { typedWords } from '../text/typed-words.ts';
import { Dialog } from './dialog.tsx';
import { nextIndex } from './menu.tsx';

interface Target {
  key: string;
  mark: string;
  name: string;
  detail: string;
  unread: boolean;
  go: () => void;
}

/** Ctrl+K: type a few letters of a channel, a person or an app, and go. */
export function QuickSwitcher({ onClose }: { onClose: () => void }) {
  const page = usePage();
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const words = query.toLowerCase().replace(/^[#@]/, '');
  const shown = targets(page)
    .filter((each) => `${each.name} ${each.detail}`.toLowerCase().includes(words))
    .slice(0, 12);
  const choose = (target: Target | undefined): void => {
    if (target === undefined) return;
    onClose();
    target.go();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = nextIndex(event.key, at, shown.length);
    if (event.key === 'Enter') {
      event.preventDefault();
      choose(shown[at]);
    } else if (event.key.startsWith('Arrow') && next !== undefined) {
      event.preventDefault();
      setAt(next);
    }
  };
  return (
    <Dialog title="Jump to" onClose={onClose} className="dialog-switcher">
      <input
        data-first
        role="combobox"
        aria-label="Channel or person"
        aria-expanded="true"
        aria-controls="switcher-list"
        aria-activedescendant={`switcher-${at}`}
        placeholder="Channel, person or app"
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div role="listbox" id="switcher-list" aria-label="Places" tabIndex={-1}>
        {shown.map((target, index) => (
          <div
            key={target.key}
            id={`switcher-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            className={index === at ? 'option at' : 'option'}
            onClick={() => choose(target)}
            onKeyDown={(event) => event.key === 'Enter' && choose(target)}
          >
            <span className={target.unread ? 'unread' : ''}>
              <span className="mark">{target.mark}</span> {target.name}
            </span>
            <small>{target.detail}</small>
          </div>
        ))}
      </div>
    </Dialog>
  );
}

/** Places with something new first, then the person's own. */
function weight(channel: ChannelSummary): number {
  return (channel.unread > 0 ? 2 : 0) + (channel.is_member ? 1 : 0);
}

function targets(page: Page): Target[] {
  const { view, go, act } = page;
  const rooms = view.channels
    .filter((each) => each.kind === 'public' || each.kind === 'private')
    .sort((one, other) => weight(other) - weight(one))
    .map((each) => ({
      key: each.id,
      mark: each.kind === 'private' ? '🔒' : '#',
      name: each.name,
      detail: each.archived
        ? 'archived'
        : typedWords(each.topic || each.purpose, page).slice(0, 70),
      unread: each.unread > 0,
      go: () => go({ channel: each.id }),
    }));
  const people = view.users
    .filter((each) => !each.deleted && !each.is_bot && each.id !== 'USLACKBOT')
    .map((each) => ({
      key: each.id,
      mark: '@',
      name: each.real_name,
      detail: each.title,
      unread: false,
      go: () => {
        void act({ type: 'open_direct', users: [each.id] }).then((opened) => {
          if (opened.channel !== undefined) go({ channel: opened.channel });
        });
      },
    }));
  const apps = view.homes.map((each) => ({
    key: each.app_id,
    mark: '◆',
    name: each.app_name,
    detail: 'App',
    unread: false,
    go: () => go({ home: each.app_id }),
  }));
  return [...rooms, ...apps, ...people];
}
