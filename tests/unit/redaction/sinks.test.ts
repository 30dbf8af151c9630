import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAdapters, openStore } from '../../../electron/adapters.ts';
import { createRecords } from '../../../shared/app/records.ts';
import { CANARIES, leaks } from './canaries.ts';

const MAIN = fileURLToPath(new URL('../../../electron/cli/main.ts', import.meta.url));
const SECRETS = CANARIES.map(({ secret }) => secret);
/** A text in a goal stands between quotation marks. */
const QUOTABLE = SECRETS.filter((secret) => !/["“”]/.test(secret));
const WRITTEN = QUOTABLE.join(' | ');

const base = mkdtempSync(join(tmpdir(), 'sonny-sinks-'));
const [home, profile] = [join(base, 'home'), join(base, 'profile')];
const env = {
  PATH: process.env['PATH'] ?? '',
  HOME: home,
  SONNY_HOME: profile,
  // None that answers, so that no virtual one is started.
  DISPLAY: ':9876',
  ...Object.fromEntries(CANARIES.flatMap(({ secret, known }, i) => (known ? [[`CANARY_${i}_TOKEN`, secret]] : []))),
};

/** What the real command prints, to a pipe, as a script or a log gets it. */
const sonny = (...args: string[]): Promise<{ out: string; err: string }> =>
  new Promise((resolve) => {
    execFile(process.execPath, [MAIN, ...args], { env, timeout: 20_000 }, (_, out, err) => resolve({ out, err }));
  });

const printed: Record<string, string> = {};
const add = (name: string, { out, err }: { out: string; err: string }): void => {
  printed[`${name}: output`] = out;
  printed[`${name}: log`] = err;
};

beforeAll(async () => {
  mkdirSync(join(home, 'Documents'), { recursive: true });
  add('done', await sonny('run', '--yes', '--json', `write "${WRITTEN}" to the file ~/Documents/all.txt`));
  add('refused', await sonny('run', '--yes', '--json', `frobnicate ${SECRETS.join(' | ')}`));
  add('missing', await sonny('run', '--yes', '--json', `read the file ~/Documents/${SECRETS[0]}.txt`));
  add('history', await sonny('history', '--json'));
  add('export', await sonny('audit', 'export', join(base, 'export.jsonl'), '--json'));
  add('verify', await sonny('audit', 'verify', '--json'));
}, 120_000);
afterAll(() => rmSync(base, { recursive: true, force: true }));

describe('fifty secrets', () => {
  it('are fifty, and reach what they were typed for exactly', () => {
    expect(SECRETS).toHaveLength(50);
    expect(readFileSync(join(home, 'Documents/all.txt'), 'utf8')).toBe(WRITTEN);
    const { journal } = openStore(profile);
    const goals = [...journal.read()].flatMap(({ event }) => (event.type === 'run.started' ? [event.goal] : []));
    journal.close();
    expect(goals[0]).toContain(WRITTEN);
  });

  it('do not show in what is printed or logged', () => {
    expect(JSON.parse(printed['done: output'] ?? '')).toMatchObject({ status: 'done', exitCode: 0 });
    expect(JSON.parse(printed['refused: output'] ?? '')).toMatchObject({ status: 'refused' });
    for (const [name, text] of Object.entries(printed)) expect(leaks(text, SECRETS), name).toEqual([]);
    expect(printed['history: output']).toMatch(/\[hidden:/);
  });

  it('do not show in an export, which stays one that can be verified', () => {
    const text = readFileSync(join(base, 'export.jsonl'), 'utf8');
    expect(text).toMatch(/\[hidden:/);
    expect(leaks(text, SECRETS)).toEqual([]);
    expect(JSON.parse(printed['verify: output'] ?? '')).toMatchObject({ findings: [], exitCode: 0 });
  });

  it('do not show in the streams', () => {
    const streams = readdirSync(join(profile, 'streams'));
    expect(streams).toEqual(expect.arrayContaining(['error.jsonl', 'report.jsonl']));
    for (const name of streams)
      expect(leaks(readFileSync(join(profile, 'streams', name), 'utf8'), SECRETS), name).toEqual([]);
  });

  it('do not show in metrics', async () => {
    const store = openStore(profile);
    const { ports, records } = openAdapters({ env, profile, store, virtual: false });
    const { text } = await createRecords(records).expose();
    await ports.dispose?.();
    store.journal.close();
    expect(text).toContain('sonny_runs_started_total 3');
    expect(leaks(text, SECRETS)).toEqual([]);
  });
});
