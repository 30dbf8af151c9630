import { observeWith } from '../execution/act/verify.ts';
import type { GoalContext, Reading } from '../goals/intent.ts';
import type { Sought } from '../goals/sought.ts';
import { readGoal } from '../goals/read.ts';
import { shown, wellKnownFolder } from '../goals/slots/path.ts';
import type { Query } from '../ports/observer.ts';
import type { Progress } from '../ports/progress.ts';
import type { Json } from '../protocol/json.ts';
import { baseOf } from '../skills/path.ts';
import type { PlanningPorts } from './ports.ts';

/** Where people keep what they speak of by its name alone. */
const USUAL = ['documents', 'desktop', 'downloads', 'home', 'pictures', 'music', 'videos'];

/** How long looking for one name may take (ms). */
const LOOKING = 10_000;

/** Each name for which one place has to be chosen is a question. */
const MOST_CANDIDATES = 9;

type Named = Exclude<Sought, { kind: 'path' }>;

type LookAt = (query: Query) => Promise<Readonly<Record<string, Json>> | null>;

const usual = ({ home }: GoalContext): readonly string[] => USUAL.flatMap((word) => wellKnownFolder(word, home) ?? []);

const filesIn = async (folder: string, name: string, recursive: boolean, look: LookAt): Promise<readonly string[]> => {
  const files = (await look({ kind: 'files', folder, glob: name, recursive }))?.['files'];
  if (!Array.isArray(files)) return [];
  return files.flatMap((file: Json) => {
    const path = file !== null && typeof file === 'object' && 'path' in file ? file['path'] : null;
    return typeof path === 'string' && baseOf(path).toLowerCase() === name.toLowerCase() ? [path] : [];
  });
};

const isFolder = async (path: string, look: LookAt): Promise<boolean> => {
  const seen = await look({ kind: 'file', path });
  return seen?.['exists'] === true && seen['type'] === 'folder';
};

const one = <T>(all: readonly T[]): readonly T[] => [...new Set(all)];

/** The places of that name in the usual folders themselves; only where there is none, in the folders inside them. */
const placesOf = async ({ kind, name }: Named, context: GoalContext, look: LookAt) => {
  const folders = usual(context);
  if (kind === 'folder') {
    const paths = folders.map((folder) => `${folder}/${name}`);
    const there = await Promise.all(paths.map((path) => isFolder(path, look)));
    return paths.filter((_, i) => there[i]);
  }
  const near = (await Promise.all(folders.map((folder) => filesIn(folder, name, false, look)))).flat();
  if (near.length > 0) return one(near);
  const inside = folders.filter((folder) => folder !== context.home);
  return one((await Promise.all(inside.map((folder) => filesIn(folder, name, true, look)))).flat());
};

/** More names than this are for a person to say with their places. */
const MOST_NAMES = 50;

export interface ReadWithPlaces {
  readonly reading: Reading;
  /** What the goal names and is nowhere; null where nothing is missing. */
  readonly missing: { readonly say: string; readonly suggestions: readonly string[] } | null;
  /** With what was found as answers. */
  readonly context: GoalContext;
  /** Where what the goal names was found, by its name. */
  readonly found: ReadonlyMap<string, string>;
}

const nowhere = ({ name, kind }: Named, context: GoalContext): NonNullable<ReadWithPlaces['missing']> => {
  const places = usual(context).map((folder) => shown(folder, context.home));
  const list = new Intl.ListFormat('en', { type: 'disjunction' }).format(places);
  const search = `find "${name}"`;
  return {
    say: `There is no ${kind} “${name}” in ${list}. Say in which folder it is.`,
    suggestions: readGoal(search, context).kind === 'understood' ? [search] : [],
  };
};

/**
 * A goal as it reads once the world has been looked at for what it names without a place: one that is found is meant, several are a
 * question, and none is said. Only looks.
 * @param recalled a place that is known already, by its name
 */
export const readWithPlaces = async (
  goal: string,
  given: GoalContext,
  { observers, clock }: Pick<PlanningPorts, 'observers' | 'clock'>,
  signal: AbortSignal,
  recalled: (name: string) => string | null = () => null,
): Promise<ReadWithPlaces> => {
  const progress: Progress = { signal, deadline: clock.now() + LOOKING, log: () => {} };
  const look: LookAt = async (query) => (await observeWith(observers, query, progress)).value;
  const found = new Map<string, string>();
  let context = given;
  const answered = (subject: string, answer: string): void => {
    context = { ...context, answers: { ...context.answers, [subject]: answer } };
  };
  for (let names = 0; ; names += 1) {
    const reading = readGoal(goal, context);
    const asRead = { reading, missing: null, context, found };
    if (reading.kind !== 'ambiguous' || !reading.sought || names >= MOST_NAMES) return asRead;
    const { sought } = reading;
    if (sought.kind === 'path') {
      const seen = await look({ kind: 'file', path: sought.path });
      answered(reading.subject, seen?.['exists'] === true ? 'yes' : 'no');
      continue;
    }
    const subject = `${sought.kind}:${sought.name}`;
    const known = recalled(sought.name);
    const places = known === null ? await placesOf(sought, context, look) : [known];
    const [only, ...others] = places;
    if (only === undefined) return sought.mayBeNew ? asRead : { ...asRead, missing: nowhere(sought, context) };
    if (others.length > 0) {
      const candidates = places.slice(0, MOST_CANDIDATES).map((id) => ({ id, label: shown(id, context.home) }));
      return { ...asRead, reading: { ...reading, subject, ask: `Which “${sought.name}” is meant?`, candidates } };
    }
    found.set(sought.name, only);
    answered(subject, only);
  }
};
