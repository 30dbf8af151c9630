import { IntList } from './int-list.ts';
import { mix } from './mix.ts';
import { TableIndex } from './table-index.ts';

/** What is known of a row, as bits of `flags`. */
export const ALIVE = 1;
/** Somebody told it, whatever rules say. */
export const TOLD = 2;
/** Joins find it. A row stays indexed while it is dead; joins look at ALIVE. */
export const INDEXED = 4;
/** It came to hold in the present batch. */
export const FRESH = 8;
/** It held before the present batch, and was taken out in it. */
export const LOST = 16;
/** The row is in no use. */
const FREE = 32;

/** In the place of a rule: the fact was told; it is the value of an aggregate; nothing supports it. */
export const BY_TELLING = -1;
export const BY_COUNTING = -2;
export const BY_NOTHING = -3;

/** So many rows are looked up together at most. */
export const TOGETHER = 64;
const PURGE_FROM = 4096;
/** Slots of the hash table that lie together: 64 bytes, what a processor fetches at once. */
const BLOCK = 16;
/** Smaller tables grow in smaller steps: from here on it takes long to put every row in its place again. */
const LARGE = 2 ** 20;

/**
 * The facts of one relation as rows of integers: arguments, then the rule of the recorded derivation and the rows it
 * used. Rows are found by their arguments through a hash table. Rows that differ in the last bits of their last argument only share a block of slots, for rules tend to
 * ask for neighbours one after the other; a full block goes on in another one. Dead rows stay until `purge`, so that
 * a fact which comes back has its row, its place in every index and its id again.
 */
export class Table {
  readonly arity: number;
  /** Integers a row. */
  readonly stride: number;
  /** The row of `n` starts at `n * stride`: arguments, rule, rows of the bodies. */
  data: Int32Array;
  flags: Uint8Array;
  /** Rows in use, dead ones included. */
  rows = 0;
  alive = 0;
  /** Rows that joins find. */
  shown = 0;
  /** Rows that are alive and FRESH, and that are LOST and not alive. */
  fresh = 0;
  lost = 0;
  /** Rows that are FRESH or LOST in the present batch. */
  readonly touched = new IntList();
  readonly indexes: TableIndex[] = [];
  /** In the low bits a row + 1, in the others a part of its hash; 0 is free. */
  #slots = new Int32Array(BLOCK);
  #rowBits = BLOCK - 1;
  #at = 0;
  #tag = 0;
  readonly #free = new IntList();
  /** Slots that were read before they are needed. */
  readonly #ahead = new Int32Array(TOGETHER);
  /** Something of what was read ahead. */
  fetched = 0;

  /** `bodies`: the most facts that one derivation of this relation uses. */
  constructor(arity: number, bodies: number) {
    this.arity = arity;
    this.stride = arity + 1 + bodies;
    this.data = new Int32Array(8 * this.stride);
    this.flags = new Uint8Array(8);
  }

  /** The row with these arguments, dead or alive, or -1. */
  find(args: Int32Array): number {
    return this.#slot(args) ? ((this.#slots[this.#at] as number) & this.#rowBits) - 1 : -1;
  }

