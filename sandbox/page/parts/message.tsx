import { type ReactNode, useState } from 'react';
import type { FileShown, MessageShown } from '../../protocol.ts';
import { Blocks } from '../blocks/blocks.tsx';
import { SurfaceContext } from '../blocks/surface.ts';
import { type Json, jsonAt, listAt, textAt } from '../json.ts';
import { usePage } from '../state/page-context.ts';
import { ago, exactly, instantOf, timeOfDay } from '../state/times.ts';
import { Emoji, Link } from '../text/mentions.tsx';
import { Mrkdwn } from '../text/mrkdwn.tsx';
import { typedWords } from '../text/typed-words.ts';
import { Avatar } from './avatar.tsx';
import { EditBox } from './edit-box.tsx';
import { useMessageSurface } from './message-surface.ts';
import { MessageTools } from './message-tools.tsx';

export interface MessageProps {
  message: MessageShown;
  /** Under the name of the message before. */
  compact?: boolean;
  /** The one that a link led to. */
  marked?: boolean;
  /** In a thread: without the line that leads there. */
  inThread?: boolean;
  /** In a list of pins: leads to the message instead of carrying tools. */
  onOpen?: () => void;
}

/** One message with everything that hangs on it. */
export function Message(props: MessageProps) {
  const { message } = props;
  const page = usePage();
  const { view, go } = page;
  const [editing, setEditing] = useState(false);
  const { tz } = view.user;
  const at = instantOf(message.ts);
  const compact = props.compact === true && !message.pinned;
  const className = [
    'message',
    compact ? 'compact' : '',
    message.ephemeral ? 'ephemeral' : '',
    message.pinned ? 'pinned' : '',
    props.marked ? 'marked' : '',
    isSystem(message) ? 'system' : '',
  ].join(' ');
  const time = (
    <button
      type="button"
      className="time"
      title={exactly(at, tz)}
      onClick={() => {
        props.onOpen?.();
        go({ channel: message.channel, message: message.ts });
      }}
    >
      {compact ? timeOfDay(at, tz).replace(/ [AP]M/, '') : timeOfDay(at, tz)}
    </button>
  );
  const system = isSystem(message);
  return (
    <article
      className={className}
      data-ts={message.ts}
      aria-label={`${message.username}: ${typedWords(message.text, page).slice(0, 80)}`}
    >
      <div className="gutter">
        {system ? (
          <span className="sign" aria-hidden="true">
            •
          </span>
        ) : compact ? (
          time
        ) : (
          <Avatar user={message.user} name={message.username} icon={message.icon_emoji} />
        )}
      </div>
      <div className="message-body">
        <Remarks message={message} inThread={props.inThread === true} />
        {!compact && !system && (
          <div className="byline">
            <strong>{message.username}</strong>
            {message.app_id !== null && <span className="badge">APP</span>}
            {time}
          </div>
        )}
        {editing ? (
          <EditBox message={message} onDone={() => setEditing(false)} />
        ) : (
          <Content message={message} />
        )}
        {system && time}
        <Reactions message={message} />
        {props.inThread !== true && <ThreadLine message={message} />}
      </div>
      {props.onOpen === undefined && !message.tombstone && (
        <MessageTools
          message={message}
          inThread={props.inThread === true}
          onEdit={() => setEditing(true)}
        />
      )}
    </article>
  );
}

const spoken = new Set([null, 'bot_message', 'file_share', 'me_message', 'thread_broadcast']);

function isSystem(message: MessageShown): boolean {
  return !spoken.has(message.subtype) && !message.tombstone;
}

function Remarks({ message, inThread }: { message: MessageShown; inThread: boolean }): ReactNode {
  const { people } = usePage();
  const remarks: string[] = [];
  if (message.ephemeral) remarks.push('👁 Only visible to you');
  if (message.pinned)
    remarks.push(`📌 Pinned by ${people.get(message.pinned_by ?? '')?.real_name ?? 'somebody'}`);
  if (message.broadcast && !inThread) remarks.push('↳ replied to a thread');
  return remarks.length === 0 ? null : <div className="remark">{remarks.join(' · ')}</div>;
}

