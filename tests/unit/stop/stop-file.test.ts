import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createStopLatch } from '../../../automation/stop/latch.ts';
import { stopFile, stopFileIn, stopFolderIn } from '../../../automation/stop/stop-file.ts';
import { watchStopFile } from '../../../automation/stop/stop-file-watch.ts';
import type { StopLatch, StopRecord } from '../../../shared/ports/stop.ts';
import { until } from '../../fakes/until.ts';

const RECORD: StopRecord = { at: 7, source: 'shortcut', reason: 'Ctrl+Alt+. was pressed.' };
let profile: string;
let latch: StopLatch | null;
beforeEach(() => {
  profile = mkdtempSync(join(tmpdir(), 'sonny-stop-'));
  latch = null;
});
afterEach(() => {
  latch?.close();
  rmSync(profile, { recursive: true, force: true });
});

/** The latch of a host that has just started in the profile. */
function started(): StopLatch {
  const store = stopFile(profile);
  const made = createStopLatch(store, { now: () => 9 });
  made.arm(watchStopFile({ profile, store, latch: made, every: 50 }));
  return (latch = made);
}

describe('the stop file', () => {
  test('keeps a record for this user alone, whole or not at all', () => {
    const store = stopFile(join(profile, 'not', 'made', 'yet'));
    expect(store.read()).toBeNull();
    store.write(RECORD);
    expect(store.read()).toEqual(RECORD);
    const folder = stopFolderIn(join(profile, 'not', 'made', 'yet'));
    expect(readdirSync(folder)).toEqual(['STOP']);
    expect(statSync(join(folder, 'STOP')).mode & 0o777).toBe(0o600);
    store.clear();
    expect(store.read()).toBeNull();
    store.clear();
  });

  test.each([
    ['empty', ''],
    ['cut off', JSON.stringify(RECORD).slice(0, 20)],
    ['of another shape', '{"at":"soon"}'],
    ['no text', Buffer.from([0, 255, 254, 0])],
  ])('counts as pulled when it is %s', (_, content) => {
    mkdirSync(stopFolderIn(profile));
    writeFileSync(stopFileIn(profile), content);
    expect(stopFile(profile).read()).toMatchObject({ source: 'file' });
  });

  test('counts as pulled when it is a folder, or can’t be looked for', () => {
    mkdirSync(stopFileIn(profile), { recursive: true });
    expect(stopFile(profile).read()).toMatchObject({ source: 'file' });
    stopFile(profile).clear();
    expect(stopFile(profile).read()).toBeNull();
    rmSync(stopFolderIn(profile), { recursive: true });
    writeFileSync(stopFolderIn(profile), 'a file in the way');
    expect(stopFile(profile).read()).toMatchObject({ source: 'file' });
    expect(() => stopFile(profile).write(RECORD)).toThrow('FILE_DENIED');
  });

  test('a host that starts is stopped as the one before it was', () => {
    started().pull('corner', 'held');
    latch?.close();
    expect(started().pulled).toEqual({ at: 9, source: 'corner', reason: 'held' });
    latch?.reset('person');
    latch?.close();
    expect(started().pulled).toBeNull();
  });

  test('a file that appears stops a host that runs, with what it says', async () => {
    const host = started();
    expect(host.armed).toBe(true);
    stopFile(profile).write({ ...RECORD, source: 'command-line' });
    await until(() => host.pulled !== null);
    expect(host.pulled).toMatchObject({ source: 'command-line', reason: RECORD.reason });
  });

  test('also where the folder is made anew under its eyes', async () => {
    const host = started();
    rmSync(stopFolderIn(profile), { recursive: true });
    mkdirSync(stopFolderIn(profile));
    writeFileSync(stopFileIn(profile), '');
    await until(() => host.pulled !== null);
    expect(host.pulled).toMatchObject({ source: 'file' });
  });

  test('taken away by anything but a reset, it is put back', async () => {
    const host = started();
    host.pull('window', 'asked');
    rmSync(stopFileIn(profile));
    await until(() => existsSync(stopFileIn(profile)));
    expect(host.pulled).toMatchObject({ source: 'window' });
    host.reset('person');
    expect(existsSync(stopFileIn(profile))).toBe(false);
  });
});
