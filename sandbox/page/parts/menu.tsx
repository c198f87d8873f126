import {
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useRef,
  useState,
} from 'react';
import { Popover } from './popover.tsx';

export interface MenuItem {
  key: string;
  label: ReactNode;
  detail?: ReactNode;
  danger?: boolean;
  disabled?: boolean;
  /** Shown above the first item of a group. */
  group?: string;
  run: () => void;
}

/** A button that opens a menu. Arrow keys, Home, End and Esc work as in any menu. */
export function Menu(props: {
  label: string;
  button: ReactNode;
  items: readonly MenuItem[];
  className?: string;
  title?: string;
}) {
  const anchor = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const close = useCallback(() => setOpen(false), []);
  return (
    <span className="menu-place">
      <button
        ref={anchor}
        type="button"
        className={props.className ?? 'icon-button'}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-label={props.label}
        title={props.title ?? props.label}
        onClick={() => setOpen(!open)}
      >
        {props.button}
      </button>
      {open && (
        <Popover anchor={anchor} onClose={close} className="menu">
          <MenuList
            label={props.label}
            items={props.items}
            onClose={() => {
              close();
              anchor.current?.focus();
            }}
          />
        </Popover>
      )}
    </span>
  );
}

function MenuList(props: { label: string; items: readonly MenuItem[]; onClose: () => void }) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus();
  }, []);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.stopPropagation();
      event.preventDefault();
      props.onClose();
      return;
    }
    const items = [...(list.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
    const at = items.indexOf(document.activeElement as HTMLElement);
    const next = nextIndex(event.key, at, items.length);
    if (next === undefined) return;
    event.preventDefault();
    items[next]?.focus();
  };
  return (
    <div ref={list} role="menu" aria-label={props.label} tabIndex={-1} onKeyDown={onKeyDown}>
      {props.items.map((item, at) => (
        <div key={item.key} role="none">
          {item.group !== undefined && item.group !== props.items[at - 1]?.group && (
            <div className="menu-group">{item.group}</div>
          )}
          <button
            type="button"
            role="menuitem"
            className={item.danger ? 'menu-item danger' : 'menu-item'}
            disabled={item.disabled}
            onClick={() => {
              props.onClose();
              item.run();
            }}
          >
            <span>{item.label}</span>
            {item.detail !== undefined && <small>{item.detail}</small>}
          </button>
        </div>
      ))}
      {props.items.length === 0 && <div className="menu-group">Nothing here</div>}
    </div>
  );
}

/** Where the arrow keys lead in a list that has no end. */
export function nextIndex(key: string, at: number, count: number): number | undefined {
  if (count === 0) return undefined;
  if (key === 'ArrowDown') return (at + 1) % count;
  if (key === 'ArrowUp') return (at - 1 + count) % count;
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  return undefined;
}
