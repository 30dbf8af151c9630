import type { Worker } from 'node:worker_threads';
import type { LiftedTask, PlanSearch } from '../../shared/ports/planning-task.ts';
import type { Planner, PlannerOptions } from '../../shared/ports/planner.ts';
import type { Progress } from '../../shared/ports/progress.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';
import type { Answer, Question } from './messages.ts';
import { startThread, type StartThread } from './thread.ts';

/** How long a thread that was told to stop may take before it is ended. */
const PATIENCE_MS = 2000;

/** A planner in a thread of its own, started with the first task. Tasks wait for each other in their order. */
export const createWorkerPlanner = (start: StartThread = startThread): Planner => {
  let thread: Worker | null = null;
  let last: Promise<unknown> = Promise.resolve();
  const closing = new AbortController();

  /** Threads that were told to end. A process that ends before them may crash. */
  let ending: Promise<unknown> = Promise.resolve();
  const drop = (): Promise<unknown> => {
    const gone = thread;
    thread = null;
    return (ending = Promise.all([ending, gone?.terminate()]));
  };

  const ask = (task: LiftedTask, options: PlannerOptions, { deadline, signal }: Progress): Promise<PlanSearch> =>
    new Promise((resolve, reject) => {
      const over = AbortSignal.any([signal, closing.signal]);
      if (over.aborted) return reject(new SonnyError('CANCELLED'));
      const worker = (thread ??= start());
      // An idle thread is no reason for the program to stay; one that plans is.
      worker.ref();
      const stop = new Int32Array(new SharedArrayBuffer(4));
      let late: ReturnType<typeof setTimeout> | undefined;
      const settle = (by: () => void): void => {
        worker.off('message', onAnswer);
        worker.off('error', onBroken);
        worker.off('exit', onExit);
        over.removeEventListener('abort', cancel);
        clearTimeout(late);
        clearTimeout(tooLate);
        worker.unref();
        by();
      };
      const broken = (details: string): void => {
        if (thread === worker) void drop();
        settle(() => reject(new SonnyError(over.aborted ? 'CANCELLED' : 'INTERNAL', details)));
      };
      const onAnswer = (answer: Answer): void => {
        if (over.aborted) settle(() => reject(new SonnyError('CANCELLED')));
        else if (answer.kind === 'found') settle(() => resolve(answer.search));
        else if (answer.kind === 'refused') settle(() => reject(new SonnyError(answer.code, answer.details)));
        else settle(() => reject(new SonnyError('INTERNAL', answer.details)));
      };
      const onBroken = (error: Error): void => broken(error.message);
      const onExit = (): void => broken('The planner’s thread ended.');
      const giveUp = (): void => broken('The planner did not stop in time.');
      const cancel = (): void => {
        Atomics.store(stop, 0, 1);
        late = setTimeout(giveUp, PATIENCE_MS);
      };
      const tooLate = setTimeout(giveUp, Math.max(0, deadline - Date.now()) + PATIENCE_MS);
      worker.on('message', onAnswer);
      worker.on('error', onBroken);
      worker.on('exit', onExit);
      over.addEventListener('abort', cancel);
      worker.postMessage({ task, options, deadline, stop } satisfies Question);
    });

  return {
    plan(task, options, progress) {
      const mine = last.then(() => ask(task, options, progress));
      last = mine.catch(() => undefined);
      return mine;
    },
    async close() {
      closing.abort();
      await last;
      await drop();
    },
  };
};
