import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openJournal } from '../../../automation/store/sqlite-journal.ts';

const MAIN = join(import.meta.dirname, '../../../electron/cli/main.ts');

let home = '';
let profile = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'sonny-damaged-'));
  profile = join(home, 'profile');
  const journal = openJournal({ folder: profile, now: () => 1 });
  const goal = 'a goal that is long enough to fill some pages';
  journal.append(
    Array.from({ length: 600 }, (_, i) => ({ type: 'run.started', at: i, runId: `run-${i}`, goal: `${goal} ${i}` })),
  );
  journal.close();
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** 12 KB in the middle, as a bad disk would. */
function damage(): void {
  const path = join(profile, 'journal.sqlite');
  const bytes = readFileSync(path);
  const middle = Math.floor(bytes.length / 2);
  writeFileSync(path, bytes.fill(0xa5, middle, middle + 12_288));
}

async function sonny(...args: string[]) {
  const env = { HOME: home, SONNY_HOME: profile, PATH: home };
  const child = spawn(process.execPath, [MAIN, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { out, err };
}

test('a command that finds the journal damaged says so once, and doctor until the damaged file is taken away', async () => {
  damage();
  const first = await sonny('history', '--json');
  const aside = readdirSync(profile).find((name) => /^journal\.damaged-.*\.sqlite$/.test(name)) ?? 'none';
  expect(first.err).toContain('The journal was damaged');
  expect(first.err).toMatch(/\d+ rows were kept/);
  expect(first.err).toContain(join(profile, aside));
  expect(first.err).toContain('`npm start -- audit verify`');
  expect(JSON.parse(first.out)).toHaveProperty('runs');
  expect((await sonny('history')).err).not.toContain('damaged');

  const { out } = await sonny('doctor');
  const kept = /(\d+) rows were kept/.exec(first.err)?.[1];
  expect(out).toContain(
    `≈ Journal: It was damaged and repaired. ${kept} rows were kept. The damaged file is ${join(profile, aside)}.\n`,
  );
  rmSync(join(profile, aside));
  expect((await sonny('doctor')).out).not.toContain('Journal:');
}, 120_000);

test('a run and an undo say it too', async () => {
  damage();
  expect((await sonny('undo', 'last')).err).toContain('The journal was damaged');
  damage();
  expect((await sonny('run', 'create the folder ~/X', '--dry-run')).err).toContain('The journal was damaged');
}, 120_000);
