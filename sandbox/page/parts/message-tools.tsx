import { useCallback, useRef, useState } from 'react';
import type { MessageShown } from '../../protocol.ts';
import { usePage } from '../state/page-context.ts';
import { emojiLike, emojiOf } from '../text/emoji.ts';
import { Menu, type MenuItem } from './menu.tsx';
import { Popover } from './popover.tsx';

const quick = ['pushpin', '+1', 'eyes', 'white_check_mark'];

/** What can be done with a message; appears over it, and on a phone beside it. */
export function MessageTools(props: {
  message: MessageShown;
  inThread: boolean;
  onEdit: () => void;
}) {
  const { message } = props;
  const { act, go } = usePage();
  const { channel, ts } = message;
  if (message.ephemeral)
    return (
      <div className="tools" role="toolbar" aria-label="Message">
        <button
          type="button"
          className="icon-button"
          aria-label="Dismiss message"
          title="Dismiss message"
          onClick={() => void act({ type: 'dismiss_ephemeral', channel, ts })}
        >
          ✕
        </button>
      </div>
    );
  const react = (name: string): void => void act({ type: 'add_reaction', channel, ts, name });
  return (
    <div className="tools" role="toolbar" aria-label="Message">
      {quick.map((name) => (
        <button
          key={name}
          type="button"
          className="icon-button"
          aria-label={`React with ${name}`}
          title={`:${name}:`}
          onClick={() => react(name)}
        >
          {emojiOf(name)}
        </button>
      ))}
      <EmojiButton onPick={react} />
      {!props.inThread && (
        <button
          type="button"
          className="icon-button"
          aria-label="Reply in thread"
          title="Reply in thread"
          onClick={() => go({ thread: message.thread_ts ?? ts })}
        >
          💬
        </button>
      )}
      <MoreActions {...props} />
    </div>
  );
}

function MoreActions(props: { message: MessageShown; inThread: boolean; onEdit: () => void }) {
  const { view, act, say, go } = usePage();
  const { message } = props;
  const { channel, ts } = message;
  const copy = async (): Promise<void> => {
    await navigator.clipboard?.writeText(message.permalink);
    say({ kind: 'news', text: 'Link copied.' });
  };
  const shortcuts: MenuItem[] = view.shortcuts
    .filter((shortcut) => shortcut.type === 'message')
    .map(({ callback_id, app_id, name, description }) => ({
      key: callback_id,
      group: 'Shortcuts',
      label: name,
      detail: description,
      run: () => void act({ type: 'message_shortcut', callback_id, app_id, channel, ts }),
    }));
  const mine = message.user === view.user.id;
  const items: MenuItem[] = [
    // The first two stand over the message as well, where there is a pointer that can hover.
    ...(props.inThread
      ? []
      : [
          {
            key: 'reply',
            label: 'Reply in thread',
            run: () => go({ thread: message.thread_ts ?? ts }),
          },
        ]),
    {
      key: 'keep',
      label: 'React with 📌',
      run: () => void act({ type: 'add_reaction', channel, ts, name: 'pushpin' }),
    },
    {
      key: 'pin',
      label: message.pinned ? 'Unpin from channel' : 'Pin to channel',
      run: () => void act({ type: message.pinned ? 'unpin_message' : 'pin_message', channel, ts }),
    },
    { key: 'link', label: 'Copy link', run: () => void copy() },
    ...(mine ? [{ key: 'edit', label: 'Edit message', run: props.onEdit }] : []),
    ...(mine || view.user.is_admin
      ? [
          {
            key: 'delete',
            label: 'Delete message',
            danger: true,
            run: () => void act({ type: 'delete_message', channel, ts }),
          },
        ]
      : []),
    ...shortcuts,
  ];
  return <Menu label="More actions" button="⋮" items={items} />;
}

function EmojiButton({ onPick }: { onPick: (name: string) => void }) {
  const anchor = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState('');
  const close = useCallback(() => setOpen(false), []);
  const shown = query === '' ? usual : emojiLike(query.toLowerCase(), 24).map((each) => each.name);
  return (
    <>
      <button
        ref={anchor}
        type="button"
        className="icon-button"
        aria-label="Add reaction"
        title="Add reaction"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        🙂
      </button>
      {open && (
        <Popover anchor={anchor} onClose={close} className="emoji-panel">
          <input
            // biome-ignore lint/a11y/noAutofocus: the panel was opened to type into it
            autoFocus
            aria-label="Search emoji"
            placeholder="Search emoji"
            value={query}
            onChange={(event) => setQuery(event.target.value)}
            onKeyDown={(event) => event.key === 'Escape' && close()}
          />
          <div className="emoji-grid">
            {shown.map((name) => (
              <button
                key={name}
                type="button"
                className="icon-button"
                aria-label={name}
                title={`:${name}:`}
                onClick={() => {
                  close();
                  onPick(name);
                }}
              >
                {emojiOf(name)}
              </button>
            ))}
          </div>
        </Popover>
      )}
    </>
  );
}

const usual = [
  ...['pushpin', 'eyes', '+1', '-1', 'white_check_mark', 'x', 'fire', 'rotating_light'],
  ...['warning', 'tada', 'pray', 'heart', 'thinking', 'wave', 'rocket', 'bug'],
];
