import { boundsOf } from './bounds.ts';
import { placeByForce } from './force.ts';
import { COLUMN, ROW, placeLayered } from './layered.ts';
import { rank } from './ranks.ts';
import { type Pairs, type Spot, parts, spotsOf } from './spot.ts';

const LAYERED = 600;
const TALLEST = 60;
/** A picture is about as wide as it is high: rows of a wide one move apart, so far, since there is room for their labels. */
const AIRIEST = 1.8;
/** Between parts that do not hang together. */
const GAP = 2 * ROW;

/**
 * Places a whole graph; two numbers a node. The same graph is always placed the same. `columns`: also where they become
 * tall, as for a plan, whose order matters more than its outline.
 */
export function place(count: number, edges: Pairs, columns = false): Float32Array<ArrayBuffer> {
  const spots = spotsOf(count, edges);
  const all = parts(spots);
  const alone = all.filter((part) => part.length === 1).flat();
  const blocks = all.filter((part) => part.length > 1);
  for (const part of blocks) {
    rank(part);
    const tallest = Math.max(...[...Map.groupBy(part, (spot) => spot.rank).values()].map((column) => column.length));
    if (columns || (part.length <= LAYERED && tallest <= TALLEST)) placeLayered(part);
    else placeByForce(part);
  }
  blocks.sort((a, b) => b.length - a.length);
  if (alone.length > 0) blocks.push(tile(alone));
  pack(blocks);
  if (!columns) air(spots);
  return Float32Array.from(spots.flatMap(({ x, y }) => [x, y]));
}

/** What stands for itself, in columns, oldest first. */
function tile(alone: Spot[]): Spot[] {
  const rows = Math.max(1, Math.ceil(Math.sqrt((alone.length * COLUMN) / ROW) * 0.8));
  alone.forEach((spot, i) => {
    spot.x = Math.floor(i / rows) * COLUMN;
    spot.y = (i % rows) * ROW;
  });
  return alone;
}

/** Puts the parts side by side on shelves of about the width that makes the whole as wide as a window is. */
function pack(blocks: readonly (readonly Spot[])[]): void {
  const boxes = blocks.map((part) => {
    const { left, top, right, bottom } = boundsOf(part);
    return { part, left, top, width: right - left + COLUMN, height: bottom - top + GAP };
  });
  const area = boxes.reduce((sum, { width, height }) => sum + width * height, 0);
  const widest = Math.max(0, ...boxes.map(({ width }) => width), Math.sqrt(area * 1.5));
  let [x, y, shelf] = [0, 0, 0];
  for (const { part, left, top, width, height } of boxes) {
    if (x > 0 && x + width > widest) {
      [x, y, shelf] = [0, y + shelf, 0];
    }
    for (const spot of part) {
      spot.x += x - left;
      spot.y += y - top;
    }
    x += width;
    shelf = Math.max(shelf, height);
  }
}

/** Moves the rows of a wide picture apart. */
function air(spots: readonly Spot[]): void {
  const { left, top, right, bottom } = boundsOf(spots);
  if (!(bottom > top)) return;
  const factor = Math.min(AIRIEST, Math.max(1, (right - left) / (bottom - top)));
  for (const spot of spots) spot.y *= factor;
}
