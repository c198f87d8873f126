import { useState } from 'react';
import type { ViewShown } from '../../protocol.ts';
import { Blocks } from '../blocks/blocks.tsx';
import { SurfaceContext } from '../blocks/surface.ts';
import { TextObject } from '../blocks/text-object.tsx';
import { usePage } from '../state/page-context.ts';
import { Dialog } from './dialog.tsx';
import { useViewSurface } from './view-surface.ts';

/** The modal on top of the person's stack. */
export function Modals() {
  const { view } = usePage();
  const top = view.modals.at(-1);
  if (top === undefined) return null;
  // A dialog per stack, so that a pushed view takes the place of the one below.
  return <Modal key={`${view.user.id} ${top.root_view_id}`} shown={top} />;
}

function Modal({ shown }: { shown: ViewShown }) {
  const { view, act } = usePage();
  const app = view.homes.find((home) => home.app_id === shown.app_id);
  const depth = view.modals.length;
  // Quietly: Escape pressed twice closes what is closed already, and that troubles nobody.
  const close = (all: boolean): void =>
    void act({ type: 'close_view', view_id: shown.id, ...(all ? { all } : {}) }, true);
  const { surface, submit, sending, trouble } = useModalForm(shown);
  return (
    <Dialog
      className="dialog-modal"
      contents={shown.id}
      title={<TextObject text={shown.title} />}
      onClose={() => close(true)}
      lead={
        depth > 1 ? (
          <button
            type="button"
            className="icon-button"
            aria-label="Back"
            onClick={() => close(false)}
          >
            ‹
          </button>
        ) : (
          <span className="avatar avatar-small tint-app" aria-hidden="true">
            {app?.app_name.charAt(0) ?? '◆'}
          </span>
        )
      }
      footer={
        <>
          {trouble !== undefined && (
            <span className="error" role="alert">
              ⚠ {trouble}
            </span>
          )}
          <button type="button" className="button" onClick={() => close(false)}>
            {shown.close === null ? 'Cancel' : <TextObject text={shown.close} />}
          </button>
          {shown.submit !== null && (
            <button
              type="button"
              className="button button-primary"
              disabled={shown.submit_disabled || sending}
              aria-busy={sending}
              onClick={() => void submit()}
            >
              {sending ? 'Sending …' : <TextObject text={shown.submit} />}
            </button>
          )}
        </>
      }
    >
      <SurfaceContext value={surface}>
        <form
          key={shown.id}
          onSubmit={(event) => {
            event.preventDefault();
            if (shown.submit !== null) void submit();
          }}
        >
          <Blocks blocks={shown.blocks} />
          {/* Enter in a single line sends the form, as in any other. */}
          <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
        </form>
      </SurfaceContext>
    </Dialog>
  );
}

function useModalForm(shown: ViewShown) {
  const { act } = usePage();
  const { surface, inputs, settle } = useViewSurface(shown, { kind: 'view', view_id: shown.id });
  const [sending, setSending] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  const submit = async (): Promise<void> => {
    if (sending || shown.submit_disabled) return;
    setSending(true);
    setTrouble(undefined);
    const result = await act({ type: 'submit_view', view_id: shown.id, inputs: inputs() }, true);
    setSending(false);
    if (result.ok) settle(result.errors ?? {});
    else setTrouble(result.message ?? result.error);
  };
  return { surface, submit, sending, trouble };
}
