/** So many to a page, as a power of two. */
const BITS = 5;
const PAGE = 1 << BITS;

/**
 * A list of which each version stays as it is, and where another version costs little however long it is: both have all pages in common but the one
 * that changed. For what is as long as a plan and changes with each row.
 */
export class PagedList<T> {
  readonly pages: readonly (readonly T[])[];

  private constructor(pages: readonly (readonly T[])[]) {
    this.pages = pages;
  }

  static of<T>(values: readonly T[]): PagedList<T> {
    const pages: T[][] = [];
    for (let at = 0; at < values.length; at += PAGE) pages.push(values.slice(at, at + PAGE));
    return new PagedList(pages);
  }

  /** What is in a place; undefined where there is no such place, as before the first. */
  at(place: number): T | undefined {
    return this.pages[place >> BITS]?.[place & (PAGE - 1)];
  }

  /** The version with another value in a place. @throws RangeError where there is no such place */
  with(place: number, value: T): PagedList<T> {
    const page = this.pages[place >> BITS] ?? [];
    return new PagedList(this.pages.with(place >> BITS, page.with(place & (PAGE - 1), value)));
  }

  /** All of it, as JSON has it, too. */
  toJSON(): readonly T[] {
    return this.pages.flat();
  }
}
