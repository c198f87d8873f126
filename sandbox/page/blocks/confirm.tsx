import { useState } from 'react';
import { type Json, jsonAt, textAt } from '../json.ts';
import { Dialog } from '../parts/dialog.tsx';
import { TextObject } from './text-object.tsx';

/** Asks before doing, when the element has a confirm dialog. */
export function useConfirm(element: Json): {
  /** Does it at once, or after the person said yes. */
  guarded: (run: () => void) => void;
  dialog: React.ReactNode;
} {
  const confirm = jsonAt(element, 'confirm');
  const [waiting, setWaiting] = useState<{ run: () => void }>();
  const guarded = (run: () => void): void => {
    if (confirm === null) run();
    else setWaiting({ run });
  };
  const answer = (yes: boolean): void => {
    setWaiting(undefined);
    if (yes) waiting?.run();
  };
  const dialog =
    waiting === undefined || confirm === null ? null : (
      <Confirm confirm={confirm} onAnswer={answer} />
    );
  return { guarded, dialog };
}

function Confirm({ confirm, onAnswer }: { confirm: Json; onAnswer: (yes: boolean) => void }) {
  const danger = textAt(confirm, 'style') === 'danger';
  return (
    <Dialog
      className="dialog-small"
      title={<TextObject text={jsonAt(confirm, 'title')} />}
      onClose={() => onAnswer(false)}
      footer={
        <>
          <button type="button" className="button" onClick={() => onAnswer(false)}>
            <TextObject text={jsonAt(confirm, 'deny')} />
          </button>
          <button
            type="button"
            data-first
            className={danger ? 'button button-danger' : 'button button-primary'}
            onClick={() => onAnswer(true)}
          >
            <TextObject text={jsonAt(confirm, 'confirm')} />
          </button>
        </>
      }
    >
      <TextObject text={jsonAt(confirm, 'text')} />
    </Dialog>
  );
}
