import type { SeenElement, Sight } from '../../ports/eye.ts';

export interface Named {
  readonly id: string;
  readonly element: SeenElement;
  /** Others have the same role and name in the same window: it can't be told apart by them. */
  readonly double: boolean;
}

const keyOf = ({ role, name, window }: SeenElement): string => JSON.stringify([window?.id ?? null, role, name]);

/** Gives the elements of a window ids that stay the same for as long as an element of that role, name and place among its like is there. */
export class Elements {
  readonly #ids = new Map<string, string>();

  name({ elements }: Sight): readonly Named[] {
    const count = new Map<string, number>();
    for (const element of elements) count.set(keyOf(element), (count.get(keyOf(element)) ?? 0) + 1);
    const nth = new Map<string, number>();
    return elements.map((element) => {
      const key = keyOf(element);
      const n = nth.get(key) ?? 0;
      nth.set(key, n + 1);
      const place = `${key} ${n}`;
      const id = this.#ids.get(place) ?? `e${this.#ids.size + 1}`;
      this.#ids.set(place, id);
      return { id, element, double: (count.get(key) ?? 0) > 1 };
    });
  }
}