  /** The row with these arguments; a new, dead one where there is none. */
  row(args: Int32Array): number {
    if (this.#slot(args)) return ((this.#slots[this.#at] as number) & this.#rowBits) - 1;
    const { arity, stride } = this;
    const row = this.#free.length > 0 ? this.#free.pop() : this.rows++;
    if (row >= this.flags.length) this.#grow();
    const { data } = this;
    const at = row * stride;
    for (let i = 0; i < arity; i++) data[at + i] = args[i] as number;
    data[at + arity] = BY_NOTHING;
    this.flags[row] = 0;
    this.#slots[this.#at] = this.#tag | (row + 1);
    if ((this.rows - this.#free.length) * 2 > this.#slots.length) {
      const size = this.#slots.length;
      this.#rehash(size * (size < LARGE ? 4 : size === LARGE ? 8 : 2));
    }
    return row;
  }

  /**
   * Reads the places where rows with these arguments are, or would be, one after another without waiting: looked up afterwards they are
   * at hand. `args`: those of `count` rows, at most TOGETHER.
   */
  fetch(args: Int32Array, count: number): void {
    const { arity, stride, data, flags } = this;
    const slots = this.#slots;
    const rowBits = this.#rowBits;
    const ahead = this.#ahead;
    for (let n = 0; n < count; n++) {
      const at = n * arity;
      const last = arity > 0 ? (args[at + arity - 1] as number) : 0;
      let hash = 0;
      for (let i = 0; i < arity - 1; i++) hash = mix(hash, args[at + i] as number);
      hash = mix(hash, last >>> 4);
      ahead[n] = slots[((hash << 4) & rowBits) | (last & 15)] as number;
    }
    let seen = 0;
    for (let n = 0; n < count; n++) {
      const row = ((ahead[n] as number) & rowBits) - 1;
      if (row >= 0) seen ^= (data[row * stride] as number) ^ (flags[row] as number);
    }
    // Nothing is read that nobody asks for.
    this.fetched = seen;
  }

  /** The rule that supports the row: its number, or one of the BY_ constants. */
  support(row: number): number {
    return this.data[row * this.stride + this.arity] as number;
  }

  /** The row of the support's `n`th fact. */
  body(row: number, n: number): number {
    return this.data[row * this.stride + this.arity + 1 + n] as number;
  }

  /** The index over the columns of a bit mask, made at the first call. */
  index(mask: number): TableIndex {
    const known = this.indexes.find((index) => index.mask === mask);
    if (known) return known;
    const index = new TableIndex(this, mask);
    for (let row = 0; row < this.rows; row++) if ((this.flags[row] as number) & INDEXED) index.add(row);
    this.indexes.push(index);
    return index;
  }

  /** Makes the row visible to joins. Not while a join over this table is running. */
  show(row: number): void {
    const flags = this.flags[row] as number;
    if (flags & INDEXED) return;
    this.flags[row] = flags | INDEXED;
    this.shown += 1;
    for (const index of this.indexes) index.add(row);
  }

  /** Gives the room of dead rows back where there are many. Between batches only: the dead lose their ids. */
  purge(): void {
    const used = this.rows - this.#free.length;
    const dead = used - this.alive;
    if (dead < PURGE_FROM || dead < this.alive / 2) return;
    this.#free.clear();
    for (let row = this.rows - 1; row >= 0; row--) {
      if ((this.flags[row] as number) & ALIVE) continue;
      if ((this.flags[row] as number) & INDEXED) this.shown -= 1;
      this.flags[row] = FREE;
      this.#free.push(row);
    }
    this.#rehash(this.#slots.length);
    for (const index of this.indexes) {
      index.clear();
      for (let row = 0; row < this.rows; row++) if ((this.flags[row] as number) & INDEXED) index.add(row);
    }
  }

  #same(row: number, args: Int32Array): boolean {
    const { data, arity } = this;
    const at = row * this.stride;
    for (let i = 0; i < arity; i++) if (data[at + i] !== args[i]) return false;
    return true;
  }

  /** Sets `#at` to the slot of these arguments (true), or to the free slot where they belong (false), and `#tag`. */
  #slot(args: Int32Array): boolean {
    const slots = this.#slots;
    const rowBits = this.#rowBits;
    const last = this.arity > 0 ? (args[this.arity - 1] as number) : 0;
    let hash = 0;
    for (let i = 0; i < this.arity - 1; i++) hash = mix(hash, args[i] as number);
    hash = mix(hash, last >>> 4);
    const tag = mix(hash, last) & ~rowBits;
    const step = (hash >>> 16) | 1;
    this.#tag = tag;
    for (let block = hash; ; block += step) {
      const start = (block << 4) & rowBits;
      for (let i = 0; i < BLOCK; i++) {
        const at = start | ((last + i) & 15);
        const slot = slots[at] as number;
        if (slot === 0) {
          this.#at = at;
          return false;
        }
        if ((slot & ~rowBits) === tag && this.#same((slot & rowBits) - 1, args)) {
          this.#at = at;
          return true;
        }
      }
    }
  }

  #grow(): void {
    const rows = Math.ceil(this.flags.length * 1.5);
    const data = new Int32Array(rows * this.stride);
    data.set(this.data);
    this.data = data;
    const flags = new Uint8Array(rows);
    flags.set(this.flags);
    this.flags = flags;
  }

  #rehash(size: number): void {
    this.#slots = new Int32Array(size);
    this.#rowBits = size - 1;
    const { data, arity, stride } = this;
    const args = new Int32Array(arity);
    for (let row = 0; row < this.rows; row++) {
      if ((this.flags[row] as number) & FREE) continue;
      for (let i = 0; i < arity; i++) args[i] = data[row * stride + i] as number;
      this.#slot(args);
      this.#slots[this.#at] = this.#tag | (row + 1);
    }
  }
}
