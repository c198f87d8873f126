import { type ReactNode, useEffect, useId, useRef } from 'react';

/** A modal dialog: the browser keeps the focus inside, and Esc closes it. */
export function Dialog(props: {
  title: ReactNode;
  onClose: () => void;
  children: ReactNode;
  footer?: ReactNode;
  className?: string;
  /** Before the title: the way back. */
  lead?: ReactNode;
  /** When it changes, other contents stand here: the focus goes to their first field. */
  contents?: string;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const shown = dialog.current;
    if (shown !== null && !shown.open) shown.showModal();
    return () => shown?.close();
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: new contents are the reason
  useEffect(() => {
    if (dialog.current !== null) firstField(dialog.current)?.focus();
  }, [props.contents]);
  return (
    <dialog
      ref={dialog}
      className={`dialog ${props.className ?? ''}`}
      aria-labelledby={titleId}
      onCancel={(event) => {
        // A dialog inside this one has its own Esc.
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        props.onClose();
      }}
    >
      <header className="dialog-head">
        {props.lead}
        <h2 id={titleId}>{props.title}</h2>
        <button type="button" className="icon-button" aria-label="Close" onClick={props.onClose}>
          ✕
        </button>
      </header>
      <div className="dialog-body">{props.children}</div>
      {props.footer !== undefined && <footer className="dialog-foot">{props.footer}</footer>}
    </dialog>
  );
}

function firstField(dialog: HTMLElement): HTMLElement | null {
  return (
    dialog.querySelector<HTMLElement>('[data-first]') ??
    dialog.querySelector<HTMLElement>('.dialog-body :is(input, textarea, select)') ??
    dialog.querySelector<HTMLElement>('.dialog-foot .button-primary')
  );
}
