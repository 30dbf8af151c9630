import { type Progress, progressUntil } from '../../shared/ports/progress.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';
import { acts, type Method } from './worker-protocol.ts';
import type { StartWorker, WorkerProcess } from './worker-process.ts';
import type { OwnWindows } from './targets.ts';

export interface Calls {
  call<T>(method: Method, args: readonly unknown[], progress: Progress): Promise<T>;
  /** Whether there is a worker that may hold something. */
  busy(): boolean;
  /**
   * No call acts from here on, and those that do end. Settles once nothing more is sent and nothing is held, and at the
   * latest soon after the worker was ended because it did not say so. Never rejects.
   */
  halt(): Promise<void>;
  resume(): void;
  /** Ends the worker; calls that wait, and all later ones, reject with DRIVER_DOWN. */
  end(): void;
}

interface Waiting {
  readonly acts: boolean;
  settle(outcome: { readonly value: unknown } | { readonly error: SonnyError }): void;
  log(line: string): void;
}

/** How long a worker may take to answer an abort or a deadline before it counts as hanging. Milliseconds. */
const GRACE_MS = 400;
/** How long a worker may take to confirm a halt before it is ended. Milliseconds. */
const HALT_MS = 180;
/** How long the next worker may take to let go of what one that was lost had held: it has to start first, for which a busy machine takes seconds. Milliseconds. */
const RELEASE_MS = 10_000;
/** The worker's deadline lies before the caller's, so that its better answer arrives in time. Milliseconds. */
const EARLIER_MS = 30;

/**
 * Calls into a worker that may hang. A call settles at its deadline and soon after its abort whatever the worker does; a
 * worker that does not answer then either is killed, so that nothing more can be sent, and replaced at the next call. One that is
 * lost while it acted may have held a key or a button: the next is started at once to let go of it, and acts after that.
 */
export function callsTo(
  start: StartWorker,
  env: Readonly<Record<string, string | undefined>>,
  ownWindows: readonly OwnWindows[],
  onClient: (client: number | null) => void,
): Calls {
  const waiting = new Map<number, Waiting>();
  let worker: WorkerProcess | null = null;
  let ended = false;
  let halted = false;
  /** A worker that has no connection yet has sent nothing, and hears of the halt before it could. */
  let connected = false;
  let atRest: () => void = () => undefined;
  let last = 0;
  /** Settles once what a lost worker had held is let go of; null while there is nothing such. */
  let releasing: Promise<void> | null = null;

  function failAll(error: SonnyError): void {
    for (const one of [...waiting.values()]) one.settle({ error });
  }

  function alive(): WorkerProcess {
    if (ended) throw new SonnyError('DRIVER_DOWN', 'The driver was closed.');
    if (worker) return worker;
    const mine = start(env);
    worker = mine;
    mine.onMessage((message) => {
      if (message.type === 'connected') return connect(mine, message.client);
      if (message.type === 'halted') return atRest();
      const one = waiting.get(message.id);
      if (message.type === 'log') one?.log(message.line);
      else if (message.type === 'result') one?.settle({ value: message.value });
      else one?.settle({ error: new SonnyError(message.code, message.details) });
    });
    mine.onExit(() => replace(mine, new SonnyError('DRIVER_DOWN', 'The worker ended by itself.')));
    mine.post({ type: 'start', ownWindows });
    return mine;
  }

  function replace(gone: WorkerProcess, why: SonnyError): void {
    if (worker !== gone) return;
    const mayHold = connected && [...waiting.values()].some((one) => one.acts);
    worker = null;
    connected = false;
    onClient(null);
    failAll(why);
    // Who halts lets go of it all by another way, which needs no worker.
    if (mayHold && !ended && !halted) release();
  }

  function release(): void {
    const progress = progressUntil(Date.now() + RELEASE_MS);
    const done = call<void>('releaseAll', [], progress)
      .catch(() => undefined)
      .finally(() => {
        if (releasing === done) releasing = null;
      });
    releasing = done;
  }

  function connect(mine: WorkerProcess, client: number | null): void {
    if (worker !== mine) return;
    connected = true;
    onClient(client);
  }

  function halt(): Promise<void> {
    halted = true;
    const mine = worker;
    if (!mine) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        if (connected) {
          mine.kill();
          replace(mine, new SonnyError('STOPPED', 'The driver did not confirm the stop and was ended.'));
        }
        atRest();
      }, HALT_MS);
      const earlier = atRest;
      atRest = () => {
        clearTimeout(timer);
        atRest = () => undefined;
        earlier();
        resolve();
      };
      mine.post({ type: 'halt' });
    });
  }

  function resume(): void {
    halted = false;
    worker?.post({ type: 'resume' });
  }

  function call<T>(method: Method, args: readonly unknown[], progress: Progress): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (progress.signal.aborted) throw new SonnyError('CANCELLED');
      if (halted && acts(method)) throw new SonnyError('STOPPED');
      if (Date.now() >= progress.deadline) throw new SonnyError('DEADLINE');
      const mine = alive();
      const id = (last += 1);
      const timers: NodeJS.Timeout[] = [];
      let answered = false;

      const forget = () => {
        waiting.delete(id);
        for (const timer of timers) clearTimeout(timer);
        progress.signal.removeEventListener('abort', onAbort);
      };
      const killUnlessAnswered = () => {
        if (answered) return;
        mine.kill();
        replace(mine, new SonnyError('DRIVER_DOWN', `The worker hung in “${method}” and was replaced.`));
      };
      const onAbort = () => {
        mine.post({ type: 'abort', id });
        // The answer says that input has stopped; so does the end of the worker.
        timers.push(
          setTimeout(() => {
            killUnlessAnswered();
            finish({ error: new SonnyError('CANCELLED') });
          }, GRACE_MS),
        );
      };
      const onDeadline = () => {
        mine.post({ type: 'abort', id });
        reject(new SonnyError('DEADLINE', `“${method}” took too long.`));
        timers.push(setTimeout(killUnlessAnswered, GRACE_MS));
      };
      const finish: Waiting['settle'] = (outcome) => {
        answered = true;
        forget();
        if (progress.signal.aborted) reject(new SonnyError('CANCELLED'));
        else if ('value' in outcome) resolve(outcome.value as T);
        else reject(outcome.error);
      };

      const post = () => mine.post({ type: 'call', id, method, args, deadline: progress.deadline - EARLIER_MS });
      waiting.set(id, { acts: acts(method), settle: finish, log: (line) => progress.log(line) });
      progress.signal.addEventListener('abort', onAbort, { once: true });
      if (Number.isFinite(progress.deadline)) timers.push(setTimeout(onDeadline, progress.deadline - Date.now()));
      if (releasing && acts(method)) void releasing.then(() => !answered && !progress.signal.aborted && post());
      else post();
    });
  }

  return {
    call,
    busy: () => worker !== null,
    halt,
    resume,
    end() {
      ended = true;
      worker?.kill();
      worker = null;
      failAll(new SonnyError('DRIVER_DOWN', 'The driver was closed.'));
    },
  };
}
