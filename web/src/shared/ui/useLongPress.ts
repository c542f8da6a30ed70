import { type MouseEvent, type PointerEvent, useEffect, useMemo, useRef } from 'react';

const holdFor = 450;
const tolerance = 10;

/** A right click, the menu key, or a finger that stays. */
export function useLongPress(open: (at: { x: number; y: number }) => void) {
  const press = useRef<{ timer: ReturnType<typeof setTimeout>; x: number; y: number } | null>(null);
  const fired = useRef(false);
  const latest = useRef(open);
  useEffect(() => {
    latest.current = open;
  });

  return useMemo(() => {
    const cancel = () => {
      if (press.current) clearTimeout(press.current.timer);
      press.current = null;
    };
    return {
      onContextMenu: (event: MouseEvent<HTMLElement>) => {
        event.preventDefault();
        cancel();
        if (fired.current) return;
        const box = event.currentTarget.getBoundingClientRect();
        const byKey = event.clientX === 0 && event.clientY === 0;
        latest.current(byKey ? { x: box.left + 24, y: box.top + 24 } : { x: event.clientX, y: event.clientY });
      },
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        fired.current = false;
        if (event.pointerType === 'mouse') return;
        const { clientX: x, clientY: y } = event;
        const timer = setTimeout(() => {
          fired.current = true;
          latest.current({ x, y });
        }, holdFor);
        press.current = { timer, x, y };
      },
      onPointerMove: (event: PointerEvent<HTMLElement>) => {
        const start = press.current;
        if (start && Math.hypot(event.clientX - start.x, event.clientY - start.y) > tolerance) cancel();
      },
      onPointerUp: cancel,
      onPointerCancel: cancel,
      onClickCapture: (event: MouseEvent<HTMLElement>) => {
        // Lifting the finger after the menu came must not also open what lies under it.
        if (!fired.current) return;
        fired.current = false;
        event.preventDefault();
        event.stopPropagation();
      },
    };
  }, []);
}
