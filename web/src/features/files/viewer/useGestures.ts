import { type MouseEvent, type PointerEvent, useCallback, useEffect, useRef, useState } from 'react';
import { fitted, moved, type Size, swipeOf, type View, zoomedAt } from './zoom';

interface Wishes {
  onSwipe: (to: 'left' | 'right' | 'down') => void;
  /** A press on nothing. */
  onClose: () => void;
}

interface Point {
  x: number;
  y: number;
}

const doubleTap = 2.5;
/** Less is a press with an unsteady hand. */
const steady = 6;
/** Between the two presses of a double one, and how far apart they may be. */
const soon = 300;
const near = 30;

/** Wheel, pinch, double press and drag over a picture; at its own size a finger swipes. */
export function useGestures({ onSwipe, onClose }: Wishes) {
  const stage = useRef<HTMLDivElement>(null);
  const picture = useRef<HTMLImageElement>(null);
  const [view, setView] = useState<View>(fitted);
  const [pull, setPull] = useState<Point | null>(null);
  const fingers = useRef(new Map<number, Point>());
  const begun = useRef<Point | null>(null);
  const hasMoved = useRef(false);
  const lastPress = useRef({ time: 0, x: 0, y: 0 });

  const sizes = useCallback((): [Size, Size] => {
    const { offsetWidth: width = 0, offsetHeight: height = 0 } = picture.current ?? {};
    return [{ width, height }, { width: stage.current!.clientWidth, height: stage.current!.clientHeight }];
  }, []);

  /** From the middle of the stage. */
  const placeOf = useCallback(
    ({ clientX, clientY }: { clientX: number; clientY: number }): Point => {
      const box = stage.current!.getBoundingClientRect();
      return { x: clientX - box.left - box.width / 2, y: clientY - box.top - box.height / 2 };
    },
    [],
  );

  const zoom = useCallback((factor: number, at: Point = { x: 0, y: 0 }) => setView((now) => zoomedAt(now, factor, at, ...sizes())), [sizes]);
  const move = useCallback((by: Point) => setView((now) => moved(now, by, ...sizes())), [sizes]);

  useEffect(() => {
    const element = stage.current!;
    // React listens to the wheel without the right to hold the page still.
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      zoom(Math.exp(-event.deltaY / (event.ctrlKey ? 120 : 400)), placeOf(event));
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [zoom, placeOf]);

  function onPointerDown(event: PointerEvent<HTMLElement>) {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture?.(event.pointerId);
    fingers.current.set(event.pointerId, placeOf(event));
    begun.current = fingers.current.size === 1 ? placeOf(event) : null;
    hasMoved.current = fingers.current.size > 1;
    setPull(null);
  }

  function onPointerMove(event: PointerEvent<HTMLElement>) {
    const before = fingers.current.get(event.pointerId);
    if (before === undefined) return;
    const now = placeOf(event);
    const other = [...fingers.current].find(([id]) => id !== event.pointerId)?.[1];
    fingers.current.set(event.pointerId, now);
    if (other) {
      zoom(distance(now, other) / Math.max(1, distance(before, other)), { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 });
    } else if (begun.current !== null) {
      hasMoved.current ||= distance(now, begun.current) > steady;
      if (view.scale > 1) move({ x: now.x - before.x, y: now.y - before.y });
      else if (event.pointerType !== 'mouse' && hasMoved.current) setPull({ x: now.x - begun.current.x, y: now.y - begun.current.y });
    }
  }

  function onPointerUp(event: PointerEvent<HTMLElement>) {
    fingers.current.delete(event.pointerId);
    const wish = pull && event.type === 'pointerup' ? swipeOf(pull, sizes()[1]) : null;
    begun.current = null;
    setPull(null);
    if (wish) onSwipe(wish);
    else if (!hasMoved.current && event.type === 'pointerup') press(event);
  }

  /** Not the browser's own double click: not every one makes that of two taps. */
  function press(event: PointerEvent<HTMLElement>) {
    const at = placeOf(event);
    const isDouble = event.timeStamp - lastPress.current.time < soon && distance(at, lastPress.current) < near;
    lastPress.current = { time: isDouble ? 0 : event.timeStamp, ...at };
    if (!isDouble) return;
    if (view.scale > 1) setView(fitted);
    else zoom(doubleTap, at);
  }

  return {
    stage,
    picture,
    view,
    pull,
    zoom,
    move,
    reset: () => setView(fitted),
    handlers: {
      onPointerDown,
      onPointerMove,
      onPointerUp,
      onPointerCancel: onPointerUp,
      onClick: (event: MouseEvent<HTMLElement>) => {
        // A captured pointer clicks on the stage wherever it is, so the place tells what was pressed.
        const box = picture.current?.getBoundingClientRect();
        const isBeside = !box || event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
        if (isBeside && !hasMoved.current) onClose();
      },
    },
  };
}

const distance = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y);
