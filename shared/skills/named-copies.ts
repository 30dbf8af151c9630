import { baseOf, parentOf } from './path.ts';

/** What programs and people put behind a stem, or before it, to name a copy: " (1)", " copy", " copy 2", " - Copy", "_copy", "-2". */
const SIGNS = [
  /^(.*\S)\s*\(\d{1,4}\)$/u,
  /^(.*[^\s_.-])[\s_.-]+copy(?:[\s_.-]*\d{1,4}|\s*\(\d{1,4}\))?$/u,
  /^copy(?:\s*\(\d{1,4}\))? of (.+)$/u,
  /^(.*[^\s\d_.-])[\s_.-]*\d{1,4}$/u,
] as const;

/** Names nest no deeper than anybody would copy copies. */
const DEEPEST = 6;
const LONGEST = 255;

/** The names, in small letters, of which a file's name is that of a copy: "b (1) copy.pdf" is one of "b (1).pdf", and of "b.pdf". */
export const namesCopied = (name: string): readonly string[] => {
  const small = name.toLowerCase();
  if (small.length > LONGEST) return [];
  const dot = small.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [small.slice(0, dot), small.slice(dot)] : [small, ''];
  const found = new Set<string>();
  let last = [stem];
  for (let depth = 0; depth < DEEPEST && last.length > 0; depth++) {
    last = last.flatMap((s) => SIGNS.flatMap((sign) => sign.exec(s)?.[1] ?? [])).filter((s) => !found.has(s));
    for (const s of last) found.add(s);
  }
  return [...found].map((s) => s + ending);
};

/** Each file that is named as a copy of another one, which may be the same, as its size is, with that one: rather of its own folder. */
export const namedCopies = <F extends { readonly path: string; readonly size: number }>(
  files: readonly F[],
): ReadonlyMap<F, F> => {
  const keyOf = (name: string, size: number): string => `${size}/${name}`;
  const byName = new Map<string, F[]>();
  for (const file of files) {
    const key = keyOf(baseOf(file.path).toLowerCase(), file.size);
    byName.set(key, [...(byName.get(key) ?? []), file]);
  }
  return new Map(
    files.flatMap((file) => {
      const originals = namesCopied(baseOf(file.path)).flatMap((name) => byName.get(keyOf(name, file.size)) ?? []);
      const original = originals.find(({ path }) => parentOf(path) === parentOf(file.path)) ?? originals[0];
      return original === undefined ? [] : [[file, original] as const];
    }),
  );
};
