import type { ActionResult } from '../../../shared/ports/driver.ts';
import type { Evidence } from '../../../shared/protocol/step.ts';

/** Long texts are shown around the place where they part. */
const AROUND = 40;

const count = (text: string): number => Array.from(text).length;

const partedAt = (a: string, b: string): number => {
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at++;
  return at;
};

const excerpt = (text: string, at: number): string => text.slice(Math.max(0, at - AROUND), at + AROUND);

/** Line ends in one form; single-line fields drop them altogether. */
const unified = (text: string): string => text.replace(/\r\n?|\u2028|\u2029/gu, '\n');
const oneLine = (text: string): string => unified(text).replaceAll('\n', ' ');

export interface Verdict {
  readonly status: ActionResult['status'];
  readonly evidence: Evidence;
  /** What stands there is wrong, and not by a habit of the application that another way would meet again. */
  readonly wrong: boolean;
}

/** Compares the whole content with what it should be: verified means equal, character for character. */
export const judge = (expected: string | null, observed: string | null): Verdict => {
  if (observed === null)
    return {
      status: 'unverified',
      wrong: false,
      evidence: { path: 'accessibility', say: 'the text can’t be read back', holds: null },
    };
  if (expected === null)
    return {
      status: 'unverified',
      wrong: false,
      evidence: {
        path: 'accessibility',
        say: 'what stood there before could not be read, so nothing can be compared',
        holds: null,
      },
    };
  const characters = count(expected);
  if (observed === expected)
    return {
      status: 'verified',
      wrong: false,
      evidence: { path: 'accessibility', say: `read back: ${characters} of ${characters} characters`, holds: true },
    };
  const at = partedAt(expected, observed);
  const parted = { expected: excerpt(expected, at), observed: excerpt(observed, at) };
  const habit =
    unified(expected) === unified(observed)
      ? 'the application writes line ends its own way'
      : oneLine(expected) === oneLine(observed)
        ? 'the field keeps everything on one line'
        : null;
  if (habit)
    return {
      status: 'partial',
      wrong: false,
      evidence: { path: 'accessibility', say: habit, holds: false, ...parted },
    };
  return {
    status: 'partial',
    wrong: true,
    evidence: {
      path: 'accessibility',
      say: `read back: the text differs from character ${count(expected.slice(0, at)) + 1} on`,
      holds: false,
      ...parted,
    },
  };
};
