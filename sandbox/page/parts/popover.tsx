import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef } from 'react';

/**
 * Something that floats beside what opened it, inside the window, and closes when one presses
 * elsewhere or Esc. It is fixed, so scrolling parents do not cut it off.
 */
export function Popover(props: {
  anchor: RefObject<HTMLElement | null>;
  onClose: () => void;
  children: ReactNode;
  className?: string;
  /** As wide as the anchor. */
  fit?: boolean;
}) {
  const box = useRef<HTMLDivElement>(null);
  const { anchor, onClose } = props;
  useLayoutEffect(() => {
    if (box.current && anchor.current) put(box.current, anchor.current, props.fit === true);
  });
  useEffect(() => {
    const elsewhere = (event: PointerEvent): void => {
      const target = event.target as Node;
      if (!box.current?.contains(target) && !anchor.current?.contains(target)) onClose();
    };
    const again = (): void => {
      if (box.current && anchor.current) put(box.current, anchor.current, props.fit === true);
    };
    document.addEventListener('pointerdown', elsewhere);
    document.addEventListener('scroll', again, true);
    window.addEventListener('resize', again);
    return () => {
      document.removeEventListener('pointerdown', elsewhere);
      document.removeEventListener('scroll', again, true);
      window.removeEventListener('resize', again);
    };
  }, [anchor, onClose, props.fit]);
  return (
    <div ref={box} className={`popover ${props.className ?? ''}`}>
      {props.children}
    </div>
  );
}

const margin = 8;

/** Below the anchor where there is room, else above; never beyond the window's edges. */
function put(box: HTMLElement, anchor: HTMLElement, fit: boolean): void {
  const at = anchor.getBoundingClientRect();
  if (fit) box.style.width = `${at.width}px`;
  const below = window.innerHeight - at.bottom - margin;
  const above = at.top - margin;
  box.style.maxHeight = `${Math.max(120, Math.min(620, Math.max(below, above) - 4))}px`;
  const { width, height } = box.getBoundingClientRect();
  const under = height <= below || below >= above;
  const left = Math.min(Math.max(margin, at.left), window.innerWidth - width - margin);
  box.style.left = `${Math.max(margin, left)}px`;
  box.style.top = `${under ? at.bottom + 4 : Math.max(margin, at.top - height - 4)}px`;
}
