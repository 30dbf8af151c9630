import { describe, expect, it } from 'vitest';
import { recordRow, type RunRecord, type StreamLine } from '../../../shared/audit/streams.ts';
import { isRunEvent } from '../../../shared/protocol/events.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { until } from '../../fakes/until.ts';
import { planned, world } from './shelf-world.ts';
import { awaiting, coded, is, passUntil, start, two } from './seasoning.ts';

describe('a run', () => {
  it('acts on nothing before the plan is approved, then verifies each step and gives its outputs on', async () => {
    const w = world(two);
    const runId = await start(w);
    expect(w.shelf.calls).toEqual([]);
    w.approve(runId);
    const view = await w.reach(runId, is('done'));
    expect(view.steps.map((s) => s.status)).toEqual(['verified', 'verified']);
    expect(view.steps[1]?.evidence).toEqual([expect.objectContaining({ holds: true, say: 'it is in the jar' })]);
    expect(w.shelf.jars.get('a')).toBe('pepper');
    expect(view.sentence).toBe('Done: verified by looking into the jar.');
  });

  it('journals the intent before the act and the outcome after', async () => {
    const w = world(two.slice(0, 1));
    const order: string[] = [];
    w.shelf.before = () =>
      void order.push(...[...w.journal.read()].map((r) => r.event.type).filter((t) => t.startsWith('step')));
    const runId = await start(w);
    w.approve(runId);
    await w.reach(runId, is('done'));
    expect(order).toEqual(['step.intended']);
    expect([...w.journal.read()].map((r) => r.event.type)).toEqual([
      'run.started',
      'plan.made',
      'approval.asked',
      'approval.given',
      'step.intended',
      'step.ended',
      'run.finished',
    ]);
    expect(w.journal.verify().firstBad).toBeNull();
  });

  it('says unverified, never done, when nothing could be read back', async () => {
    const w = world(two.slice(0, 1));
    w.shelf.read = () => undefined;
    const runId = await start(w);
    w.approve(runId);
    await w.reach(runId, (v) => v.status === 'acting' || v.status === 'done-unverified');
    await passUntil(w, runId, 'done-unverified');
    expect(w.manager.runs.get(runId).view.steps[0]?.status).toBe('unverified');
  });

  it('fails with WRONG_EFFECT when what is read back contradicts, and stops there', async () => {
    const w = world(two);
    w.shelf.read = () => 'sugar';
    const runId = await start(w);
    w.approve(runId);
    await passUntil(w, runId, 'failed');
    const { view } = w.manager.runs.get(runId);
    expect(view.error?.code).toBe('WRONG_EFFECT');
    expect(view.steps.map((s) => s.status)).toEqual(['failed', 'planned']);
    expect(w.shelf.calls).toHaveLength(1);
  });

  it('waits for an effect that shows late', async () => {
    const w = world(two.slice(0, 1));
    let looks = 0;
    w.shelf.read = (jar) => (++looks < 5 ? null : (w.shelf.jars.get(jar) ?? null));
    const runId = await start(w);
    w.approve(runId);
    await passUntil(w, runId, 'done');
    expect(looks).toBe(5);
  });

  it('says while it reads back what does not show at once, and says it once', async () => {
    const w = world(two.slice(0, 1));
    w.shelf.read = () => null;
    const runId = await start(w);
    w.approve(runId);
    await passUntil(w, runId, 'failed');
    const types = [...w.journal.read({ runId })].map(({ event }) => event.type);
    expect(types.slice(-4)).toEqual(['step.intended', 'step.performed', 'step.ended', 'run.finished']);
    const phases = w.seen.flatMap((event) => (event.type === 'step' ? [event.step.phase] : []));
    expect(phases).toEqual([undefined, 'verifying', undefined]);
  });

  it('says of a step that only waits that it waits', async () => {
    const w = world(two.slice(0, 1), { skill: { waits: true } });
    const runId = await start(w);
    w.approve(runId);
    const done = await w.reach(runId, is('done'));
    const phases = w.seen.flatMap((event) => (event.type === 'step' ? [event.step.phase] : []));
    expect(phases).toEqual(['waiting', undefined]);
    expect(done.steps[0]).not.toHaveProperty('phase');
  });

  it('undoes in reverse and says so', async () => {
    const w = world(two);
    w.shelf.jars.set('a', 'before');
    const runId = await start(w);
    w.approve(runId);
    await w.reach(runId, is('done'));
    w.manager.command({ type: 'run.undo', runId }, 'person');
    const view = await w.reach(runId, is('undone'));
    expect(w.shelf.jars.get('a')).toBe('before');
    expect(view.steps.map((s) => s.status)).toEqual(['undone', 'undone']);
    expect(() => w.manager.command({ type: 'run.undo', runId }, 'person')).toThrow(coded('COMMAND_NOT_NOW'));
  });

  it('undo is itself undone: the same steps again, verified again, and undone again', async () => {
    const w = world([...two, planned('s3', { jar: 'b', what: 'gold' }, { dependsOn: ['s2'] })]);
    w.shelf.jars.set('a', 'before');
    const runId = await start(w);
    const answerAll = async (end: string): Promise<void> => {
      await w.reach(runId, (v) => v.approval?.stepId === 's3');
      w.approve(runId);
      await w.reach(runId, is(end));
    };
    w.approve(runId);
    await answerAll('done');
    for (const _ of [1, 2]) {
      w.manager.command({ type: 'run.undo', runId }, 'person');
      await w.reach(runId, is('undone'));
      expect(w.shelf.jars).toEqual(new Map([['a', 'before']]));
      w.manager.command({ type: 'run.redo', runId }, 'person');
      await answerAll('done');
      expect(w.shelf.jars).toEqual(
        new Map([
          ['a', 'pepper'],
          ['b', 'gold'],
        ]),
      );
    }
    expect(new Set(w.shelf.calls).size).toBe(9);
  });

  it('keeps what a person changed meanwhile and says that the undo is not whole', async () => {
    const w = world(two.slice(0, 1));
    const runId = await start(w);
    w.approve(runId);
    await w.reach(runId, is('done'));
    w.shelf.jars.set('a', 'mine');
    w.manager.command({ type: 'run.undo', runId }, 'person');
    const view = await w.reach(runId, is('undone-partly'));
    expect(w.shelf.jars.get('a')).toBe('mine');
    expect(view.steps[0]?.error?.code).toBe('UNDO_CONFLICT');
  });
});

