import { chmodSync, statSync, writeFileSync } from 'node:fs';
import { unlink } from 'node:fs/promises';
import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createScriptPerformer } from '../../../automation/sandbox/script-run.ts';
import { createSnapshots } from '../../../automation/files/snapshots.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import type { ScriptDraft } from '../../../shared/protocol/script.ts';
import type { Call, Json, Performer } from '../../../shared/ports/performer.ts';
import { progress } from '../../fakes/progress.ts';
import { manifestOf, openScripting, totals, type Scripting } from '../../fakes/scripting.ts';

// Processes of their own are started, on machines that may be busy.
vi.setConfig({ testTimeout: 30_000 });

const SALES = 'date,region,amount\n2026-01-02,North,10\n2026-02-03,South,5.5\n';
let on: Scripting;
beforeEach(() => {
  on = openScripting();
  on.put('Documents/sales.csv', SALES);
});
afterEach(() => on.close());

const call = ({ manifest, ...draft }: ScriptDraft, more: Record<string, Json> = {}): Call => ({
  skill: 'script.run',
  args: { ...draft, ...manifest, ...more },
  key: 'k',
});

const counting = (home: string, rest: string): ScriptDraft => ({
  title: 'counts',
  script: `import { readFile, writeFile } from 'node:fs/promises';
const FROM = '${home}/Documents/sales.csv';
const TO = '${home}/Documents/count.txt';
export const lines = (text: string): number => text.split('\\n').filter((line) => line !== '').length;
export default async function main(): Promise<number> {
  const text = await readFile(FROM, 'utf8');
  const count = lines(text);
  await writeFile(TO, String(count)${rest});
  return count;
}
`,
  tests: `import { readFile, writeFile } from 'node:fs/promises';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import main from './script.ts';
test('lines are counted', async () => {
  await writeFile('${home}/Documents/sales.csv', 'a\\n\\nb\\n');
  assert.equal(await main(), 2);
  assert.match(await readFile('${home}/Documents/count.txt', 'utf8'), /^2/);
});
`,
  manifest: manifestOf({ reads: [`${home}/Documents/sales.csv`], writes: [`${home}/Documents/count.txt`] }),
});

