const MOST_ALTERNATIVES = 100;

/** One choice of each `{a,b}`, for all choices; a brace that is never closed is a letter. */
const alternatives = (glob: string): string[] => {
  const [, before, inside, after] = /^(.*?)\{([^{}]*)\}(.*)$/su.exec(glob) ?? [];
  if (before === undefined || inside === undefined || after === undefined) return [glob];
  return inside
    .split(',')
    .flatMap((choice) => alternatives(before + choice + after))
    .slice(0, MOST_ALTERNATIVES);
};

/** Without regard to case and to how accents are composed; one element per character. */
const letters = (text: string): string[] => [...text.normalize('NFC').toLowerCase()];

/** Walks back to the last `*` when stuck, so that the time grows with length times length and no worse. */
const matches = (pattern: readonly string[], name: readonly string[]): boolean => {
  let p = 0;
  let star = -1;
  let resume = 0;
  for (let n = 0; n < name.length;) {
    if (pattern[p] === '*') {
      star = p++;
      resume = n;
    } else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === name[n])) {
      p++;
      n++;
    } else if (star >= 0) {
      p = star + 1;
      n = ++resume;
    } else return false;
  }
  return pattern.slice(p).every((letter) => letter === '*');
};

/**
 * Whether a name fits a pattern with `*`, `?` and `{a,b}`, without regard to case. As in a shell, a name that starts with a
 * dot is hidden and fits only a pattern that starts with one.
 */
export const globMatcher = (glob: string): ((name: string) => boolean) => {
  const patterns = alternatives(glob).map(letters);
  return (name) => {
    const text = letters(name);
    return patterns.some((pattern) => (text[0] !== '.' || pattern[0] === '.') && matches(pattern, text));
  };
};
