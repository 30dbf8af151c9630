import { trouble } from '../doubt.ts';
import { ask, phrase } from '../phrase.ts';

export const runs = [
  phrase('undo a run', ['(undo|take back) [the] run {run:text}'], ({ run }) => [ask('run.undo', { run })]),
  phrase(
    'undo',
    [
      '(undo|revert) [it|that|this|everything|the last thing|the last run|the last step|the last goal]',
      '(undo|revert) (everything|all|all that|what) [that] (you did|you have done) [today|yesterday|so far]',
      '(undo|revert) [the|my] (last|latest|previous) [thing|run|step|goal|change|changes|action|task] [that] [you did|you made|you have done|i did|we did]',
      '(undo|revert) what you [just] did',
      '(undo|revert) (the|my) [last] (rename|renaming|move|moving|copy|copying|deletion|deleting|change|changes|backup|tidying)',
      '(redo|go back) [it|that|to how it was]',
      'take (it|that|everything) back',
      'put (it|them|that|everything) back [where it was|where they were|as it was|how it was|where it belongs]',
    ],
    () =>
      trouble(
        'A run is taken back with Undo, in its window or in History; at a terminal `npm start -- undo last` takes back the newest that left something. In words it needs the run’s goal.',
        'undo the run "tidy ~/Downloads"',
      ),
  ),
].flat();
