import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startChild, type Child } from './child.ts';

export const LANGGRAPH = 'LangGraph.js 1.4.18 + SqliteSaver, durability sync';

/**
 * 1.4.18 is the newest whose dependencies the registry has: later ones ask for a protocol package that it does not. The
 * saver asks for a better-sqlite3 that compiles itself when it is installed; 13 brings its binaries.
 */
const MANIFEST = {
  private: true,
  dependencies: {
    '@langchain/core': '1.2.13',
    '@langchain/langgraph': '1.4.18',
    '@langchain/langgraph-checkpoint': '1.1.5',
    '@langchain/langgraph-checkpoint-sqlite': '1.0.4',
    'better-sqlite3': '13.2.0',
    zod: '4.6.7',
  },
  overrides: { '@langchain/protocol': '0.0.19', 'better-sqlite3': '$better-sqlite3' },
};
const INSTALLING = 120_000;

/** The folder that the peer is installed in, at the first time from the registry: it is no dependency. null without one. */
const installed = async (root: string): Promise<string | null> => {
  const folder = join(root, '.cache', 'peers', 'langgraph');
  if (existsSync(folder)) return folder;
  const next = `${folder}.next`;
  await rm(next, { recursive: true, force: true });
  await mkdir(next, { recursive: true });
  await writeFile(join(next, 'package.json'), JSON.stringify(MANIFEST));
  // Without peer resolution: npm looks for many minutes for versions of peers that are all named above.
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--legacy-peer-deps'];
  try {
    await promisify(execFile)('npm', args, { cwd: next, timeout: INSTALLING, shell: process.platform === 'win32' });
  } catch {
    return null;
  }
  await rename(next, folder);
  return folder;
};

/** Starts a process with LangGraph loaded; null where it cannot be installed. `root`: the repository. */
export const startLangGraph = async (root: string): Promise<Child | null> => {
  const folder = await installed(root);
  if (folder === null) return null;
  return startChild(new URL('./langgraph-process.ts', import.meta.url), { ...process.env, LANGGRAPH_FOLDER: folder });
};
