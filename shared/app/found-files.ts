import { observeWith } from '../execution/act/verify.ts';
import type { GoalContext, Guess, Reading } from '../goals/intent.ts';
import type { Sought } from '../goals/sought.ts';
import { isList } from '../goals/slots/item.ts';
import { readGoal } from '../goals/read.ts';
import { inFolder, shown } from '../goals/slots/path.ts';
import type { WorldFacts } from '../planning/world.ts';
import type { Progress } from '../ports/progress.ts';
import { countFiles } from '../skills/wording.ts';
import { createLook, type Look } from './found/look.ts';
import { nearFolder, placesOf, stemsOf, usualPlaces, type Named } from './found/places.ts';
import { setOf, type SoughtSet } from './found/sets.ts';
import type { PlanningPorts } from './ports.ts';
import { parentOf } from '../skills/path.ts';

/** How long looking for what a goal names may take (ms). */
const LOOKING = 10_000;

/** Each name for which one place has to be chosen is a question. */
const MOST_CANDIDATES = 9;

/** More names than this are for a person to say with their places. */
const MOST_NAMES = 50;

interface Missing {
  readonly say: string;
  readonly suggestions: readonly string[];
}

type Told = NonNullable<WorldFacts['found']>[number];

export interface ReadWithPlaces {
  readonly reading: Reading;
  /** What the goal names and is nowhere; null where nothing is missing. */
  readonly missing: Missing | null;
  /** With what was found as answers. */
  readonly context: GoalContext;
  /** What is to be said of names for which something was found, and of words that are read as others. */
  readonly found: readonly Told[];
}

/** A place that is known already of what is sought: a path, a folder for a set; null where it has to be looked for. */
export type Recalled = (sought: Exclude<Sought, { kind: 'path' }>) => string | null;

const KINDS = { file: 'file', folder: 'folder', thing: 'file or folder' } as const;

const placesIn = (context: GoalContext): string =>
  new Intl.ListFormat('en', { type: 'disjunction' }).format(
    usualPlaces(context).map((folder) => shown(folder, context.home)),
  );

const missingName = ({ name, kind, within }: Named, context: GoalContext): Missing => {
  const search = `find "${name}"`;
  return {
    say: `There is no ${KINDS[kind]} “${name}” in ${within === undefined ? placesIn(context) : shown(within, context.home)}. Say in which folder it is.`,
    suggestions: [search, ...(isList(name) ? [`create the file "~/Documents/${name}.txt"`] : [])].filter(
      (goal) => readGoal(goal, context).kind === 'understood',
    ),
  };
};

/** Where it was looked for, as what hangs on it counts it as not there. */
const nowhereSaid = (name: string, context: GoalContext): string =>
  `There is no ${name} in ${placesIn(context)}, nor in a folder in them.`;

/** Its name with the folder that was said with it. */
const saidOf = ({ name, within }: SoughtSet, { home }: GoalContext): string =>
  within === undefined ? name : `${name} in ${shown(within, home)}`;

const missingSet = (sought: SoughtSet, context: GoalContext): Missing => {
  const { name, except, within } = sought;
  const besides = except === undefined ? '' : `, besides those in ${shown(except, context.home)}`;
  return {
    say:
      within === undefined
        ? `There ${name.endsWith('s') ? 'are' : 'is'} no ${name} in ${placesIn(context)}${besides}. Say in which folder to look.`
        : `There is no ${saidOf(sought, context)}.`,
    suggestions: [],
  };
};

interface Hit {
  readonly answer: { readonly subject: string; readonly value: string };
  readonly say: string;
}

type Candidates = Extract<Reading, { kind: 'ambiguous' }>['candidates'];

/** What looking came to: the one thing that is meant, several of which one has to be chosen, or nothing. */
type Looked =
  | { readonly kind: 'hit'; readonly hit: Hit }
  | { readonly kind: 'several'; readonly subject: string; readonly ask: string; readonly candidates: Candidates }
  | { readonly kind: 'none' };

const baseOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const lookedForName = async (
  sought: Named,
  asked: string,
  context: GoalContext,
  look: Look,
  recalled: Recalled,
): Promise<Looked> => {
  const { name } = sought;
  const subject = sought.bare ? asked : `file:${name}`;
  const known = recalled(sought);
  const exact = known === null ? await placesOf(sought, context, look) : [known];
  const all =
    exact.length > 0 || !sought.bare || sought.kind === 'folder' ? exact : await stemsOf(sought, context, look);
  const [only, ...others] = all;
  if (only === undefined) return { kind: 'none' };
  if (others.length > 0) {
    const candidates = all.slice(0, MOST_CANDIDATES).map((id) => ({ id, label: shown(id, context.home) }));
    return { kind: 'several', subject, ask: `Which “${name}” is meant?`, candidates };
  }
  const where = shown(parentOf(only), context.home);
  const isSame = baseOf(only).toLowerCase() === name.toLowerCase();
  const say = isSame ? `${name} was found in ${where}.` : `“${name}” is ${shown(only, context.home)}.`;
  return { kind: 'hit', hit: { answer: { subject, value: only }, say } };
};

const lookedForSet = async (
  sought: SoughtSet,
  context: GoalContext,
  look: Look,
  recalled: Recalled,
): Promise<Looked> => {
  const { one } = sought;
  const name = saidOf(sought, context);
  const known = sought.within === undefined ? recalled(sought) : null;
  const folderIs = (folder: string): Looked => ({
    kind: 'hit',
    hit: {
      answer: { subject: `folder:${name}`, value: folder },
      say: `The ${name} meant are those in ${shown(folder, context.home)}, the only usual place that has some.`,
    },
  });
  if (known !== null && !one) return folderIs(known);
  const files = known === null ? await setOf(sought, context, look) : [known];
  const folders = [...new Set(files.map(parentOf))];
  const [only, ...others] = one ? files : folders;
  if (only === undefined) return { kind: 'none' };
  if (others.length === 0 && !one) return folderIs(only);
  if (others.length === 0) {
    const say = `The ${name} meant is ${shown(only, context.home)}, ${sought.within === undefined ? 'the only one in the usual places' : 'the only one there'}.`;
    return { kind: 'hit', hit: { answer: { subject: `one:${name}`, value: only }, say } };
  }
  const label = (path: string): string => shown(path, context.home);
  if (!one)
    return {
      kind: 'several',
      subject: `folder:${name}`,
      ask: `In which folder ${sought.name.endsWith('s') ? 'are' : 'is'} the ${name}?`,
      candidates: folders.slice(0, MOST_CANDIDATES).map((id) => ({
        id,
        label: label(id),
        detail: countFiles(files.filter((file) => parentOf(file) === id).length),
      })),
    };
  const [folder, ...more] = folders;
  const all =
    folder !== undefined && more.length === 0
      ? [{ id: `all:${folder}`, label: `All ${files.length} in ${label(folder)}` }]
      : [];
  const single = files.slice(0, MOST_CANDIDATES - all.length).map((id) => ({ id, label: label(id) }));
  return { kind: 'several', subject: `one:${name}`, ask: `Which ${name} is meant?`, candidates: [...single, ...all] };
};

/** What a reading would have looked for: what it asks, or what else it could mean. */
const soughtIn = (reading: Reading): Guess | null => {
  if (reading.guess) return reading.guess;
  return reading.kind === 'ambiguous' && reading.sought ? { ...reading, sought: reading.sought } : null;
};

/** What a goal comes to whose name nothing has: as it reads, a question, or what is missing. null: it need not be a name at all. */
const withoutPlace = (
  { sought, subject, candidates }: Guess & { readonly sought: Named },
  reading: Reading,
  context: GoalContext,
  near: string | null,
): Partial<ReadWithPlaces> | null => {
  if (!sought.mayBeNew) return sought.bare ? null : { missing: missingName(sought, context) };
  if (!sought.bare) return {};
  if (reading.kind !== 'ambiguous' && !(reading.kind === 'not-understood' && reading.unread)) return null;
  const where = 'here is a new one to be made?';
  const ask = `There is no folder “${sought.name}” in the usual places. ${near === null ? `W${where}` : `Did you mean ${shown(near, context.home)}, or w${where}`}`;
  return {
    reading: {
      kind: 'ambiguous',
      subject,
      ask,
      candidates: [
        ...(near === null ? [] : [{ id: near, label: shown(near, context.home), detail: 'It is there.' }]),
        ...candidates,
      ],
      chips: reading.chips,
    },
  };
};

