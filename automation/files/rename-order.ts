/** One thing's way from one path to another. */
export interface Journey {
  readonly from: string;
  readonly to: string;
}

/**
 * Orders renames so that each finds its new name free, whatever chains and circles they form. A circle is opened by way of
 * `aside`, a free path of its own for each circle. `from`s are distinct, and so are `to`s.
 */
export const orderRenames = (renames: readonly Journey[], aside: (circle: number) => string): Journey[] => {
  const waiting = new Map(renames.filter(({ from, to }) => from !== to).map(({ from, to }) => [from, to]));
  const whoWantsName = new Map([...waiting].map(([from, to]) => [to, from]));
  const ordered: Journey[] = [];
  /** Lets one go, then whoever wants the name that this leaves, and so on. */
  const letGo = (first: string | undefined): void => {
    for (let from = first; from !== undefined; from = whoWantsName.get(from)) {
      const to = waiting.get(from);
      if (to === undefined) return;
      ordered.push({ from, to });
      waiting.delete(from);
    }
  };
  for (const [from, to] of [...waiting]) if (!waiting.has(to)) letGo(from);
  let circles = 0;
  for (const [from, to] of waiting) {
    const parked = aside(circles++);
    ordered.push({ from, to: parked });
    waiting.delete(from);
    letGo(whoWantsName.get(from));
    ordered.push({ from: parked, to });
  }
  return ordered;
};
