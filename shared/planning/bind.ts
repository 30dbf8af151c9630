import { isDescribed, type Described, type Intent } from '../goals/intent.ts';
import type { Application } from '../ports/applications.ts';
import type { Json } from '../protocol/json.ts';
import { insistOpen } from './closed-places.ts';
import type { Ref } from '../protocol/step.ts';
import type { Known } from './known.ts';
import { journeysOf } from '../skills/argument.ts';
import { Choosing, sayChoosing } from '../skills/choosing.ts';
import { chosenFiles } from './chosen-files.ts';
import { freeNameLike } from './free-name.ts';
import { newNames } from './new-names.ts';
import { Choice, Refusal, Unseen } from './refusal.ts';
import { tilde } from './words.ts';
import type { SeenWindow, WorldFacts } from './world.ts';

/** What earlier clauses of the goal were about, so that "it" and "the text editor" mean something. */
export interface Discourse {
  /** Windows that this goal opened, by application id: a Ref to the step that opens them. */
  readonly opened: Map<string, Json>;
  window: Json | null;
  page: Json | null;
  files: readonly string[] | null;
  path: string | null;
  text: Json | null;
  /** What is otherwise than the part that is bound now sounds, to be told with it: what is left out, and a name that was taken. */
  readonly left: Set<string>;
  /** The step that came of each part of a proposal. */
  readonly parts: Map<number, string>;
}

export const emptyDiscourse = (): Discourse => ({
  parts: new Map(),
  opened: new Map(),
  window: null,
  page: null,
  files: null,
  path: null,
  text: null,
  left: new Set(),
});

/** How binding asks for a step that must come first; gives back the reference to its output. */
export type OpenApp = (app: Application) => Json;

const refOf = (w: SeenWindow): Json => ({ id: w.id, pid: w.pid, app: w.app, title: w.title });

/** Each of several files that may be meant is a candidate, as far as the keys go; the answer that means all of them. */
const MOST_CANDIDATES = 9;
const ALL = 'all';

/** Exactly one window: none is a refusal, several are a question whose candidates are those windows. */
const theOne = (found: readonly SeenWindow[], what: string, subject: string, world: WorldFacts): Json => {
  const [only, ...others] = found;
  if (!only) throw new Refusal('TARGET_MISSING', `No open window is ${what}.`);
  if (others.length === 0) return refOf(only);
  const chosen = found.find((w) => String(w.id) === world.answers[subject]);
  if (chosen) return refOf(chosen);
  if (subject in world.answers) throw new Refusal('TARGET_GONE', `The window that was chosen as ${what} has closed.`);
  throw new Choice({
    subject,
    ask: `Which window is ${what}?`,
    candidates: found.map((w, i) => ({
      id: String(w.id),
      label: w.title || w.app,
      detail: `${w.app}, window ${i + 1} of ${found.length}${w.active ? ', in front' : ''}`,
    })),
  });
};

const windows = (known: Known, world: WorldFacts): readonly SeenWindow[] => {
  const seen = known.look({ kind: 'windows' });
  if (!seen) throw new Unseen();
  if (!seen.value) throw new Refusal('NO_DISPLAY', seen.trouble ?? '');
  return world.windows(seen);
};

const titled = (all: readonly SeenWindow[], title: string): readonly SeenWindow[] => {
  const wanted = title.toLowerCase();
  const whole = all.filter((w) => w.title.toLowerCase() === wanted);
  return whole.length > 0 ? whole : all.filter((w) => w.title.toLowerCase().includes(wanted));
};

/**
 * What a look counts besides what fits, and what is said of one and of many. A link is not what it leads to: what means all files means none
 * of them. Whoever says “everything” may mean the folders as well: they stay.
 */
const BESIDES = {
  links: [
    ['link', 'is left out, as a link is not the file that it leads to'],
    ['links', 'are left out, as a link is not the file that it leads to'],
  ],
  nameless: [
    ['file', 'is left out, as its name can’t be read'],
    ['files', 'are left out, as their names can’t be read'],
  ],
  odd: [
    ['pipe, socket or device', 'is left out'],
    ['pipes, sockets or devices', 'are left out'],
  ],
  passed: [
    ['folder', 'is left as it is: only files are meant'],
    ['folders', 'are left as they are: only files are meant'],
  ],
} as const;

