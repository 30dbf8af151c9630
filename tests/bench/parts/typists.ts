import { spawn } from 'node:child_process';
import { startChild } from './child.ts';

/** A tool that types into whatever has the focus. */
export interface Typist {
  readonly name: string;
  /** Gives the milliseconds that the tool took until it said it had typed. */
  type(text: string): Promise<number>;
  close(): void;
}

/** nut.js with its own providers, as fast as it can, in a process that is already running. null where it cannot start. */
export const nutTypist = async (env: NodeJS.ProcessEnv): Promise<Typist | null> => {
  const child = await startChild(new URL('./nut-process.ts', import.meta.url), env);
  return child && { name: 'nut.js', type: async (text) => Number(await child.ask(text)), close: child.close };
};

/** xdotool at its own pace, which is a program to be started for each text. null where it is not installed. */
export const xdotoolTypist = async (env: NodeJS.ProcessEnv): Promise<Typist | null> => {
  const xdotool = (...args: string[]): Promise<boolean> =>
    new Promise((resolve) => {
      const child = spawn('xdotool', args, { env, stdio: 'ignore' });
      child.once('error', () => resolve(false));
      child.once('exit', (code) => resolve(code === 0));
    });
  if (!(await xdotool('version'))) return null;
  return {
    name: 'xdotool',
    async type(text) {
      const before = performance.now();
      await xdotool('type', '--', text);
      return performance.now() - before;
    },
    close: () => {},
  };
};