describe('approval', () => {
  it('asks about each risky step on its own, and a flag never answers for it', async () => {
    const w = world([planned('s1', { jar: 'a', what: 'gold' })]);
    const runId = await start(w);
    w.approve(runId, false, 'flag');
    const view = await w.reach(runId, is('awaiting-step-approval'));
    expect(view.approval?.stepId).toBe('s1');
    expect(w.shelf.calls).toEqual([]);
    expect(() => w.approve(runId, false, 'flag')).toThrow(coded('COMMAND_NOT_NOW'));
    w.approve(runId);
    await w.reach(runId, is('done'));
    expect(w.shelf.calls).toHaveLength(1);
  });

  it('is bound to what was shown: another nonce or plan is refused', async () => {
    const w = world(two);
    const runId = await start(w);
    const { approval } = w.manager.runs.get(runId).view;
    const approve = {
      type: 'run.approve' as const,
      runId,
      nonce: approval!.nonce,
      planHash: approval!.planHash,
      stepByStep: false,
    };
    expect(() => w.manager.command({ ...approve, nonce: 'x' }, 'person')).toThrow(coded('PLAN_CHANGED'));
    expect(() => w.manager.command({ ...approve, planHash: 'x' }, 'person')).toThrow(coded('PLAN_CHANGED'));
    w.manager.command(approve, 'person');
    expect(() => w.manager.command(approve, 'person')).toThrow(coded('COMMAND_NOT_NOW'));
    await w.reach(runId, is('done'));
  });

  it('expires to no', async () => {
    const w = world(two);
    const runId = await start(w);
    await until(() => w.clock.sleeping > 0);
    w.clock.pass(120_000);
    const view = await w.reach(runId, is('cancelled'));
    expect(view.sentence).toContain('counts as no');
    expect(w.shelf.calls).toEqual([]);
  });

  it('refuses an act whose real values are riskier than what was approved, or forbidden', async () => {
    for (const [what, code] of [
      ['gold', 'PLAN_CHANGED'],
      ['poison', 'REFUSED_BY_POLICY'],
    ] as const) {
      const w = world([planned('s1', { jar: 'a', what }, { asks: false })]);
      const runId = await start(w);
      w.approve(runId);
      const view = await w.reach(runId, is('failed'));
      expect(view.steps[0]).toMatchObject({ status: 'refused', error: { code } });
      expect(w.shelf.calls).toEqual([]);
    }
  });

  it.each(['REFUSED_BY_POLICY', 'INPUT_CLOSED'] as const)(
    'leaves a row and a line of an act that ends as %s',
    async (code) => {
      const w = world(two);
      w.shelf.before = () => {
        throw new SonnyError(code, 'No step touches Sonny’s own window.');
      };
      const runId = await start(w);
      w.approve(runId);
      await w.reach(runId, is('failed'));
      const rows = [...w.journal.read({ runId })].map((row) => row.event).filter(isRunEvent);
      const lines: StreamLine[] = [];
      rows.reduce<RunRecord | undefined>((before, row) => {
        const { record, lines: more } = recordRow(before, row);
        lines.push(...more);
        return record;
      }, undefined);
      expect(rows).toContainEqual(
        expect.objectContaining({ type: 'step.ended', stepId: 's1', status: 'refused', error: coded(code) }),
      );
      const line = { type: 'step.ended', stepId: 's1', code, details: 'No step touches Sonny’s own window.' };
      expect(lines.filter(({ stream }) => stream === 'error')).toMatchObject([{ line }]);
    },
  );

  it('keeps input closed for other runs while one waits for an answer', async () => {
    const w = world([planned('s1', { jar: 'a', what: 'gold' })]);
    const risky = await start(w);
    const other = w.manager.start('another');
    await w.reach(other, awaiting);
    w.approve(risky);
    await w.reach(risky, is('awaiting-step-approval'));
    w.approve(other);
    await w.reach(other, is('awaiting-step-approval'));
    expect(w.shelf.calls).toEqual([]);
    w.approve(other);
    await w.reach(other, is('acting'));
    expect(w.shelf.calls).toEqual([]);
    w.approve(risky);
    await w.reach(other, is('done'));
    await w.reach(risky, is('done'));
  });
});

