import { spawn } from 'node:child_process';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { closeLeftOpen } from '../scenarios/left-open.ts';
import type { RunView } from '../../../shared/protocol/run.ts';
import { createDesk, type Desk } from './desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await createDesk();
}, 60_000);
afterAll(() => desk.dispose(), 60_000);
afterEach(() => closeLeftOpen(desk.second));

const windowOf = (run: RunView): { id: number; pid: number } =>
  run.steps[0]?.outputs?.['window'] as { id: number; pid: number };

describe('two windows with one title', { timeout: 60_000 }, () => {
  it('are a question; the chosen one is meant, and when it has closed nothing else is touched', async () => {
    const [first, second] = [await desk.run('open Mousepad'), await desk.run('open Mousepad')];
    const asked = await desk.propose('put the window "Untitled 1 - Mousepad" to the left half');
    expect(asked.status).toBe('asking');
    expect(asked.question?.candidates.map((c) => Number(c.id)).toSorted()).toEqual(
      [windowOf(first).id, windowOf(second).id].toSorted(),
    );

    await desk.sonny.dispatch({
      type: 'run.answer',
      runId: asked.id,
      questionId: asked.question?.id ?? '',
      candidateId: String(windowOf(second).id),
    });
    const planned = await desk.reach(asked.id, (r) => r.status === 'awaiting-approval');
    expect(planned.steps[0]?.args['window']).toMatchObject({ id: windowOf(second).id, pid: windowOf(second).pid });

    const other = await desk.second.frame(windowOf(first).id);
    process.kill(windowOf(second).pid);
    await vi.waitUntil(async () => (await desk.second.windows()).length === 1, { timeout: 30_000 });
    const ended = await desk.approve(asked.id);
    expect(ended.status).toBe('failed');
    expect(ended.steps[0]).toMatchObject({ status: 'refused', error: { code: 'TARGET_GONE' } });
    expect(await desk.second.frame(windowOf(first).id)).toEqual(other);
    await desk.undo(first.id);
  });

  it('“none of these” ends the run and does nothing', async () => {
    const opened = [await desk.run('open Mousepad'), await desk.run('open Mousepad')];
    const asked = await desk.propose('close the window "Untitled 1 - Mousepad"');
    await desk.sonny.dispatch({
      type: 'run.answer',
      runId: asked.id,
      questionId: asked.question?.id ?? '',
      candidateId: null,
    });
    expect((await desk.reach(asked.id, (r) => r.status !== 'asking')).status).toBe('cancelled');
    expect(await desk.second.windows()).toHaveLength(2);
    for (const run of opened.toReversed()) await desk.undo(run.id);
  });
});

describe('an application that hangs', { timeout: 120_000 }, () => {
  it('fails its step with a code inside the deadline, and Sonny goes on with others', async () => {
    const hung = await desk.run('open Mousepad');
    const { pid } = windowOf(hung);
    process.kill(pid, 'SIGSTOP');
    try {
      const before = Date.now();
      const run = await desk.run('write "hello" in the window "Untitled 1 - Mousepad"');
      const step = run.steps.at(-1);
      expect(run.status).toBe('failed');
      expect(['NOT_RESPONDING', 'DEADLINE', 'DRIVER_DOWN']).toContain(step?.error?.code);
      expect(Date.now() - before).toBeLessThan(45_000);
      const other = await desk.run('calculate 6 × 7 in galculator');
      expect(other.steps.at(-1)?.outputs?.['text']).toBe('42');
      await desk.undo(other.id);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    await desk.undo(hung.id);
  });
});

describe('Sonny’s own window', { timeout: 60_000 }, () => {
  it('is no target for a plan, though it is on the screen', async () => {
    const own = spawn('xterm', ['-T', 'Sonny - Run 3 steps?'], { env: desk.env, stdio: 'ignore' });
    try {
      await vi.waitUntil(async () => (await desk.second.windows()).some((w) => w.title.startsWith('Sonny - ')), {
        timeout: 30_000,
      });
      const run = await desk.propose('click "Run" in the window "Sonny - Run 3 steps?"');
      expect(run).toMatchObject({ status: 'refused', error: { code: 'TARGET_MISSING' } });
    } finally {
      own.kill();
    }
  });
});
