import type { Frame } from './frame.ts';
import { TOGETHER, type Table } from './table.ts';

/** Fewer are not worth fetching ahead. */
const FEW = 4;

/**
 * Conclusions of one rule that wait to be taken in. A large table is spread over more memory than a processor keeps at hand: to look
 * up one row after another is to wait for memory each time. So some are gathered, all their places are asked for at once, and by the
 * time the first is looked up the others are on their way.
 */
export class Conclusions {
  size = 0;
  /** Of the conclusion that was read last. */
  readonly head: Int32Array;
  readonly bodies: Int32Array;
  readonly #heads: Int32Array;
  readonly #bodies: Int32Array;

  constructor(arity: number, bodies: number) {
    this.head = new Int32Array(arity);
    this.bodies = new Int32Array(bodies);
    this.#heads = new Int32Array(TOGETHER * arity);
    this.#bodies = new Int32Array(TOGETHER * bodies);
  }

  /** Notes the instance in the frame. True where no other has room. */
  take({ registers, head, rows }: Frame): boolean {
    const [heads, bodies] = [this.#heads, this.#bodies];
    const { length: arity } = this.head;
    const { length } = this.bodies;
    for (let i = 0, at = this.size * arity; i < arity; i++) heads[at + i] = registers[head[i] as number] as number;
    for (let i = 0, at = this.size * length; i < length; i++) bodies[at + i] = rows[i] as number;
    this.size += 1;
    return this.size === TOGETHER;
  }

  /** Has the memory ready in which these are looked up. */
  fetch(table: Table): void {
    if (this.size > FEW) table.fetch(this.#heads, this.size);
  }

  read(i: number): void {
    const { head, bodies } = this;
    const [heads, all] = [this.#heads, this.#bodies];
    for (let n = 0, at = i * head.length; n < head.length; n++) head[n] = heads[at + n] as number;
    for (let n = 0, at = i * bodies.length; n < bodies.length; n++) bodies[n] = all[at + n] as number;
  }

  clear(): void {
    this.size = 0;
  }
}