describe('branches', () => {
  const branches = [
    planned('s1', { jar: 'a', what: 'salt' }),
    planned('s2', { jar: 'b', what: 'salt' }),
    planned('s3', { jar: 'c', what: 'salt' }, { dependsOn: ['s1', 's2'] }),
  ];

  it('that share nothing act at the same time; what waits for both comes after', async () => {
    const w = world(branches);
    const begun: string[] = [];
    let release = (): void => {};
    const both = new Promise<void>((go) => (release = go));
    w.shelf.before = (call) => {
      begun.push(String(call.args['jar']));
      if (begun.length === 2) release();
      return both;
    };
    const runId = await start(w);
    w.approve(runId);
    await w.reach(runId, is('done'));
    expect(begun).toEqual(['a', 'b', 'c']);
  });

  it('when one fails, what already acts may end and nothing new starts', async () => {
    const w = world(branches);
    w.shelf.before = (call) => {
      if (call.args['jar'] === 'a') throw new SonnyError('NOT_RESPONDING');
    };
    const runId = await start(w);
    w.approve(runId);
    await passUntil(w, runId, 'failed');
    const { view } = w.manager.runs.get(runId);
    expect(view.steps.map((s) => s.status)).toEqual(['failed', 'verified', 'planned']);
  });

  it('a failed step can be let go, and the rest goes on', async () => {
    const w = world(branches);
    w.shelf.before = (call) => {
      if (call.args['jar'] === 'a') throw new SonnyError('NOT_RESPONDING');
    };
    const runId = await start(w);
    w.approve(runId);
    await passUntil(w, runId, 'failed');
    w.manager.command({ type: 'run.skip', runId }, 'person');
    const view = await w.reach(runId, is('done-partly'));
    expect(view.sentence).toBe('Done but for 1 step you left out.');
    expect(view.steps.map((s) => s.status)).toEqual(['skipped', 'verified', 'verified']);
  });

  it('go one at a time while stepping', async () => {
    const w = world(branches);
    const runId = await start(w);
    w.approve(runId, true);
    await w.reach(runId, is('paused'));
    expect(w.shelf.calls).toHaveLength(1);
  });

  it('a step is not tried a fourth time', async () => {
    const w = world(branches.slice(0, 1));
    w.shelf.before = () => {
      throw new SonnyError('NOT_RESPONDING');
    };
    const runId = await start(w);
    w.approve(runId);
    // Twice by itself.
    await passUntil(w, runId, 'failed');
    w.manager.command({ type: 'run.retry', runId }, 'person');
    await w.reach(runId, (v) => v.status === 'failed' && w.manager.runs.get(runId).acts.length === 3);
    expect(() => w.manager.command({ type: 'run.retry', runId }, 'person')).toThrow(coded('COMMAND_NOT_NOW'));
  });
});

