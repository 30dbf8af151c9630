import type { Point } from '../../layout/point.ts';
import { NODE } from './node-size.ts';

/** Below this the words in a step can't be read. */
const READABLE = 0.75;
/** Room around the graph, in CSS pixels. */
const MARGIN = 16;

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * How a graph is first seen in a pane of `pane` CSS pixels: all of it where that can be read, else the part around the node `about`,
 * and from its beginning where there is none. `x` and `y` are where its origin stands; it is made no smaller than `least` times its size.
 */
export function openingView(
  { nodes }: { readonly nodes: ReadonlyMap<string, Point> },
  pane: Size,
  { least = READABLE, about }: { readonly least?: number; readonly about?: string | undefined } = {},
): Point & { readonly zoom: number } {
  const all = [...nodes.values()];
  if (all.length === 0) return { x: 0, y: 0, zoom: 1 };
  const left = Math.min(...all.map(({ x }) => x));
  const top = Math.min(...all.map(({ y }) => y));
  const width = Math.max(...all.map(({ x }) => x)) + NODE.width - left;
  const height = Math.max(...all.map(({ y }) => y)) + NODE.height - top;
  const room = { width: pane.width - 2 * MARGIN, height: pane.height - 2 * MARGIN };
  const zoom = Math.min(1, Math.max(least, Math.min(room.width / width, room.height / height)));
  const middle = nodes.get(about ?? '') ?? { x: left, y: top };
  /** Where the graph begins along one side: in the middle where all of it has room, else so that no room is left beside it. */
  const begin = (room: number, size: number, wanted: number): number =>
    size <= room - 2 * MARGIN ? (room - size) / 2 : Math.min(MARGIN, Math.max(room - MARGIN - size, room / 2 - wanted));
  return {
    x: begin(pane.width, width * zoom, (middle.x + NODE.width / 2 - left) * zoom) - left * zoom,
    y: begin(pane.height, height * zoom, (middle.y + NODE.height / 2 - top) * zoom) - top * zoom,
    zoom,
  };
}
