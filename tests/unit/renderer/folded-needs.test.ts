import { expect, test } from 'vitest';
import type { RunStatus } from '../../../shared/protocol/run.ts';
import { foldedNeeds, needsThen } from '../../../renderer/run/steps/folded-needs.ts';
import type { LiteralView } from '../../../shared/protocol/step.ts';

const need = (say: string, more: Partial<LiteralView> = {}): LiteralView => ({
  say,
  holds: true,
  because: 'seen just now',
  ...more,
});
const says = (needs: readonly LiteralView[]): readonly string[] => foldedNeeds(needs).map(({ say }) => say);

test('what must hold of several places is told once, and the rest as it is', () => {
  const files = ['a', 'b', 'c', 'd e', 'f'].map((name) => need(`there is something at ~/Downloads/${name}.pdf`));
  expect(says([...files, need('there is a folder ~/Papers')])).toEqual([
    'there is something at each of these places, 5 in all: ~/Downloads/a.pdf, ~/Downloads/b.pdf, ~/Downloads/c.pdf, and 2 more',
    'there is a folder ~/Papers',
  ]);
  expect(says(['x', 'y', 'z'].map((name) => need(`nothing is at /tmp/${name} yet`)))).toEqual([
    'nothing is at any of these places yet, 3 in all: /tmp/x, /tmp/y, and /tmp/z',
  ]);
});

test('few, other reasons, facts and what does not hold stay by themselves', () => {
  const two = [need('there is a file ~/a'), need('there is a file ~/b')];
  expect(foldedNeeds(two)).toEqual(two);
  const mixed = [
    need('there is a file ~/a'),
    need('there is a file ~/b', { because: 'step 1 does it' }),
    need('there is a file ~/c', { holds: false }),
    need('there is a file ~/d', { fact: 'file(d)' }),
    need('the window is open'),
  ];
  expect(foldedNeeds(mixed)).toEqual(mixed);
});

test('what a step needed is not called seen just now once it was begun, or its run is under way', () => {
  const need = { say: 'there is something at ~/a', holds: true, because: 'seen just now' };
  const needs = [need, { ...need, because: 'step 1 does it' }];
  const said = (startedAt: number | undefined, run: RunStatus) =>
    needsThen({ needs, startedAt }, run).map(({ because }) => because);
  expect(said(undefined, 'awaiting-approval')).toEqual(['seen just now', 'step 1 does it']);
  expect(said(1, 'asking')).toEqual(['seen before the step began', 'step 1 does it']);
  expect(said(undefined, 'failed')).toEqual(['seen when this was planned', 'step 1 does it']);
});
