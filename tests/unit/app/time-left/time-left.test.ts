import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { samplesOf } from '../../../../shared/app/time-left/samples.ts';
import { timeLeftOf, type TimeGround } from '../../../../shared/app/time-left/time-left.ts';
import { SKILLS } from '../../../../shared/skills/catalogue.ts';
import { CONDITION_SKILLS } from '../../../../shared/skills/condition.ts';
import { sayTimeLeft, type TimeLeft } from '../../../../shared/protocol/time-left.ts';
import type { StepView } from '../../../../shared/protocol/step.ts';
import { pastOf, runOf, stepOf, type Past } from './runs.ts';

const NOW = 1_000_000;
const tell = (
  steps: readonly StepView[],
  past: readonly Past[],
  now = NOW,
  status?: 'awaiting-approval',
): TimeLeft | null => timeLeftOf(runOf(steps, status), { samples: samplesOf(past), skills: SKILLS, now });

/** A generator of numbers in [0, 1) that is the same each time. */
const seeded = (seed: number): (() => number) => {
  let a = seed;
  return () => {
    a = (Math.imul(a, 1_664_525) + 1_013_904_223) | 0;
    return (a >>> 0) / 4_294_967_296;
  };
};
const lognormal = (next: () => number, median: number, sigma: number): number => {
  const z = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return median * Math.exp(sigma * z);
};

describe('the time that is left of a run', () => {
  it('says nothing while fewer than three like steps are known', () => {
    expect(tell([stepOf('a')], [pastOf([2000, 2000])])).toBeNull();
    expect(tell([stepOf('a')], [pastOf([2000, 2000, 2000])])).not.toBeNull();
    expect(tell([stepOf('a'), stepOf('b', { skill: 'files.zip' })], [pastOf([2000, 2000, 2000])])).toBeNull();
  });

  it('says nothing of a run that is at an end or that nobody may begin', () => {
    const past = [pastOf([2000, 2000, 2000])];
    const samples = samplesOf(past);
    for (const status of ['done', 'failed', 'refused', 'undoing', 'planning'] as const)
      expect(timeLeftOf(runOf([stepOf('a')], status), { samples, skills: SKILLS, now: NOW })).toBeNull();
  });

  it('tells a plan of like steps before it begins, one after the other', () => {
    const past = [pastOf(Array.from({ length: 30 }, (_, i) => 1000 + i * 10))];
    const chain = ['a', 'b', 'c'].map((id, i, all) => stepOf(id, { dependsOn: all.slice(Math.max(0, i - 1), i) }));
    const told = tell(chain, past, NOW, 'awaiting-approval');
    expect(told?.least).toBeGreaterThan(3000);
    expect(told?.most).toBeLessThan(3900);
    expect(told && sayTimeLeft(told, false)).toBe('usually takes 3 to 4 s');
  });

  it('counts what runs side by side once, by the longest way', () => {
    const past = [
      pastOf(Array.from({ length: 30 }, () => 1000)),
      pastOf(
        Array.from({ length: 30 }, () => 5000),
        { skill: 'files.zip' },
      ),
    ];
    const told = tell(
      [stepOf('a'), stepOf('b', { skill: 'files.zip' }), stepOf('c'), stepOf('d', { dependsOn: ['a', 'b', 'c'] })],
      past,
    );
    expect(told).toMatchObject({ least: 6000, most: 6000 });
  });

  it('goes by the size where the size is known', () => {
    const files = (n: number): Partial<StepView> => ({
      args: { files: Array.from({ length: n }, (_, i) => `/f${i}`) },
    });
    const past = [1, 2, 5, 10, 20].map((n) => pastOf([50 + 100 * n], files(n)));
    const small = tell([stepOf('a', files(2))], past);
    const large = tell([stepOf('a', files(40))], past);
    expect(small?.most).toBeLessThan(400);
    expect(large?.least).toBeGreaterThan(3000);
    expect(large?.most).toBeLessThan(5500);
    // Nobody has seen what a thousand take.
    expect(tell([stepOf('a', files(1000))], past)).toBeNull();
  });

  it('says of a size unlike any that was seen nothing, where all were alike', () => {
    const files = (n: number): Partial<StepView> => ({
      args: { files: Array.from({ length: n }, (_, i) => `/f${i}`) },
    });
    const past = [pastOf([100, 110, 120], files(1))];
    expect(tell([stepOf('a', files(1))], past)).not.toBeNull();
    expect(tell([stepOf('a', files(50))], past)).toBeNull();
  });

  it('takes off what a step has taken already, and says so when it takes longer than any did', () => {
    const past = [pastOf(Array.from({ length: 30 }, () => 10_000))];
    const acting = (elapsed: number): StepView => stepOf('a', { status: 'acting', startedAt: NOW - elapsed });
    expect(tell([acting(4000)], past)).toMatchObject({ least: 6000, most: 6000 });
    const late = tell([acting(12_000), stepOf('b', { dependsOn: ['a'] })], past);
    expect(late).toMatchObject({ least: 10_000, most: null });
    expect(late && sayTimeLeft(late, true)).toBe('takes longer than usual, at least 10 s left');
  });

  it('leaves out what is waited for, and names it', () => {
    const past = [pastOf([2000, 2000, 2000, 2000])];
    const wait = stepOf('w', { skill: 'wait.file', title: 'Wait for ~/go.txt' });
    const told = tell([wait, stepOf('a', { dependsOn: ['w'] })], past);
    expect(told?.waits).toEqual(['Wait for ~/go.txt']);
    expect(told && sayTimeLeft(told, true)).toMatch(/^.* s left, besides “Wait for ~\/go\.txt”$/u);
  });

  it('says nothing of what is planned only once something was read', () => {
    const past = [pastOf([2000, 2000, 2000]), pastOf([1, 1, 1], { skill: 'plan.if' })];
    const skills: TimeGround['skills'] = new Map([...SKILLS, ...CONDITION_SKILLS.map((s) => [s.name, s] as const)]);
    const ground = { samples: samplesOf(past), skills, now: NOW };
    const open = stepOf('if', { skill: 'plan.if' });
    expect(timeLeftOf(runOf([stepOf('a'), open]), ground)).toBeNull();
    const grown = runOf([stepOf('a', { within: 'if' }), { ...open, dependsOn: ['a'] }]);
    expect(timeLeftOf(grown, ground)).not.toBeNull();
  });

  it('learns from the steps of the run itself', () => {
    const own = [1, 2, 3].map((i) =>
      stepOf(`d${i}`, { status: 'verified', startedAt: NOW - 1000 * i, endedAt: NOW - 1000 * i + 900 }),
    );
    const run = runOf([...own, stepOf('a')]);
    const past: Past = { view: run, acts: [], cutOff: [] };
    expect(timeLeftOf(run, { samples: samplesOf([past]), skills: SKILLS, now: NOW })).not.toBeNull();
  });

  it('does not count what a crash cut off, what was tried twice, and what did not work', () => {
    const odd = pastOf([1, 1, 1]);
    const cut: Past = {
      ...odd,
      acts: [0, 1, 2].map((i) => ({
        key: `k${i}`,
        stepId: `s${i}`,
        skill: 'files.copy',
        args: {},
        receipt: null,
        untouched: false,
      })),
      cutOff: ['k0', 'k1', 'k2'],
    };
    expect(tell([stepOf('a')], [cut])).toBeNull();
    expect(tell([stepOf('a')], [pastOf([1, 1, 1], { retried: 'It had not happened.' })])).toBeNull();
    expect(tell([stepOf('a')], [pastOf([1, 1, 1], { status: 'failed' })])).toBeNull();
  });
});

