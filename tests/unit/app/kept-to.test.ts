import { describe, expect, it } from 'vitest';
import { keptTo } from '../../../shared/app/model/kept-to.ts';
import { Proposal } from '../../../shared/prompts/proposal.ts';

const CONTEXT = { home: '/home/a', apps: [], answers: {}, now: 0 };
const kept = (goal: string): object => keptTo(goal, Proposal.parse({ kind: 'plan' }), CONTEXT);

describe('what a goal forbids, read beside a model', () => {
  it.each(['invite Mark and do not forget to set the place', 'invite Mark, don’t forget his mail, don’t hesitate'])(
    'is nothing where it only says what is to be done: %s',
    (goal) => {
      expect(kept(goal)).toEqual({ constraints: [] });
    },
  );

  it.each(['invite Mark and do not tell Bob', 'don’t forgetfully drop things, and do not forgive', 'never pay more'])(
    'is not left out: %s',
    (goal) => {
      expect(kept(goal)).toHaveProperty('wrong');
    },
  );
});
