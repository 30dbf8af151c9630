import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test, vi } from 'vitest';
import { createSandbox } from '../../../automation/sandbox/sandbox.ts';
import type { Walls } from '../../../shared/ports/sandbox.ts';
import { inside } from '../../../build/setup/place.mjs';

// Processes of their own are started, on machines that may be busy.
vi.setConfig({ testTimeout: 120_000 });

const run = promisify(execFile);
const WALLS = `
  const { createSandbox } = await import(${JSON.stringify(inside('automation/sandbox/sandbox.ts'))});
  process.stdout.write(JSON.stringify(await createSandbox({ node: process.execPath, now: Date.now }).walls()));
`;
/** As told by a process of its own that a command line starts. */
const wallsUnder = async (...command: readonly [string, ...string[]]): Promise<Walls> => {
  const [program, ...args] = [...command, process.execPath, '--no-warnings', '--input-type=module', '-e', WALLS];
  const { stdout } = await run(program, args);
  return JSON.parse(stdout) as Walls;
};

describe.runIf(process.platform === 'linux')('the walls', () => {
  test('all stand, and are named', async () => {
    const walls = await createSandbox({ node: process.execPath, now: Date.now }).walls();
    expect(walls).toMatchObject({ level: 'full', trouble: '' });
    expect(walls.stand).toHaveLength(7);
  });

  test.runIf(process.getuid?.() === 0)('stand for an ordinary user as they do for root', async () => {
    expect(await wallsUnder('setpriv', '--reuid=65534', '--regid=65534', '--clear-groups')).toMatchObject({
      level: 'full',
    });
  });

  test('are none where programs may make no user namespaces, and it is said what to do', async () => {
    const forbid = 'echo 0 > /proc/sys/user/max_user_namespaces && exec "$@"';
    const walls = await wallsUnder('unshare', '--user', '--map-root-user', 'sh', '-c', forbid, 'sh');
    expect(walls).toMatchObject({ level: 'none', stand: [] });
    expect(walls.trouble).toMatch(/could not put up its walls/);
    expect(walls.remedy).toMatch(/user namespaces/);
  });

  test('are none without Node, on an old Node and on other machines', async () => {
    const now = Date.now;
    expect((await createSandbox({ node: null, now }).walls()).trouble).toContain('Node’s own program');
    expect((await createSandbox({ node: '/bin/true', now }).walls()).level).toBe('none');
    expect((await createSandbox({ node: process.execPath, now, platform: 'win32' }).walls()).level).toBe('none');
    expect((await createSandbox({ node: process.execPath, now, arch: 'riscv64' }).walls()).level).toBe('none');
  });
});
