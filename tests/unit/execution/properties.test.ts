import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runMachine } from '../../../shared/execution/life/machine.ts';
import { KeptTexts, keptStatesIn } from '../../../shared/execution/kept-state.ts';
import { Runs } from '../../../shared/execution/runs.ts';
import { accepts, advance, type RunState } from '../../../shared/execution/state.ts';
import { machineTransition, transition, type Taken } from '../../../shared/execution/life/transition.ts';
import type { RunEvent, PlannedStep } from '../../../shared/protocol/events.ts';
import { COMMANDS } from './model/commands.ts';
import { Rules } from './model/rules.ts';
import { endedAs, plan, question, step, undoneAs } from './model/rows.ts';
import { RUN, SimulatedRun, type Happening } from './model/simulated-run.ts';

/** The same lives each time, so that no change is blamed for what another left; `SEED=…` draws others. */
fc.configureGlobal({ seed: Number(process.env['SEED'] ?? 7) });

const luck = fc.nat(999);

/** Up to six steps, each of which waits for any of those before it; about one in six is asked about on its own. */
const aPlan: fc.Arbitrary<PlannedStep[]> = fc
  .array(fc.record({ after: fc.array(fc.nat(5), { maxLength: 2 }), asks: fc.nat(5).map((n) => n === 0) }), {
    minLength: 1,
    maxLength: 6,
  })
  .map((drawn) =>
    drawn.map(({ after, asks }, i) => {
      const earlier = [...new Set(after.filter((n) => n < i))];
      return step(
        `s${i}`,
        earlier.map((n) => `s${n}`),
        asks,
      );
    }),
  );

const aMove = fc.oneof(
  { weight: 12, arbitrary: fc.record({ do: fc.constant('work' as const), which: fc.nat(5), luck }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('command' as const), name: fc.constantFrom(...COMMANDS), luck }),
  },
  // What a person mostly does, so that most runs come somewhere.
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('command' as const),
      name: fc.constantFrom('approve', 'approve', 'answer', 'resume', 'retry', 'undo', 'resolve'),
      luck,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('die' as const), after: fc.nat(4) }) },
  { weight: 1, arbitrary: fc.constant({ do: 'expire' as const }) },
  { weight: 2, arbitrary: fc.constant({ do: 'take over' as const }) },
);
type Move = typeof aMove extends fc.Arbitrary<infer M> ? M : never;

const make = (run: SimulatedRun, move: Move): void => {
  switch (move.do) {
    case 'work':
      return run.work(move.which, move.luck);
    case 'command':
      return run.command(move.name, move.luck);
    case 'die':
      return run.dieAfter(move.after);
    case 'expire':
      return run.expire();
    case 'take over':
      return run.takeOver();
  }
};

const aLife = fc.tuple(aPlan, fc.array(aMove, { maxLength: 70, size: 'max' }));
const live = (
  [steps, moves]: readonly [PlannedStep[], readonly Move[]],
  watch: (happening: Happening) => void = () => {},
): SimulatedRun => {
  const run = new SimulatedRun(steps, watch);
  for (const move of moves) make(run, move);
  return run;
};

const hashOf = (view: unknown): string => createHash('sha256').update(JSON.stringify(view)).digest('hex');

/** All of a state that can be told apart, as text. */
const told = ({ snapshot, ...rest }: RunState): string =>
  JSON.stringify([snapshot.value, snapshot.context, rest], (_, value: unknown) =>
    value instanceof Map || value instanceof Set ? [...value] : value,
  );

