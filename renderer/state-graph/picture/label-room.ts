import type { Point } from '../../layout/point.ts';
import { COLUMN } from '../../layout/layered.ts';
import { isEnough } from './label.ts';

/** Nodes whose middles are nearer than so, in CSS pixels, share a line: a label of one would run into the other. */
const LINE = 13;
/** With more nodes than these no line of a small picture is free, and it would take long to find out. */
const FEW = 400;
/** Of the distance that a label keeps from the next node, so much is not needed towards the picture's edge. */
const SPARED = 8;

/**
 * How much room the label of `node` has to its right, in CSS pixels: what the columns leave; in a picture too small for
 * that, up to the next node on its line; never more than up to the picture's edge, `toEdge` away.
 */
export function labelRoom(node: Point, nodes: readonly Point[], scale: number, toEdge: number): number {
  const column = COLUMN * scale;
  if (isEnough(column) || nodes.length > FEW) return Math.min(column, toEdge + SPARED);
  let room = toEdge + SPARED;
  for (const other of nodes) {
    const ahead = (other.x - node.x) * scale;
    if (ahead > 1 && ahead < room && Math.abs(other.y - node.y) * scale < LINE) room = ahead;
  }
  return room;
}
