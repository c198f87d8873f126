import { useState } from 'react';
import type { ChannelSummary } from '../../protocol.ts';
import { usePage } from '../state/page-context.ts';
import { Avatar } from './avatar.tsx';
import { ChannelBrowser } from './channel-browser.tsx';
import { Menu } from './menu.tsx';
import { Quiet } from './person-switcher.tsx';

/** Channels, direct messages and apps of the person; a drawer on a phone. */
export function Sidebar(props: { open: boolean; onClose: () => void; onSwitcher: () => void }) {
  const { view, go } = usePage();
  const [browsing, setBrowsing] = useState<'browse' | 'create'>();
  const bots = new Set(view.homes.map((home) => home.bot_user_id));
  const mine = view.channels.filter((channel) => channel.is_member);
  const rooms = mine.filter(
    (channel) => (channel.kind === 'public' || channel.kind === 'private') && !channel.archived,
  );
  const archived = view.channel?.archived
    ? mine.filter((each) => each.id === view.channel?.id)
    : [];
  const preview =
    view.channel && !view.channel.is_member && view.channel.kind === 'public' ? [view.channel] : [];
  const direct = mine.filter(
    (channel) =>
      channel.kind === 'mpim' || (channel.kind === 'im' && !bots.has(channel.with_user ?? '')),
  );
  const line = (channel: ChannelSummary) => (
    <ChannelLine key={channel.id} channel={channel} onGo={props.onClose} />
  );
  return (
    <>
      {props.open && (
        <button
          type="button"
          className="scrim"
          aria-label="Close channels"
          onClick={props.onClose}
        />
      )}
      <nav className={props.open ? 'sidebar open' : 'sidebar'} aria-label="Channels and people">
        <div className="workspace">
          <strong>{view.team.name}</strong>
          <Menu
            label="Add"
            button="+"
            className="icon-button"
            items={[
              { key: 'create', label: 'Create a channel', run: () => setBrowsing('create') },
              { key: 'browse', label: 'Browse channels', run: () => setBrowsing('browse') },
              { key: 'message', label: 'Write to somebody', run: props.onSwitcher },
            ]}
          />
        </div>
        <Group name="Channels">
          {[...rooms, ...archived, ...preview].sort(byName).map(line)}
          <button type="button" className="side-line quiet" onClick={() => setBrowsing('browse')}>
            <span className="side-mark">+</span> Browse channels
          </button>
        </Group>
        <Group name="Direct messages">
          {direct.map(line)}
          <button type="button" className="side-line quiet" onClick={props.onSwitcher}>
            <span className="side-mark">+</span> Write to somebody
          </button>
        </Group>
        <Group name="Apps">
          {view.homes.map((home) => (
            <AppLine
              key={home.app_id}
              home={home}
              unread={mine.find((each) => each.with_user === home.bot_user_id)?.unread ?? 0}
              onGo={props.onClose}
            />
          ))}
        </Group>
      </nav>
      {browsing !== undefined && (
        <ChannelBrowser
          create={browsing === 'create'}
          onClose={() => setBrowsing(undefined)}
          onGo={(channel) => {
            setBrowsing(undefined);
            props.onClose();
            go({ channel });
          }}
        />
      )}
    </>
  );
}

function byName(one: ChannelSummary, other: ChannelSummary): number {
  return one.name.localeCompare(other.name, 'en', { numeric: true });
}

function Group({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <section aria-label={name}>
      <h2>{name}</h2>
      {children}
    </section>
  );
}

function ChannelLine({ channel, onGo }: { channel: ChannelSummary; onGo: () => void }) {
  const { view, go, place } = usePage();
  const here = view.channel?.id === channel.id && place.home === undefined;
  const other = view.users.find((user) => user.id === channel.with_user);
  const unread = channel.unread > 0 && !here;
  const heard = channel.mentions > 0 ? `, ${channel.mentions} for you` : unread ? ', unread' : '';
  return (
    <button
      type="button"
      className={`side-line ${here ? 'here' : ''} ${unread ? 'unread' : ''}`}
      aria-current={here ? 'page' : undefined}
      aria-label={`${channel.name}${heard}`}
      onClick={() => {
        go({ channel: channel.id });
        onGo();
      }}
    >
      <span className="side-mark" aria-hidden="true">
        {mark(channel)}
      </span>
      <span className="side-name">{channel.name}</span>
      {other && <Quiet user={other} />}
      {channel.mentions > 0 && !here && <span className="count">{channel.mentions}</span>}
    </button>
  );
}

function mark(channel: ChannelSummary) {
  if (channel.archived) return '🗄';
  if (channel.kind === 'public') return '#';
  if (channel.kind === 'private') return '🔒';
  return <Avatar user={channel.with_user ?? ''} name={channel.name} small />;
}

function AppLine(props: {
  home: { app_id: string; app_name: string; bot_user_id: string };
  unread: number;
  onGo: () => void;
}) {
  const { place, go } = usePage();
  const { home } = props;
  const here = place.home === home.app_id;
  return (
    <button
      type="button"
      className={`side-line ${here ? 'here' : ''} ${props.unread > 0 ? 'unread' : ''}`}
      aria-current={here ? 'page' : undefined}
      onClick={() => {
        go({ home: home.app_id });
        props.onGo();
      }}
    >
      <span className="side-mark" aria-hidden="true">
        <Avatar user={home.bot_user_id} name={home.app_name} small />
      </span>
      <span className="side-name">{home.app_name}</span>
      {props.unread > 0 && <span className="count">{props.unread}</span>}
    </button>
  );
}
