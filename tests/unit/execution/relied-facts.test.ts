import { expect, it } from 'vitest';
import { groundOf } from '../../../shared/execution/act/ground.ts';
import { present, reliedOn } from '../../../shared/execution/act/preconditions.ts';
import type { ExecutionPorts } from '../../../shared/execution/ports.ts';
import type { HeldFacts } from '../../../shared/ports/held-facts.ts';
import { atom, keyOf } from '../../../shared/symbolic/atom.ts';
import { BARE } from '../../fakes/bare-skill.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';
import { progress } from '../../fakes/progress.ts';
import { stepOf } from '../app/time-left/runs.ts';

const FACT = atom('by-month', '/in "quotes", and more');
const step = stepOf('s1', {
  skill: 'bare',
  needs: [{ say: 'it is kept by month', holds: true, because: 'you said so', fact: keyOf(FACT) }],
});

const actOn = (standing: ReturnType<HeldFacts['standing']>): Promise<unknown> => {
  const held: HeldFacts = { standing: () => standing, vouches: () => null, kept: () => [] };
  const skills = new Map([['bare', { ...BARE, needs: () => [] }]]);
  const ports = { skills, held, clock: new ManualClock(), home: '/home/a', observers: [], hash: (x: string) => x };
  const some = ports as unknown as ExecutionPorts;
  return groundOf(step, () => present(step, {}, some, progress()), undefined, some);
};

it('what a method went by is read back out of the plan as it was', () => {
  expect(reliedOn(step, [])).toEqual([FACT]);
  expect(reliedOn(step, [FACT])).toEqual([]);
});

it('a step is not begun once what its method went by is too old, taken back or known no longer', async () => {
  await expect(actOn('holds')).resolves.toBeDefined();
  await expect(actOn('expired')).rejects.toMatchObject({ code: 'FACT_EXPIRED' });
  await expect(actOn('denied')).rejects.toMatchObject({ code: 'PLAN_CHANGED' });
  await expect(actOn('unknown')).rejects.toMatchObject({ code: 'PLAN_CHANGED' });
});