function Content({ message }: { message: MessageShown }) {
  const surface = useMessageSurface(message);
  if (message.tombstone) return <div className="words hint">This message was deleted.</div>;
  return (
    <SurfaceContext value={surface}>
      <div className="words">
        {message.blocks.length > 0 ? (
          <Blocks blocks={message.blocks} />
        ) : (
          <Mrkdwn text={message.text} />
        )}
        {message.edited && <span className="edited"> (edited)</span>}
      </div>
      {message.attachments.map((attachment, index) => (
        <Attachment key={`${index}`} attachment={attachment} />
      ))}
      {message.files.map((file) => (
        <File key={file.id} file={file} />
      ))}
    </SurfaceContext>
  );
}

/** Old-style attachments: a bar at the side, with blocks or with its own few parts. */
function Attachment({ attachment }: { attachment: Json }) {
  const blocks = listAt(attachment, 'blocks');
  const title = textAt(attachment, 'title');
  const link = textAt(attachment, 'title_link');
  const image = textAt(attachment, 'image_url');
  return (
    <div className="attachment">
      {textAt(attachment, 'author_name') !== '' && (
        <small>{textAt(attachment, 'author_name')}</small>
      )}
      {title !== '' && (
        <strong>{link === '' ? <Mrkdwn text={title} /> : <Link href={link}>{title}</Link>}</strong>
      )}
      {blocks.length > 0 ? (
        <Blocks blocks={blocks} />
      ) : (
        <Mrkdwn text={textAt(attachment, 'text')} />
      )}
      {listAt(attachment, 'fields').map((field, index) => (
        <div key={`${index}`}>
          <strong>{textAt(field, 'title')}</strong> <Mrkdwn text={textAt(field, 'value')} />
        </div>
      ))}
      {image !== '' && <img src={image} alt={title} />}
      {jsonAt(attachment, 'footer') === null && <small>{textAt(attachment, 'footer')}</small>}
    </div>
  );
}

function File({ file }: { file: FileShown }) {
  const picture = file.mimetype.startsWith('image/');
  return (
    <div className="file">
      <div className="file-head">
        <span aria-hidden="true">📄</span>
        <span>
          <strong>{file.title}</strong>
          <small>
            {file.name} · {size(file.size)}
          </small>
        </span>
        <a className="button button-small" href={file.url} target="_blank" rel="noreferrer">
          Open
        </a>
      </div>
      {picture && <img src={file.url} alt={file.title} />}
      {file.preview !== null && file.preview !== '' && <pre>{file.preview}</pre>}
    </div>
  );
}

function size(bytes: number): string {
  return bytes < 1024 ? `${bytes} B` : `${(bytes / 1024).toFixed(1)} kB`;
}

function Reactions({ message }: { message: MessageShown }) {
  const { view, people, act } = usePage();
  if (message.reactions.length === 0) return null;
  return (
    <div className="reactions">
      {message.reactions.map((reaction) => {
        const mine = reaction.users.includes(view.user.id);
        const who = reaction.users.map((id) => people.get(id)?.real_name ?? id).join(', ');
        return (
          <button
            key={reaction.name}
            type="button"
            className={mine ? 'reaction mine' : 'reaction'}
            aria-pressed={mine}
            aria-label={`${reaction.name}, ${reaction.count}`}
            title={`${who} reacted with :${reaction.name}:`}
            onClick={() =>
              void act({
                type: mine ? 'remove_reaction' : 'add_reaction',
                channel: message.channel,
                ts: message.ts,
                name: reaction.name,
              })
            }
          >
            <Emoji name={reaction.name} /> {reaction.count}
          </button>
        );
      })}
    </div>
  );
}

function ThreadLine({ message }: { message: MessageShown }) {
  const { go, people, now } = usePage();
  const root = message.broadcast ? message.thread_ts : message.ts;
  if (root === null || (message.reply_count === 0 && !message.broadcast)) return null;
  const replies = message.reply_count === 1 ? '1 reply' : `${message.reply_count} replies`;
  return (
    <button type="button" className="thread-line" onClick={() => go({ thread: root })}>
      {message.reply_users.slice(0, 4).map((id) => (
        <Avatar key={id} user={id} name={people.get(id)?.real_name ?? id} small />
      ))}
      <strong>{message.broadcast ? 'View thread' : replies}</strong>
      {message.latest_reply !== null && (
        <small>last {ago(instantOf(message.latest_reply), now())}</small>
      )}
    </button>
  );
}