/** The folder whose name is a slip away, to be asked about: a name is never mended by itself. */
const offering = (
  { sought, subject }: Guess & { readonly sought: Named },
  near: string,
  { chips }: Reading,
  { home }: GoalContext,
): Reading => ({
  kind: 'ambiguous',
  subject,
  ask: `There is no ${KINDS[sought.kind]} “${sought.name}”. Did you mean ${shown(near, home)}?`,
  candidates: [{ id: near, label: `Yes, ${shown(near, home)}` }],
  chips,
});

/**
 * A goal as it reads once the world has been looked at for what it names without a place: one that is found is meant, several are a
 * question, and none is said. Only looks.
 */
export const readWithPlaces = async (
  goal: string,
  given: GoalContext,
  { observers, clock }: Pick<PlanningPorts, 'observers' | 'clock'>,
  signal: AbortSignal,
  recalled: Recalled = () => null,
): Promise<ReadWithPlaces> => {
  const progress: Progress = { signal, deadline: clock.now() + LOOKING, log: () => {} };
  const look = createLook(async (query) => (await observeWith(observers, query, progress)).value);
  const found: Told[] = [];
  let context = given;
  /** The first name that nothing has. */
  let unfound: (Guess & { readonly sought: Named }) | null = null;
  const answered = (subject: string, answer: string): void => {
    context = { ...context, answers: { ...context.answers, [subject]: answer } };
  };
  for (let names = 0; ; names += 1) {
    const reading = readGoal(goal, context);
    const wanted = soughtIn(reading);
    if (wanted === null || names >= MOST_NAMES) {
      for (const word of reading.readAs?.words ?? [])
        found.push({ name: word, say: `Read as “${reading.readAs?.text}”.` });
      if (unfound === null || reading.kind !== 'not-understood') return { reading, missing: null, context, found };
      const near = unfound.sought.kind === 'file' ? null : await nearFolder(unfound.sought, context, look);
      return {
        reading: near === null ? reading : offering(unfound, near, reading, context),
        missing: near === null ? missingName(unfound.sought, context) : null,
        context,
        found,
      };
    }
    const { subject, sought } = wanted;
    if (sought.kind === 'path') {
      const seen = await look.at(sought.path);
      answered(subject, seen === null ? 'no' : 'yes');
      continue;
    }
    const looked =
      sought.kind === 'set'
        ? await lookedForSet(sought, context, look, recalled)
        : await lookedForName(sought, subject, context, look, recalled);
    if (looked.kind === 'hit') {
      found.push({ name: sought.name, say: looked.hit.say });
      answered(looked.hit.answer.subject, looked.hit.answer.value);
      continue;
    }
    const asRead = { reading, missing: null, context, found };
    if (looked.kind === 'several')
      return { ...asRead, reading: { ...looked, kind: 'ambiguous', chips: reading.chips } };
    if (sought.kind === 'set') return { ...asRead, missing: missingSet(sought, context) };
    if (sought.mayBeNowhere) {
      found.push({ name: sought.name, say: nowhereSaid(sought.name, context) });
      answered(`file:${sought.name}`, inFolder(context.home, sought.name));
      continue;
    }
    const near =
      sought.mayBeNew && sought.bare && sought.kind === 'folder' ? await nearFolder(sought, context, look) : null;
    const insisted = withoutPlace({ ...wanted, sought }, reading, context, near);
    if (insisted !== null) return { ...asRead, ...insisted };
    // It is no name then: what the goal means without it counts.
    const isElse = sought.name === unfound?.sought.name && sought.kind !== unfound.sought.kind;
    unfound ??= { ...wanted, sought };
    if (isElse) unfound = { ...unfound, sought: { ...sought, kind: 'thing' } };
    answered(subject, 'no');
  }
};
