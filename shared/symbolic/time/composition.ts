import { ANY, endsOf, NONE, RELATIONS, type RelationSet } from './relation.ts';

/** Ends of the three intervals A, B and C as nodes of an order. */
const [A, B, C] = [0, 2, 4];
const POINTS = 6;

/** `order[x * POINTS + y]`: 0 nothing known, 1 x ≤ y, 2 x < y. */
type Order = Uint8Array;

const relate = (order: Order, x: number, y: number, sign: number): void => {
  const [before, after] = [x * POINTS + y, y * POINTS + x];
  if (sign === 0) {
    order[before] = Math.max(order[before] ?? 0, 1);
    order[after] = Math.max(order[after] ?? 0, 1);
  } else order[sign < 0 ? before : after] = 2;
};

const place = (order: Order, x: number, y: number, relation: number): void => {
  const { startToStart, startToEnd, endToStart, endToEnd } = endsOf(relation);
  relate(order, x, y, startToStart);
  relate(order, x, y + 1, startToEnd);
  relate(order, x + 1, y, endToStart);
  relate(order, x + 1, y + 1, endToEnd);
};

/** Six ends can be put in an order when none of them would have to be before itself. */
const possible = (first: number, second: number, third: number): boolean => {
  const order = new Uint8Array(POINTS * POINTS);
  for (const interval of [A, B, C]) relate(order, interval, interval + 1, -1);
  place(order, A, B, first);
  place(order, B, C, second);
  place(order, A, C, third);
  for (let k = 0; k < POINTS; k++)
    for (let i = 0; i < POINTS; i++) {
      const ik = order[i * POINTS + k] ?? 0;
      if (ik === 0) continue;
      for (let j = 0; j < POINTS; j++) {
        const kj = order[k * POINTS + j] ?? 0;
        const ij = i * POINTS + j;
        if (kj > 0) order[ij] = Math.max(order[ij] ?? 0, ik, kj);
      }
    }
  for (let i = 0; i < POINTS; i++) if (order[i * POINTS + i] === 2) return false;
  return true;
};

const N = RELATIONS.length;
const BASE: Uint16Array = (() => {
  const table = new Uint16Array(N * N);
  for (let i = 0; i < N; i++)
    for (let j = 0; j < N; j++)
      for (let k = 0; k < N; k++) if (possible(i, j, k)) table[i * N + j] = (table[i * N + j] ?? 0) | (1 << k);
  return table;
})();

/** Both sets cut in two, so that four look-ups in small tables answer for any of the 2^26 pairs (Ladkin & Reinefeld 1997). */
const LOW = 7;
const HIGH = N - LOW;
const LOW_MASK = (1 << LOW) - 1;

const half = (leftBits: number, leftFrom: number, rightBits: number, rightFrom: number): Uint16Array => {
  const table = new Uint16Array(1 << (leftBits + rightBits));
  for (let left = 0; left < 1 << leftBits; left++)
    for (let right = 0; right < 1 << rightBits; right++) {
      let set = NONE;
      for (let i = 0; i < leftBits; i++)
        if (left & (1 << i))
          for (let j = 0; j < rightBits; j++)
            if (right & (1 << j)) set |= BASE[(leftFrom + i) * N + rightFrom + j] ?? 0;
      table[(left << rightBits) | right] = set;
    }
  return table;
};
const LL = half(LOW, 0, LOW, 0);
const LH = half(LOW, 0, HIGH, LOW);
const HL = half(HIGH, LOW, LOW, 0);
const HH = half(HIGH, LOW, HIGH, LOW);

/** What is possible between A and C when A lies to B as in `left`, and B to C as in `right`. */
export const compose = (left: RelationSet, right: RelationSet): RelationSet => {
  if (left === ANY || right === ANY) return left === NONE || right === NONE ? NONE : ANY;
  const [leftLow, leftHigh] = [left & LOW_MASK, left >>> LOW];
  const [rightLow, rightHigh] = [right & LOW_MASK, right >>> LOW];
  return (
    (LL[(leftLow << LOW) | rightLow] ?? 0) |
    (LH[(leftLow << HIGH) | rightHigh] ?? 0) |
    (HL[(leftHigh << LOW) | rightLow] ?? 0) |
    (HH[(leftHigh << HIGH) | rightHigh] ?? 0)
  );
};
