import { type ReactNode, useRef, useState } from 'react';
import type { InputValue } from '../../protocol.ts';
import { type Json, jsonAt, textAt } from '../json.ts';
import { Menu } from '../parts/menu.tsx';
import { Plain } from '../text/mrkdwn.tsx';
import { useConfirm } from './confirm.tsx';
import { choicesOf } from './element-value.ts';
import { Field, nameOf } from './field.tsx';
import { useStanding } from './select-menu.tsx';
import { useSurface } from './surface.ts';

/** An element outside of an input block: using it tells the app. */
export function Element({ blockId, element }: { blockId: string; element: Json }) {
  switch (element['type']) {
    case 'button':
    case 'workflow_button':
      return <Button blockId={blockId} element={element} />;
    case 'icon_button':
      return <IconButton blockId={blockId} element={element} />;
    case 'feedback_buttons':
      return <Feedback blockId={blockId} element={element} />;
    case 'overflow':
      return <Overflow blockId={blockId} element={element} />;
    case 'image':
      return (
        <img
          className="thumb"
          src={textAt(element, 'image_url')}
          alt={textAt(element, 'alt_text')}
        />
      );
    default:
      return <LiveField blockId={blockId} element={element} />;
  }
}

/** Sends what was done, once at a time; `pending` while the app has not answered. */
function useDispatch(blockId: string, element: Json) {
  const surface = useSurface();
  const [pending, setPending] = useState(false);
  const confirm = useConfirm(element);
  const running = useRef(false);
  const send = async (value?: InputValue): Promise<void> => {
    if (running.current) return;
    running.current = true;
    setPending(true);
    await surface.dispatch(blockId, textAt(element, 'action_id'), value);
    running.current = false;
    setPending(false);
  };
  return {
    pending,
    dialog: confirm.dialog,
    run: (value?: InputValue) => confirm.guarded(() => void send(value)),
  };
}

const styles: Readonly<Record<string, string>> = {
  primary: 'button button-primary',
  danger: 'button button-danger',
};

function Button({ blockId, element }: { blockId: string; element: Json }) {
  const { pending, run, dialog } = useDispatch(blockId, element);
  const url = textAt(element, 'url');
  return (
    <>
      <button
        type="button"
        className={styles[textAt(element, 'style')] ?? 'button'}
        aria-label={textAt(element, 'accessibility_label') || undefined}
        aria-busy={pending}
        onClick={() => {
          if (/^https?:/.test(url)) window.open(url, '_blank', 'noreferrer');
          run();
        }}
      >
        <Plain text={textAt(jsonAt(element, 'text'), 'text')} />
        {url !== '' && ' ↗'}
      </button>
      {dialog}
    </>
  );
}

function IconButton({ blockId, element }: { blockId: string; element: Json }) {
  const { run, dialog } = useDispatch(blockId, element);
  const words = textAt(jsonAt(element, 'text'), 'text');
  return (
    <>
      <button
        type="button"
        className="icon-button"
        aria-label={words}
        title={words}
        onClick={() => run()}
      >
        🗑
      </button>
      {dialog}
    </>
  );
}

function Feedback({ blockId, element }: { blockId: string; element: Json }) {
  const { run } = useDispatch(blockId, element);
  const one = (side: 'positive' | 'negative', mark: string): ReactNode => (
    <button type="button" className="button" onClick={() => run(side)}>
      {mark} {textAt(jsonAt(jsonAt(element, `${side}_button`), 'text'), 'text')}
    </button>
  );
  return (
    <>
      {one('positive', '👍')}
      {one('negative', '👎')}
    </>
  );
}

function Overflow({ blockId, element }: { blockId: string; element: Json }) {
  const { run, dialog } = useDispatch(blockId, element);
  const items = choicesOf(element).map((choice) => ({
    key: choice.value,
    label: <Plain text={choice.label} />,
    ...(choice.description === undefined ? {} : { detail: choice.description }),
    run: () => run(choice.value),
  }));
  return (
    <>
      <Menu label="More options" button="⋯" className="button button-overflow" items={items} />
      {dialog}
    </>
  );
}

/** A menu, a picker or a set of choices beside a section or among buttons. */
function LiveField({ blockId, element }: { blockId: string; element: Json }) {
  const standing = useStanding(blockId, element);
  const [chosen, setChosen] = useState<InputValue>();
  const { run, dialog } = useDispatch(blockId, element);
  return (
    <span className="live-field">
      <Field
        blockId={blockId}
        element={element}
        label={nameOf(element)}
        value={chosen === undefined ? standing : chosen}
        onEnter={(value, settled) => {
          setChosen(value);
          if (settled) run(value);
        }}
      />
      {dialog}
    </span>
  );
}
