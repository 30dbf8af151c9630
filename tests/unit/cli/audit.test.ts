import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCommandLine } from '../../../electron/cli/command-line.ts';
import { openRedactor } from '../../../electron/redactor.ts';
import { FakeTerminal } from '../../fakes/fake-terminal.ts';
import { makeProfile, removeProfile, reworded, tamper } from '../audit/tampered-journal.ts';

let profile = '';
beforeEach(() => {
  profile = makeProfile();
});
afterEach(() => removeProfile(profile));

async function audit(...args: string[]) {
  const terminal = new FakeTerminal();
  const exit = await runCommandLine(['audit', ...args], {
    terminal,
    profile,
    version: '1.2.3',
    redactor: openRedactor(profile, {}),
    open: () => Promise.reject(new Error('no audit needs the program')),
    after: () => () => {},
    serve: async () => 0,
  });
  return { exit, out: terminal.printed, err: terminal.told };
}
const edit = (): void => tamper(profile, (rows) => rows.with(6, reworded(rows[6]!)));

test('verify: every row as it was written', async () => {
  expect(await audit('verify')).toMatchObject({ exit: 0, out: ['✓ 12 rows, each as it was written.'] });
});

test('verify: one row is a row', async () => {
  removeProfile(profile);
  profile = makeProfile(1);
  const { out } = await audit('verify');
  expect(out.join()).toMatch(/^✓ 1 row, each as it was written/u);
});

test('verify: names the first bad row and ends with 9', async () => {
  edit();
  const { exit, out, err } = await audit('verify');
  expect(exit).toBe(9);
  expect(out[0]).toMatch(/^× edited: Row 7 does not follow from row 6/);
  expect(err[0]).toMatch(/^JOURNAL_TAMPERED: /);
});

test('verify --json: one object', async () => {
  edit();
  const { out } = await audit('verify', '--json');
  expect(out).toHaveLength(1);
  expect(JSON.parse(out[0] ?? '')).toMatchObject({
    rows: 12,
    findings: [{ kind: 'edited', seq: 7 }],
    error: { code: 'JOURNAL_TAMPERED' },
    exitCode: 9,
  });
});

test('verify --json: one object, also for a file that is not there', async () => {
  const { exit, out } = await audit('verify', '--against', join(profile, 'none'), '--json');
  expect(JSON.parse(out[0] ?? '')).toMatchObject({ error: { code: 'FILE_NOT_FOUND' }, exitCode: exit });
  expect(exit).not.toBe(0);
});

test('head: what it prints is what verify takes', async () => {
  const { out } = await audit('head');
  expect(out).toHaveLength(1);
  const kept = join(profile, 'kept.json');
  writeFileSync(kept, out[0] ?? '');
  expect((await audit('verify', '--against', kept)).exit).toBe(0);
  tamper(profile, (rows) => rows.slice(0, 9));
  expect((await audit('verify', '--against', kept)).exit).toBe(9);
});

test('export: writes a file that verify takes, and never over another', async () => {
  const kept = join(profile, 'kept.jsonl');
  expect((await audit('export', kept)).exit).toBe(0);
  expect(readFileSync(kept, 'utf8').trimEnd().split('\n')).toHaveLength(13);
  expect((await audit('verify', '--against', kept)).exit).toBe(0);
  const again = await audit('export', kept);
  expect(again.exit).not.toBe(0);
  expect(again.err[0]).toMatch(/^FILE_EXISTS/);
});

test('nothing was journalled: says so', async () => {
  removeProfile(profile);
  expect((await audit('head')).err[0]).toMatch(/^FILE_NOT_FOUND: .*Nothing was journalled/);
  expect((await audit('verify')).err[0]).toMatch(/^FILE_NOT_FOUND/);
});

test('verify: what to do next is not to verify again', async () => {
  edit();
  const { err } = await audit('verify');
  expect(err.at(-1)).toContain('--against <file>');
  expect(err.join('\n')).not.toContain('run `npm start -- audit verify`');
});
