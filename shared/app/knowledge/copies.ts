import type { Literal } from '../../symbolic/atom.ts';
import type { Sight } from './sights.ts';

/**
 * So many files of the same bytes are told by their sum. Each is a copy of each, so what rules make of them grows with the square of their
 * number, and nobody wants to read that the thousandth is a copy of the others, too.
 */
const MOST_COPIES = 32;

/** Knows which files have which bytes, as far as they were looked at, and lets no more of the same through than can be told of. */
export class Copies {
  readonly #sums = new Map<string, string>();
  readonly #files = new Map<string, Set<string>>();

  /** The look as it is to be taken in. A file of which its sum is not told has none: what it had before has ended. */
  within(sight: Sight): Sight {
    const told = sight.seen.find(({ literal }) => literal.relation === 'file-sum')?.literal;
    // What is gone, or is none of the same any more, makes room.
    this.#leave(String(sight.seen[0]?.literal.args[0]));
    if (!told) return sight;
    const [path, sum] = told.args.map(String) as [string, string];
    const files = this.#files.get(sum) ?? new Set();
    if (files.size >= MOST_COPIES) {
      const seen = sight.seen.filter(({ literal }) => literal !== told);
      const about = ({ args }: Literal): boolean => args[0] === path;
      return { ...sight, seen, closed: { relations: ['file-sum'], about } };
    }
    this.#sums.set(path, sum);
    this.#files.set(sum, files.add(path));
    return sight;
  }

  #leave(path: string): void {
    const before = this.#sums.get(path);
    if (before === undefined) return;
    this.#sums.delete(path);
    this.#files.get(before)?.delete(path);
  }
}