describe.runIf(process.platform === 'linux')('a script on the real files', () => {
  test('writes what it declared, is read back by another way, and is taken back', async () => {
    const draft = totals(on.home);
    const review = await on.scripts.review(draft, progress());
    const shown = (review.changes ?? []).map(({ path, sha256 }) => ({ path, sha256 }));
    const prepared = await on.performer.prepare?.(call(draft, { shown }), progress());
    const done = await on.performer.perform({ ...call(draft, { shown }), prepared: prepared ?? null }, progress());
    expect(on.read('Documents/totals.csv')).toBe('month,total\n2026-01,10.00\n2026-02,5.50\n');
    expect(done).toMatchObject({ status: 'done', outputs: { written: shown, result: '2 sales' } });
    expect(await on.performer.undo(call(draft), done.receipt, progress())).toMatchObject({ status: 'undone' });
    expect(() => on.read('Documents/totals.csv')).toThrow('ENOENT');
  });

  test('replaces a file with its permissions, and gives it back as it was', async () => {
    const place = on.put('Documents/totals.csv', 'before');
    chmodSync(place, 0o640);
    const done = await on.performer.perform(call(totals(on.home)), progress());
    expect([on.read('Documents/totals.csv').slice(0, 5), statSync(place).mode & 0o777]).toEqual(['month', 0o640]);
    await on.performer.undo(call(totals(on.home)), done.receipt, progress());
    expect([on.read('Documents/totals.csv'), statSync(place).mode & 0o777]).toEqual(['before', 0o640]);
  });

  test('what a person changed since is left, and shown in its three versions', async () => {
    on.put('Documents/totals.csv', 'before');
    const done = await on.performer.perform(call(totals(on.home)), progress());
    on.put('Documents/totals.csv', 'mine');
    const kept = await on.performer.undo(call(totals(on.home)), done.receipt, progress());
    expect(kept).toMatchObject({
      status: 'kept',
      conflict: { before: { text: 'before' }, now: { text: 'mine' }, choices: ['keep', 'restore', 'both'] },
    });
    const { settling } = on.performer;
    const prepared = await settling?.prepare(call(totals(on.home)), done.receipt, 'restore', progress());
    await settling?.settle(call(totals(on.home)), done.receipt, 'restore', prepared ?? null, progress());
    expect(on.read('Documents/totals.csv')).toBe('before');
    await settling?.takeBack(call(totals(on.home)), prepared ?? null, progress());
    expect(on.read('Documents/totals.csv')).toBe('mine');
  });

  test('leaves nothing else than what was shown', async () => {
    const draft = totals(on.home);
    const shown = [{ path: on.at('Documents/totals.csv'), sha256: 'f'.repeat(64) }];
    await expect(on.performer.perform(call(draft, { shown }), progress())).rejects.toMatchObject({
      code: 'SCRIPT_DIFFERS',
    });
    expect(() => on.read('Documents/totals.csv')).toThrow('ENOENT');
  });

  test('an error of the script leaves everything as it was', async () => {
    on.put('Documents/sales.csv', 'when\n');
    const perform = on.performer.perform(call(totals(on.home)), progress());
    await expect(perform).rejects.toMatchObject({
      code: 'SCRIPT_REFUSED',
      details: expect.stringContaining('first line'),
    });
    expect(() => on.read('Documents/totals.csv')).toThrow('ENOENT');
  });

  test('a bomb that waits for the real files finds nothing to blow up', async () => {
    // In a trial its input is what the test made; only outside does it hold more.
    on.put('Documents/sales.csv', `${SALES}${'2026-03-01,East,1\n'.repeat(30)}`);
    const bomb = counting(on.home, '');
    const armed = {
      ...bomb,
      script: bomb.script.replace(
        'const count = lines(text);',
        `const count = lines(text);\n  if (count > 20 && (await readFile(TO, 'utf8').catch(() => '')) === 'armed') await writeFile([FROM, 'x'].join('.'), 'x');`,
      ),
    };
    on.put('Documents/count.txt', 'armed');
    const perform = on.performer.perform(call(armed), progress());
    await expect(perform).rejects.toMatchObject({ code: expect.stringMatching(/^SCRIPT_(?:REFUSED|STRAYED)$/) });
    expect(on.read('Documents/count.txt')).toBe('armed');
    expect(() => on.read('Documents/sales.csv.x')).toThrow('ENOENT');
  });

  test('files are put all or none', async () => {
    const draft = counting(on.home, '');
    const second = `${on.home}/Documents/second.txt`;
    const both: ScriptDraft = {
      ...draft,
      script: draft.script.replace('return count;', `await writeFile('${second}', 'second');\n  return count;`),
      tests: draft.tests.replace(
        'assert.match(',
        `assert.equal(await readFile('${second}', 'utf8'), 'second');\n  assert.match(`,
      ),
      manifest: { ...draft.manifest, writes: [...draft.manifest.writes, second] },
    };
    const { scripts, sandbox, checker, resolve, callTool } = on;
    const snapshots = createSnapshots({ folder: on.at('profile', 'more'), maxBytes: 1 << 20, discard: unlink });
    const put = async (path: string, bytes: Uint8Array): Promise<void> => {
      if (path === second) throw new SonnyError('STORE_FULL');
      writeFileSync(path, bytes);
    };
    const failing: Performer = createScriptPerformer({ scripts, sandbox, checker, snapshots, resolve, callTool, put });
    on.put('Documents/count.txt', 'before');
    await expect(failing.perform(call(both), progress())).rejects.toMatchObject({ code: 'STORE_FULL' });
    expect(on.read('Documents/count.txt')).toBe('before');
  });

  test('a stop ends it, and nothing is put', async () => {
    const stop = new AbortController();
    const perform = on.performer.perform(call(totals(on.home)), { ...progress(), signal: stop.signal });
    stop.abort();
    await expect(perform).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(() => on.read('Documents/totals.csv')).toThrow('ENOENT');
  });
});

