import { baseOf } from '../skills/path.ts';
import { say, type Literal } from '../symbolic/atom.ts';
import type { WorldFacts } from './world.ts';

/** A path as people write it: `~` for the home folder. */
export const tilde = (path: string, home: string): string =>
  path === home ? '~' : path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;

/** A path goes on with it: "/home/ann" is not in "/home/anna", nor in "/mnt/home/ann". */
const NAME = String.raw`[\p{L}\p{N}_~-]`;
const SPECIAL = /[\\^$.*+?()[\]{}|]/gu;

const mentionOf = (home: string): RegExp => {
  const itself = home.replaceAll(SPECIAL, String.raw`\$&`);
  return new RegExp(String.raw`(?<!${NAME}|[/.])${itself}(?=/|(?!\.?${NAME}))`, 'gu');
};
/** There is one home folder, and every sentence about a step is looked through for it. */
let mention = { home: '', pattern: mentionOf('') };

/** Every mention of the home folder in a sentence, shortened: "/home/ann/a.txt" is "~/a.txt", "/home/ann" is "~". */
export const shorten = (sentence: string, home: string): string => {
  if (home === '' || !sentence.includes(home)) return sentence;
  if (mention.home !== home) mention = { home, pattern: mentionOf(home) };
  return sentence.replaceAll(mention.pattern, '~');
};

/** A condition in plain words; relations without a sentence of their own are shown as facts. */
export const sayCondition = (literal: Literal, world: Pick<WorldFacts, 'home' | 'apps'>): string => {
  const [first] = literal.args;
  const path = tilde(String(first), world.home);
  const not = literal.negated ? 'not ' : '';
  switch (literal.relation) {
    case 'file':
      return `there is ${literal.negated ? 'no' : 'a'} file ${path}`;
    case 'folder':
      return `there is ${literal.negated ? 'no' : 'a'} folder ${path}`;
    case 'free':
      return literal.negated ? `there is something at ${path}` : `nothing is at ${path} yet`;
    case 'window':
      return `the window is ${not}open`;
    case 'page':
      return `the page is ${not}open`;
    case 'installed':
      return `${world.apps.find((app) => app.id === first)?.name ?? String(first)} is ${not}installed`;
    case 'unsaved':
      return literal.negated ? 'everything in the window is saved' : 'the window has unsaved text';
    case 'clipboard-text':
      return literal.negated ? 'the clipboard holds no text' : 'the clipboard holds text';
    case 'by-month':
      return `${path} is ${not}kept by month`;
    default:
      return say(literal);
  }
};

/** What the file systems of desktops let a name have, in bytes of UTF-8. */
const LONGEST_NAME = 255;

/** Why no file can be at a path, in a sentence; null where its name is not too long. */
export const sayTooLong = (path: string): string | null => {
  const name = baseOf(path);
  const bytes = new TextEncoder().encode(name).length;
  if (bytes <= LONGEST_NAME) return null;
  const start = [...name].slice(0, 20).join('');
  return `The name “${start}…” is too long: with its ending it may have ${LONGEST_NAME} bytes, and has ${bytes}.`;
};
