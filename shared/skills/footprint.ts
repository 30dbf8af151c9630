import { z } from 'zod';
import { isRef } from '../protocol/step.ts';
import type { Json } from '../protocol/json.ts';
import { journeysOf, stringOf, stringsOf } from './argument.ts';
import { Path } from './schema.ts';
import type { Money, PlanArgs, Skill } from './skill.ts';

export interface Touched {
  readonly path: string;
  /** With everything inside it. */
  readonly whole: boolean;
}

/** What one call does to files, windows and the world outside, read from its skill's declaration. Paths are normal. */
export interface Footprint {
  /** Everything it looks into, changes or takes. */
  readonly touches: readonly Touched[];
  /** What is another afterwards: made, written, or no longer there. */
  readonly changes: readonly string[];
  /** What leaves its place, and what of that goes for good (into the trash). */
  readonly removes: readonly string[];
  readonly deletes: readonly string[];
  /** Files whose contents are lost to new ones. */
  readonly replaces: readonly string[];
  /** Files and folders that did not exist before and are there because of it, under names that are certain. */
  readonly makes: readonly string[];
  /** What it is about, for counting: the files and folders it is given, else the files it writes. A new folder is none. */
  readonly subjects: readonly string[];
  /** It writes a file that only the application knows. */
  readonly unnamed: boolean;
  readonly closes: boolean;
  readonly reaches: 'nothing' | 'web' | 'mail';
  /** Nobody can say what it does: a key, a click on something that is not known to be harmless. */
  readonly unknown: boolean;
  readonly spends: Money | null;
  /** It only looks or waits. */
  readonly onlyLooks: boolean;
}

/** An absolute path without `.`, `..`, doubled or trailing slashes: two names of one place are one. */
export const normal = (path: string): string => {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
};

/** Where something is put, as opposed to what is taken along with all that is in it. */
const PLACES: ReadonlySet<string> = new Set(['to', 'path', 'archive', 'file']);

/** Every value that a parameter's schema calls a path, wherever it lies in the argument. */
const pathsIn = (schema: unknown, value: Json | undefined, name: string): readonly Touched[] => {
  if (value === undefined || isRef(value)) return [];
  if (schema === Path) return typeof value === 'string' ? [{ path: normal(value), whole: !PLACES.has(name) }] : [];
  if (schema instanceof z.ZodOptional) return pathsIn(schema.unwrap(), value, name);
  if (schema instanceof z.ZodArray)
    return Array.isArray(value) ? value.flatMap((x: Json) => pathsIn(schema.element, x, name)) : [];
  if (schema instanceof z.ZodObject && value !== null && typeof value === 'object' && !Array.isArray(value))
    return Object.entries(schema.shape).flatMap(([key, inner]) =>
      pathsIn(inner, (value as Readonly<Record<string, Json>>)[key], key),
    );
  return [];
};

const mayHoldPath = (schema: unknown): boolean => {
  if (schema === Path) return true;
  if (schema instanceof z.ZodOptional) return mayHoldPath(schema.unwrap());
  if (schema instanceof z.ZodArray) return mayHoldPath(schema.element);
  return schema instanceof z.ZodObject && Object.values(schema.shape).some(mayHoldPath);
};

/** Parameters that can name paths, by skill: asked before each act, and what a schema is takes long to ask. */
const PATH_PARAMETERS = new WeakMap<object, readonly (readonly [name: string, schema: unknown])[]>();
const pathParameters = ({ parameters }: Skill): readonly (readonly [name: string, schema: unknown])[] => {
  const known = PATH_PARAMETERS.get(parameters);
  if (known) return known;
  const found = Object.entries(parameters.shape).filter(([, schema]) => mayHoldPath(schema));
  PATH_PARAMETERS.set(parameters, found);
  return found;
};

/** Every absolute path anywhere in a value, with everything inside it. */
const absolutesIn = (value: Json): readonly Touched[] => {
  if (typeof value === 'string') return value.startsWith('/') ? [{ path: normal(value), whole: true }] : [];
  if (isRef(value) || value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap((inner) => absolutesIn(inner));
};

/** Where a call would work, by how it takes what is there: to be asked of whoever knows which places are closed. */
export const placesOf = (
  skill: Skill,
  args: PlanArgs,
): Readonly<Record<'entry' | 'content' | 'look', readonly string[]>> => {
  const places: Record<'entry' | 'content' | 'look', string[]> = { entry: [], content: [], look: [] };
  // What another program does with a path is not known.
  if (skill.foreign) return places;
  for (const [name, schema] of pathParameters(skill))
    for (const { path } of pathsIn(schema, args[name], name)) places[skill.takes?.[name] ?? 'look'].push(path);
  return places;
};

/** The files that a call touches alone: what of its footprint is asked before each act. */
export const touchesOf = (skill: Skill, args: PlanArgs): readonly Touched[] => {
  // What its parameters mean only its maker knows.
  if (skill.foreign) return absolutesIn({ ...args });
  return (
    pathParameters(skill)
      .flatMap(([name, schema]) => pathsIn(schema, args[name], name))
      // A folder that is listed without its subfolders is looked at, and not what they hold.
      .map((t) =>
        args['recursive'] === false && t.path === normal(stringOf(args, 'folder') ?? '') ? { ...t, whole: false } : t,
      )
  );
};

/**
 * What a call does, for what a person wants kept to. Refs are not known yet and leave no trace: the same is asked again
 * with real values right before acting.
 */
export const footprintOf = (skill: Skill, args: PlanArgs): Footprint => {
  const risk = typeof skill.risk === 'function' ? skill.risk(args) : skill.risk;
  const onlyLooks = skill.undo.kind === 'nothing' && risk !== 'R4';
  const literals = onlyLooks ? [] : skill.changes(args, '');
  const named = (relation: string, negated: boolean): readonly string[] =>
    literals.flatMap((l) =>
      l.relation === relation && (l.negated ?? false) === negated ? [normal(String(l.args[0]))] : [],
    );
  const removes = named('free', false);
  const arrives = named('free', true);
  const folders = new Set(named('folder', false));
  const touches = touchesOf(skill, args);
  const given = touches.filter((t) => t.whole).map((t) => t.path);
  const path = stringOf(args, 'path');
  const saves = literals.some((l) => l.relation === 'unsaved' && l.negated);
  const inPlace = saves && !('replace' in skill.parameters.shape);
  const replaces = [
    ...(path !== null && (inPlace || args['replace'] === true) ? [normal(path)] : []),
    ...(skill.mayReplace?.(args) ?? []).map(normal),
  ];
  const many = stringsOf(args, 'files') !== null || journeysOf(args['renames']).length > 0;
  return {
    touches,
    changes: [...new Set([...removes, ...arrives])],
    removes,
    deletes: arrives.length === 0 ? removes : [],
    replaces,
    // Where many go into a folder, a name that is taken there becomes another one.
    makes:
      skill.adds === true || (many && args['archive'] === undefined)
        ? []
        : arrives.filter((p) => !replaces.includes(p)),
    subjects: onlyLooks ? [] : given.length > 0 ? given : arrives.filter((p) => !folders.has(p)),
    unnamed: saves && path === null,
    closes: literals.some((l) => l.relation === 'window' && l.negated),
    reaches: (typeof skill.reaches === 'function' ? skill.reaches(args) : skill.reaches) ?? 'nothing',
    unknown: risk === 'R4' && literals.length === 0,
    spends: skill.spends?.(args) ?? null,
    onlyLooks,
  };
};
