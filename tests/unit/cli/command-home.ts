import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const MAIN = join(import.meta.dirname, '../../../electron/cli/main.ts');

/** What a command came to: all that it wrote, and its exit code; null where a signal ended it. */
export interface Ended {
  readonly out: string;
  readonly err: string;
  readonly code: number | null;
}

/** A command of Sonny in a process of its own. */
export interface CommandProcess {
  readonly child: ChildProcess;
  /** What it has printed up to now. */
  told(): string;
  readonly ended: Promise<Ended>;
}

/** A home folder of its own, in which commands are started as a person would start them; nothing of it is left when it is ended. */
export class CommandHome {
  readonly path = mkdtempSync(join(tmpdir(), 'sonny-commands-'));
  readonly #children: ChildProcess[] = [];

  at(...parts: string[]): string {
    return join(this.path, ...parts);
  }

  start(...args: string[]): CommandProcess {
    const env = { HOME: this.path, SONNY_HOME: this.at('profile'), PATH: this.path };
    const child = spawn(process.execPath, [MAIN, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#children.push(child);
    const all = Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
    let told = '';
    child.stdout.on('data', (part: Buffer) => (told += part.toString('utf8')));
    return {
      child,
      told: () => told,
      ended: all.then(([out, err, [code]]) => ({ out, err, code: code as number | null })),
    };
  }

  end(): void {
    for (const child of this.#children) child.kill('SIGKILL');
    rmSync(this.path, { recursive: true, force: true });
  }
}
