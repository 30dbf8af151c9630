import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const COMMAND = pathToFileURL(join(import.meta.dirname, '../../../build/setup/command.mjs')).href;
const SOON = { timeout: 30_000, interval: 50 };

let folder = '';
let pids: number[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sonny-become-'));
  pids = [];
});
afterEach(() => {
  for (const pid of pids)
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended, as it should.
    }
  rmSync(folder, { recursive: true, force: true });
});

/** A shell that starts a script that becomes a program; the program notes when it runs, and each time it is told to end. */
async function startUnderShell() {
  const started = join(folder, 'started');
  const ended = join(folder, 'ended');
  const program = join(folder, 'program.mjs');
  const script = join(folder, 'script.mjs');
  const imports = `import { renameSync, writeFileSync, appendFileSync } from 'node:fs';`;
  writeFileSync(
    program,
    `${imports}
process.on('SIGTERM', () => { appendFileSync(${JSON.stringify(ended)}, 'told'); setTimeout(() => process.exit(0), 1500); });
writeFileSync(${JSON.stringify(`${started}.new`)}, process.pid + ' ' + process.ppid);
renameSync(${JSON.stringify(`${started}.new`)}, ${JSON.stringify(started)});
setInterval(() => {}, 1000);`,
  );
  writeFileSync(
    script,
    `import { become } from '${COMMAND}'; process.exitCode = await become(process.execPath, [${JSON.stringify(program)}]);`,
  );
  // More than one command, so that no shell puts the script in its own place.
  const shell = spawn('sh', ['-c', `"${process.execPath}" "${script}"; true`], {
    env: { ...process.env, npm_lifecycle_event: 'start' },
    stdio: 'ignore',
  });
  await vi.waitFor(() => expect(existsSync(started)).toBe(true), SOON);
  const [child = 0, parent = 0] = readFileSync(started, 'utf8').split(' ').map(Number);
  pids = [child, parent];
  return { shell, child, parent, told: () => (existsSync(ended) ? readFileSync(ended, 'utf8') : '') };
}

const lives = (pid: number): boolean => {
  try {
    return process.kill(pid, 0) && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};

const onLinux = process.platform === 'linux';

test.runIf(onLinux)(
  'a program ends when the shell between npm and it is gone',
  async () => {
    const { shell, child, parent, told } = await startUnderShell();
    shell.kill('SIGTERM');
    await vi.waitFor(() => expect([lives(child), lives(parent)]).toEqual([false, false]), SOON);
    expect(told()).toBe('told');
  },
  60_000,
);

test.runIf(onLinux)(
  'a program that was told to end is not told again when the shell goes too',
  async () => {
    const { shell, child, parent, told } = await startUnderShell();
    process.kill(parent, 'SIGTERM');
    await vi.waitFor(() => expect(told()).toBe('told'), SOON);
    shell.kill('SIGKILL');
    await vi.waitFor(() => expect([lives(child), lives(parent)]).toEqual([false, false]), SOON);
    expect(told()).toBe('told');
  },
  60_000,
);
