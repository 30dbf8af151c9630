import type { Clock } from '../../ports/clock.ts';
import type { Following } from './following.ts';

/** How long a look at the downloads is good for before it is done again while somebody is there, in milliseconds. */
const GOOD_FOR = 60_000;
/** How long a window that has just opened is left alone, in milliseconds. */
const SETTLING = 1000;
/** Files of one size that are read to see whether they are the same, and the largest that is read. */
const COMPARED = 20;
const LARGEST = 8 << 20;

/** How long what was read of a file is good for while the listing tells of no change, in milliseconds: less than the fact is. */
const READ_FOR = 12 * 3600 * 1000;

interface Listed {
  readonly path: string;
  readonly size: number;
  readonly changed?: number;
}

/** Files of a listing that may be the same: those that are of one size. */
const alikeIn = (files: unknown): readonly Listed[] => {
  const sizes = new Map<number, Listed[]>();
  for (const file of Array.isArray(files) ? files : []) {
    const { path, size } = Object(file) as Partial<Listed>;
    if (typeof path !== 'string' || typeof size !== 'number' || size === 0 || size > LARGEST) continue;
    const same = sizes.get(size);
    if (same) same.push(file as Listed);
    else sizes.set(size, [file as Listed]);
  }
  return [...sizes.values()].filter((paths) => paths.length > 1).flat();
};

/** Looks at the downloads now and then, while somebody is there to be told of them. */
export class Glances {
  readonly #following: Following;
  readonly #clock: Clock;
  readonly #folder: string;
  readonly #onSeen: () => void;
  #last = -Infinity;
  /** How many are there to be told. */
  #there = 0;
  #looking = false;
  /** When each file was read, as it was then. */
  #read = new Map<string, number>();

  constructor(following: Following, clock: Clock, folder: string, onSeen: () => void) {
    this.#following = following;
    this.#clock = clock;
    this.#folder = folder;
    this.#onSeen = onSeen;
  }

  /** Somebody has come: `glance` in a moment, since they are served first, and again for as long as anybody is there. Gives how they go. */
  come(): () => void {
    this.#there += 1;
    void this.#clock.sleep(SETTLING, this.#following.closing).then(() => this.glance());
    if (!this.#looking) void this.#again();
    let isThere = true;
    return () => {
      if (isThere) this.#there -= 1;
      isThere = false;
    };
  }

  async #again(): Promise<void> {
    const { closing } = this.#following;
    this.#looking = true;
    while (this.#there > 0 && !closing.aborted) {
      await this.#clock.sleep(GOOD_FOR, closing);
      if (this.#there > 0) await this.glance();
    }
    this.#looking = false;
  }

  /** A look at the downloads, unless there was one just now. Never rejects. */
  async glance(): Promise<void> {
    const now = this.#clock.now();
    if (this.#following.closing.aborted || (now - this.#last < GOOD_FOR && now >= this.#last)) return;
    this.#last = now;
    await this.#following.ready();
    const listing = await this.#following.look({ kind: 'files', folder: this.#folder, glob: '*', recursive: false });
    await this.#compare(alikeIn(listing?.value?.['files']).slice(0, COMPARED), now);
    this.#onSeen();
  }

  /** Reads what has come or changed since it was read. */
  async #compare(alike: readonly Listed[], now: number): Promise<void> {
    const before = this.#read;
    this.#read = new Map();
    for (const { path, size, changed } of alike) {
      const file = JSON.stringify([path, size, changed]);
      const at = before.get(file) ?? -Infinity;
      const isGood = now - at < READ_FOR && now >= at;
      if (!isGood) await this.#following.look({ kind: 'file', path });
      this.#read.set(file, isGood ? at : now);
    }
  }
}