describe.runIf(process.platform === 'linux')('a script over a folder', () => {
  const listing = (home: string): ScriptDraft => ({
    title: 'lists',
    script: `import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
const FOLDER = '${home}/Documents';
const INDEX = '${home}/Documents/index.txt';
export default async function main(): Promise<number> {
  const names = (await readdir(FOLDER)).filter((name) => name !== 'index.txt').sort();
  const lines: string[] = [];
  for (const name of names) {
    const found = await stat(join(FOLDER, name));
    if (found.isFile()) lines.push(name + ' ' + String(found.size));
  }
  await writeFile(INDEX, lines.join('\\n'));
  return lines.length;
}
`,
    tests: `import { readFile, writeFile } from 'node:fs/promises';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import main from './script.ts';
test('files are listed by name with their size', async () => {
  await writeFile('${home}/Documents/b.txt', 'bb');
  await writeFile('${home}/Documents/a.txt', 'a');
  await writeFile('${home}/Documents/index.txt', 'old');
  assert.equal(await main(), 2);
  assert.equal(await readFile('${home}/Documents/index.txt', 'utf8'), 'a.txt 1\\nb.txt 2');
});
`,
    manifest: manifestOf({ reads: [`${home}/Documents/`], writes: [`${home}/Documents/index.txt`] }),
  });

  test('sees what is in it, and writes beside it what it declared', async () => {
    on.put('Documents/deeper/note.txt', 'note');
    on.put('Documents/index.txt', 'before');
    const review = await on.scripts.review(listing(on.home), progress());
    expect(review.problems).toEqual([]);
    const done = await on.performer.perform(call(listing(on.home)), progress());
    expect(done.outputs['result']).toBe(1);
    expect(on.read('Documents/index.txt')).toBe(`sales.csv ${SALES.length}`);
    await on.performer.undo(call(listing(on.home)), done.receipt, progress());
    expect(on.read('Documents/index.txt')).toBe('before');
  });
});

describe.runIf(process.platform === 'linux')('a script that uses a tool', () => {
  const finding = (home: string, reads: string[], tools: string[]): ScriptDraft => ({
    title: 'finds',
    script: `import { tool } from 'sonny';
export default async function main(): Promise<string> {
  const found = await tool('files.find', { folder: '${home}/Documents', glob: '*.csv', recursive: false });
  return JSON.stringify(found).includes('sales.csv') ? 'there' : 'gone';
}
`,
    tests: `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toolGives } from 'sonny/test';
import main from './script.ts';
test('it says whether the file is there', async () => {
  toolGives('files.find', { files: ['/x/sales.csv'] });
  assert.equal(await main(), 'there');
  toolGives('files.find', { files: [] });
  assert.equal(await main(), 'gone');
});
test('without an answer it is an error', async () => {
  await assert.rejects(main(), /files.find/);
});
`,
    manifest: manifestOf({ reads, tools }),
  });

  test('may look where its manifest lets it read, and nowhere else', async () => {
    const folder = `${on.home}/Documents/`;
    const draft = finding(on.home, [folder], ['files.find']);
    expect((await on.scripts.review(draft, progress())).problems).toEqual([]);
    expect((await on.performer.perform(call(draft), progress())).outputs['result']).toBe('there');
    const blind = on.performer.perform(call(finding(on.home, [], ['files.find'])), progress());
    await expect(blind).rejects.toMatchObject({ code: 'SCRIPT_STRAYED' });
    const unnamed = on.performer.perform(call(finding(on.home, [folder], [])), progress());
    await expect(unnamed).rejects.toMatchObject({ code: 'SCRIPT_REFUSED' });
  });
});

describe.runIf(process.platform === 'linux')('a script that asks a host', () => {
  const asking = (port: number, hosts: string[]): ScriptDraft => ({
    title: 'asks',
    script: `export default async function main(): Promise<string> {
  const answer = await fetch('http://localhost:${port}/rate', { headers: { host: 'elsewhere' } });
  if (!answer.ok) throw new Error('it answered ' + String(answer.status));
  return (await answer.text()).trim();
}
`,
    tests: `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { respond } from 'sonny/test';
import main from './script.ts';
test('the rate is what the host says', async () => {
  respond('http://localhost:${port}/rate', ' 1.5 ');
  assert.equal(await main(), '1.5');
});
test('an answer that is none is an error', async () => {
  respond('http://localhost:${port}/rate', 'gone', 404);
  await assert.rejects(main(), /404/);
});
`,
    manifest: manifestOf({ hosts }),
  });

  test('is answered through Sonny, and only by the host that its manifest names', async () => {
    const seen: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      seen.push(request.headers.host);
      response.end(' 2.5\n');
    });
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
    const { port } = server.address() as { port: number };
    try {
      const draft = asking(port, [`localhost:${port}`]);
      expect((await on.scripts.review(draft, progress())).problems).toEqual([]);
      // Nobody was asked by the review.
      expect(seen).toEqual([]);
      const done = await on.performer.perform(call(draft), progress());
      expect(done.outputs).toEqual({ written: [], result: '2.5' });
      expect(seen).toEqual([`localhost:${port}`]);
      const other = on.performer.perform(call(asking(port, ['example.org'])), progress());
      await expect(other).rejects.toMatchObject({ code: 'SCRIPT_REFUSED' });
      expect(seen).toHaveLength(1);
    } finally {
      server.close();
    }
  });
});
