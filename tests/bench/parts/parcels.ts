import type { LiftedTask } from '../../../shared/ports/planning-task.ts';

/** Numbers that look like chance and are the same for the same seed (mulberry32, Ettinger 2017). */
export const chance = (seed: number): (() => number) => {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
};

const at = (args: readonly (number | string)[]) => ({ predicate: 'at', args });
const inside = (args: readonly (number | string)[]) => ({ predicate: 'in', args });

/** Parcels that vans bring from one place to another, over roads. */
export const parcels = (count: number, places: number, vans: number, random: () => number): LiftedTask => {
  const place = (n: number): string => `place${n}`;
  const anyPlace = (): string => place(Math.floor(random() * places));
  const roads: (readonly [number, number])[] = [];
  for (let i = 1; i < places; i++) roads.push([i, Math.floor(random() * i)]);
  for (let i = 0; i < places / 2; i++) roads.push([Math.floor(random() * places), Math.floor(random() * places)]);
  const names = (what: string, n: number): string[] => Array.from({ length: n }, (_, i) => `${what}${i}`);
  const parameter = (name: string, type: string) => ({ name, types: [type] });
  return {
    types: ['place', 'thing']
      .map((name) => ({ name, parent: 'object' }))
      .concat(['van', 'parcel'].map((name) => ({ name, parent: 'thing' }))),
    objects: [
      ...names('place', places).map((name) => ({ name, types: ['place'] })),
      ...names('van', vans).map((name) => ({ name, types: ['van'] })),
      ...names('parcel', count).map((name) => ({ name, types: ['parcel'] })),
    ],
    actions: [
      {
        name: 'drive',
        parameters: [parameter('?v', 'van'), parameter('?a', 'place'), parameter('?b', 'place')],
        precondition: [at([0, 1]), { predicate: 'road', args: [1, 2] }],
        effects: [{ ...at([0, 1]), negated: true }, at([0, 2])],
      },
      {
        name: 'load',
        parameters: [parameter('?p', 'parcel'), parameter('?v', 'van'), parameter('?a', 'place')],
        precondition: [at([0, 2]), at([1, 2])],
        effects: [{ ...at([0, 2]), negated: true }, inside([0, 1])],
      },
      {
        name: 'unload',
        parameters: [parameter('?p', 'parcel'), parameter('?v', 'van'), parameter('?a', 'place')],
        precondition: [inside([0, 1]), at([1, 2])],
        effects: [{ ...inside([0, 1]), negated: true }, at([0, 2])],
      },
    ],
    init: [
      ...roads.flatMap(([a, b]) => [
        { predicate: 'road', args: [place(a), place(b)] },
        { predicate: 'road', args: [place(b), place(a)] },
      ]),
      ...[...names('van', vans), ...names('parcel', count)].map((name) => ({
        predicate: 'at',
        args: [name, anyPlace()],
      })),
    ],
    goal: names('parcel', count).map((name) => at([name, anyPlace()])),
  };
};