// Chance takes longer on a busy machine.
describe('whatever a person, the world and a crash do', { timeout: 30_000 }, () => {
  it('a run reaches no illegal state', () => {
    fc.assert(
      fc.property(aLife, (life) => {
        const rules = new Rules(life[0]);
        live(life, (happening) => rules.check(happening));
      }),
      { numRuns: 200 },
    );
  });

  it('writes no row that the machine has no use for', () => {
    fc.assert(
      fc.property(aLife, (life) => {
        live(life, ({ event, before }) => expect(!before || accepts(before, event), event.type).toBe(true));
      }),
      { numRuns: 200 },
    );
  });

  it('what is pending comes to an end, and then it is a person’s turn', () => {
    fc.assert(
      fc.property(aLife, fc.infiniteStream(luck), (life, fate) => {
        const run = live(life);
        for (let turns = 0; !run.idle; turns++) {
          expect(turns).toBeLessThan(100);
          run.work(0, Number(fate.next().value));
        }
        expect(run.view.status).not.toMatch(/^(planning|acting|undoing)$/);
      }),
      { numRuns: 200 },
    );
  });

  it('lives as they are drawn here come into every state in which a run can rest', () => {
    const seen = new Set<string>();
    for (const life of fc.sample(aLife, { numRuns: 1200, seed: 1 }))
      live(life, ({ after }) => seen.add(after.snapshot.value));
    // `new` is before the first row; `choosing` and `undoing` are passed through within one.
    const transient = ['new', 'choosing', 'undoing'];
    expect([...seen].toSorted()).toEqual(
      Object.keys(runMachine.states)
        .filter((state) => !transient.includes(state))
        .toSorted(),
    );
  });

  it('its journal replays to the byte-identical view, twice with the same hash', () => {
    fc.assert(
      fc.property(aLife, (life) => {
        const run = live(life);
        const [first, second] = [new Runs(run.journal).get(RUN), new Runs(run.journal).get(RUN)];
        expect(JSON.stringify(first.view)).toBe(JSON.stringify(run.view));
        expect(told(first)).toBe(told(run.state));
        expect(hashOf(second.view)).toBe(hashOf(first.view));
      }),
      { numRuns: 200 },
    );
  });

  it('what was kept of it after any row, and the rows since, come to the byte-identical view, wishes and state', () => {
    fc.assert(
      fc.property(aLife, fc.nat(200), fc.array(fc.nat(200), { maxLength: 4 }), (life, at, earlier) => {
        const happenings: Happening[] = [];
        live(life, (happening) => happenings.push(happening));
        const cut = at % happenings.length;
        const whole = happenings[cut]?.after;
        if (!whole) return;
        const telling = new KeptTexts();
        const texts = [...earlier.map((n) => n % (cut + 1)).sort((a, b) => a - b), cut].map((n, i) => {
          const states = [happenings[n]?.after ?? whole];
          return i === 0 ? telling.whole(states) : telling.since(states);
        });
        let kept = keptStatesIn(texts).get(RUN);
        expect(JSON.stringify(kept?.view)).toBe(JSON.stringify(whole.view));
        for (const { event, after, wishes } of happenings.slice(cut + 1)) {
          const next = advance(kept, event);
          kept = next.state;
          expect(JSON.stringify(kept.view)).toBe(JSON.stringify(after.view));
          expect(next.wishes).toEqual(wishes);
          expect(JSON.parse(told(kept))).toEqual(JSON.parse(told(after)));
          expect(accepts(kept, event)).toBe(accepts(after, event));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('of a run that is kept no more nothing is told, and what comes back is told whole', () => {
    const [first, second] = ['a', 'b'].map((runId) =>
      advance(undefined, { type: 'run.started', at: 1, runId, goal: runId }),
    );
    if (!first || !second) throw new Error('There are two.');
    const texts = new KeptTexts();
    const told = [texts.whole([first.state, second.state]), texts.since([second.state])];
    expect([...keptStatesIn(told).keys()]).toEqual(['b']);
    told.push(texts.since([second.state, first.state]));
    expect(keptStatesIn(told).get('a')?.view).toEqual(first.state.view);
    expect(texts.since([second.state, first.state])).toBe('[]');
  });

  it('the short cut for rows of steps says what the machine says', () => {
    const toldBy = (taken: Taken | null): unknown => {
      if (!taken) return null;
      const { value, context, status } = taken.next;
      return JSON.stringify([value, context, status, taken.wishes.map((w) => [w.type, w.params])], (_, one: unknown) =>
        one instanceof Map || one instanceof Set ? [...one] : one,
      );
    };
    let shortened = 0;
    fc.assert(
      fc.property(aLife, (life) => {
        live(life, ({ event, before }) => {
          if (!before) return;
          const taken = transition(before.snapshot, event);
          expect(toldBy(taken)).toBe(toldBy(machineTransition(before.snapshot, event)));
          if (taken?.next.value === 'acting' && before.view.status === 'acting') shortened++;
          // Rows of steps that are elsewhere, too.
          for (const stepId of ['s0', 's1', 's5']) {
            const key = `${RUN}/${stepId}/1`;
            const base = { at: 1, runId: RUN };
            const intended = { type: 'step.intended' as const, ...base, stepId, key, skill: 'a', args: {}, attempt: 1 };
            for (const stray of [intended, endedAs(base, stepId, key, shortened)])
              expect(toldBy(transition(before.snapshot, stray))).toBe(
                toldBy(machineTransition(before.snapshot, stray)),
              );
          }
        });
      }),
      { numRuns: 150 },
    );
    expect(shortened).toBeGreaterThan(100);
  });

  it('a row that does not fit changes nothing and asks for nothing', () => {
    fc.assert(
      fc.property(aLife, luck, (life, n) => {
        const base = { at: 1e9, runId: RUN };
        const stepId = `s${n % 6}`;
        const key = `${RUN}/${stepId}/1`;
        const strays: RunEvent[] = [
          ...plan(base, life[0], n),
          { type: 'question.asked', ...base, question: question('stray'), chips: [] },
          { type: 'question.answered', ...base, questionId: 'q', subject: 'stray', candidateId: null },
          { type: 'approval.given', ...base, nonce: 'n', by: 'person', stepByStep: n % 2 === 0 },
          { type: 'approval.denied', ...base, nonce: 'n', reason: 'closed' },
          { type: 'step.intended', ...base, stepId, key, skill: 'jar.put', args: {}, attempt: 1 },
          endedAs(base, stepId, key, n),
          { type: 'run.paused', ...base },
          { type: 'run.taken-over', ...base, kind: 'key' },
          { type: 'run.resumed', ...base, oneStep: true },
          { type: 'run.cancelled', ...base },
          { type: 'run.retried', ...base },
          { type: 'budget.raised', ...base, budget: 'rate' },
          { type: 'run.redone', ...base },
          { type: 'step.skipped', ...base, stepId },
          { type: 'run.interrupted', ...base },
          { type: 'run.finished', ...base, status: 'done' },
          { type: 'undo.started', ...base },
          { type: 'undo.intended', ...base, stepId, key },
          undoneAs(base, stepId, key, n),
          { type: 'undo.finished', ...base, complete: true },
        ];
        live(life, ({ after }) => {
          for (const stray of strays) {
            const { state, wishes } = advance(after, stray);
            if (accepts(after, stray)) {
              expect(state, stray.type).not.toBe(after);
              continue;
            }
            expect(wishes).toEqual([]);
            expect(told(state), stray.type).toBe(told(after));
          }
        });
      }),
      { numRuns: 40 },
    );
  });
});
