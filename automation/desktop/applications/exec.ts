const RESERVED = /[\s"'\\><~|&;$*?#()`]/;

/** Splits an Exec value into arguments by the Desktop Entry rules. null: it is malformed. */
const split = (exec: string): string[] | null => {
  const words: string[] = [];
  let word: string | null = null;
  for (let i = 0; i < exec.length; i += 1) {
    const c = exec[i] ?? '';
    if (c === '"') {
      word ??= '';
      for (i += 1; exec[i] !== '"'; i += 1) {
        if (i >= exec.length) return null;
        if (exec[i] === '\\') i += 1;
        word += exec[i] ?? '';
      }
    } else if (/\s/.test(c)) {
      if (word !== null) words.push(word);
      word = null;
    } else if (RESERVED.test(c)) {
      return null;
    } else {
      word = (word ?? '') + c;
    }
  }
  if (word !== null) words.push(word);
  return words;
};

/**
 * The argument vector of an Exec value, to be started without a shell. Field codes (%f, %U, %i ...) are dropped: Sonny adds
 * files itself. null: the value is malformed, or needs a shell to mean anything.
 */
export const argvOf = (exec: string): readonly string[] | null => {
  const words = split(exec);
  if (words === null) return null;
  const argv = words
    .filter((word) => !/^%[fFuUdDnNickvm]$/.test(word))
    .map((word) => word.replace(/%([a-zA-Z%])/g, (_, code: string) => (code === '%' ? '%' : '')));
  return argv[0] === undefined || argv[0] === '' || argv[0].includes('=') ? null : argv;
};
