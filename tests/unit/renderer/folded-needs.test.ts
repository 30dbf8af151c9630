import { expect, test } from 'vitest';
import { foldedNeeds } from '../../../renderer/run/steps/folded-needs.ts';
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
