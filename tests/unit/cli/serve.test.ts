import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';

const TOP = join(import.meta.dirname, '../../..');
const isBuilt = existsSync(join(TOP, 'dist/renderer/index.html'));

let home: string;
let children: ChildProcess[];
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'sonny-serve-'));
  children = [];
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await rm(home, { recursive: true, force: true });
});

/** Sonny as its own process on a machine without a display and without the programs that would make one. */
function sonny(...args: string[]) {
  const env = { HOME: home, SONNY_HOME: join(home, 'profile'), PATH: home };
  const child = spawn(process.execPath, [join(TOP, 'electron/cli/main.ts'), ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  const told: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => told.push(line));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    told,
    line: async () => String((await lines.next()).value),
    ended: once(child, 'close').then(([code]) => code as number | null),
    end: () => child.kill('SIGTERM'),
  };
}

const LINK = /^http:\/\/127\.0\.0\.1:(\d+)\/#secret=[\w-]{43}$/;

test.skipIf(!isBuilt)(
  'serve gives a link, others of this profile find it, and an interrupt leaves nothing behind',
  async () => {
    const server = sonny('serve');
    const link = await server.line();
    expect(link).toMatch(LINK);
    expect(server.told[0]).toContain('There is no display to work on.');

    const second = sonny('serve', '--no-open');
    const another = await second.line();
    expect(await second.ended).toBe(0);
    expect(second.told[0]).toBe('Sonny runs already.');
    expect(another).toMatch(LINK);
    expect(another).not.toBe(link);
    expect(LINK.exec(another)?.[1]).toBe(LINK.exec(link)?.[1]);

    const history = sonny('history', '--json');
    expect(JSON.parse(await history.line())).toEqual({ runs: [] });
    expect(await history.ended).toBe(0);

    server.end();
    expect(await server.ended).toBe(0);
    expect(await readdir(join(home, 'profile'))).not.toContain('server.json');
    const link2 = sonny('link');
    expect(await link2.ended).toBe(3);
    expect(link2.told[0]).toMatch(/^COMMAND_NOT_NOW/);
  },
  60_000,
);