const sayBeside = (what: keyof typeof BESIDES, count: Json | undefined, folder: string): readonly string[] => {
  if (typeof count !== 'number' || count === 0) return [];
  const [noun, fate] = BESIDES[what][count === 1 ? 0 : 1];
  return [`${count === 1 ? 'One' : count.toLocaleString('en')} ${noun} in ${folder} ${fate}.`];
};

const filesOf = (
  d: Omit<Extract<Described, { $: 'files' }>, '$'>,
  known: Known,
  left: Set<string>,
): readonly string[] => {
  const seen = known.look({ kind: 'files', folder: d.folder, glob: d.glob, recursive: d.recursive });
  if (!seen) throw new Unseen();
  if (!seen.value) insistOpen(d.folder, known);
  if (seen.value?.['exists'] !== true) throw new Refusal('FILE_NOT_FOUND', `There is no folder ${d.folder}.`);
  const paths = chosenFiles(seen.value['files'], { $: 'files', ...d }, known);
  const isAll = d.glob === '*' && d.most === undefined && d.copies !== true;
  for (const what of ['links', 'nameless', 'odd', ...(isAll ? (['passed'] as const) : [])] as const)
    for (const say of sayBeside(what, seen.value[what], d.folder)) left.add(say);
  if (paths.length === 0) {
    const { behind } = sayChoosing(d);
    const what = d.glob === '*' ? 'files' : d.glob;
    const besides = [...left].map((say) => ` ${say}`).join('');
    throw new Refusal(
      'NOTHING_TO_DO',
      `There are no ${what} in ${d.folder}${behind === '' ? '' : ` ${behind}`}, so nothing was to be done.${besides}`,
    );
  }
  return paths;
};

/** The files that are meant by one word: several are a question, whose answer may be all of them. */
const onesOf = (
  files: readonly string[],
  d: Extract<Described, { $: 'files' }>,
  world: WorldFacts,
): readonly string[] => {
  if (d.one !== true || files.length < 2) return files;
  const subject = `which:${d.folder}/${d.glob}`;
  const chosen = world.answers[subject];
  if (chosen === ALL) return files;
  if (chosen !== undefined && files.includes(chosen)) return [chosen];
  throw new Choice({
    subject,
    ask: `${files.length} files were found. Which one is meant?`,
    candidates: [
      ...files.slice(0, MOST_CANDIDATES - 1).map((path) => ({ id: path, label: tilde(path, world.home) })),
      { id: ALL, label: `All ${files.length}` },
    ],
  });
};

/** Parameters that take one file. */
const ONE: ReadonlySet<string> = new Set(['file', 'path', 'archive', 'from']);

const newFile = (path: string, known: Known, left: Set<string>): string => {
  const seen = known.look({ kind: 'file', path });
  if (!seen) throw new Unseen();
  if (seen.value?.['exists'] !== true) return path;
  const free = freeNameLike(path, known);
  if (free === null) throw new Refusal('FILE_EXISTS', `There are many files like ${path}. Say another name.`);
  left.add(`There is a file ${path} already, so that this one gets a number.`);
  return free;
};

/** The thing of the earlier clause that a parameter of this name can take. */
const pronoun = (parameter: string, discourse: Discourse): Json => {
  const found =
    parameter === 'window'
      ? discourse.window
      : parameter === 'page'
        ? discourse.page
        : parameter === 'files'
          ? (discourse.files ?? (discourse.path === null ? null : [discourse.path]))
          : parameter === 'text'
            ? discourse.text
            : discourse.path;
  if (found === null) throw new Refusal('TARGET_MISSING', 'It is not clear what “it” is: nothing before it fits.');
  return found;
};

