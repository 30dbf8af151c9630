/** Adds one value to a hash. Multiplying by 2^32 / φ spreads neighbouring numbers (Knuth, TAOCP 3, 6.4). */
export const mix = (hash: number, value: number): number => {
  const h = Math.imul(hash ^ value, 0x9e3779b1);
  return h ^ (h >>> 15);
};
