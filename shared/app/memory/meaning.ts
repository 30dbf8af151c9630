import { fromBase64, toBase64 } from '../sync/base64.ts';

const MOST = 127;

/** A vector as signed bytes in base 64: only its direction counts, and of that one part in a hundred is enough to compare by. */
export const packed = (vector: Float32Array): string => {
  const largest = vector.reduce((most, x) => Math.max(most, Math.abs(x)), 0) || 1;
  return toBase64(new Uint8Array(Int8Array.from(vector, (x) => Math.round((x / largest) * MOST)).buffer));
};

const unpacked = (text: string): Int8Array | null => {
  const bytes = fromBase64(text);
  return bytes && new Int8Array(bytes.buffer);
};

const cosine = (a: Int8Array, b: Int8Array): number => {
  if (a.length !== b.length) return 0;
  let [product, own, other] = [0, 0, 0];
  for (const [i, x] of a.entries()) {
    const y = b[i] ?? 0;
    product += x * y;
    own += x * x;
    other += y * y;
  }
  return own === 0 || other === 0 ? 0 : product / Math.sqrt(own * other);
};

/** From so many on, how alike texts are on the whole can be told. */
const ENOUGH = 5;
/** How far above that one has to stand to be told from the others. */
const CLEARLY = 0.1;

/**
 * How alike a vector is to each of the others by its direction, from 0 to 1. Models for embeddings put all texts into one narrow cone
 * (Ethayarajh 2019), each model into another: what is no more alike than the others are on the whole counts as 0.
 */
export const alikeByMeaning = (vector: string, others: readonly string[]): readonly number[] => {
  const own = unpacked(vector);
  const all = others.map((other) => {
    const its = unpacked(other);
    return own && its ? Math.max(0, cosine(own, its)) : 0;
  });
  const middle = [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;
  return all.length < ENOUGH ? all : all.map((x) => (x - middle < CLEARLY ? 0 : x));
};
