import type { Point } from '../../layout/point.ts';

interface Gestures {
  pan(dx: number, dy: number): void;
  /** `at` is in CSS pixels of the element; above 1 is nearer. */
  zoom(at: Point, factor: number): void;
  hover(at: Point | null): void;
  click(at: Point): void;
  open(at: Point): void;
}

/** A pointer that moved less far than this was only pressed. */
const SHAKE = 4;
const WHEEL = 0.0016;

/** Reads dragging, pinching, the wheel, clicks and double clicks; the returned function ends it. */
export function onGestures(element: HTMLElement, gestures: Gestures): () => void {
  const pointers = new Map<number, Point>();
  let travelled = 0;
  const end = new AbortController();
  const { signal } = end;
  const place = ({ clientX, clientY }: MouseEvent): Point => {
    const { left, top } = element.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  };
  const listen = <K extends keyof HTMLElementEventMap>(type: K, act: (event: HTMLElementEventMap[K]) => void): void =>
    element.addEventListener(type, act, { signal, passive: false });

  listen('pointerdown', (event) => {
    if (pointers.size === 0) travelled = 0;
    pointers.set(event.pointerId, place(event));
    if (event.isTrusted) element.setPointerCapture(event.pointerId);
  });
  listen('pointermove', (event) => {
    const at = place(event);
    const before = pointers.get(event.pointerId);
    if (!before) return gestures.hover(at);
    pointers.set(event.pointerId, at);
    const [dx, dy] = [at.x - before.x, at.y - before.y];
    travelled += Math.hypot(dx, dy);
    const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
    if (other)
      gestures.zoom(
        other,
        Math.hypot(at.x - other.x, at.y - other.y) / Math.max(1, Math.hypot(before.x - other.x, before.y - other.y)),
      );
    else if (travelled > SHAKE) gestures.pan(dx, dy);
  });
  for (const type of ['pointerup', 'pointercancel'] as const) listen(type, (event) => pointers.delete(event.pointerId));
  listen('pointerleave', () => gestures.hover(null));
  listen('click', (event) => {
    if (travelled <= SHAKE) gestures.click(place(event));
  });
  listen('dblclick', (event) => gestures.open(place(event)));
  listen('wheel', (event) => {
    event.preventDefault();
    gestures.zoom(place(event), Math.exp(-event.deltaY * WHEEL));
  });
  return () => end.abort();
}
