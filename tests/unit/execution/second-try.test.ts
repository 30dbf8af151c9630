import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SonnyError, type ErrorCode } from '../../../shared/protocol/errors.ts';
import { until } from '../../fakes/until.ts';
import { is, passUntil, start, two } from './seasoning.ts';
import { planned, world, type World } from './shelf-world.ts';

const one = [planned('s1', { jar: 'a', what: 'salt' })];

/** Lets the first acts fail, then lets them through. */
const failing = (w: World, code: ErrorCode, times = 1): void => {
  let left = times;
  w.shelf.before = () => {
    if (left-- > 0) throw new SonnyError(code);
  };
};

const rows = (w: World): string[] =>
  [...w.journal.read()].map((r) => r.event.type).filter((t) => t.startsWith('step') || t === 'run.finished');

const begun = (w: World): number => rows(w).filter((t) => t === 'step.intended').length;

const run = async (w: World, end: string): Promise<string> => {
  const runId = await start(w);
  w.approve(runId);
  await passUntil(w, runId, end);
  return runId;
};

describe('a step that failed', () => {
  it.each(['DEADLINE', 'NOT_RESPONDING', 'DRIVER_DOWN'] as const)(
    'with %s, and had not happened, is tried once more by itself, and says so',
    async (code) => {
      const w = world(two);
      failing(w, code);
      const runId = await run(w, 'done');
      expect(rows(w)).toEqual([
        ...['step.intended', 'step.ended', 'step.retried', 'step.intended', 'step.ended'],
        ...['step.intended', 'step.ended', 'run.finished'],
      ]);
      const { view, acts } = w.manager.runs.get(runId);
      expect(view.steps.map((s) => s.retried)).toEqual(['Tried once more: it had not happened.', undefined]);
      expect(acts.map((a) => a.key)).toEqual([`${runId}/s1/1`, `${runId}/s1/2`, `${runId}/s2/1`]);
      expect(w.shelf.calls).toEqual([`${runId}/s1/2`, `${runId}/s2/1`]);
    },
  );

  it('is tried by itself at most once in a run, however often a person has it retried', async () => {
    const w = world(one);
    failing(w, 'NOT_RESPONDING', 9);
    const runId = await run(w, 'failed');
    expect(begun(w)).toBe(2);
    w.manager.command({ type: 'run.retry', runId }, 'person');
    await passUntil(w, runId, 'failed');
    expect(rows(w).filter((t) => t === 'step.retried')).toHaveLength(1);
    expect(begun(w)).toBe(3);
  });

  it('is undone as one that was done at once', async () => {
    const w = world(one, { prepares: true });
    w.shelf.jars.set('a', 'cumin');
    failing(w, 'DEADLINE');
    const runId = await run(w, 'done');
    w.manager.command({ type: 'run.undo', runId }, 'person');
    await w.reach(runId, is('undone'));
    expect(w.shelf.jars.get('a')).toBe('cumin');
  });

  it('with its target gone is tried once more only where it changes nothing', async () => {
    for (const [kind, tries] of [
      ['nothing', 2],
      ['compensate', 1],
    ] as const) {
      const w = world(one, { skill: { undo: { kind, say: '' } } });
      failing(w, 'TARGET_GONE');
      await run(w, kind === 'nothing' ? 'done' : 'failed');
      expect(begun(w)).toBe(tries);
    }
  });

  it('waits for the person’s next step where they go step by step', async () => {
    const w = world(two);
    failing(w, 'DEADLINE');
    const runId = await start(w);
    w.approve(runId, true);
    await passUntil(w, runId, 'paused');
    expect(w.shelf.calls).toEqual([]);
    expect(w.manager.runs.get(runId).view.sentence).toContain('Tried once more');
    w.manager.command({ type: 'run.step', runId }, 'person');
    await w.reach(runId, (v) => v.status === 'paused' && v.steps[0]?.status === 'verified');
  });

  it('is not tried again when it is stopped while its effect is looked for', async () => {
    const w = world(one);
    failing(w, 'DEADLINE');
    const runId = await start(w);
    w.approve(runId);
    await w.reach(runId, (v) => v.steps[0]?.status === 'failed');
    await until(() => w.clock.sleeping > 0);
    w.manager.command({ type: 'run.cancel', runId }, 'person');
    w.clock.pass(10_000);
    await w.manager.close();
    expect(w.manager.runs.get(runId).view.status).toBe('cancelled');
    expect(rows(w)).toEqual(['step.intended', 'step.ended']);
  });

  it('does not stay open when Sonny dies while its effect is looked for', async () => {
    const first = world(one);
    failing(first, 'DEADLINE');
    const runId = await start(first);
    first.approve(runId);
    await first.reach(runId, (v) => v.steps[0]?.status === 'failed');
    const second = world(one, { journal: first.journal });
    second.manager.recover(10);
    expect(second.manager.runs.get(runId).view.status).toBe('failed');
    expect(second.shelf.calls).toEqual([]);
  });
});

it('only what is harmless to send again, is known not to have happened, and needs no word of its own is tried again', async () => {
  const helped: readonly ErrorCode[] = ['DEADLINE', 'NOT_RESPONDING', 'DRIVER_DOWN'];
  const others: readonly ErrorCode[] = ['WRONG_EFFECT', 'TARGET_GONE', 'TARGET_MISSING', 'FILE_DENIED', 'INTERNAL'];
  const drawn = fc.record({
    code: fc.constantFrom(...helped, ...others),
    idempotent: fc.boolean(),
    seen: fc.constantFrom('there', 'not there', 'unknown'),
    asks: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(drawn, async ({ code, idempotent, seen, asks }) => {
      const w = world([planned('s1', { jar: 'a', what: asks ? 'gold' : 'salt' })], { skill: { idempotent } });
      failing(w, code, 9);
      if (seen === 'there') w.shelf.read = () => (asks ? 'gold' : 'salt');
      if (seen === 'unknown') w.shelf.read = () => undefined;
      const runId = await start(w);
      w.approve(runId);
      if (asks) {
        await w.reach(runId, is('awaiting-step-approval'));
        w.approve(runId);
      }
      await passUntil(w, runId, 'failed');
      const may = idempotent && !asks && seen === 'not there' && helped.includes(code);
      expect(begun(w)).toBe(may ? 2 : 1);
      await w.manager.close();
    }),
    { numRuns: 60, seed: 3 },
  );
});
