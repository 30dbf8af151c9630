import type { Json } from '../../protocol/json.ts';
import type { Footprint } from '../../skills/footprint.ts';

export interface Deed {
  readonly skill: string;
  readonly args: Readonly<Record<string, Json>>;
  readonly footprint: Footprint;
  /** It is known to have worked. What only may have is counted, and leaned on for nothing. */
  readonly sure: boolean;
}

/** Whether arguments are these, whatever else they are. */
export const hasArgs = (args: Readonly<Record<string, Json>>, wanted: Readonly<Record<string, Json>>): boolean =>
  Object.entries(wanted).every(([name, value]) => JSON.stringify(args[name]) === JSON.stringify(value));

/** What has been done before an act, as far as constraints look back. Immutable. */
export class Past {
  static readonly nothing = new Past([], new Set(), new Set(), new Map());

  readonly #deeds: readonly Deed[];
  readonly #made: ReadonlySet<string>;
  readonly #files: ReadonlySet<string>;
  readonly #spent: ReadonlyMap<string, number>;

  private constructor(
    deeds: readonly Deed[],
    made: ReadonlySet<string>,
    files: ReadonlySet<string>,
    spent: ReadonlyMap<string, number>,
  ) {
    this.#deeds = deeds;
    this.#made = made;
    this.#files = files;
    this.#spent = spent;
  }

  /** After all of these, in order. */
  static of(deeds: readonly Deed[]): Past {
    const made = new Set<string>();
    const files = new Set<string>();
    const spent = new Map<string, number>();
    for (const { footprint, sure } of deeds) {
      for (const path of footprint.removes) made.delete(path);
      for (const path of sure ? footprint.makes : []) made.add(path);
      for (const path of footprint.subjects) files.add(path);
      const { spends } = footprint;
      if (spends) spent.set(spends.currency, (spent.get(spends.currency) ?? 0) + spends.amount);
    }
    return new Past(deeds, made, files, spent);
  }

  /** Whether the run itself brought the path about, so that nothing of the person's is there. */
  made(path: string): boolean {
    return this.#made.has(path);
  }

  /** How many files and folders were worked on, with these. */
  filesWith(more: readonly string[]): number {
    return new Set([...this.#files, ...more]).size;
  }

  spent(currency: string): number {
    return this.#spent.get(currency) ?? 0;
  }

  /** Whether a step of the skill with at least these arguments was done. */
  did(skill: string, args: Readonly<Record<string, Json>>): boolean {
    return this.#deeds.some((deed) => deed.sure && deed.skill === skill && hasArgs(deed.args, args));
  }
}
