import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inside } from '../../build/setup/place.mjs';
import type { SandboxJob } from '../../shared/ports/sandbox.ts';
import { progress } from '../fakes/progress.ts';
import { openScripting, totals, type Scripting } from '../fakes/scripting.ts';
import { installPeer } from './parts/peer.ts';
import { median, timesPeer, unbounded, type Bench, type Row } from './parts/row.ts';

const STARTS = 41;
const CYCLES = 5;
const NOTHING = 'export {};\n';

const execute = promisify(execFile);

const taking = async (what: () => Promise<unknown>): Promise<number> => {
  const begun = performance.now();
  await what();
  return performance.now() - begun;
};

const JOB: SandboxJob = {
  program: { 'nothing.mjs': NOTHING },
  entry: 'nothing.mjs',
  given: [],
  folders: ['/made'],
  reads: [],
  writes: ['/made/file'],
  limits: { cpuSeconds: 5, memoryMegabytes: 64, diskMegabytes: 4, outputBytes: 10_000 },
};

/** Of rounds that took their turns: what others do on the machine slows a start of several processes more than one of one. */
const lowerQuartile = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 4)] ?? NaN;

/** Node that has nothing to do, behind the walls and without them, in turns. */
const startRow = async (on: Scripting, folder: string): Promise<Row> => {
  const file = join(folder, 'nothing.mjs');
  writeFileSync(file, NOTHING);
  const [ours, plain]: [number[], number[]] = [[], []];
  await on.sandbox.walls();
  for (let round = 0; round < STARTS; round++) {
    plain.push(await taking(() => execute(process.execPath, [file])));
    ours.push(await taking(() => on.sandbox.run(JOB, progress())));
  }
  return timesPeer(
    'ms to start and end behind all walls (lower quartile)',
    lowerQuartile(ours),
    lowerQuartile(plain),
    'plain Node',
    1.5,
  );
};

/** The same script and tests checked by the tools that a person would take, one after the other. */
const chain = async (folder: string, compiler: string): Promise<number> => {
  const oxlint = inside('node_modules/oxlint/bin/oxlint');
  return taking(async () => {
    await execute(process.execPath, [join(compiler, 'node_modules/typescript/lib/tsc.js'), '-p', folder]);
    await execute(process.execPath, [oxlint, join(folder, 'script.ts'), join(folder, 'tests.ts')]);
    await execute(process.execPath, ['--test', join(folder, 'tests.ts')], {
      env: { ...process.env, NODE_OPTIONS: '--no-warnings' },
    });
  });
};

const cycleRows = async (on: Scripting, folder: string): Promise<Row[]> => {
  const compiler = await installPeer('typescript-5.9.3', { typescript: '5.9.3', '@types/node': '24.19.2' });
  const draft = totals(on.home);
  on.put('Documents/sales.csv', 'date,region,amount\n2026-01-02,North,10\n');
  if (compiler) {
    writeFileSync(join(folder, 'script.ts'), draft.script);
    // Without a world of its own, a test finds what the one before it left.
    writeFileSync(join(folder, 'tests.ts'), draft.tests.replace(/test\('nothing is written[^]*$/, ''));
    const options = {
      strict: true,
      noEmit: true,
      allowImportingTsExtensions: true,
      module: 'nodenext',
      target: 'es2024',
      types: ['node'],
    };
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ compilerOptions: options, files: ['script.ts', 'tests.ts'] }),
    );
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    symlinkSync(join(compiler, 'node_modules'), join(folder, 'node_modules'));
  }
  const first = await taking(() => on.scripts.review(draft, progress()));
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let round = 0; round < CYCLES; round++) {
    // Another text each time: nothing is remembered of it.
    const other = { ...draft, script: `${draft.script}// ${round}\n` };
    ours.push(
      await taking(async () => {
        const review = await on.scripts.review(other, progress());
        if (!review.passed) throw new Error(JSON.stringify(review.problems));
      }),
    );
    if (compiler) theirs.push(await chain(folder, compiler));
  }
  const peer = theirs.length > 0 ? median(theirs) : null;
  const lines = draft.script.trim().split('\n').length;
  return [
    timesPeer(
      `ms of a full validation of a script of ${lines} lines: types, rules, effects, 6 tests, 9 edge cases, 24 mutants, twice on copies`,
      median(ours),
      peer,
      'tsc 5.9 + oxlint + node --test',
      0.2,
    ),
    unbounded(
      'ms of the first validation, with the compiler still to start',
      first,
      median(ours),
      'a later one',
      'once a session',
    ),
  ];
};

export const run = async (): Promise<Bench> => {
  const on = openScripting();
  const folder = mkdtempSync(join(tmpdir(), 'sonny-bench-'));
  try {
    return { name: 'sandbox', rows: [await startRow(on, folder), ...(await cycleRows(on, folder))] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
    on.close();
  }
};