const durations = fc.array(fc.integer({ min: 0, max: 600_000 }), { minLength: 3, maxLength: 40 });
const plans = fc
  .array(
    fc.tuple(
      fc.array(fc.nat(20), { maxLength: 3 }),
      fc.constantFrom('planned', 'acting', 'verified', 'skipped'),
      fc.nat(900_000),
    ),
    {
      minLength: 1,
      maxLength: 20,
    },
  )
  .map((drawn) =>
    drawn.map(([before, status, ago], i) =>
      stepOf(`s${i}`, {
        status,
        ...(status === 'planned' ? {} : { startedAt: NOW - ago }),
        ...(status === 'verified' ? { endedAt: NOW } : {}),
        dependsOn: i === 0 ? [] : [...new Set(before.map((b) => `s${b % i}`))],
      }),
    ),
  );

describe('what is said of the time that is left', () => {
  it('is never negative, never the wrong way round, and the same for the same run', () => {
    fc.assert(
      fc.property(plans, durations, (steps, past) => {
        const told = tell(steps, [pastOf(past)]);
        expect(tell(steps, [pastOf(past)])).toEqual(told);
        if (!told) return;
        expect(told.least).toBeGreaterThanOrEqual(0);
        expect(told.most ?? Infinity).toBeGreaterThanOrEqual(told.least);
        for (const passed of [0, 500, 5_000, 5_000_000])
          expect(sayTimeLeft(told, true, passed)).not.toMatch(/-|NaN|Infinity/u);
      }),
      { numRuns: 300 },
    );
  });

  it('never shrinks below what is certain: one step alone needs no longer than all of them', () => {
    fc.assert(
      fc.property(plans, durations, (steps, past) => {
        const told = tell(steps, [pastOf(past)]);
        if (!told) return;
        for (const step of steps) {
          // Alone, in the same place, so that the same is drawn for it.
          const alone = steps.map((s) => (s.id === step.id ? s : { ...s, status: 'skipped' as const }));
          const its = tell(alone, [pastOf(past)]);
          expect(told.least + 1).toBeGreaterThanOrEqual((its?.least ?? 0) * 0.98);
          if (told.most !== null && its?.most) expect(told.most + 1).toBeGreaterThanOrEqual(its.most * 0.98);
        }
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    [4, 0.5],
    [12, 0.3],
    [60, 0.8],
  ])('holds eight times in ten, by %i durations that scatter by %f', (known, sigma) => {
    const next = seeded(known);
    let inside = 0;
    const TRIES = 400;
    for (let i = 0; i < TRIES; i++) {
      const past = pastOf(Array.from({ length: known }, () => lognormal(next, 2000, sigma)));
      const told = tell(
        ['a', 'b', 'c', 'd'].map((id, at, all) => stepOf(id, { dependsOn: all.slice(Math.max(0, at - 1), at) })),
        [past],
      );
      let took = 0;
      for (let s = 0; s < 4; s++) took += lognormal(next, 2000, sigma);
      if (told && took >= told.least && took <= (told.most ?? Infinity)) inside += 1;
    }
    expect(inside / TRIES).toBeGreaterThan(0.7);
    expect(inside / TRIES).toBeLessThan(0.95);
  });
});
