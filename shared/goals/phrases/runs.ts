import { ask, phrase } from '../phrase.ts';

export const runs = phrase('undo a run', ['(undo|take back) [the] run {run:text}'], ({ run }) => [
  ask('run.undo', { run }),
]);
