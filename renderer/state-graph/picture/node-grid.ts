import type { SceneNode } from './scene.ts';

const SIDE = 120;

/** The nodes by where they are, so that what is under the pointer is found without looking at all of them. */
export class NodeGrid {
  readonly #cells = new Map<string, SceneNode[]>();

  constructor(nodes: readonly SceneNode[]) {
    for (const node of nodes) {
      const key = `${Math.floor(node.x / SIDE)}:${Math.floor(node.y / SIDE)}`;
      const cell = this.#cells.get(key);
      if (cell) cell.push(node);
      else this.#cells.set(key, [node]);
    }
  }

  /** The nearest node that the point is within `reach` of, at most a cell's side. */
  nearest(x: number, y: number, reach: (node: SceneNode) => number): SceneNode | null {
    const [column, row] = [Math.floor(x / SIDE), Math.floor(y / SIDE)];
    let [best, least]: [SceneNode | null, number] = [null, Infinity];
    for (const dx of [-1, 0, 1])
      for (const dy of [-1, 0, 1])
        for (const node of this.#cells.get(`${column + dx}:${row + dy}`) ?? []) {
          const distance = Math.hypot(node.x - x, node.y - y);
          if (distance > reach(node) || distance >= least) continue;
          [best, least] = [node, distance];
        }
    return best;
  }
}
