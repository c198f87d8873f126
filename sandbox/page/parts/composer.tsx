import {
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import type { ChannelShown } from '../../protocol.ts';
import { usePage } from '../state/page-context.ts';
import { type Completion, completionsFor } from './completions.ts';
import { Menu, nextIndex } from './menu.tsx';

/** Where one writes: messages, `/commands` with their hints, `@people`, `#channels`, `:emoji:`. */
export function Composer({ channel, thread }: { channel: ChannelShown; thread?: string }) {
  const { view } = usePage();
  const { send, sending } = useSending(channel, thread);
  const writing = useWriting(send);
  const { box, text, completions, at, complete } = writing;
  useGrowing(box, text);
  useReady(box, channel.id);
  return (
    <div className="composer">
      {completions.length > 0 && (
        <Completions completions={completions} at={at} onChoose={complete} />
      )}
      <textarea
        ref={box}
        rows={1}
        aria-label={thread === undefined ? `Message to ${channel.name}` : 'Reply in thread'}
        aria-autocomplete="list"
        placeholder={thread === undefined ? placeholder(channel) : 'Reply …'}
        value={text}
        onChange={(event) => writing.write(event.target.value, event.target.selectionStart)}
        onSelect={(event) => writing.setCaret(event.currentTarget.selectionStart)}
        onKeyDown={writing.onKeyDown}
      />
      <div className="composer-tools">
        <Shortcuts />
        <FileButton channel={channel} {...(thread === undefined ? {} : { thread })} />
        {view.commands.length > 0 && thread === undefined && (
          <button
            type="button"
            className="icon-button"
            aria-label="Commands"
            title="Commands"
            onClick={() => writing.begin('/')}
          >
            /
          </button>
        )}
        <span className="composer-state" role="status">
          {sending ? 'Sending …' : ''}
        </span>
        <button
          type="button"
          className="button button-primary send"
          aria-label="Send"
          disabled={text.trim() === ''}
          onClick={() => void writing.submit()}
        >
          ➤
        </button>
      </div>
    </div>
  );
}

/** The text being written, what could complete it, and what the keys do. */
function useWriting(send: (text: string) => Promise<boolean>) {
  const { view } = usePage();
  const box = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState('');
  const [caret, setCaret] = useState(0);
  const [at, setAt] = useState(0);
  const [hidden, setHidden] = useState(false);
  const completions = hidden ? [] : completionsFor(view, text, caret);
  const chosen = completions[Math.min(at, completions.length - 1)];

  const write = (words: string, position: number): void => {
    setText(words);
    setCaret(position);
    setHidden(false);
    setAt(0);
  };
  const begin = (words: string): void => {
    write(words, words.length);
    box.current?.focus();
  };
  const complete = (completion: Completion): void => begin(completion.text);
  const submit = async (): Promise<void> => {
    write('', 0);
    box.current?.focus();
    if (!(await send(text))) setText((now) => (now === '' ? text : now));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const next = nextIndex(event.key, at, completions.length);
    if (event.key.startsWith('Arrow') && next !== undefined) {
      event.preventDefault();
      setAt(next);
    } else if (event.key === 'Escape' && completions.length > 0) {
      setHidden(true);
    } else if (event.key === 'Tab' && chosen !== undefined && !event.shiftKey) {
      event.preventDefault();
      complete(chosen);
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      // A command that is written out is sent, not completed once more.
      if (chosen !== undefined && !chosen.done) complete(chosen);
      else void submit();
    }
  };
  return { box, text, completions, at, write, begin, complete, submit, setCaret, onKeyDown };
}

function placeholder(channel: ChannelShown): string {
  const direct = channel.kind === 'im' || channel.kind === 'mpim';
  return `Message ${direct ? '' : '#'}${channel.name}`;
}

/** Sends words or a command; false when they should be given back. */
function useSending(channel: ChannelShown, thread: string | undefined) {
  const { act } = usePage();
  const [sending, setSending] = useState(0);
  const send = async (text: string): Promise<boolean> => {
    if (text.trim() === '') return true;
    const command = /^\/[^\s/]+(\s|$)/.test(text);
    const where = { channel: channel.id, ...(thread === undefined ? {} : { thread_ts: thread }) };
    setSending((count) => count + 1);
    // Slackbot says in the channel what became of a command that failed.
    const result = command
      ? await act({ type: 'run_command', text, ...where }, true)
      : await act({ type: 'post_message', text, ...where });
    setSending((count) => count - 1);
    return result.ok || (command && result.error !== 'connection');
  };
  return { send, sending: sending > 0 };
}

/** Whoever comes into a channel can type at once; on a phone that would open the keyboard. */
function useReady(box: RefObject<HTMLTextAreaElement | null>, channelId: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: again for each channel
  useEffect(() => {
    const hasKeyboard = matchMedia('(pointer: fine)').matches;
    const isBehindForm = document.querySelector('dialog[open]') !== null;
    if (hasKeyboard && !isBehindForm) box.current?.focus();
  }, [channelId]);
}

function useGrowing(box: React.RefObject<HTMLTextAreaElement | null>, text: string): void {
  useLayoutEffect(() => {
    if (box.current === null) return;
    box.current.style.height = '';
    if (text === '') return;
    box.current.style.height = `${Math.min(box.current.scrollHeight + 2, 220)}px`;
  }, [box, text]);
}

function Completions(props: {
  completions: readonly Completion[];
  at: number;
  onChoose: (completion: Completion) => void;
}) {
  return (
    <div className="completions" role="listbox" aria-label="Suggestions" tabIndex={-1}>
      {props.completions.map((completion, index) => (
        <div
          key={completion.key}
          role="option"
          tabIndex={-1}
          aria-selected={index === props.at}
          className={index === props.at ? 'option at' : 'option'}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => props.onChoose(completion)}
          onKeyDown={(event) => event.key === 'Enter' && props.onChoose(completion)}
        >
          <span>
            <strong>{completion.name}</strong> {completion.hint}
          </span>
          <small>{completion.detail}</small>
        </div>
      ))}
    </div>
  );
}

/** ⚡: the global shortcuts of all apps. */
function Shortcuts() {
  const { view, act } = usePage();
  const items = view.shortcuts
    .filter((shortcut) => shortcut.type === 'global')
    .map(({ app_id, callback_id, name, description }) => ({
      key: `${app_id} ${callback_id}`,
      group: 'Shortcuts',
      label: name,
      detail: description,
      run: () => void act({ type: 'global_shortcut', app_id, callback_id }),
    }));
  return <Menu label="Shortcuts" button="⚡" items={items} />;
}

function FileButton({ channel, thread }: { channel: ChannelShown; thread?: string }) {
  const { act } = usePage();
  const input = useRef<HTMLInputElement>(null);
  const share = async (file: File): Promise<void> => {
    const bytes = new Uint8Array(await file.arrayBuffer());
    await act({
      type: 'upload_file',
      channel: channel.id,
      name: file.name,
      content: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')),
      encoding: 'base64',
      ...(thread === undefined ? {} : { thread_ts: thread }),
    });
  };
  return (
    <>
      <button
        type="button"
        className="icon-button"
        aria-label="Share a file"
        title="Share a file"
        onClick={() => input.current?.click()}
      >
        📎
      </button>
      <input
        ref={input}
        type="file"
        hidden
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file !== undefined) void share(file);
          event.target.value = '';
        }}
      />
    </>
  );
}
