import { execFile, fork } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installPeer } from './parts/peer.ts';
import type { Bench, Row } from './parts/row.ts';

const SUITE = '0.2.0-alpha.12';
const REVISIONS = ['2026-07-28', '2025-11-25'] as const;
const part = (name: string): string => fileURLToPath(new URL(`parts/mcp/${name}`, import.meta.url));

/** How long one leg of the suite may take, and one of its scenarios: the client's all start at once. */
const PATIENCE = 300_000;
const SCENARIO = 60_000;

interface Came {
  /** The suite's own verdict: whatever fails is expected, and whatever is expected fails. */
  readonly asExpected: boolean;
  readonly said: string;
}

const conformance = (peer: string, args: readonly string[]): Promise<Came> =>
  new Promise((resolve) => {
    const suite = join(peer, 'node_modules/@modelcontextprotocol/conformance/dist/index.js');
    execFile(
      process.execPath,
      [suite, ...args],
      { cwd: peer, timeout: PATIENCE, maxBuffer: 64 << 20 },
      (error, out, err) => resolve({ asExpected: error === null, said: `${out}\n${err}` }),
    );
  });

const rowOf = (leg: string, revision: string, expected: number, { asExpected, said }: Came): Row => {
  const [, passed = '0', failed = '0'] = /^Total: (\d+) passed, (\d+) failed/mu.exec(said) ?? [];
  return {
    metric: `Sonny’s MCP ${leg}, requirements of ${revision}: checks that pass`,
    ours: Number(passed),
    peer: Number(passed) + Number(failed),
    peerName: 'all that ran',
    ratio: null,
    goal: `all but the ${expected} entries of the list of expected failures, and each of these fails`,
    holds: asExpected,
  };
};

/** How many entries of one leg a list of expected failures has. */
const entriesOf = async (file: string, leg: string): Promise<number> => {
  const text = await readFile(file, 'utf8');
  const section = new RegExp(`^${leg}:\\n((?:  .*\\n)*)`, 'mu').exec(text)?.[1] ?? '';
  return section.split('\n').filter((line) => line.trim().startsWith('- ')).length;
};

const serving = async <T>(use: (url: string) => Promise<T>): Promise<T> => {
  const child = fork(new URL('parts/mcp/server-process.ts', import.meta.url));
  try {
    const port = await new Promise<number>((resolve, reject) => {
      child.once('message', (told) => resolve((told as { port: number }).port));
      child.once('exit', () => reject(new Error('Sonny’s MCP server did not start.')));
    });
    return await use(`http://127.0.0.1:${port}/mcp`);
  } finally {
    child.kill();
  }
};

/** The Model Context Protocol's own conformance suite, against Sonny as client and as server, in both eras. */
export const run = async (_flags: ReadonlyMap<string, string>, json: boolean): Promise<Bench> => {
  const peer = await installPeer(`conformance-${SUITE}`, { '@modelcontextprotocol/conformance': SUITE });
  const rows: Row[] = [];
  if (!peer) return { name: 'mcp', rows };
  const results = await mkdtemp(join(tmpdir(), 'sonny-conformance-'));
  try {
    for (const revision of REVISIONS) {
      const list = part(`expected-${revision}.yml`);
      const common = ['--requirements', revision, '--expected-failures', list, '-o', results];
      const client = [
        'client',
        '--command',
        `${process.execPath} ${fileURLToPath(new URL('parts/mcp/client-process.ts', import.meta.url))}`,
      ];
      const legs = {
        server: await serving((url) => conformance(peer, ['server', '--url', url, ...common])),
        client: await conformance(peer, [...client, '--timeout', String(SCENARIO), ...common]),
      };
      for (const [leg, came] of Object.entries(legs)) {
        rows.push(rowOf(leg, revision, await entriesOf(list, leg), came));
        if (!came.asExpected && !json) process.stdout.write(`${came.said.slice(-3000)}\n`);
      }
    }
  } finally {
    await rm(results, { recursive: true, force: true });
  }
  return { name: 'mcp', rows };
};
