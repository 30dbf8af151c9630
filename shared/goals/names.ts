/** How many single-character changes make one word into the other. */
export const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a.charAt(i - 1) === b.charAt(j - 1) ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
};

/** 0 for words without likeness, 1 for the same word. Longer words than forty characters are compared by their beginning. */
export const likeness = (a: string, b: string): number => {
  const [x, y] = [a.slice(0, 40).toLowerCase(), b.slice(0, 40).toLowerCase()];
  const longest = Math.max(x.length, y.length);
  if (x === y) return longest === 0 ? 0 : 1;
  // Words of such different length share too little to be a slip of the pen.
  return Math.abs(x.length - y.length) * 2 > longest ? 0 : 1 - distance(x, y) / longest;
};

/** The names that are most like a word, nearest first; at most `count`, and none without likeness. */
export const nearestNames = (word: string, names: readonly string[], count: number): readonly string[] =>
  [...new Set(names)]
    .map((name) => ({ name, score: Math.max(...[name, ...name.split(' ')].map((part) => likeness(word, part))) }))
    .filter(({ score }) => score >= 0.4)
    .sort((a, b) => b.score - a.score)
    .slice(0, count)
    .map(({ name }) => name);
