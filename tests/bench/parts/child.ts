import { fork, type Serializable } from 'node:child_process';
import { once } from 'node:events';

/** A peer in a process of its own, where its native code and its environment disturb nobody. */
export interface Child {
  /** Sends one message and waits for the answer. Rejects when the process ends before. */
  ask(message: Serializable): Promise<unknown>;
  close(): void;
}

/** Starts one that says 'ready' as its first message; null where it does not come so far: the peer is not installed. */
export const startChild = async (script: URL, env: NodeJS.ProcessEnv): Promise<Child | null> => {
  const child = fork(script, { env, execArgv: [], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  const gone = new AbortController();
  child.once('exit', () => gone.abort());
  child.once('error', () => gone.abort());
  const answer = async (): Promise<unknown> => (await once(child, 'message', { signal: gone.signal }))[0];
  if ((await answer().catch(() => null)) !== 'ready') return null;
  return {
    ask(message) {
      child.send(message);
      return answer();
    },
    close: () => void child.kill('SIGKILL'),
  };
};
