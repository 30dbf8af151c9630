import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createChecker } from '../../../automation/sandbox/check/checker.ts';
import { createScripts } from '../../../automation/sandbox/review.ts';
import { createSandbox } from '../../../automation/sandbox/sandbox.ts';
import type { ScriptDraft, ScriptReview } from '../../../shared/protocol/script.ts';
import { memorySnapshots } from '../../fakes/memory-snapshots.ts';
import { progress } from '../../fakes/progress.ts';
import { manifestOf, openScripting, totals, type Scripting } from '../../fakes/scripting.ts';

// Processes of their own are started, on machines that may be busy.
vi.setConfig({ testTimeout: 30_000 });

let on: Scripting;
beforeAll(() => {
  on = openScripting();
  on.put('Documents/sales.csv', 'date,region,amount\n2026-01-02,North,10\n2026-02-03,South,5.5\n');
});
afterAll(() => on.close());

const review = (part: Partial<ScriptDraft> = {}): Promise<ScriptReview> =>
  on.scripts.review({ ...totals(on.home), ...part }, progress());
const body = (inside: string, imports = ''): Partial<ScriptDraft> => ({
  script: `${imports}\nexport default async function main(): Promise<unknown> {\n${inside}\n}\n`,
  tests: `import { test } from 'node:test';\nimport main from './script.ts';\ntest('it runs', async () => { await main(); });\n`,
  manifest: manifestOf({}),
});
const said = ({ problems }: ScriptReview): string =>
  problems.map(({ stage, line, say }) => `${stage} ${line ?? ''} ${say}`).join('\n');

describe.runIf(process.platform === 'linux')('a script that holds what it promises', () => {
  test('passes, and what it would leave is shown', async () => {
    const found = await review();
    expect(found.problems).toEqual([]);
    expect(found).toMatchObject({ passed: true, steady: true, unused: [] });
    expect(found.tests).toHaveLength(6);
    expect(found.edges.map(({ end }) => end)).not.toContain('broke');
    expect(found.mutants.killed).toBeGreaterThanOrEqual(0.8 * found.mutants.made);
    expect(found.effects.map(({ kind, declared }) => [kind, declared])).toEqual([
      ['read', true],
      ['write', true],
    ]);
    expect(found.changes).toMatchObject([
      {
        path: on.at('Documents/totals.csv'),
        before: { say: 'nothing was there' },
        after: { text: 'month,total\n2026-01,10.00\n2026-02,5.50\n' },
      },
    ]);
    expect(() => on.read('Documents/totals.csv')).toThrow('ENOENT');
  });
});

describe.runIf(process.platform === 'linux')('a script is refused', () => {
  test.each<[string, Partial<ScriptDraft>, RegExp]>([
    ['that can’t be read', { script: 'export default async () => {' }, /^form/],
    [
      'whose types are wrong',
      { ...body(`const n: number = 'x'; return n;`) },
      /types 3 Type 'string' is not assignable/,
    ],
    [
      'that calls what scripts have not',
      body(`return spawn('id');`, `import { spawn } from 'node:child_process';`),
      /rules 1 it imports node:child_process/,
    ],
    ['that makes code of text', body(`return eval('1');`), /rules 3 it uses eval/],
    [
      'that gets at the constructor of all functions',
      body(`return [].map['constructor']('return 1')();`),
      /rules 3 it gets at constructor/,
    ],
    [
      'that acts while it is loaded',
      {
        ...body('return 1;'),
        script: `import { readFileSync } from 'node:fs';\nconst text = readFileSync('/a', 'utf8');\nexport default async () => text;`,
      },
      /rules 2 it acts while it is loaded/,
    ],
    ['that turns the type check off', body('// @ts-ignore\nreturn 1;'), /rules 3 it turns the type check off/],
    [
      'that does not wait',
      body(`writeFile('/a', 'x'); return 1;`, `import { writeFile } from 'node:fs/promises';`),
      /it does not wait for writeFile/,
    ],
    [
      'whose default export is nothing to run',
      { ...body(''), script: 'export default 7;' },
      /rules 1 its default export/,
    ],
    [
      'whose manifest names a closed place',
      { manifest: manifestOf({ reads: ['/etc/passwd'] }) },
      /form {2}its manifest names a closed place/,
    ],
    [
      'whose effects exceed its manifest',
      { manifest: manifestOf({ reads: ['/tmp/other'] }) },
      /effects 57 it reads .*sales\.csv/,
    ],
    [
      'one of whose tests fails',
      {
        tests: `import { test } from 'node:test';\nimport assert from 'node:assert/strict';\ntest('sums', () => { assert.equal(1, 2); });\n`,
      },
      /tests {2}“sums” fails: AssertionError/,
    ],
    ['that has no test', { tests: `export {};` }, /tests/],
    [
      'whose tests look at nothing',
      {
        tests: `import { test } from 'node:test';\nimport { salesOf, totalsOf, fieldsOf } from './script.ts';\ntest('runs', () => { fieldsOf('a,"b"'); totalsOf(salesOf('date,region,amount')); });\n`,
      },
      /mutants {2}its tests notice \d+ of 24/,
    ],
    ['that hangs in a test', body('for (;;) {}'), /tests {2}“it runs”: it did not end/],
    [
      'that uses up the memory',
      body('const all: number[][] = []; for (;;) all.push(new Array<number>(1e6).fill(1));'),
      /tests {2}“it runs”: it used more memory/,
    ],
    [
      'that ends its own tests',
      { ...body('return 1;'), tests: `import { test } from 'node:test';\ntest('x', () => { process.exit(0); });\n` },
      /rules 2 it uses process/,
    ],
    [
      'that breaks on input of its kind',
      {
        ...body(
          `const text = await readFile(FILE, 'utf8'); if (text === '') throw null; return text.length;`,
          `import { readFile } from 'node:fs/promises';`,
        ),
      },
      /edges {2}where its files are empty/,
    ],
  ])('%s', async (name, part, why) => {
    const file = on.at('Documents', 'sales.csv');
    const edgy = name.includes('of its kind')
      ? {
          script: part.script?.replace('FILE', JSON.stringify(file)) ?? '',
          tests: `import { test } from 'node:test';\nimport assert from 'node:assert/strict';\nimport { writeFile } from 'node:fs/promises';\nimport main from './script.ts';\ntest('counts', async () => { await writeFile(${JSON.stringify(file)}, 'abc'); assert.equal(await main(), 3); });\n`,
          manifest: manifestOf({ reads: [file] }),
        }
      : {};
    const found = await review({ ...part, ...edgy });
    expect(found.passed).toBe(false);
    expect(said(found)).toMatch(why);
  });
});

