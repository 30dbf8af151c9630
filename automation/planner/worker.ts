// The planner's thread. It loads the search and nothing else, so that it is there at once.
import { parentPort } from 'node:worker_threads';
import { solve } from '../../shared/planning/search/solve.ts';
import { TaskError } from '../../shared/planning/task-error.ts';
import type { Answer, Question } from './messages.ts';

const answerTo = ({ task, options, deadline, stop }: Question): Answer => {
  try {
    const shouldStop = (): boolean => Atomics.load(stop, 0) === 1 || Date.now() >= deadline;
    return { kind: 'found', search: solve(task, { ...options, shouldStop }) };
  } catch (thrown) {
    if (thrown instanceof TaskError) return { kind: 'refused', code: thrown.code, details: thrown.details };
    return { kind: 'broken', details: thrown instanceof Error ? thrown.message : String(thrown) };
  }
};

parentPort?.on('message', (question: Question) => parentPort?.postMessage(answerTo(question)));
