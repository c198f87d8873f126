import { useEffect, useState } from 'react';
import type { ChannelShown } from '../../protocol.ts';
import type { CanvasShown } from '../../protocol-tabs.ts';
import { usePage } from '../state/page-context.ts';
import { Link } from '../text/mentions.tsx';
import { Mrkdwn } from '../text/mrkdwn.tsx';
import { CanvasTab } from './canvas-tab.tsx';
import { ChannelDetails } from './channel-details.tsx';
import { Composer } from './composer.tsx';
import { Menu } from './menu.tsx';
import { MessageList } from './message-list.tsx';

/** What is being read counts as read after this time, in milliseconds. */
const readAfterMs = 700;

/** One channel: its head, its bookmarks, what was said, and where one writes. */
export function ChannelPane() {
  const { view, place } = usePage();
  const { channel } = view;
  if (channel === null)
    return <main className="pane">{place.channel === undefined ? null : <Hidden />}</main>;
  return <OpenChannel key={`${view.user.id} ${channel.id}`} channel={channel} />;
}

function Hidden() {
  const { view } = usePage();
  return (
    <p className="empty-note">
      🔒 {view.user.real_name} cannot see this place. Choose another one on the left, or be somebody
      else at the top right.
    </p>
  );
}

function OpenChannel({ channel }: { channel: ChannelShown }) {
  const { view, act } = usePage();
  // What was new when the channel was opened stays marked while it is open.
  const [newSince] = useState(channel.unread > 0 ? (channel.last_read ?? '') : null);
  const [tab, setTab] = useState<string>();
  const open = channel.canvases.find((each) => each.id === tab);
  const { id, unread, is_member } = channel;
  const dead = view.user.deleted;
  useEffect(() => {
    if (unread === 0 || !is_member || dead) return;
    const timer = window.setTimeout(() => {
      if (document.visibilityState === 'visible')
        void act({ type: 'mark_read', channel: id }, true);
    }, readAfterMs);
    return () => window.clearTimeout(timer);
  }, [act, id, unread, is_member, dead]);
  return (
    <main className="pane" aria-label={channel.name}>
      <ChannelHead channel={channel} />
      <CanvasTabs canvases={channel.canvases} open={open?.id} onOpen={setTab} />
      {open ? (
        <CanvasTab canvas={open} />
      ) : (
        <>
          <MessageList channel={channel} newSince={newSince} />
          <Foot channel={channel} />
        </>
      )}
    </main>
  );
}

/** The messages and the canvases, where the channel has any. */
function CanvasTabs(tabs: {
  canvases: CanvasShown[];
  open: string | undefined;
  onOpen: (id: string | undefined) => void;
}) {
  if (tabs.canvases.length === 0) return null;
  const all = [{ id: undefined, title: 'Messages' }, ...tabs.canvases];
  return (
    <div className="tabs" role="tablist">
      {all.map(({ id, title }) => (
        <button
          key={id ?? ''}
          type="button"
          role="tab"
          aria-selected={tabs.open === id}
          onClick={() => tabs.onOpen(id)}
        >
          {title}
        </button>
      ))}
    </div>
  );
}

function Foot({ channel }: { channel: ChannelShown }) {
  const { view, act } = usePage();
  if (view.user.deleted)
    return (
      <p className="foot-note">
        {view.user.real_name} is deactivated: they can only be looked through.
      </p>
    );
  if (channel.archived) return <p className="foot-note">🗄 This channel is archived.</p>;
  if (!channel.is_member)
    return (
      <div className="foot-note">
        You are looking at <strong>#{channel.name}</strong>{' '}
        <button
          type="button"
          className="button button-primary"
          onClick={() => void act({ type: 'join_channel', channel: channel.id })}
        >
          Join channel
        </button>
      </div>
    );
  if (!channel.can_post) return <p className="foot-note">Only a few people may post here.</p>;
  return <Composer key={`${view.user.id} ${channel.id}`} channel={channel} />;
}

function ChannelHead({ channel }: { channel: ChannelShown }) {
  const { view, go, act } = usePage();
  const [details, setDetails] = useState<'about' | 'members' | 'pins'>();
  const direct = channel.kind === 'im' || channel.kind === 'mpim';
  const home = view.homes.find((each) => each.bot_user_id === channel.with_user);
  const mark = channel.kind === 'private' ? '🔒 ' : direct ? '' : '# ';
  return (
    <>
      <header className="channel-head">
        <button type="button" className="channel-name" onClick={() => setDetails('about')}>
          <h1>
            {mark}
            {channel.name}
          </h1>
          {channel.archived && <span className="badge">archived</span>}
        </button>
        <div className="topic" title={channel.topic}>
          <Mrkdwn text={channel.topic || (direct ? '' : channel.purpose)} />
        </div>
        <div className="head-buttons">
          {channel.pins.length > 0 && (
            <button
              type="button"
              className="button button-small"
              onClick={() => setDetails('pins')}
            >
              📌 {channel.pins.length} <span className="not-phone">pinned</span>
            </button>
          )}
          {!direct && (
            <button
              type="button"
              className="button button-small"
              aria-label={`${channel.member_count} members`}
              onClick={() => setDetails('members')}
            >
              👥 {channel.member_count}
            </button>
          )}
          <ChannelMenu channel={channel} onDetails={() => setDetails('about')} />
        </div>
      </header>
      {home !== undefined && (
        <div className="tabs" role="tablist">
          <button
            type="button"
            role="tab"
            aria-selected="false"
            onClick={() => {
              go({ home: home.app_id });
            }}
          >
            Home
          </button>
          <button
            type="button"
            role="tab"
            aria-selected="true"
            onClick={() => void act({ type: 'open_home', app_id: home.app_id, tab: 'messages' })}
          >
            Messages
          </button>
        </div>
      )}
      <Bookmarks channel={channel} />
      {details !== undefined && (
        <ChannelDetails channel={channel} tab={details} onClose={() => setDetails(undefined)} />
      )}
    </>
  );
}

function Bookmarks({ channel }: { channel: ChannelShown }) {
  if (channel.bookmarks.length === 0) return null;
  return (
    <nav className="bookmarks" aria-label="Bookmarks">
      {channel.bookmarks.map((bookmark) => (
        <Link key={bookmark.id} href={bookmark.link}>
          <Mrkdwn text={bookmark.emoji || '🔗'} /> {bookmark.title}
        </Link>
      ))}
    </nav>
  );
}

function ChannelMenu({ channel, onDetails }: { channel: ChannelShown; onDetails: () => void }) {
  const { act } = usePage();
  const { id } = channel;
  if (channel.kind === 'im' || channel.kind === 'mpim') return null;
  return (
    <Menu
      label="Channel actions"
      button="⋮"
      items={[
        { key: 'about', label: 'Topic, members, pins', run: onDetails },
        {
          key: 'leave',
          label: channel.is_member ? 'Leave channel' : 'Join channel',
          run: () =>
            void act({ type: channel.is_member ? 'leave_channel' : 'join_channel', channel: id }),
        },
        {
          key: 'archive',
          label: channel.archived ? 'Unarchive channel' : 'Archive channel',
          danger: true,
          run: () =>
            void act({
              type: channel.archived ? 'unarchive_channel' : 'archive_channel',
              channel: id,
            }),
        },
      ]}
    />
  );
}
