import { PLACEHOLDERS, unknownPlaceholder } from '../skills/name-pattern.ts';
import { Refusal } from './refusal.ts';

interface Naming {
  readonly pattern?: string;
  readonly find?: string;
  readonly with?: string;
}

const fromPattern = (pattern: string, stem: string, ext: string, n: number): string => {
  const named = pattern.replace(/\{(name|ext|n)(?::(\d+))?\}/g, (_, key: string, width?: string) =>
    key === 'name' ? stem : key === 'ext' ? ext : String(n).padStart(Number(width ?? 0), '0'),
  );
  // A pattern without an ending keeps the file's own: nobody who renames photos wants them to lose ".jpg".
  return ext !== '' && !pattern.includes('{ext}') && !/\.[^.{}]+$/.test(pattern) ? `${named}.${ext}` : named;
};

/**
 * New full paths for files, in their given order: by a pattern (`{name}` stem, `{ext}` ending, `{n:3}` padded number from
 * 1) or by replacing text in the stem. Files whose name stays the same are left out.
 * @throws Refusal when two files would get one name, a name is not a file name, the pattern has an unknown placeholder, or nothing would change.
 */
export const newNames = (paths: readonly string[], naming: Naming): readonly { from: string; to: string }[] => {
  const unknown = unknownPlaceholder(naming.pattern ?? '');
  if (unknown !== null)
    throw new Refusal('PLAN_DOES_NOT_HOLD', `Nothing is called ${unknown} in a pattern of names. ${PLACEHOLDERS}`);
  const renames = paths.map((from, i) => {
    const slash = from.lastIndexOf('/') + 1;
    const name = from.slice(slash);
    const dot = name.lastIndexOf('.');
    const [stem, ext] = dot > 0 ? [name.slice(0, dot), name.slice(dot + 1)] : [name, ''];
    const next =
      naming.pattern === undefined
        ? stem.replaceAll(naming.find ?? '', naming.with ?? '') + (ext === '' ? '' : `.${ext}`)
        : fromPattern(naming.pattern, stem, ext, i + 1);
    if (next === '' || next === '.' || next === '..' || next.includes('/'))
      throw new Refusal('PLAN_DOES_NOT_HOLD', `“${next}” is not a file name.`);
    return { from, to: from.slice(0, slash) + next };
  });
  const targets = new Set<string>();
  for (const { to } of renames) {
    if (targets.has(to)) throw new Refusal('PLAN_DOES_NOT_HOLD', `Two files would both be called ${to}.`);
    targets.add(to);
  }
  const changed = renames.filter(({ from, to }) => from !== to);
  if (changed.length === 0) throw new Refusal('PLAN_DOES_NOT_HOLD', 'All files have those names already.');
  return changed;
};
