import type { CommandInput } from '../../../shared/protocol/commands.ts';
import type { ReplyOf } from '../../../shared/protocol/replies.ts';
import { isEnded, type RunView } from '../../../shared/protocol/run.ts';
import type { ViewEvent } from '../../../shared/protocol/views.ts';

/** The program as another program may use it: nothing that is sent through here counts as a person's word. */
export interface Front {
  dispatch<C extends CommandInput>(command: C): Promise<ReplyOf<C['type']>>;
  subscribe(onEvent: (event: ViewEvent) => void): () => void;
}

const WAITS: readonly RunView['status'][] = [
  'asking',
  'awaiting-approval',
  'awaiting-step-approval',
  'paused',
  'taken-over',
];

const runOf = (event: ViewEvent): string | null => {
  if (event.type === 'run') return event.run.id;
  if (event.type === 'run.head') return event.head.id;
  return event.type === 'step' ? event.runId : null;
};

/** Whether it goes no further before a person says something. */
export const waitsForPerson = ({ status }: RunView): boolean => WAITS.includes(status);

/**
 * The run once it waits for a person or has ended; as it is when `signal` aborts.
 * @param onRun told of the run each time that it was looked at
 */
export const settled = async (
  front: Front,
  runId: string,
  signal: AbortSignal,
  onRun: (run: RunView) => void = () => {},
): Promise<RunView> => {
  const { promise, resolve, reject } = Promise.withResolvers<RunView>();
  const look = (): void => {
    front.dispatch({ type: 'run.get', runId }).then((run) => {
      onRun(run);
      if (signal.aborted || isEnded(run.status) || waitsForPerson(run)) resolve(run);
    }, reject);
  };
  const stop = front.subscribe((event) => {
    if (runOf(event) === runId) look();
  });
  signal.addEventListener('abort', look, { once: true });
  look();
  try {
    return await promise;
  } finally {
    stop();
    signal.removeEventListener('abort', look);
  }
};
