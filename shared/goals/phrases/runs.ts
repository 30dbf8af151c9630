import { trouble } from '../doubt.ts';
import { ask, phrase } from '../phrase.ts';

export const runs = [
  phrase('undo a run', ['(undo|take back) [the] run {run:text}'], ({ run }) => [ask('run.undo', { run })]),
  phrase(
    'undo',
    [
      '(undo|revert) [it|that|this|everything|the last thing|the last run|the last step|the last goal]',
      '(undo|revert) (everything|all|all that|what) [that] (you did|you have done) [today|yesterday|so far]',
      'take (it|that) back',
    ],
    () =>
      trouble(
        'A run is taken back with Undo, in its window or in History. In words it needs the run’s goal.',
        'undo the run "tidy ~/Downloads"',
      ),
  ),
].flat();
