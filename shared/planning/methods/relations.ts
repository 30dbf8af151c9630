import type { Application } from '../../ports/applications.ts';
import type { Json } from '../../protocol/json.ts';
import { R } from '../../skills/relations.ts';
import type { Binding } from '../htn/condition.ts';
import type { Discourse } from '../bind.ts';
import { insistOpen } from '../closed-places.ts';
import type { Composing } from '../composing.ts';
import type { Known } from '../known.ts';
import { Refusal, Unseen } from '../refusal.ts';
import type { WorldFacts } from '../world.ts';
import { dateOf, MONTH_FORMS, monthOf, timeOf, type MonthForm } from './calendar.ts';
import { filesHaving } from '../text-places.ts';
import { KIND_NAMES, kindOf } from './kinds.ts';

/** What methods' conditions are looked up in. */
export interface Lookup {
  readonly composing: Composing;
  readonly discourse: Discourse;
  readonly known: Known;
  readonly world: WorldFacts;
}

/** The tuples that complete what is given; `undefined` stands where a value is asked for. */
export type Complete = (given: Binding<Json>, lookup: Lookup) => readonly (readonly Json[])[];

const one = (...tuple: readonly Json[]): readonly (readonly Json[])[] => [tuple];
const NONE: readonly (readonly Json[])[] = [];

const inFolder = (folder: Json | undefined, name: Json | undefined): string | null =>
  typeof folder === 'string' && typeof name === 'string' ? `${folder === '/' ? '' : folder}/${name}` : null;

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const isAt =
  (literal: (path: string) => ReturnType<typeof R.free>): Complete =>
  ([path], { composing }) =>
    typeof path === 'string' && composing.holds(literal(path)) ? one(path) : NONE;

/** The files of a folder, in the order of their names. @throws Unseen; Refusal where there is no such folder */
const listed = (folder: string, { known }: Lookup): readonly string[] => {
  const seen = known.look({ kind: 'files', folder, glob: '*', recursive: false });
  if (!seen) throw new Unseen();
  if (!seen.value) insistOpen(folder, known);
  if (seen.value?.['exists'] !== true) throw new Refusal('FILE_NOT_FOUND', `There is no folder ${folder}.`);
  const files = seen.value['files'];
  return Array.isArray(files)
    ? files.flatMap((f: Json) => (f !== null && typeof f === 'object' && 'path' in f ? [String(f['path'])] : []))
    : [];
};

const ofKind = (folder: string, kind: string, lookup: Lookup): readonly string[] =>
  listed(folder, lookup).filter((path) => kindOf(path) === kind);

const asApplication = (value: Json | undefined, { world }: Lookup): Application | undefined =>
  value !== null && typeof value === 'object' && 'id' in value
    ? world.apps.find((app) => app.id === (value as { readonly id?: Json }).id)
    : undefined;

/** The one open window of an application, where there is just one. */
const openWindow: Complete = ([app], lookup) => {
  const meant = asApplication(app, lookup);
  if (!meant || app === undefined) return NONE;
  const seen = lookup.known.look({ kind: 'windows' });
  if (!seen) throw new Unseen();
  const [only, ...others] = lookup.world.windows(seen).filter((w) => w.app === meant.windowClass && !w.dialog);
  return only && others.length === 0
    ? one(app, { id: only.id, pid: only.pid, app: only.app, title: only.title })
    : NONE;
};

const isForm = (form: Json | undefined): form is MonthForm => MONTH_FORMS.some((known) => known === form);

const month =
  (back: number): Complete =>
  ([form], { world }) =>
    isForm(form) ? one(form, monthOf(world.now, form, back)) : NONE;

/** Relations that are worked out or seen, not stored. Each asks for what it cannot do without to be bound before. */
export const RELATIONS: Readonly<Record<string, Complete>> = {
  file: isAt(R.file),
  folder: isAt(R.folder),
  free: isAt(R.free),
  /** (inside folder name path) */
  inside: ([folder, name]) => {
    const path = inFolder(folder, name);
    return path === null ? NONE : one(folder ?? '', name ?? '', path);
  },
  /** (in-folder folder word path): as inside, with the word as a name that begins with a capital. */
  'in-folder': ([folder, word]) => {
    const name = typeof word === 'string' ? word.charAt(0).toUpperCase() + word.slice(1) : undefined;
    const path = inFolder(folder, name);
    return path === null ? NONE : one(folder ?? '', word ?? '', path);
  },
  /** (named path name) */
  named: ([path]) => (typeof path === 'string' ? one(path, baseName(path)) : NONE),
  /** (without-ending path path) */
  'without-ending': ([path]) => (typeof path === 'string' ? one(path, path.replace(/(?<=[^/])\.[^./]+$/u, '')) : NONE),
  /** (text result part …): the parts, put together. */
  text: ([, ...parts]) => (parts.every((part) => typeof part === 'string') ? one(parts.join(''), ...parts) : NONE),
  /** (heading name text): a text file's first line. */
  heading: ([name]) => (typeof name === 'string' ? one(name, `# ${name}\n`) : NONE),
  today: (_, { world }) => one(dateOf(world.now)),
  time: (_, { world }) => one(timeOf(world.now)),
  'month-form': () => MONTH_FORMS.map((form) => [form]),
  'this-month': month(0),
  'last-month': month(1),
  /** (kinds-in folder kinds): the kinds of which there are files. */
  'kinds-in': ([folder], lookup) => {
    if (typeof folder !== 'string') return NONE;
    const kinds = KIND_NAMES.filter((kind) => ofKind(folder, kind, lookup).length > 0);
    if (kinds.length === 0)
      throw new Refusal('PLAN_DOES_NOT_HOLD', `There is nothing to sort in ${folder}: no file of a kind I know.`);
    return one(folder, kinds);
  },
  /** (of-kind folder kind files) */
  'of-kind': ([folder, kind], lookup) => {
    if (typeof folder !== 'string' || typeof kind !== 'string') return NONE;
    const files = ofKind(folder, kind, lookup);
    return files.length > 0 ? one(folder, kind, files) : NONE;
  },
  /** (first list item others) */
  first: ([list]) => {
    const [item, ...others] = Array.isArray(list) ? list : [];
    return item === undefined || list === undefined ? NONE : one(list, item, others);
  },
  empty: ([list]) => (Array.isArray(list) && list.length === 0 ? one(list) : NONE),
  /** (having-text files find with files): those of them that have a text. */
  'having-text': ([files, find, put], { composing }) => {
    if (!Array.isArray(files) || typeof find !== 'string' || typeof put !== 'string') return NONE;
    return one(files, find, put, [...filesHaving(files.map(String), find, put, composing)]);
  },
  /** (only item list) */
  only: ([item]) => (item === undefined ? NONE : one(item, [item])),
  /** (side word area) */
  side: ([word]) => (word === undefined ? NONE : one(word, word)),
  /** (application app id name command class) */
  application: ([app], lookup) => {
    const found = asApplication(app, lookup);
    return found && app !== undefined ? one(app, found.id, found.name, [...found.command], found.windowClass) : NONE;
  },
  'open-window': openWindow,
  /** (opened-window app window): of this plan. */
  'opened-window': ([app], lookup) => {
    const id = asApplication(app, lookup)?.id;
    const step = lookup.composing.now.drafts.findLast((d) => d.skill.name === 'app.open' && d.args['app'] === id);
    return step && app !== undefined ? one(app, { from: step.id, output: 'window' }) : NONE;
  },
};
