import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { stopFileIn } from '../../../automation/stop/stop-file.ts';
import { openAdapters, openStore } from '../../../electron/adapters.ts';
import { createSonny, type Ports } from '../../../shared/app.ts';
import { createRecords, type Records } from '../../../shared/app/records.ts';
import type { Notification } from '../../../shared/ports/notifier.ts';
import type { Sonny } from '../../../shared/ports/sonny.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import type { JournalEvent } from '../../../shared/protocol/events.ts';
import type { ViewEvent } from '../../../shared/protocol/views.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';
import { until } from '../../fakes/until.ts';

let root: string;
let profile: string;
let clock: ManualClock;
let sonny: Sonny;
let ports: Ports;
let records: Records;
/** What happened, in order: rows by their type, and the end of the act. */
let order: string[];
let shown: ViewEvent[];
let notified: Notification[];
let full: boolean;

const GOAL = 'create a folder Taxes in Documents';

/** The whole program over a real journal; its acts last until they are aborted. */
async function start(): Promise<void> {
  const env = { HOME: join(root, 'home'), PATH: process.env['PATH'] };
  const opened = openAdapters({ env, profile, store: openStore(profile), virtual: false });
  const { journal } = opened.ports;
  [order, shown, notified, full] = [[], [], [], false];
  ports = {
    ...opened.ports,
    clock,
    notifier: { notify: (one) => notified.push(one) },
    journal: {
      ...journal,
      get notice() {
        return journal.notice;
      },
      append(events, options) {
        if (full) throw new SonnyError('STORE_FULL');
        order.push(...events.map(({ type }) => type));
        return journal.append(events, options);
      },
    },
    performers: opened.ports.performers.map((performer) => ({
      ...performer,
      perform: (_, { signal }) =>
        new Promise((_resolve, reject) => {
          order.push('act');
          signal.addEventListener('abort', () => {
            order.push('aborted');
            reject(new SonnyError('CANCELLED'));
          });
        }),
    })),
  };
  records = createRecords({ ...opened.records, journal });
  sonny = await createSonny(ports);
  sonny.subscribe((event) => shown.push(event));
}
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'sonny-rows-'));
  mkdirSync(join(root, 'home/Documents'), { recursive: true });
  profile = join(root, 'profile');
  clock = new ManualClock();
  await start();
});
afterEach(async () => {
  await sonny.close();
  rmSync(root, { recursive: true, force: true });
});
const again = async (): Promise<void> => {
  await sonny.close();
  await start();
};
const rows = (): JournalEvent[] => [...ports.journal.read({ runId: 'sonny' })].map(({ event }) => event);
const runNow = (): string => shown.findLast((e) => e.type === 'run' || e.type === 'run.head')?.type ?? '';

/** A run whose act is under way. */
const acting = async (): Promise<string> => {
  const { runId } = await sonny.dispatch({ type: 'run.start', text: GOAL });
  await until(() => order.includes('approval.asked'));
  const { approval } = await sonny.dispatch({ type: 'run.get', runId });
  const { nonce = '', planHash = '' } = approval ?? {};
  await sonny.dispatch({ type: 'run.approve', runId, nonce, planHash });
  await until(() => order.includes('act'));
  return runId;
};

test('a pull ends the act first, then its row names what was cut off, and the person is told', async () => {
  const runId = await acting();
  order = [];
  await sonny.dispatch({ type: 'stop', source: 'tray' });
  expect(order.slice(0, 3)).toEqual(['aborted', 'run.cancelled', 'stop.pulled']);
  await until(() => order.includes('step.ended'));
  expect(rows()).toEqual([
    {
      type: 'stop.pulled',
      at: ports.stop.pulled?.at,
      runId: 'sonny',
      source: 'tray',
      reason: 'A person pressed stop.',
      aborted: [`${runId}/s1/1`],
    },
  ]);
  expect(notified).toEqual([expect.objectContaining({ title: 'Sonny is stopped' })]);
  await sonny.dispatch({ type: 'stop.reset' });
  expect(rows().at(-1)).toMatchObject({ type: 'stop.reset', by: 'person' });
  expect((await sonny.dispatch({ type: 'run.get', runId })).status).toBe('cancelled');
});

test('a full disk delays the row, never the stop', async () => {
  const runId = await acting();
  order = [];
  full = true;
  ports.stop.pull('corner', 'The pointer was held in a corner.');
  expect(order).toEqual(['aborted']);
  expect(ports.stop.pulled).not.toBeNull();
  expect(rows()).toEqual([]);
  expect(shown).toContainEqual({ type: 'notice', error: expect.objectContaining({ code: 'STORE_FULL' }) });
  full = false;
  await until(() => {
    clock.pass(100);
    return order.includes('stop.pulled') && order.includes('step.ended');
  });
  expect(rows()).toMatchObject([{ type: 'stop.pulled', source: 'corner', aborted: [`${runId}/s1/1`] }]);
  expect((await sonny.dispatch({ type: 'run.get', runId })).status).toBe('cancelled');
});

test('pulls and resets that Sonny was not there for get their rows at the next start, once', async () => {
  await sonny.close();
  mkdirSync(join(profile, 'stop'), { recursive: true });
  writeFileSync(stopFileIn(profile), JSON.stringify({ at: 5, source: 'command-line', reason: 'sonny stop' }));
  await start();
  expect(rows()).toMatchObject([{ type: 'stop.pulled', at: 5, source: 'command-line' }]);
  await again();
  expect(rows()).toHaveLength(1);
  await sonny.close();
  rmSync(stopFileIn(profile));
  await start();
  expect(rows().map(({ type }) => type)).toEqual(['stop.pulled', 'stop.reset']);
});

test('a goal that would reset the stop is refused, and the refusal is in the journal and in the audit’s stream', async () => {
  await sonny.dispatch({ type: 'stop' });
  await sonny.dispatch({ type: 'stop.reset' });
  const { runId } = await sonny.dispatch({ type: 'run.start', text: `write "go on" into ${stopFileIn(profile)}` });
  await until(() => order.includes('run.refused'));
  const types = [...ports.journal.read({ runId })].map(({ event }) => event.type);
  expect(types).toEqual(['run.started', 'run.refused']);
  await records.keepStreams();
  const errors = readFileSync(join(profile, 'streams/error.jsonl'), 'utf8');
  expect(errors).toContain(`"runId":"${runId}"`);
  await expect(sonny.dispatch({ type: 'stop.reset' }, 'flag')).rejects.toMatchObject({ code: 'NOT_AUTHORISED' });
});

test('its rows are counted and reported, and are no run', async () => {
  await sonny.dispatch({ type: 'stop' });
  await sonny.dispatch({ type: 'stop.reset' });
  const { counts } = await records.metrics();
  expect(counts).toContainEqual({ name: 'stops_pulled', labels: { source: 'window' }, value: 1 });
  await records.keepStreams();
  const report = readFileSync(join(profile, 'streams/report.jsonl'), 'utf8');
  expect(report.match(/"type":"stop\.(pulled|reset)"/g)).toHaveLength(2);
  expect(await sonny.dispatch({ type: 'history.list' })).toEqual([]);
  await expect(sonny.dispatch({ type: 'run.get', runId: 'sonny' })).rejects.toMatchObject({ code: 'RUN_NOT_FOUND' });
  expect(runNow()).toBe('');
  expect(ports.journal.verify().firstBad).toBeNull();
});