describe('control', () => {
  it('goes one step at a time and pauses after each', async () => {
    const w = world(two);
    const runId = await start(w);
    w.approve(runId, true);
    await w.reach(runId, is('paused'));
    expect(w.shelf.calls).toHaveLength(1);
    w.manager.command({ type: 'run.step', runId }, 'person');
    await w.reach(runId, is('done'));
  });

  it('cancels in the middle of an act: the act is told, nothing follows, and undo is still possible', async () => {
    const w = world(two);
    let begun = false;
    let told = false;
    w.shelf.before = (call, progress) => {
      begun = call.key.includes('/s2/');
      if (!begun) return undefined;
      return new Promise((_, reject) =>
        progress.signal.addEventListener('abort', () => {
          told = true;
          reject(new SonnyError('CANCELLED'));
        }),
      );
    };
    const runId = await start(w);
    w.approve(runId);
    await until(() => begun);
    w.manager.command({ type: 'run.cancel', runId }, 'person');
    const view = await w.reach(runId, is('cancelled'));
    expect(told).toBe(true);
    expect(view.steps.map((s) => s.status)).toEqual(['verified', 'failed']);
    w.manager.command({ type: 'run.undo', runId }, 'person');
    await w.reach(runId, is('undone'));
    expect(w.shelf.jars.size).toBe(0);
  });

  it('gives up a plug that never settles', async () => {
    const w = world(two.slice(0, 1));
    w.shelf.before = () => new Promise(() => {});
    const runId = await start(w);
    w.approve(runId);
    await w.reach(runId, (v) => v.steps[0]?.status === 'acting');
    await passUntil(w, runId, 'failed');
    expect(w.manager.runs.get(runId).view.error?.code).toBe('DEADLINE');
  });

  it('retries a failed step with a new key', async () => {
    const w = world(two.slice(0, 1));
    w.shelf.before = () => {
      w.shelf.before = () => {};
      throw new SonnyError('CONNECTION_LOST');
    };
    const runId = await start(w);
    w.approve(runId);
    const failed = await w.reach(runId, is('failed'));
    expect(failed.steps[0]?.error?.code).toBe('CONNECTION_LOST');
    w.manager.command({ type: 'run.retry', runId }, 'person');
    await w.reach(runId, is('done'));
    expect(w.shelf.calls).toEqual([`${runId}/s1/2`]);
  });
});
