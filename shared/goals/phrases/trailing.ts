import { trouble } from '../doubt.ts';
import { isDescribed, type Intent } from '../intent.ts';
import { ask, hinge, phrase, type Built, type Scene } from '../phrase.ts';
import { inFolder } from '../slots/path.ts';
import { journeysOf } from '../../skills/argument.ts';

const IF = '(if|only if|provided|provided that|as long as|in case)';
const IT = '(it|that|that file|the file|this file|the folder|that folder)';
const THERE = '(exists|is there|is present|is already there|already exists|exists already)';
const NOT_THERE =
  "(does not exist|doesn't exist|is not there|isn't there|is missing|is not already there|does not exist yet|doesn't exist yet|is not there yet|isn't there yet)";
const ONE =
  '(one|it|that|the same|the file|that file|a file of that name|a file with that name|one already|it already|the file already)';
const HOLDS = '(has|contains|holds)';

const SAY_FIRST = trouble(
  'Say first what it hangs on, so that it is clear how much does: if ~/Documents/a.txt exists, …',
);
const WHICH = trouble('Say which file that is: … if ~/Documents/a.txt exists.');

/** What hangs on it has to be the one thing that was said before it, and all that is said after is what is done otherwise. */
const hangs = (on: ReturnType<typeof ask> | null, { before, isLast, isBeforeOtherwise }: Scene): Built => {
  if (before.length === 0) return null;
  const isAlone = new Set(before.map(({ start }) => start)).size === 1;
  if (!isAlone || (isLast !== true && isBeforeOtherwise !== true)) return SAY_FIRST;
  return on === null ? WHICH : hinge(on);
};

/** The one file or folder that a part is about, as it is before. */
const subjectOf = ({ args }: Intent): string | null => {
  const { files, path, from, archive, what } = args;
  const [journey, ...more] = isDescribed(args['renames']) ? [] : journeysOf(args['renames']);
  const [only, ...others] = Array.isArray(files) ? files : [];
  for (const one of [others.length === 0 ? only : undefined, from, what, more.length === 0 ? journey?.from : undefined])
    if (typeof one === 'string') return one;
  const made = isDescribed(path) && path.$ === 'new-file' ? path.path : path;
  if (typeof made === 'string') return made;
  return typeof archive === 'string' ? archive : null;
};

const it = ({ before }: Scene): string | null => {
  const [only] = before;
  return only ? subjectOf(only) : null;
};

/** Where the one thing goes. */
const arrival = (scene: Scene, folder?: string): string | null => {
  const subject = it(scene);
  const to = folder ?? scene.before[0]?.args['to'];
  return subject === null || typeof to !== 'string' ? null : inFolder(to, subject.slice(subject.lastIndexOf('/') + 1));
};

const about = (path: string | null, more: Readonly<Record<string, boolean | string>> = {}) =>
  path === null ? null : ask('if', { path, ...more });

const inState = (path: string | null, state: Readonly<Record<string, number>> | 'empty', absent = false) =>
  path === null
    ? null
    : ask('if', {
        path,
        state: state === 'empty' ? { empty: true } : { ...state },
        ...(absent ? { absent: true } : {}),
      });

/** What the one part before hangs on, said after it. */
export const trailing = [
  phrase('if it is there', [`${IF} ${IT} ${THERE}`, `${IF} it's [already] there`], (_, scene) =>
    hangs(about(it(scene)), scene),
  ),
  phrase(
    'if it is not there',
    [
      `${IF} ${IT} ${NOT_THERE}`,
      `unless ${IT} ${THERE}`,
      "unless it's [already] there",
      `${IF} it's not [already] there`,
    ],
    (_, scene) => hangs(about(arrival(scene) ?? it(scene), { absent: true }), scene),
  ),
  phrase(
    'if it is there',
    [`${IF} {path:coming} ${THERE}`, `${IF} {path:written} ${THERE}`, `${IF} there is {path:coming}`],
    ({ path }, scene) => hangs(about(path), scene),
  ),
  phrase(
    'if it is not there',
    [
      `${IF} {path:coming} ${NOT_THERE}`,
      `${IF} {path:written} ${NOT_THERE}`,
      `unless {path:coming} ${THERE}`,
      `unless {path:written} ${THERE}`,
      `${IF} there is no {path:coming}`,
      'unless there is {path:coming}',
    ],
    ({ path }, scene) => hangs(about(path, { absent: true }), scene),
  ),
  // "Unless Papers has one": of the name of what goes there.
  phrase(
    'if it is not there',
    [
      `unless {folder:folder} ${HOLDS} [already] ${ONE}`,
      `${IF} {folder:folder} (has|contains|holds) no file of that name`,
      `${IF} it is not [already] in {folder:folder}`,
      `unless it is [already] in {folder:folder}`,
    ],
    ({ folder }, scene) => hangs(about(arrival(scene, folder), { absent: true }), scene),
  ),
  phrase(
    'if it holds',
    [`${IF} ${IT} (contains|mentions|includes|says|has the word|has the text) {text:text}`],
    ({ text }, scene) => hangs(about(it(scene), { text }), scene),
  ),
  phrase(
    'if it does not hold',
    [
      `${IF} ${IT} (does not|doesn't) (contain|mention|include|say) {text:text}`,
      `unless ${IT} (contains|mentions|includes|says) {text:text}`,
    ],
    ({ text }, scene) => hangs(about(it(scene), { text, absent: true }), scene),
  ),
  phrase(
    'if it is so',
    [`${IF} ${IT} (is|was) {state:state}`, `${IF} it's {state:state}`, `${IF} ${IT} (has) {state:state}`],
    ({ state }, scene) => hangs(inState(it(scene), state), scene),
  ),
  phrase(
    'if it is not so',
    [`${IF} ${IT} (is not|isn't) {state:state}`, `unless ${IT} is {state:state}`],
    ({ state }, scene) => hangs(inState(it(scene), state, true), scene),
  ),
  phrase('if it is empty', [`${IF} ${IT} is empty`, `${IF} it's empty`, `${IF} ${IT} has nothing in it`], (_, scene) =>
    hangs(inState(it(scene), 'empty'), scene),
  ),
  phrase('if it is not empty', [`${IF} ${IT} (is not|isn't) empty`, `unless ${IT} is empty`], (_, scene) =>
    hangs(inState(it(scene), 'empty', true), scene),
  ),
].flat();
