import type { Clock } from '../../ports/clock.ts';
import type { Following } from './following.ts';

/** How long a look at the downloads is good for before a window that opens has it done again, in milliseconds. */
const GOOD_FOR = 60_000;
/** How long a window that has just opened is left alone, in milliseconds. */
const SETTLING = 1000;
/** Files of one size that are read to see whether they are the same, and the largest that is read. */
const COMPARED = 20;
const LARGEST = 8 << 20;

/** Files of a listing that may be the same: those that are of one size. */
const alikeIn = (files: unknown): readonly string[] => {
  const sizes = new Map<number, string[]>();
  for (const file of Array.isArray(files) ? files : []) {
    const { path, size } = Object(file) as { path?: unknown; size?: unknown };
    if (typeof path !== 'string' || typeof size !== 'number' || size === 0 || size > LARGEST) continue;
    const same = sizes.get(size);
    if (same) same.push(path);
    else sizes.set(size, [path]);
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

  constructor(following: Following, clock: Clock, folder: string, onSeen: () => void) {
    this.#following = following;
    this.#clock = clock;
    this.#folder = folder;
    this.#onSeen = onSeen;
  }

  /** `glance` in a moment: whoever has just come is served first. */
  soon(): void {
    void this.#clock.sleep(SETTLING, this.#following.closing).then(() => this.glance());
  }

  /** A look at the downloads, unless there was one just now. Never rejects. */
  async glance(): Promise<void> {
    const now = this.#clock.now();
    if (this.#following.closing.aborted || (now - this.#last < GOOD_FOR && now >= this.#last)) return;
    this.#last = now;
    await this.#following.ready();
    const listing = await this.#following.look({ kind: 'files', folder: this.#folder, glob: '*', recursive: false });
    const alike = alikeIn(listing?.value?.['files']);
    for (const path of alike.slice(0, COMPARED)) await this.#following.look({ kind: 'file', path });
    this.#onSeen();
  }
}
