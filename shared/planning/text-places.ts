import type { Observation } from '../ports/observer.ts';
import { isPlain, sayNoText } from '../skills/file-kinds.ts';
import { footprintOf, normal } from '../skills/footprint.ts';
import type { Skill } from '../skills/skill.ts';
import { countLines } from '../skills/lines.ts';
import { excerpt } from '../skills/wording.ts';
import type { Json } from '../protocol/json.ts';
import { insistOpen } from './closed-places.ts';
import type { Draft } from './draft.ts';
import type { Known } from './known.ts';
import { Refusal, Unseen } from './refusal.ts';

/** More files than this are not read to see which of them have a text, and no more than this are changed by one goal. */
const MOST_READ = 500;
const MOST_CHANGED = 100;

/** What of a plan is needed to tell what a file holds before a step: what was seen, and the steps so far. */
export interface Reading {
  readonly known: Known;
  readonly now: { readonly drafts: readonly Draft[] };
}

const countIn = (text: string, find: string): number => text.split(find).length - 1;

/** Whether steps before would change what is at a path, so that what it will hold can't be read now. */
const isChanged = (path: string, { now }: Reading): boolean =>
  now.drafts.some(({ skill, args }) => {
    const { changes } = footprintOf(skill, args);
    return changes.some((changed) => changed === normal(path) || normal(path).startsWith(`${changed}/`));
  });

/** The text that is in a file now. @throws Refusal where there is none that can be read */
const textOf = (path: string, seen: Observation, known: Known): string => {
  if (!seen.value) insistOpen(path, known);
  if (seen.value?.['exists'] === false) throw new Refusal('FILE_NOT_FOUND', `There is no file ${path}.`);
  const text = seen.value?.['text'];
  const other = sayNoText(path, typeof text === 'string' ? text : null);
  if (other !== null) throw new Refusal('PLAN_DOES_NOT_HOLD', other);
  if (typeof text === 'string' && isPlain(text)) return text;
  throw new Refusal(
    'PLAN_DOES_NOT_HOLD',
    /\.[^./]+$/u.test(path)
      ? `I replace text in plain text files in UTF-8 of up to 8 MB, and ${path} is none. Change it in its own program, or save it as such a text first.`
      : `I replace text in plain text files, and ${path} is none. For a folder, say of which files: in all .txt files in ${path}.`,
  );
};

const look = (paths: readonly string[], { known }: Reading): readonly Observation[] => {
  const seen = paths.map((path) => known.look({ kind: 'file.text', path }));
  const all = seen.flatMap((one) => one ?? []);
  if (all.length < seen.length) throw new Unseen();
  return all;
};

/** What is said where none of the files has the text: how many there were, and whether it stands there in other letters. */
const nowhere = (texts: readonly string[], paths: readonly string[], find: string): string => {
  const [only = '', ...others] = paths;
  const where = others.length === 0 ? only : `the ${paths.length.toLocaleString('en')} files`;
  const alike = texts.reduce((sum, text) => sum + countIn(text.toLowerCase(), find.toLowerCase()), 0);
  const hint =
    alike === 0
      ? ''
      : ` It is there with other capital letters, ${alike === 1 ? 'once' : `${alike.toLocaleString('en')} times`}: say it just as it is written.`;
  return `${excerpt(find)} is nowhere in ${where}, so nothing was to be replaced.${hint}`;
};

/**
 * Those of the files that have a text. One that a step before changes counts as having it, as nobody can tell yet.
 * @throws Unseen; Refusal where none has it, or one of them can't be read
 */
export const filesHaving = (
  paths: readonly string[],
  find: string,
  put: string,
  reading: Reading,
): readonly string[] => {
  if (find === put)
    throw new Refusal('NOTHING_TO_DO', `${excerpt(find)} is to be replaced with itself, so nothing was to be done.`);
  if (paths.length > MOST_READ)
    throw new Refusal(
      'PLAN_DOES_NOT_HOLD',
      `I read up to ${MOST_READ} files to see which have the text, and these are ${paths.length.toLocaleString('en')}. Name a smaller folder or a kind of file.`,
    );
  const open = paths.filter((path) => isChanged(path, reading));
  const shut = paths.filter((path) => !open.includes(path));
  const texts = look(shut, reading).map((seen, i) => textOf(shut[i] ?? '', seen, reading.known));
  const having = paths.filter((path) => open.includes(path) || (texts[shut.indexOf(path)] ?? '').includes(find));
  if (having.length === 0) throw new Refusal('NOTHING_TO_DO', nowhere(texts, paths, find));
  if (having.length > MOST_CHANGED)
    throw new Refusal(
      'PLAN_DOES_NOT_HOLD',
      `${excerpt(find)} is in ${having.length.toLocaleString('en')} files, and one goal changes up to ${MOST_CHANGED}. Name a smaller folder.`,
    );
  return having;
};

/** @throws Unseen; Refusal where no line of it is just that */
const linesIn = (path: string, line: string, reading: Reading): number => {
  const [seen] = look([path], reading);
  if (!seen) throw new Unseen();
  const text = textOf(path, seen, reading.known);
  const count = countLines(text, line);
  if (count > 0) return count;
  const parts = text.split('\n').filter((one) => one.includes(line)).length;
  const hint =
    parts === 0
      ? ''
      : ` It is a part of ${parts === 1 ? 'a line' : `${parts.toLocaleString('en')} lines`}: say the whole line, or “the word” instead of “the line”.`;
  throw new Refusal('NOTHING_TO_DO', `No line of ${path} is ${excerpt(line)}, so nothing was to be taken out.${hint}`);
};

/** A step's arguments with the number of places it changes, for a skill that says it. @throws Unseen; Refusal where there is none */
export const withPlaces = (
  skill: Skill,
  args: Readonly<Record<string, Json>>,
  reading: Reading,
): Record<string, Json> => {
  const { path, find, with: put, line } = args;
  if (!('places' in skill.parameters.shape)) return { ...args };
  const others = Object.fromEntries(Object.entries(args).filter(([name]) => name !== 'places'));
  if (typeof path === 'string' && typeof line === 'string')
    return isChanged(path, reading) ? others : { ...others, places: linesIn(path, line, reading) };
  if (typeof path !== 'string' || typeof find !== 'string' || typeof put !== 'string') return others;
  const [having] = filesHaving([path], find, put, reading);
  if (having === undefined || isChanged(path, reading)) return others;
  const [seen] = look([path], reading);
  return seen ? { ...others, places: countIn(textOf(path, seen, reading.known), find) } : others;
};
