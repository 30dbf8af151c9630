import type { ScriptEffect, ScriptReview } from '../../shared/protocol/script.ts';

const many = (n: number, one: string, more = `${one}s`): string => `${n} ${n === 1 ? one : more}`;

/** What is known of a script, in a sentence. */
export const proofOf = ({ tests, mutants, edges }: ScriptReview): string => {
  const passed = tests.filter(({ ok }) => ok).length;
  return [
    `${many(passed, 'test')} of ${tests.length} pass`,
    `they notice ${mutants.killed} of ${many(mutants.made, 'small change')} to it`,
    ...(edges.length > 0 ? [`it was tried on ${many(edges.length, 'kind')} of odd input`] : []),
  ].join('; ');
};

const VERB: Readonly<Record<ScriptEffect['kind'], string>> = {
  read: 'reads',
  write: 'writes',
  host: 'asks',
  tool: 'looks with',
};

/** One effect, as the script's text has it. */
export const sayEffect = ({ kind, target }: ScriptEffect): string =>
  target === null
    ? `${VERB[kind]} what it works out when it runs: the walls let through only what is listed here`
    : `${VERB[kind]} ${target}`;

/** What it leaves, before a person has seen it happen. */
export const sayChanges = ({ changes, steady }: ScriptReview): string => {
  if (changes === null) return 'It asks others first, so what it leaves can’t be shown before it runs.';
  if (changes.length === 0) return 'On copies of your files it changed nothing.';
  return steady
    ? 'This is what it left on copies of your files. It may leave exactly this, or nothing.'
    : 'This is what it left on copies of your files. It leaves something else each time.';
};

export interface DiffLine {
  readonly mark: '+' | '-' | ' ';
  readonly line: string;
}

/** Lines that are compared at most: a start of a text is no longer. */
const MOST = 400;

/** The lines of two texts beside each other, by their longest common subsequence (Wagner and Fischer 1974). */
export const lineDiff = (before: string, after: string): readonly DiffLine[] => {
  const a = before === '' ? [] : before.replace(/\n$/, '').split('\n').slice(0, MOST);
  const b = after === '' ? [] : after.replace(/\n$/, '').split('\n').slice(0, MOST);
  const width = b.length + 1;
  const common = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number): number => common[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      common[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [left, right] = [a[i], b[j]];
    if (left !== undefined && left === right) {
      lines.push({ mark: ' ', line: left });
      i++;
      j++;
    } else if (left !== undefined && (right === undefined || at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ mark: '-', line: left });
      i++;
    } else {
      lines.push({ mark: '+', line: right ?? '' });
      j++;
    }
  }
  return lines;
};
