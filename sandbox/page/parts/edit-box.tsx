import { useState } from 'react';
import type { MessageShown } from '../../protocol.ts';
import { usePage } from '../state/page-context.ts';
import { unescaped } from '../text/mrkdwn.tsx';

/** Changes one's own message in its place. */
export function EditBox({ message, onDone }: { message: MessageShown; onDone: () => void }) {
  const { act, people, channels } = usePage();
  const [text, setText] = useState(() => typed(message.text, people, channels));
  const save = async (): Promise<void> => {
    const { channel, ts } = message;
    const result = await act({ type: 'edit_message', channel, ts, text });
    if (result.ok) onDone();
  };
  return (
    <div className="edit-box">
      <textarea
        // biome-ignore lint/a11y/noAutofocus: the box was opened to type into it
        autoFocus
        aria-label="Edit message"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onDone();
          if (event.key !== 'Enter' || event.shiftKey) return;
          event.preventDefault();
          void save();
        }}
      />
      <button type="button" className="button button-small" onClick={onDone}>
        Cancel
      </button>
      <button
        type="button"
        className="button button-small button-primary"
        onClick={() => void save()}
      >
        Save
      </button>
    </div>
  );
}

/** What a person would type to get this text. */
function typed(
  text: string,
  people: ReadonlyMap<string, { name: string }>,
  channels: ReadonlyMap<string, { name: string }>,
): string {
  return unescaped(
    text
      .replaceAll(/<@(\w+)(?:\|[^>]*)?>/g, (_, id: string) => `@${people.get(id)?.name ?? id}`)
      .replaceAll(/<#(\w+)(?:\|[^>]*)?>/g, (_, id: string) => `#${channels.get(id)?.name ?? id}`)
      .replaceAll(/<!(here|channel|everyone)>/g, '@$1')
      .replaceAll(/<([^<>|]+)(?:\|[^<>]*)?>/g, '$1'),
  );
}