describe.runIf(process.platform === 'linux')('a manifest', () => {
  const reading = (...reads: string[]): Promise<ScriptReview> =>
    review({ ...body('return 1;'), manifest: manifestOf({ reads }) });

  test('opens no folder in which something is closed', async () => {
    on.put('Projects/site/.ssh/id_ed25519', 'a key');
    on.put('Projects/site/.config/theme', 'dark');
    expect(said(await reading(`${on.home}/`))).toContain('closed place');
    expect(said(await reading(on.at('Projects/')))).toMatch(/closed place: .*\.ssh/);
    expect(said(await reading(`${on.at('Projects/site/.config')}/`))).not.toContain('closed place');
  });

  test('says of a folder that it is one', async () => {
    expect(said(await reading(on.at('Documents')))).toContain('is not a file');
    expect(said(await reading(`${on.at('Documents/sales.csv')}/`))).toContain('is not a folder');
  });
});

describe.runIf(process.platform === 'linux')('a script that games what watches it', () => {
  const gaming = (inside: string): Partial<ScriptDraft> => ({
    script: `import assert from 'node:assert/strict';\n${inside}\nexport function sum(a: number, b: number): number { return a - b; }\nexport default async function main(): Promise<number> { return sum(1, 2); }\n`,
    tests: `import { test } from 'node:test';\nimport assert from 'node:assert/strict';\nimport { sum } from './script.ts';\ntest('sums', () => { assert.equal(sum(1, 2), 3); });\n`,
    manifest: manifestOf({}),
  });
  test.each([
    ['by an assert that never fails', `Object.assign(assert, { equal: () => undefined });`],
    [
      'by texts that turn into other texts',
      `Object.assign(Object.getPrototypeOf({}), { toJSON: () => ({ test: 'sums', ok: true }) });`,
    ],
    [
      'by lines of its own',
      `import * as fs from 'node:fs';\n(fs as unknown as { writeSync: (fd: number, text: string) => void }).writeSync(3, '{"test":"sums","ok":true}\\n');`,
    ],
    [
      'by promises that settle themselves',
      `Object.assign(Object.getPrototypeOf(Promise.resolve()), { then: (done: (x: unknown) => void) => done(1) });`,
    ],
  ])('does not pass, %s', async (_, inside) => {
    // Sonny's own rules would not let it come so far: it is run as it is.
    const draft = { ...totals(on.home), ...gaming(inside) };
    const reading = await on.checker.read(draft, progress());
    const lenient = { ...on.checker, read: async () => ({ ...reading, problems: [] }), types: async () => [] };
    const { sandbox, resolve } = on;
    const scripts = createScripts({ sandbox, checker: lenient, snapshots: memorySnapshots(new Map()), resolve });
    expect((await scripts.review(draft, progress())).passed).toBe(false);
  });
});

test('where there are no walls nothing is read, tested or run', async () => {
  const sandbox = createSandbox({ node: process.execPath, now: Date.now, platform: 'darwin' });
  const checker = createChecker('/nowhere/node', Date.now);
  const scripts = createScripts({ sandbox, checker, snapshots: memorySnapshots(new Map()), resolve: (path) => path });
  expect(await scripts.walls()).toMatchObject({ level: 'none', stand: [] });
  await expect(scripts.review(totals('/home/a'), progress())).rejects.toMatchObject({ code: 'SCRIPT_NO_WALLS' });
  const job = { program: {}, entry: '', given: [], folders: [], reads: [], writes: [] };
  const limits = { cpuSeconds: 1, memoryMegabytes: 1, diskMegabytes: 1, outputBytes: 1 };
  await expect(sandbox.run({ ...job, limits }, progress())).rejects.toMatchObject({ code: 'SCRIPT_NO_WALLS' });
});
