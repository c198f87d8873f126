import { useState } from 'react';
import type { MessageShown } from '../../protocol.ts';
import { usePage } from '../state/page-context.ts';
import { typedWords } from '../text/typed-words.ts';

/** Changes one's own message in its place. */
export function EditBox({ message, onDone }: { message: MessageShown; onDone: () => void }) {
  const page = usePage();
  const { act } = page;
  const [text, setText] = useState(() => typedWords(message.text, page));
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
