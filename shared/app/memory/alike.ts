/** Words that say nothing of what a text is about. */
const EMPTY = new Set(
  (
    'the and all any for from into with without that this then them these those every each you your yours our out its are was were has have had not ' +
    'of in to it is as at by on or be do if my me we us up so no an go am he ' +
    'please can could would should will shall may might must one ones some there here when where what which who how now after before'
  ).split(' '),
);

/** Two words that begin alike count as one: "downloads", "downloaded". */
const STEM = 5;

const stemsOf = (text: string): ReadonlySet<string> =>
  new Set(
    (
      text
        .toLowerCase()
        .normalize('NFC')
        .match(/[\p{L}\p{N}]{2,}/gu) ?? []
    )
      .filter((word) => !EMPTY.has(word))
      .map((word) => word.slice(0, STEM)),
  );

/** So many words have to be shared, whatever they weigh. */
const FEWEST = 2;

/**
 * How alike a text is to each of the others by its words, from 0 to 1: the cosine of their word vectors, each word weighed by how rare it
 * is among all of them (tf-idf with smoothed idf; Salton and Buckley 1988). 0 where fewer than two words are shared.
 */
export const alikeByWords = (text: string, others: readonly string[]): readonly number[] => {
  const wanted = stemsOf(text);
  const all = others.map(stemsOf);
  const spread = new Map<string, number>();
  for (const stems of [wanted, ...all]) for (const s of stems) spread.set(s, (spread.get(s) ?? 0) + 1);
  const weigh = (stem: string): number => (1 + Math.log((2 + all.length) / (1 + (spread.get(stem) ?? 0)))) ** 2;
  const size = (stems: ReadonlySet<string>): number => [...stems].reduce((sum, stem) => sum + weigh(stem), 0);
  const own = size(wanted);
  return all.map((stems) => {
    const shared = [...stems].filter((stem) => wanted.has(stem));
    if (shared.length < FEWEST) return 0;
    return shared.reduce((sum, stem) => sum + weigh(stem), 0) / Math.sqrt(own * size(stems));
  });
};
