import type { Json } from '../protocol/json.ts';
import { normal } from '../skills/footprint.ts';
import { parentOf } from '../skills/path.ts';
import type { Skill } from '../skills/skill.ts';

export const MOVE = 'files.move';
const COPY = 'files.copy';

/** Skills that put each of `files` into the folder `to`. */
export const INTO: ReadonlySet<string> = new Set([MOVE, COPY]);

type Given = Readonly<Record<string, Json>>;

/** What is to go to a folder where it lies already: there is nothing to do to it, and a copy would only be there twice, under another name. */
export const stayingIn = ({ name }: Pick<Skill, 'name'>, { files, to }: Given): readonly string[] =>
  INTO.has(name) && Array.isArray(files) && typeof to === 'string'
    ? files.filter(
        (file): file is string => typeof file === 'string' && file !== to && parentOf(normal(file)) === normal(to),
      )
    : [];

/** Without what lies there already; as it is where that is all. */
export const withoutStaying = (skill: Pick<Skill, 'name'>, args: Record<string, Json>): Record<string, Json> => {
  const staying: ReadonlySet<Json> = new Set(stayingIn(skill, args));
  const others = Array.isArray(args['files']) ? args['files'].filter((file) => !staying.has(file)) : [];
  return staying.size === 0 || others.length === 0 ? args : { ...args, files: others };
};

/** That nothing is to be done to any of it. */
export const sayAllStay = ({ name }: Pick<Skill, 'name'>, staying: readonly string[], to: string): string => {
  const [first = to, ...others] = staying;
  const what = others.length === 0 ? `${first} lies` : 'All of that lies';
  return name === COPY
    ? `${what} in ${to} already, so a copy would only double it. Name another folder; for a second copy of a file, say “duplicate ${first}”.`
    : `${what} in ${to} already, so nothing was to be done.`;
};

/** What of several things is left out. */
export const sayStaying = (staying: readonly string[], to: string): string => {
  const [first = to, ...others] = staying;
  return others.length === 0
    ? `${first} is left out, as it lies in ${to} already.`
    : `${staying.length.toLocaleString('en')} files are left out, as they lie in ${to} already.`;
};