const givenBy = ({ part, output }: { readonly part: number; readonly output: string }, { parts }: Discourse): Ref => {
  const from = parts.get(part);
  if (from === undefined)
    throw new Refusal('PLAN_DOES_NOT_HOLD', `Part ${part} does not come before what takes its ${output}.`);
  return { from, output };
};

const bound = (
  parameter: string,
  d: Described,
  discourse: Discourse,
  known: Known,
  world: WorldFacts,
  open: OpenApp,
): Json => {
  switch (d.$) {
    case 'app':
      return discourse.opened.get(d.app.id) ?? open(d.app);
    case 'window-of': {
      const mine = discourse.opened.get(d.app.id);
      if (mine !== undefined) return mine;
      const open_ = windows(known, world).filter((w) => w.app === d.app.windowClass && !w.dialog);
      return theOne(open_, `${d.app.name}’s`, `window:${d.app.id}`, world);
    }
    case 'window':
      return theOne(titled(windows(known, world), d.title), `“${d.title}”`, `window:${d.title}`, world);
    case 'active-window': {
      const active = windows(known, world).find((w) => w.active);
      if (!active) throw new Refusal('TARGET_MISSING', 'No window has the focus.');
      return refOf(active);
    }
    case 'it':
      return pronoun(parameter, discourse);
    case 'given':
      return givenBy(d, discourse);
    case 'joined':
      return { $join: d.pieces.map((piece) => (typeof piece === 'string' ? piece : givenBy(piece, discourse))) };
    case 'files': {
      const files = onesOf(filesOf(d, known, discourse.left), d, world);
      return ONE.has(parameter) ? (files[0] ?? '') : [...files];
    }
    case 'new-file':
      return newFile(d.path, known, discourse.left);
    case 'renames': {
      const files = filesOf(
        { folder: d.folder, glob: d.glob, recursive: d.recursive === true, ...Choosing.parse(d) },
        known,
        discourse.left,
      );
      return newNames(files, d).map(({ from, to }) => ({ from, to }));
    }
  }
};

/**
 * Puts values in the place of an intent's descriptions.
 * @throws Refusal, Choice or Unseen, as planning's door expects.
 */
export const bind = (
  intent: Intent,
  discourse: Discourse,
  known: Known,
  world: WorldFacts,
  open: OpenApp,
): Record<string, Json> => {
  const args: Record<string, Json> = {};
  for (const [name, value] of Object.entries(intent.args)) {
    args[name] = isDescribed(value) ? bound(name, value, discourse, known, world, open) : value;
  }
  return args;
};

/** Remembers what a step was about, for the clauses after it. */
export const remember = (
  discourse: Discourse,
  stepId: string,
  skill: string,
  args: Readonly<Record<string, Json>>,
  outputs: readonly string[],
): void => {
  if (args['page'] !== undefined) discourse.page = args['page'];
  if (outputs.includes('page')) discourse.page = { from: stepId, output: 'page' };
  if (args['window'] !== undefined) discourse.window = args['window'];
  if (outputs.includes('window')) discourse.window = { from: stepId, output: 'window' };
  if (outputs.includes('text')) discourse.text = { from: stepId, output: 'text' };
  if (skill === 'clipboard.write' && args['text'] !== undefined) discourse.text = args['text'];
  const files = args['files'];
  const to = args['to'];
  if (Array.isArray(files)) {
    const paths = files.map(String);
    const movedTo = typeof to === 'string' ? paths.map((p) => `${to}/${p.slice(p.lastIndexOf('/') + 1)}`) : paths;
    discourse.files = skill === 'files.move' ? movedTo : paths;
  }
  const renamed = journeysOf(args['renames']);
  if (renamed.length > 0) discourse.files = renamed.map(({ to: now }) => now);
  if (renamed.length === 1) discourse.path = renamed[0]?.to ?? null;
  const path = args['path'] ?? args['archive'] ?? (files === undefined ? undefined : to);
  if (typeof path === 'string') {
    discourse.path = path;
    if (files === undefined || skill === 'files.zip') discourse.files = [path];
  }
};
