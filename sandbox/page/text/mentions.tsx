import type { ReactNode } from 'react';
import { usePage } from '../state/page-context.ts';
import { addressOf } from '../state/place.ts';
import { exactly, fillDateTokens } from '../state/times.ts';
import { emojiOf } from './emoji.ts';

/** `@Rita Reporter`; opens a direct message. */
export function Person({ id }: { id: string }) {
  const { people, view, act, go } = usePage();
  const person = people.get(id);
  const open = async (): Promise<void> => {
    const result = await act({ type: 'open_direct', users: [id] });
    if (result.channel !== undefined) go({ channel: result.channel });
  };
  return (
    <button
      type="button"
      className={id === view.user.id ? 'mention mention-you' : 'mention'}
      title={person?.title || undefined}
      onClick={() => void open()}
    >
      @{person?.real_name ?? id}
    </button>
  );
}

/** `#general`; goes there. */
export function ChannelLink({ id, label }: { id: string; label?: string | undefined }) {
  const { channels, place } = usePage();
  const channel = channels.get(id);
  if (channel === undefined)
    return <span className="mention">{label ? `#${label}` : '🔒 private channel'}</span>;
  return (
    <Link href={addressOf({ user: place.user, channel: id })} className="mention">
      {channel.kind === 'private' ? '🔒' : '#'}
      {channel.name}
    </Link>
  );
}

/** `@sre`, with the names of those who are meant. */
export function Group({ id, label }: { id: string; label?: string | undefined }) {
  const { view, people } = usePage();
  const group = view.user_groups.find((each) => each.id === id);
  const names = group?.users.map((each) => people.get(each)?.real_name ?? each).join(', ');
  return (
    <span className="mention" title={names}>
      @{group?.handle ?? label?.replace(/^@/, '') ?? id}
    </span>
  );
}

/** `@here`, `@channel`, `@everyone`. */
export function Broadcast({ range }: { range: string }) {
  return <span className="mention mention-you">@{range}</span>;
}

/** A link; permalinks and the page's own addresses are followed inside the page. */
export function Link(props: { href: string; children: ReactNode; className?: string }) {
  const { href, children } = props;
  const { follow } = usePage();
  // Addresses come from apps and people: nothing that runs.
  if (!/^(https?:|mailto:|\/)/i.test(href)) return <span>{children}</span>;
  return (
    <a
      href={href}
      className={props.className}
      target="_blank"
      rel="noreferrer"
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        if (follow(href)) event.preventDefault();
      }}
    >
      {children}
    </a>
  );
}

/** An instant in the viewer's own zone. `at` in Unix seconds. */
export function Instant(props: { at: number; format: string; link?: string; fallback: string }) {
  const { view, now } = usePage();
  const at = props.at * 1000;
  if (!Number.isFinite(at)) return <>{props.fallback}</>;
  const words = fillDateTokens(props.format, at, { tz: view.user.tz, now: now() });
  const time = (
    <time dateTime={new Date(at).toISOString()} title={exactly(at, view.user.tz)}>
      {words}
    </time>
  );
  return props.link ? <Link href={props.link}>{time}</Link> : time;
}

/** `:wave:` as a character, or as it was written when nobody knows it. */
export function Emoji({ name }: { name: string }) {
  const emoji = emojiOf(name);
  if (emoji === undefined) return <>{`:${name}:`}</>;
  return (
    <span className="emoji" role="img" aria-label={name.replaceAll('_', ' ')} title={`:${name}:`}>
      {emoji}
    </span>
  );
}
