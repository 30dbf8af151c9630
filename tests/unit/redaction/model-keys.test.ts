import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAdapters, openStore } from '../../../electron/adapters.ts';
import { createSonny } from '../../../shared/app.ts';
import { createRecords, type Records } from '../../../shared/app/records.ts';
import type { Sonny } from '../../../shared/ports/sonny.ts';
import { isEnded } from '../../../shared/protocol/run.ts';
import { openModelServer, type Fault, type ModelServer } from '../../fakes/model-server.ts';
import { CANARIES, leaks } from './canaries.ts';

/** As they are pasted: on one line. */
const KEYS = CANARIES.map(({ secret }) => secret.trim().replaceAll('\n', ' '));
const base = mkdtempSync(join(tmpdir(), 'sonny-keys-'));
const profile = join(base, 'profile');
const recording = join(base, 'recording.jsonl');

/** What a server that means harm, or only chatters, does with the key that it was sent. */
const SAYS: readonly ((key: string) => { readonly text?: string; readonly fault?: Fault })[] = [
  (key) => ({ fault: { status: 401, say: `Incorrect API key provided: ${key}. Try again.` } }),
  (key) => ({ fault: { status: 400, say: JSON.stringify({ authorization: `Bearer ${key}` }), code: key } }),
  (key) => ({ fault: { status: 500, say: key, retryAfter: '0' } }),
  (key) => ({ text: `Your key is ${key}` }),
  (key) => ({
    text: JSON.stringify({
      kind: 'plan',
      parts: [{ words: key, do: 'files.move', args: { to: key, files: key } }],
      danger: key,
    }),
  }),
  (key) => ({ text: JSON.stringify({ kind: 'ask', question: key, options: [key, `not ${key}`] }) }),
];

let server: ModelServer;
let sonny: Sonny;
let records: Records;
const heard: string[] = [];
const journalled: string[] = [];
let metrics = '';
let key = '';

/** Where a run waits for the person or has ended. */
const settled = (runId: string): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => {
      void sonny.dispatch({ type: 'run.get', runId }).then((run) => {
        if (!isEnded(run.status) && !run.question && !run.approval) return;
        stop();
        resolve();
      });
    };
    const stop = sonny.subscribe(look);
    look();
  });

beforeAll(async () => {
  let turn = 0;
  server = await openModelServer({ script: () => SAYS[turn++ % SAYS.length]?.(key) ?? {} });
  const store = openStore(profile);
  const env = { PATH: process.env['PATH'], HOME: base, SONNY_MODEL_RECORD: recording };
  const opened = openAdapters({ env, profile, store, virtual: false, say: (line) => heard.push(line) });
  sonny = await createSonny(opened.ports);
  records = createRecords(opened.records);
  sonny.subscribe((event) => {
    // What is still being said stays on the screen; all else is kept or goes out.
    if (event.type !== 'thinking') heard.push(JSON.stringify(event));
  });
  const model = { baseUrl: server.url, name: 'tiny', price: { input: 1, output: 1 }, mostPerDay: 1000 };
  await sonny.dispatch({ type: 'settings.set', settings: { model } });
  const hear = (value: unknown): void => void heard.push(JSON.stringify(value));
  for (const one of KEYS) {
    key = one;
    hear(await sonny.dispatch({ type: 'model.key', key: one }));
    const { runId } = await sonny.dispatch({ type: 'run.start', text: 'could all those PDFs please live in papers' });
    await settled(runId);
    hear(await sonny.dispatch({ type: 'run.get', runId }));
    await sonny.dispatch({ type: 'run.cancel', runId }).catch(() => null);
    hear(await sonny.dispatch({ type: 'settings.get' }));
  }
  hear(await sonny.dispatch({ type: 'model.test' }));
  hear(await sonny.dispatch({ type: 'doctor' }));
  await records.keepStreams();
  metrics = (await records.expose()).text;
  for (const { event } of store.journal.read()) journalled.push(JSON.stringify(event));
  await sonny.close();
}, 120_000);
afterAll(async () => {
  await server.close();
  rmSync(base, { recursive: true, force: true });
});

describe('fifty keys of a model, to a server that repeats them', () => {
  it('are fifty, and were sent', () => {
    expect(new Set(KEYS).size).toBe(50);
    const sent = new Set(server.requests.map(({ headers }) => headers.authorization));
    for (const one of KEYS) if (/^[\x20-\x7e]+$/.test(one)) expect(sent).toContain(`Bearer ${one}`);
    expect(sent.size).toBeGreaterThan(40);
  });

  it('are in no row of the journal, whatever was answered', () => {
    const all = journalled.join('\n');
    expect(all).toContain('model.called');
    expect(all).toContain('model.proposed');
    expect(leaks(all, KEYS)).toEqual([]);
  });

  it('are in no file', () => {
    const files = readdirSync(base, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(files.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['settings.json', 'recording.jsonl', 'error.jsonl']),
    );
    for (const { parentPath, name } of files)
      expect(leaks(readFileSync(join(parentPath, name), 'latin1'), KEYS), name).toEqual([]);
  });

  it('are in no view, log, reply or metric', () => {
    expect(leaks(heard.join('\n'), KEYS)).toEqual([]);
    expect(metrics).toContain('sonny_runs_started_total');
    expect(leaks(metrics, KEYS)).toEqual([]);
  });
});
