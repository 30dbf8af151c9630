import { tokensOf } from './tokens.ts';

/** Something that is known, as a sentence, since when, and what it names. */
export interface Known {
  readonly say: string;
  /** In milliseconds since the epoch. */
  readonly at: number;
  readonly names: readonly string[];
}

const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [];

/** Two words that begin alike count as one: "downloads", "downloaded". */
const STEM = 5;
const stem = (word: string): string => word.slice(0, STEM);

/** How much of what is near something relevant is relevant itself. */
const ONE_HOP = 0.3;
/** Age in which half of what recency counts for is gone, in milliseconds. */
const HALF_LIFE = 24 * 3600 * 1000;

/**
 * What bears on a goal, the most relevant first, within a budget of tokens: what shares rare words with it, what names the same things as
 * such a fact, and of two alike the younger. The same facts in any order give the same answer.
 */
export const relevantTo = <T extends Known>(
  goal: string,
  all: readonly T[],
  now: number,
  budget: number,
): readonly T[] => {
  const wanted = new Set(wordsOf(goal).map(stem));
  const stems = all.map(({ say, names }) => new Set(wordsOf(`${say} ${names.join(' ')}`).map(stem)));
  const spread = new Map<string, number>();
  for (const own of stems) for (const s of own) spread.set(s, (spread.get(s) ?? 0) + 1);
  const direct = stems.map((own) =>
    [...own].filter((s) => wanted.has(s)).reduce((sum, s) => sum + Math.log(1 + all.length / (spread.get(s) ?? 1)), 0),
  );
  const byName = new Map<string, number>();
  for (const [i, { names }] of all.entries())
    for (const name of names) byName.set(name, Math.max(byName.get(name) ?? 0, direct[i] ?? 0));
  const scored = all.map((known, i) => {
    const near = Math.max(0, ...known.names.map((name) => byName.get(name) ?? 0));
    const own = direct[i] ?? 0;
    const recency = 0.5 ** (Math.max(0, now - known.at) / HALF_LIFE);
    return { known, score: own + (near > own ? near * ONE_HOP : 0), recency };
  });
  const ranked = scored
    .filter(({ score }) => score > 0)
    .sort(
      (a, b) =>
        b.score + b.recency - (a.score + a.recency) ||
        b.known.at - a.known.at ||
        (a.known.say < b.known.say ? -1 : a.known.say > b.known.say ? 1 : 0),
    );
  let left = budget;
  const chosen: T[] = [];
  for (const { known } of ranked) {
    const size = tokensOf(`${known.say}\n`);
    if (size > left) continue;
    left -= size;
    chosen.push(known);
  }
  return chosen;
};
