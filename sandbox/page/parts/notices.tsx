import type { Notice } from '../state/page-context.ts';

/** Short notices at the edge of the page. */
export function Notices(props: { notices: readonly Notice[]; onDismiss: (id: number) => void }) {
  return (
    <div className="notices" aria-live="polite">
      {props.notices.map((notice) => (
        <div key={notice.id} className={`notice notice-${notice.kind}`} role="status">
          <span>{notice.text}</span>
          {notice.action !== undefined && (
            <button
              type="button"
              className="button button-small"
              onClick={() => {
                notice.action?.run();
                props.onDismiss(notice.id);
              }}
            >
              {notice.action.label}
            </button>
          )}
          <button
            type="button"
            className="icon-button"
            aria-label="Dismiss"
            onClick={() => props.onDismiss(notice.id)}
          >
            ✕
          </button>
        </div>
      ))}
    </div>
  );
}
