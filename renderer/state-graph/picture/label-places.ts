import type { Size } from './camera.ts';

/** A drawn node: its middle and its radius, in CSS pixels from the picture's corner. */
export interface Disc {
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

/** Where a label stands: from `left`, at most `room` wide. */
export interface LabelPlace {
  readonly left: number;
  readonly room: number;
}

/** What a plate of words covers, in CSS pixels from the picture's corner. */
export interface Plate {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

interface Stretch {
  readonly left: number;
  readonly right: number;
}

/** A label stands above the middle of its node, from so far to so near. */
const OVER = 16;
const UNDER = 1;
/** From a node to its label, and from a label to whatever is next. */
const BESIDE = 2;
const GAP = 6;
/** From whatever is written to the picture's edge. */
const EDGE = 8;
/** Half of a plate's height. */
const HALF_PLATE = 11;
/** What is taken is kept in lines so high. */
const LINE = 8;

/** How wide a plate may be in a picture of this size. */
export const widestPlate = ({ width }: Size): number => Math.max(0, width - 2 * EDGE);

/** Where the plate of a node stands, `width` wide: right of it, left of it, or under it where it fits on neither side. */
export function plateAt({ x, y, size }: Disc, width: number, picture: Size): Plate {
  const furthest = picture.width - EDGE - width;
  const [right, left] = [x + size + 1, x - size - 1 - width];
  if (right <= furthest || left >= EDGE) {
    const from = right <= furthest ? right : left;
    return { left: from, top: y - HALF_PLATE, right: from + width, bottom: y + HALF_PLATE };
  }
  const from = Math.max(EDGE, Math.min(x - width / 2, furthest));
  const under = y + size + 5;
  const top = under + 2 * HALF_PLATE > picture.height ? y - size - 5 - 2 * HALF_PLATE : under;
  return { left: from, top, right: from + width, bottom: top + 2 * HALF_PLATE };
}

/** The room that one drawing of a graph has for its labels: none covers another, a node, or goes beyond the edge. */
export class LabelPlaces {
  readonly #size: Size;
  readonly #taken = new Map<number, Stretch[]>();

  constructor(size: Size, nodes: Iterable<Disc>) {
    this.#size = size;
    for (const { x, y, size: radius } of nodes) this.take(x - radius, y - radius, x + radius, y + radius);
  }

  /** Nothing is put there any more. */
  take(left: number, top: number, right: number, bottom: number): void {
    if (right < 0 || bottom < 0 || left > this.#size.width || top > this.#size.height) return;
    for (let line = Math.floor(top / LINE); line <= Math.floor(bottom / LINE); line++) {
      const stretches = this.#taken.get(line);
      if (stretches) stretches.push({ left, right });
      else this.#taken.set(line, [{ left, right }]);
    }
  }

  /**
   * Takes the place of a node's label: to its right, or to its left where there is more room; null where it would be cut
   * below `least`. `width`: what all of it takes.
   */
  place({ x, y, size }: Disc, width: number, least: number): LabelPlace | null {
    const [top, bottom] = [y - OVER, y - UNDER];
    if (top < EDGE || bottom > this.#size.height - EDGE) return null;
    const right = Math.max(EDGE, x + size + BESIDE);
    const left = Math.min(this.#size.width - EDGE, x - size - BESIDE);
    const after = Math.min(width, this.#roomAfter(right, top, bottom));
    const before = after < width ? Math.min(width, this.#roomBefore(left, top, bottom)) : 0;
    const room = Math.max(after, before);
    if (room < Math.min(width, least)) return null;
    const from = after >= before ? right : left - room;
    this.take(from, top, from + room, bottom);
    return { left: from, room };
  }

  #roomAfter(from: number, top: number, bottom: number): number {
    let to = this.#size.width - EDGE;
    for (const { left, right } of this.#between(top, bottom)) if (right > from && left - GAP < to) to = left - GAP;
    return to - from;
  }

  #roomBefore(from: number, top: number, bottom: number): number {
    let to = EDGE;
    for (const { left, right } of this.#between(top, bottom)) if (left < from && right + GAP > to) to = right + GAP;
    return from - to;
  }

  *#between(top: number, bottom: number): Iterable<Stretch> {
    for (let line = Math.floor(top / LINE); line <= Math.floor(bottom / LINE); line++)
      yield* this.#taken.get(line) ?? [];
  }
}
