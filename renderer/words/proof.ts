import type { StepView } from '../../shared/protocol/step.ts';

/** What became of files that a step moved, copied, renamed or threw away, each of which was read back by itself. */
const THERE = / is there(?:, byte for byte)?$/u;

/** How the files that are where they should be are told, by the step's skill; `folder`: the one that the first of them is in. */
const SUMS: Readonly<Record<string, (folder: string) => string>> = {
  'files.move': (folder) => `files are in ${folder}`,
  'files.copy': (folder) => `copies are in ${folder}`,
  'files.rename': () => 'files have their new names',
  'files.trash': () => 'files are in the trash',
};

const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/')) || '/';

/** The places at which something was read back to be, in order. */
const placesOf = ({ evidence }: StepView): readonly string[] =>
  evidence
    .filter(({ say, holds }) => holds === true && THERE.test(say))
    .map(({ say }) => say.replace(THERE, ''))
    .filter((place) => place.includes('/'));

/** How many things a step was to be about, where its arguments list them. */
function askedFor({ args }: StepView): number | null {
  const list = args['files'] ?? args['renames'];
  return Array.isArray(list) ? list.length : null;
}

/** "3 of 3 files are in ~/Papers": how many of several files are where the step was to bring them; null for any other step. */
function countOf(step: StepView): string | null {
  const sum = SUMS[step.skill];
  const [first, ...others] = placesOf(step);
  if (!sum || first === undefined) return null;
  const folder = parentOf(first);
  // The originals of copies are read back, too, and are elsewhere.
  const arrived = 1 + others.filter((place) => step.skill !== 'files.copy' || parentOf(place) === folder).length;
  const all = Math.max(arrived, askedFor(step) ?? 0);
  return all > 1 ? `${arrived} of ${all} ${sum(folder)}` : null;
}

const doubtIn = ({ evidence }: StepView): string | undefined => evidence.find(({ holds }) => holds !== true)?.say;

/** "3 of 3 files are in ~/Papers; read back": what a step over several files came to where all that was read is as expected; else null. */
export function sumOf(step: StepView): string | null {
  const count = doubtIn(step) === undefined ? countOf(step) : null;
  return count === null ? null : `${count}; read back`;
}

/**
 * What was read back of a step, in one line: of several files their sum, with the first that is not as expected or not known; of
 * one file where it is now; else what was read last.
 */
export function proofOf(step: StepView): string | undefined {
  const { evidence } = step;
  const count = countOf(step);
  if (count !== null) return `${count}; ${doubtIn(step) ?? 'read back'}`;
  const isOneFile = SUMS[step.skill] !== undefined && doubtIn(step) === undefined;
  return ((isOneFile ? evidence.find(({ say }) => THERE.test(say)) : undefined) ?? evidence.at(-1))?.say;
}
