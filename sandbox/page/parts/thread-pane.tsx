import type { ThreadShown } from '../../protocol.ts';
import { usePage } from '../state/page-context.ts';
import { Composer } from './composer.tsx';
import { Message } from './message.tsx';

/** A message with its replies, beside the channel. */
export function ThreadPane({ thread }: { thread: ThreadShown }) {
  const { view, go, channels } = usePage();
  const { channel } = view;
  return (
    <aside className="thread" aria-label="Thread">
      <header className="pane-head">
        <h2>
          Thread <small>#{channels.get(thread.channel)?.name}</small>
        </h2>
        <button
          type="button"
          className="icon-button"
          aria-label="Close thread"
          onClick={() => go({ thread: '' })}
        >
          ✕
        </button>
      </header>
      <div className="messages">
        <div className="messages-inner">
          <Message message={thread.root} inThread />
          <div className="divider">
            <span>
              {thread.replies.length === 1 ? '1 reply' : `${thread.replies.length} replies`}
            </span>
          </div>
          {thread.replies.map((reply) => (
            <Message key={reply.ts} message={reply} inThread />
          ))}
        </div>
      </div>
      {channel?.can_post && (
        <Composer
          key={`${view.user.id} ${thread.root.ts}`}
          channel={channel}
          thread={thread.root.ts}
        />
      )}
    </aside>
  );
}
