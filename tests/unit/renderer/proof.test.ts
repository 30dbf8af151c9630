import { expect, test } from 'vitest';
import { proofOf, sumOf } from '../../../renderer/words/proof.ts';
import type { StepView } from '../../../shared/protocol/step.ts';
import { isGone, isThere } from '../../../shared/skills/check.ts';
import { step } from '../../e2e/scene-parts.ts';

const NAMES = ['a.pdf', 'b.pdf', 'report.pdf'];
const SHA = 'f'.repeat(64);
type Said = { readonly say: string };

const read = (...checks: readonly Said[]): StepView['evidence'] =>
  checks.map(({ say }) => ({ path: 'filesystem', say, holds: true }));

const over = (skill: string, names: readonly string[], evidence: StepView['evidence']): StepView =>
  step('s1', [], {
    skill,
    title: 'It',
    why: 'You asked for it.',
    args: { files: names.map((name) => `~/Downloads/${name}`) },
    status: 'verified',
    evidence,
  });

const moved = (names: readonly string[]): StepView['evidence'] =>
  read(...names.flatMap((name) => [isThere(`~/Papers/${name}`, undefined, SHA), isGone(`~/Downloads/${name}`)]));

test('many files that were moved are told by their sum', () => {
  expect(proofOf(over('files.move', NAMES, moved(NAMES)))).toBe('3 of 3 files are in ~/Papers; read back');
});

test('files that were left where they are do not count', () => {
  expect(proofOf(over('files.move', NAMES, moved(['a.pdf', 'b.pdf'])))).toBe('2 of 3 files are in ~/Papers; read back');
});

test('of copies the originals are not counted; what is renamed or thrown away has words of its own', () => {
  const copied = NAMES.flatMap((name) => [isThere(`~/Backup/${name}`), isThere(`~/Downloads/${name}`)]);
  expect(proofOf(over('files.copy', NAMES, read(...copied)))).toBe('3 of 3 copies are in ~/Backup; read back');
  const trashed = [
    ...NAMES.map((name) => isGone(`~/Downloads/${name}`)),
    ...NAMES.map((name) => isThere(`~/.local/share/Trash/files/${name}`)),
  ];
  expect(proofOf(over('files.trash', NAMES, read(...trashed)))).toBe('3 of 3 files are in the trash; read back');
  const renamed = NAMES.map((name) => isThere(`~/Photos/new-${name}`));
  expect(proofOf(over('files.rename', [], read(...renamed)))).toBe('3 of 3 files have their new names; read back');
});

test('one file is told by where it is now, not by where it is no more', () => {
  const one = over('files.move', ['a.pdf'], moved(['a.pdf']));
  expect(sumOf(one)).toBeNull();
  expect(proofOf(one)).toBe('~/Papers/a.pdf is there, byte for byte');
});

test('where not all of it could be read, how much was is said, with the first that was not', () => {
  const [first, ...others] = moved(NAMES);
  if (!first) throw new Error('There is evidence.');
  const unread = { ...first, say: 'could not be read back: no answer', holds: null };
  const run = over('files.move', NAMES, [...others, unread]);
  expect(proofOf(run)).toBe('2 of 3 files are in ~/Papers; could not be read back: no answer');
  expect(sumOf(run)).toBeNull();
});

test('any other step is told by what was read last; a step of which nothing was read by nothing', () => {
  const said = read({ say: 'title is “a”' }, { say: 'the file holds the text, 37 characters' });
  expect(proofOf(over('document.save-as', [], said))).toBe('the file holds the text, 37 characters');
  expect(proofOf(over('files.move', NAMES, []))).toBeUndefined();
});
