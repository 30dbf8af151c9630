import { AllenNetwork } from '../../shared/symbolic/time/allen-network.ts';
import { NONE } from '../../shared/symbolic/time/relation.ts';
import { Stn } from '../../shared/symbolic/time/stn.ts';
import { seeded } from './parts/chance.ts';
import { atMost, median, of, timesPeer, unbounded, type Bench, type Row } from './parts/row.ts';
import { spent } from './parts/spent.ts';

const NETWORKS = 50;
const INTERVALS = 80;
/** Relations left between two intervals, on average, of thirteen: the hard region is around half of them. */
const LABEL = 6.5;
const MOMENTS = 1000;
const CONSTRAINTS = 3000;
const LONGEST_ADD = 1.5;

/** The model A(n, d, s) of Nebel (1997): each pair is related with the chance that gives `degree` of them. */
const networkOf = (chance: () => number, degree: number): AllenNetwork => {
  const network = new AllenNetwork(INTERVALS);
  for (let i = 0; i < INTERVALS; i++)
    for (let j = i + 1; j < INTERVALS; j++) {
      if (chance() >= degree / (INTERVALS - 1)) continue;
      let set = NONE;
      for (let r = 0; r < 13; r++) if (chance() < LABEL / 13) set |= 1 << r;
      network.restrict(i, j, set || 1);
    }
  return network;
};

const allenRows = (): Row[] =>
  [4, 8, 12].flatMap((degree) => {
    const chance = seeded(degree);
    const networks = Array.from({ length: NETWORKS }, () => networkOf(chance, degree));
    const again = seeded(degree);
    const copies = Array.from({ length: NETWORKS }, () => networkOf(again, degree));
    let held = 0;
    const propagated = spent(() => {
      for (const network of networks) if (network.propagate()) held++;
    });
    const found = { yes: 0, no: 0, unknown: 0 };
    const decided = spent(() => {
      for (const network of copies) {
        const consistent = network.consistent();
        found[consistent === null ? 'unknown' : consistent ? 'yes' : 'no']++;
      }
    });
    const which = `${NETWORKS} networks of ${INTERVALS} intervals, each related to ${degree} others`;
    return [
      timesPeer(`ms of path consistency for ${which}; ${held} hold`, propagated, null, 'GQR', 1),
      timesPeer(
        `ms of full consistency for ${which}: ${found.yes} can be, ${found.no} can’t, ${found.unknown} not decided`,
        decided,
        null,
        'GQR',
        1,
      ),
    ];
  });

/** Floyd (1962) and Warshall (1962): what starting from nothing again costs. */
const closeAll = (size: number, constraints: readonly { from: number; to: number; atMost: number }[]): void => {
  const d = new Float64Array(size * size).fill(Infinity);
  for (let i = 0; i < size; i++) d[i * size + i] = 0;
  for (const { from, to, atMost: most } of constraints)
    d[from * size + to] = Math.min(d[from * size + to] ?? Infinity, most);
  for (let k = 0; k < size; k++)
    for (let i = 0; i < size; i++) {
      const ik = d[i * size + k] ?? Infinity;
      if (ik === Infinity) continue;
      for (let j = 0; j < size; j++) {
        const by = ik + (d[k * size + j] ?? Infinity);
        if (by < (d[i * size + j] ?? Infinity)) d[i * size + j] = by;
      }
    }
};

const stnRows = (): Row[] => {
  const chance = seeded(1);
  // Moments of a plan that can be carried out: everything is near a schedule that exists.
  const schedule = Array.from({ length: MOMENTS }, () => chance() * 100_000);
  const stn = new Stn(MOMENTS);
  const constraints = Array.from({ length: CONSTRAINTS }, () => {
    const [from, to] = [Math.floor(chance() * MOMENTS), Math.floor(chance() * MOMENTS)];
    return { from, to, atMost: (schedule[to] ?? 0) - (schedule[from] ?? 0) + chance() * 500 };
  });
  const times: number[] = [];
  for (const constraint of constraints) {
    const before = performance.now();
    if (!stn.add(constraint).ok) throw new Error('The schedule keeps every constraint.');
    times.push(performance.now() - before);
  }
  const all = times.reduce((sum, t) => sum + t, 0);
  const closed = spent(() => closeAll(MOMENTS, constraints));
  const what = `ms a constraint among ${MOMENTS} moments`;
  return [
    atMost(`${what}, median of ${CONSTRAINTS}`, median(times), LONGEST_ADD, 'ms'),
    atMost(`${what}, mean`, all / CONSTRAINTS, LONGEST_ADD, 'ms'),
    unbounded(what, all / CONSTRAINTS, closed, 'Floyd–Warshall from nothing', 'what being incremental spares'),
  ];
};

/** Interval relations and distances in time, beside GQR's level and beside closing a network from nothing. */
export const run = async (): Promise<Bench> => ({
  name: 'time',
  rows: [...allenRows(), ...stnRows()].map((row) => of('T1', row)),
});
