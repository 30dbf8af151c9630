import { unlink } from 'node:fs/promises';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createFilePerformers } from '../../automation/files/performers.ts';
import { createPlaces } from '../../automation/files/places.ts';
import { putInPlace } from '../../automation/files/put-file.ts';
import { createSnapshots } from '../../automation/files/snapshots.ts';
import { createChecker, type Checker } from '../../automation/sandbox/check/checker.ts';
import { createScripts } from '../../automation/sandbox/review.ts';
import { createSandbox } from '../../automation/sandbox/sandbox.ts';
import { createScriptPerformer } from '../../automation/sandbox/script-run.ts';
import { createScriptTools, type CallTool } from '../../automation/sandbox/tools.ts';
import type { Performer } from '../../shared/ports/performer.ts';
import type { Sandbox } from '../../shared/ports/sandbox.ts';
import type { Scripts } from '../../shared/ports/scripts.ts';
import type { ScriptDraft, ScriptManifest } from '../../shared/protocol/script.ts';

/** Scripts over real files of a home folder of their own, behind real walls. */
export interface Scripting {
  readonly home: string;
  readonly scripts: Scripts;
  readonly performer: Performer;
  readonly sandbox: Sandbox;
  readonly checker: Checker;
  readonly callTool: CallTool;
  resolve(path: string): string;
  at(...names: string[]): string;
  put(name: string, text: string): string;
  read(name: string): string;
  close(): void;
}

export const openScripting = (): Scripting => {
  const root = mkdtempSync(join(tmpdir(), 'sonny-scripts-'));
  const home = join(root, 'home');
  mkdirSync(join(home, 'Documents'), { recursive: true });
  const roots = { home, temp: join(root, 'temp'), closed: [join(home, 'profile')] };
  mkdirSync(roots.temp);
  const places = createPlaces(roots);
  const resolve = (path: string): string => places.content(path);
  const snapshots = createSnapshots({ folder: join(home, 'profile', 'snapshots'), maxBytes: 1 << 24, discard: unlink });
  const sandbox = createSandbox({ node: process.execPath, now: Date.now, timeZone: 'UTC' });
  const checker = createChecker(process.execPath, Date.now);
  const scripts = createScripts({ sandbox, checker, snapshots, resolve });
  const clock = { now: Date.now, sleep: async () => {} };
  const callTool = createScriptTools(createFilePerformers({ roots, snapshots, clock }));
  const performer = createScriptPerformer({ scripts, sandbox, checker, snapshots, resolve, callTool, put: putInPlace });
  const at = (...names: string[]): string => join(home, ...names);
  return {
    home,
    scripts,
    performer,
    sandbox,
    checker,
    callTool,
    resolve,
    at,
    put(name, text) {
      mkdirSync(dirname(at(name)), { recursive: true });
      writeFileSync(at(name), text);
      return at(name);
    },
    read: (name) => readFileSync(at(name), 'utf8'),
    close() {
      checker.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
};

export const manifestOf = (part: Partial<ScriptManifest>): ScriptManifest => ({
  reads: [],
  writes: [],
  hosts: [],
  tools: [],
  ...part,
});

const fixture = (name: string, home: string): string =>
  readFileSync(new URL(`../fixtures/scripts/${name}`, import.meta.url), 'utf8').replaceAll('/home/a', home);

/** A script of 60 lines that holds what it promises: totals by month of a CSV file of sales. */
export const totals = (home: string): ScriptDraft => ({
  title: 'totals of ~/Documents/sales.csv by month',
  script: fixture('totals.script.txt', home),
  tests: fixture('totals.tests.txt', home),
  manifest: manifestOf({ reads: [`${home}/Documents/sales.csv`], writes: [`${home}/Documents/totals.csv`] }),
});
