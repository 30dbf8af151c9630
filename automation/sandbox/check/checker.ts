import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Progress } from '../../../shared/ports/progress.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import type { ScriptDraft, ScriptProblem } from '../../../shared/protocol/script.ts';
import { outsideArchive } from '../node.ts';
import type { Answer, Question, Reading, Runner } from './messages.ts';

export interface Checker {
  read(draft: ScriptDraft, progress: Progress): Promise<Reading>;
  types(draft: ScriptDraft, progress: Progress): Promise<readonly ScriptProblem[]>;
  /** What goes into the sandbox beside a script. */
  runner(progress: Progress): Promise<Runner>;
  close(): void;
}

/** Of the compiler, and of reading: more ends the process and not Sonny. */
const MOST_MEGABYTES = 1024;

const worker = (): string =>
  outsideArchive(
    fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './script-checker.mjs', import.meta.url)),
  );

/** A process of its own that reads scripts and checks their types: started when first asked, killed when it takes too long. */
export const createChecker = (node: string, now: () => number): Checker => {
  let child: ChildProcess | null = null;
  let lastId = 0;
  let runner: Runner | null = null;

  const start = (): ChildProcess => {
    const started = fork(worker(), {
      execPath: node,
      execArgv: ['--no-warnings', `--max-old-space-size=${MOST_MEGABYTES}`],
      env: {},
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
    });
    started.setMaxListeners(0);
    // An idle child is no reason for the program to stay.
    started.unref();
    started.channel?.unref();
    return started;
  };
  const drop = (gone: ChildProcess): void => {
    if (child === gone) child = null;
    gone.kill('SIGKILL');
  };

  const ask = (kind: Question['kind'], draft: ScriptDraft | null, { signal, deadline }: Progress): Promise<Answer> =>
    new Promise((resolve, reject) => {
      if (signal.aborted) return reject(new SonnyError('CANCELLED'));
      const asked = (child ??= start());
      const id = ++lastId;
      asked.channel?.ref();
      const settle = (by: () => void): void => {
        clearTimeout(late);
        signal.removeEventListener('abort', cancel);
        asked.off('message', take);
        asked.off('exit', gone);
        asked.off('error', gone);
        if (asked.listenerCount('message') === 0) asked.channel?.unref();
        by();
      };
      const end = (error: SonnyError): void => {
        drop(asked);
        settle(() => reject(error));
      };
      const take = (answer: Answer): void => {
        if (answer.id === id) settle(() => resolve(answer));
      };
      const gone = (): void => end(new SonnyError('INTERNAL', 'The process that checks scripts ended.'));
      const cancel = (): void => end(new SonnyError('CANCELLED'));
      const late = setTimeout(
        () => end(new SonnyError('DEADLINE', 'Checking the script took too long.')),
        Math.max(0, deadline - now()),
      );
      asked.on('message', take);
      asked.on('exit', gone);
      asked.on('error', gone);
      signal.addEventListener('abort', cancel, { once: true });
      asked.send({ id, kind, draft });
    });

  return {
    async read(draft, progress) {
      const answer = await ask('read', draft, progress);
      if (answer.kind === 'read') return answer.reading;
      throw new SonnyError('INTERNAL', answer.kind === 'broken' ? answer.details : undefined);
    },
    async types(draft, progress) {
      const answer = await ask('types', draft, progress);
      if (answer.kind === 'types') return answer.problems;
      throw new SonnyError('INTERNAL', answer.kind === 'broken' ? answer.details : undefined);
    },
    async runner(progress) {
      if (runner) return runner;
      const answer = await ask('runner', null, progress);
      if (answer.kind === 'runner') return (runner = answer.runner);
      throw new SonnyError('INTERNAL', answer.kind === 'broken' ? answer.details : undefined);
    },
    close() {
      if (child) drop(child);
    },
  };
};
