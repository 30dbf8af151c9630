import { unlink } from 'node:fs/promises';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSnapshots } from '../../../automation/files/snapshots.ts';
import { memoryJournal } from '../../../automation/store/memory-journal.ts';
import { Housekeeping } from '../../../shared/app/housekeeping.ts';
import type { Journal } from '../../../shared/ports/journal.ts';
import type { KeptStore } from '../../../shared/ports/kept-bytes.ts';
import type { Snapshots } from '../../../shared/ports/snapshots.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import type { JournalEvent } from '../../../shared/protocol/events.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';
import { until } from '../../fakes/until.ts';
import { onSmallDisk } from '../files/desk.ts';

const DAY = 24 * 60 * 60 * 1000;

let base: string;
let clock: ManualClock;
let journal: Journal;
let store: Snapshots & KeptStore;
let limits: { days: number; bytes: number };
let resting: boolean;
let told: unknown[];
let keeping: Housekeeping;

const open = (folder: string): void => {
  store = createSnapshots({
    folder,
    maxBytes: 1e6,
    mostBytes: () => limits.bytes,
    now: () => clock.now(),
    discard: unlink,
  });
  keeping = new Housekeeping({
    kept: store,
    journal,
    clock,
    limits: () => limits,
    rests: () => resting,
    dropped: (runId, acts, days) => {
      const named = acts.map(({ key, stepId }) => ({ key, stepId }));
      journal.append([{ type: 'receipts.dropped', at: clock.now(), runId, acts: named, days }]);
    },
    record: (event) => void journal.append([event]),
    tell: (thrown) => void told.push(thrown),
  });
};

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'sonny-kept-'));
  clock = new ManualClock();
  journal = memoryJournal();
  limits = { days: 30, bytes: 1e6 };
  resting = true;
  told = [];
  open(join(base, 'kept'));
});
afterEach(async () => {
  await keeping.close();
  rmSync(base, { recursive: true, force: true });
});

const events = (): JournalEvent[] => [...journal.read()].map(({ event }) => event);
const keptNow = async (): Promise<number> => (await store.list()).length;

/** A run whose one step replaced a file: its earlier bytes are kept, and its receipt names them. */
const replaced = async (runId: string, bytes: string): Promise<void> => {
  const path = join(base, 'a.txt');
  writeFileSync(path, bytes);
  const receipt = { path, before: await store.keep(path), sha256: 'x' };
  const row = { at: clock.now(), runId, stepId: 's1', key: `${runId}/s1/1` };
  journal.append([
    { type: 'step.intended', ...row, skill: 'files.write', args: {}, attempt: 1, prepared: receipt },
    { type: 'step.ended', ...row, status: 'verified', evidence: [], outputs: {}, receipt },
  ]);
};

/** Lets the clean-up come round once. */
const cleanUp = async (): Promise<void> => {
  const before = clock.sleeping;
  keeping.soon();
  await until(() => clock.sleeping > before);
  clock.pass(3000);
  await keeping.idle();
};

describe('what is kept for undo', () => {
  it('stays for its days, is then removed, and the run says that it can no longer be undone', async () => {
    await replaced('run-1', 'old');
    clock.pass(29 * DAY);
    await cleanUp();
    expect(await keptNow()).toBe(1);
    clock.pass(2 * DAY);
    await cleanUp();
    expect(await keptNow()).toBe(0);
    expect(events().slice(2)).toMatchObject([
      { type: 'receipts.dropped', runId: 'run-1', acts: [{ key: 'run-1/s1/1', stepId: 's1' }], days: 30 },
      { type: 'kept.cleaned', runId: 'sonny', dropped: 1, bytes: 3, days: 30 },
    ]);
    await cleanUp();
    expect(events()).toHaveLength(4);
  });

  it('stays for its days anew when the same bytes are kept again', async () => {
    await replaced('run-1', 'old');
    clock.pass(20 * DAY);
    await replaced('run-2', 'old');
    clock.pass(20 * DAY);
    await cleanUp();
    expect(await keptNow()).toBe(1);
  });

  it('stays while its run is not at an end, however old', async () => {
    await replaced('run-1', 'old');
    resting = false;
    clock.pass(100 * DAY);
    await cleanUp();
    expect(await keptNow()).toBe(1);
  });

  it('goes by size only when nobody needs it, the oldest first', async () => {
    for (const [n, bytes] of ['a', 'b', 'c', 'd'].entries()) {
      await replaced(`run-${n}`, bytes.repeat(100));
      clock.pass(DAY);
    }
    // Two of them are taken back: their bytes serve no undo any more.
    for (const n of [1, 2])
      journal.append([
        {
          type: 'undo.ended',
          at: clock.now(),
          runId: `run-${n}`,
          stepId: 's1',
          key: `run-${n}/s1/1`,
          status: 'undone',
          evidence: [],
        },
      ]);
    limits = { days: 30, bytes: 300 };
    await cleanUp();
    expect(await keptNow()).toBe(3);
    limits = { days: 30, bytes: 50 };
    await cleanUp();
    expect(await keptNow()).toBe(2);
    expect(events().filter(({ type }) => type === 'receipts.dropped')).toEqual([]);
  });

  it('takes no more than its limit in total', async () => {
    limits = { days: 30, bytes: 250 };
    await replaced('run-1', 'a'.repeat(100));
    await replaced('run-2', 'b'.repeat(100));
    await replaced('run-3', 'a'.repeat(100));
    await expect(replaced('run-4', 'd'.repeat(100))).rejects.toMatchObject({ code: 'STORE_FULL' });
    expect(await keptNow()).toBe(2);
  });

  it('stays where the row that says that it goes can’t be written', async () => {
    await replaced('run-1', 'old');
    clock.pass(31 * DAY);
    const append = journal.append.bind(journal);
    Object.assign(journal, {
      append: () => {
        throw new SonnyError('STORE_FULL');
      },
    });
    await cleanUp();
    expect([await keptNow(), told.length]).toEqual([1, 1]);
    Object.assign(journal, { append });
    await cleanUp();
    expect(await keptNow()).toBe(0);
  });

  it('makes room on a full disk', async ({ skip }) => {
    const disk = join(base, 'disk');
    const could = await onSmallDisk(disk, 512, async () => {
      open(join(disk, 'kept'));
      const big = (letter: string): string => letter.repeat(200_000);
      await replaced('run-1', big('a'));
      journal.append([
        {
          type: 'undo.ended',
          at: clock.now(),
          runId: 'run-1',
          stepId: 's1',
          key: 'run-1/s1/1',
          status: 'undone',
          evidence: [],
        },
      ]);
      clock.pass(31 * DAY);
      await replaced('run-2', big('b'));
      await expect(replaced('run-3', big('c'))).rejects.toMatchObject({ code: 'STORE_FULL' });
      expect(readFileSync(join(base, 'a.txt'), 'utf8')).toBe(big('c'));
      await cleanUp();
      await replaced('run-3', big('c'));
      expect(readdirSync(join(disk, 'kept')).filter((name) => !name.endsWith('.was'))).toHaveLength(2);
    });
    if (!could) skip('no small disk may be mounted here');
  });
});
