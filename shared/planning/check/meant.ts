import { isDescribed, type Described, type Intent } from '../../goals/intent.ts';
import { isRef } from '../../protocol/step.ts';
import { Choosing } from '../../skills/choosing.ts';
import type { Json } from '../../protocol/json.ts';
import { normal } from '../../skills/footprint.ts';
import { parentOf } from '../../skills/path.ts';
import { chosenFiles } from '../chosen-files.ts';
import { newNames } from '../new-names.ts';
import { Refusal, Unseen } from '../refusal.ts';
import { INTO } from '../staying.ts';
import type { SeenWindow } from '../world.ts';
import type { CheckedStep, Ground } from './step.ts';
import type { Told } from './told.ts';

const same = (a: Json, b: Json): boolean => JSON.stringify(a) === JSON.stringify(b);

const windowsSeen = ({ known, world }: Ground): readonly SeenWindow[] => {
  const seen = known.look({ kind: 'windows' });
  if (!seen) throw new Unseen();
  return world.windows(seen);
};

/** Whether the value is one of the open windows, and that one is meant. */
const isWindow = (value: Json, meant: (w: SeenWindow) => boolean, ground: Ground): boolean =>
  windowsSeen(ground).some((w) => meant(w) && same(value, { id: w.id, pid: w.pid, app: w.app, title: w.title }));

const filesSeen = (d: Extract<Described, { $: 'files' }>, { known }: Ground): readonly string[] => {
  const { folder, glob, recursive } = d;
  const seen = known.look({ kind: 'files', folder, glob, recursive });
  if (!seen) throw new Unseen();
  return chosenFiles(seen.value?.['files'], d, known);
};

/** Every set of files that a part of the goal may mean. @throws Unseen */
const filesMeant = (wanted: Json | Described | undefined, told: Told, ground: Ground): readonly Json[] => {
  if (!isDescribed(wanted)) return wanted === undefined ? [] : [wanted];
  if (wanted.$ === 'it') return told.it('files');
  return wanted.$ === 'files' ? [[...filesSeen(wanted, ground)]] : [];
};

/**
 * All that a part of the goal wants in a folder, where the step leaves out exactly what lies there already; null where it leaves out nothing.
 * @throws Unseen when something must be looked at first.
 */
export const wholeOf = (wanted: Intent, { skill, args }: CheckedStep, told: Told, ground: Ground): Json | null => {
  const { files, to } = args;
  if (!INTO.has(skill) || files === undefined || typeof to !== 'string') return null;
  const isElsewhere = (file: Json): boolean => typeof file === 'string' && parentOf(normal(file)) !== normal(to);
  const whole = filesMeant(wanted.args['files'], told, ground).find(
    (all) => Array.isArray(all) && !same(all, files) && same(all.filter(isElsewhere), files),
  );
  return whole ?? null;
};

/** That name, or one like it with a number. */
const isNamedLike = (value: Json, path: string): boolean => {
  const [, stem = path, ending = ''] = /^(.+?)(\.[^./]+)?$/su.exec(path) ?? [];
  if (typeof value !== 'string' || !value.startsWith(stem) || !value.endsWith(ending)) return false;
  return /^(?: \(\d+\))?$/u.test(value.slice(stem.length, value.length - ending.length));
};

const namesFor = (d: Extract<Described, { $: 'renames' }>, ground: Ground): Json | undefined => {
  try {
    const { folder, glob } = d;
    const chosen = { $: 'files', folder, glob, recursive: d.recursive === true, ...Choosing.parse(d) } as const;
    return newNames(filesSeen(chosen, ground), d).map(({ from, to }) => ({
      from,
      to,
    }));
  } catch (thrown) {
    if (thrown instanceof Refusal) return undefined;
    throw thrown;
  }
};

/**
 * Whether a value is what a part of the goal means by its words, as the world was seen.
 * @throws Unseen when something must be looked at first.
 */
export const isMeant = (
  wanted: Json | Described,
  value: Json | undefined,
  parameter: string,
  told: Told,
  steps: readonly CheckedStep[],
  ground: Ground,
): boolean => {
  if (value === undefined) return false;
  if (!isDescribed(wanted)) return same(wanted, value);
  switch (wanted.$) {
    case 'app': {
      const opened = told.windowOf(wanted.app.id);
      if (opened !== undefined) return same(opened, value);
      const opener = isRef(value) && value.output === 'window' ? steps.find((s) => s.id === value.from) : undefined;
      return opener?.skill === 'app.open' && opener.args['app'] === wanted.app.id;
    }
    case 'window-of': {
      const opened = told.windowOf(wanted.app.id);
      if (opened !== undefined) return same(opened, value);
      return isWindow(value, (w) => w.app === wanted.app.windowClass && !w.dialog, ground);
    }
    case 'window': {
      const title = wanted.title.toLowerCase();
      return isWindow(value, (w) => w.title.toLowerCase().includes(title), ground);
    }
    case 'active-window':
      return isWindow(value, (w) => w.active, ground);
    case 'it':
      return told.it(parameter).some((left) => same(left, value));
    case 'given':
      return same(told.given(wanted) ?? null, value);
    case 'joined': {
      const pieces = wanted.pieces.map((piece) => (typeof piece === 'string' ? piece : (told.given(piece) ?? null)));
      return same({ $join: pieces }, value);
    }
    case 'files': {
      const files = filesSeen(wanted, ground);
      const [only, ...others] = Array.isArray(value) ? value : [value];
      if (wanted.one && others.length === 0 && typeof only === 'string') return files.includes(only);
      return typeof value === 'string' ? files[0] === value : same([...files], value);
    }
    case 'new-file':
      return isNamedLike(value, wanted.path);
    case 'renames': {
      const names = namesFor(wanted, ground);
      return names !== undefined && same(names, value);
    }
  }
};
