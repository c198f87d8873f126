import { Fragment, useEffect, useRef } from 'react';
import type { ChannelShown, MessageShown } from '../../protocol.ts';
import { usePage } from '../state/page-context.ts';
import { dayHeading, dayOf, instantOf } from '../state/times.ts';
import { Message } from './message.tsx';
import { Welcome } from './welcome.tsx';

/** Messages of one author within this time stand under one name, in milliseconds. */
const togetherMs = 5 * 60_000;

/** What was said in a channel, with its days and the line above what is new. */
export function MessageList(props: { channel: ChannelShown; newSince: string | null }) {
  const { view, now, place } = usePage();
  const list = useFollowing(props.channel.messages, place.message);
  const { tz } = view.user;
  const firstNew =
    props.newSince === null
      ? undefined
      : props.channel.messages.find(
          (each) => each.ts > (props.newSince ?? '') && each.user !== view.user.id,
        )?.ts;
  const messages = gathered(props.channel.messages, firstNew);
  return (
    <div ref={list} className="messages" role="log" aria-label="Messages" tabIndex={-1}>
      <div className="messages-inner">
        <Welcome channel={props.channel} />
        {messages.map((message, index) => {
          const before = messages[index - 1];
          const newDay =
            before === undefined ||
            dayOf(instantOf(before.ts), tz) !== dayOf(instantOf(message.ts), tz);
          return (
            <Fragment key={`${message.ts} ${message.ephemeral}`}>
              {newDay && (
                <div className="divider day">
                  <span>{dayHeading(instantOf(message.ts), { tz, now: now() })}</span>
                </div>
              )}
              {message.ts === firstNew && (
                <div className="divider new">
                  <span>New</span>
                </div>
              )}
              <Message
                message={message}
                compact={!newDay && message.ts !== firstNew && goesOn(before, message)}
                marked={message.ts === place.message}
              />
            </Fragment>
          );
        })}
      </div>
    </div>
  );
}

const joins = new Set(['channel_join', 'group_join']);

/** Neighbouring lines of people who joined as one line; what is new begins a line of its own. */
function gathered(messages: readonly MessageShown[], firstNew: string | undefined): MessageShown[] {
  const shown: MessageShown[] = [];
  const names: string[] = [];
  for (const message of messages) {
    const last = shown.at(-1);
    const together = joins.has(message.subtype ?? '') && message.ts !== firstNew;
    if (together && last !== undefined && joins.has(last.subtype ?? '')) {
      names.push(`<@${message.user}>`);
      const text = `${names.slice(0, -1).join(', ')} and ${names.at(-1)} have joined the channel`;
      shown[shown.length - 1] = { ...last, text, blocks: [] };
    } else {
      names.splice(0, names.length, `<@${message.user}>`);
      shown.push(message);
    }
  }
  return shown;
}

function goesOn(before: MessageShown | undefined, message: MessageShown): boolean {
  return (
    before !== undefined &&
    before.user === message.user &&
    before.username === message.username &&
    before.ephemeral === message.ephemeral &&
    isSpoken(before) &&
    isSpoken(message) &&
    message.thread_ts === null &&
    instantOf(message.ts) - instantOf(before.ts) < togetherMs
  );
}

function isSpoken(message: MessageShown): boolean {
  return message.subtype === null || ['bot_message', 'file_share'].includes(message.subtype);
}

/** Keeps the newest message in sight while the reader is at the end, or shows the one linked to. */
function useFollowing(messages: readonly MessageShown[], wanted: string | undefined) {
  const list = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  useEffect(() => {
    const box = list.current;
    const inner = box?.firstElementChild;
    if (!box || !inner) return;
    let last = box.scrollTop;
    let height = box.scrollHeight;
    // Only going up leaves the end. What grows below also changes the distance to it, and when
    // something above shrinks the browser itself moves up, to keep what is read in its place.
    const onScroll = (): void => {
      if (box.scrollHeight - box.scrollTop - box.clientHeight < 80) atEnd.current = true;
      else if (box.scrollTop < last - 2 && box.scrollHeight === height) atEnd.current = false;
      last = box.scrollTop;
      height = box.scrollHeight;
    };
    const follow = (): void => {
      if (atEnd.current) box.scrollTop = box.scrollHeight;
    };
    const watch = new ResizeObserver(follow);
    watch.observe(inner);
    watch.observe(box);
    box.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      watch.disconnect();
      box.removeEventListener('scroll', onScroll);
    };
  }, []);
  const there = wanted !== undefined && messages.some((each) => each.ts === wanted);
  useEffect(() => {
    if (!there) return;
    atEnd.current = false;
    list.current?.querySelector(`[data-ts="${wanted}"]`)?.scrollIntoView({ block: 'center' });
  }, [there, wanted]);
  return list;
}
