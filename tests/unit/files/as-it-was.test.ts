import { unlink } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { chmodSync, chownSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSnapshots } from '../../../automation/files/snapshots.ts';
import { createDesk, otherDevice, type Desk } from './desk.ts';

let desk: Desk;
beforeEach(() => {
  desk = createDesk();
});
afterEach(() => desk.clear());

/** Some day in 2001, in seconds since the epoch. */
const LONG_AGO = 1_000_000_000.25;
const EARLIER = LONG_AGO - 86_400;

/** What a list that is sorted by date goes by, and who may do what; times to the microsecond. */
const standingOf = (path: string): object => {
  const { mtimeMs, mode, uid, gid } = statSync(path);
  return { mtimeMs: Math.round(mtimeMs * 1000) / 1000, mode: mode.toString(8), uid, gid };
};

const old = (name: string, text: string, at = LONG_AGO): string => {
  desk.make({ [name]: text });
  chmodSync(desk.at(name), 0o640);
  utimesSync(desk.at(name), at, at);
  return desk.at(name);
};

const isRoot = process.getuid?.() === 0;

describe('after an undo a file is as old as it was', () => {
  it.each([
    ['files.write', { text: 'after', replace: true as const }],
    ['files.append', { text: 'after' }],
  ])('that %s had changed', async (skill, args) => {
    const path = old('a.txt', 'before');
    const before = standingOf(path);
    const call = { path, ...args };
    const done = await desk.perform(skill, call, undefined, await desk.prepare(skill, call));
    expect(standingOf(path)).not.toEqual(before);
    expect((await desk.undo(skill, done.receipt, call)).status).toBe('undone');
    expect(standingOf(path)).toEqual(before);
  });

  it('where the same words were written over it', async () => {
    const path = old('a.txt', 'same');
    const before = standingOf(path);
    const done = await desk.perform('files.write', { path, text: 'same', replace: true });
    expect(standingOf(path)).not.toEqual(before);
    await desk.undo('files.write', done.receipt);
    expect(standingOf(path)).toEqual(before);
  });

  it('each with its own date where several held the same', async () => {
    const [a, b] = [old('a.txt', 'same'), old('b.txt', 'same', EARLIER)];
    const before = [standingOf(a), standingOf(b)];
    const write = (path: string) => desk.perform('files.write', { path, text: 'after', replace: true });
    const done = [await write(a), await write(b)];
    for (const { receipt } of done) await desk.undo('files.write', receipt);
    expect([standingOf(a), standingOf(b)]).toEqual(before);
  });

  it('that was deleted, renamed or moved, with all that was in it', async () => {
    const path = old('folder/a.txt', 'before');
    utimesSync(desk.at('folder'), EARLIER, EARLIER);
    desk.make({ 'to/': '' });
    const both = (): object[] => [standingOf(desk.at('folder')), standingOf(path)];
    const before = both();
    for (const [skill, args] of [
      ['files.trash', { files: [desk.at('folder')] }],
      ['files.move', { files: [desk.at('folder')], to: desk.at('to') }],
      ['files.rename', { renames: [{ from: desk.at('folder'), to: desk.at('other') }] }],
    ] as const) {
      const done = await desk.perform(skill, args);
      expect((await desk.undo(skill, done.receipt, args)).status).toBe('undone');
      expect(both()).toEqual(before);
    }
  });

  it.each(['files.move', 'files.rename', 'files.trash'])('that %s and a later step had changed', async (skill) => {
    const path = old('a.txt', 'before');
    desk.make({ 'to/': '' });
    const before = standingOf(path);
    const args = {
      'files.move': { files: [path], to: desk.at('to') },
      'files.rename': { renames: [{ from: path, to: desk.at('b.txt') }] },
      'files.trash': { files: [path] },
    }[skill]!;
    const moved = await desk.perform(skill, args);
    const where = { 'files.move': desk.at('to/a.txt'), 'files.rename': desk.at('b.txt') }[skill];
    if (where !== undefined) {
      const wrote = await desk.perform('files.append', { path: where, text: 'after' });
      expect((await desk.undo('files.append', wrote.receipt)).status).toBe('undone');
    }
    expect((await desk.undo(skill, moved.receipt)).status).toBe('undone');
    expect(standingOf(path)).toEqual(before);
  });

  it('that went to another disk and back, with the folders in it', async () => {
    const elsewhere = otherDevice();
    if (!elsewhere) return;
    const there = createDesk({ temp: elsewhere });
    try {
      there.make({ 'folder/in/a.txt': 'before' });
      const paths = ['folder/in/a.txt', 'folder/in', 'folder'].map((name) => there.at(name));
      for (const [i, path] of paths.entries()) utimesSync(path, LONG_AGO, LONG_AGO - i * 60);
      const before = paths.map(standingOf);
      const done = await there.perform('files.move', { files: [there.at('folder')], to: elsewhere });
      expect(standingOf(join(elsewhere, 'folder'))).toEqual(before[2]);
      expect((await there.undo('files.move', done.receipt)).status).toBe('undone');
      expect(paths.map(standingOf)).toEqual(before);
    } finally {
      there.clear();
      rmSync(elsewhere, { recursive: true, force: true });
    }
  });

  it.runIf(isRoot)('and belongs to whom it belonged, also while it is changed', async () => {
    const path = old('a.txt', 'before');
    chownSync(path, 4321, 4322);
    const before = standingOf(path);
    const done = await desk.perform('files.write', { path, text: 'after', replace: true });
    expect(statSync(path)).toMatchObject({ uid: 4321, gid: 4322 });
    await desk.undo('files.write', done.receipt);
    expect(standingOf(path)).toEqual(before);
  });
});

describe('a person’s own version', () => {
  it('keeps its date, too, where they choose and take it back', async () => {
    const path = old('a.txt', 'before');
    const before = standingOf(path);
    const done = await desk.perform('files.write', { path, text: 'after', replace: true });
    writeFileSync(path, 'mine');
    utimesSync(path, EARLIER, EARLIER);
    const mine = standingOf(path);
    const choice = desk.settling('files.write', done.receipt);
    await choice.choose('restore');
    expect(standingOf(path)).toEqual(before);
    await choice.takeBack();
    expect(standingOf(path)).toEqual(mine);
    await desk.settling('files.write', done.receipt).choose('both');
    expect(standingOf(desk.at('a (before Sonny).txt'))).toEqual(before);
  });
});

describe('what is kept of a file', () => {
  const keep = () => createSnapshots({ folder: join(desk.profile, 'kept'), maxBytes: 1000, discard: unlink });

  it('goes with its bytes, is no bytes of its own, and names no place', async () => {
    const path = old('a.txt', 'before');
    const id = (await keep().keep(path))!;
    const [one, ...more] = await keep().list();
    expect(more).toEqual([]);
    await keep().drop(one!.sha256);
    writeFileSync(path, 'after');
    await expect(keep().restore(path, id, null)).resolves.toBe('kept');
    expect(readdirSync(join(desk.profile, 'kept'))).toEqual([]);
  });

  it('may be damaged or lost: the bytes come back all the same', async () => {
    const path = old('a.txt', 'before');
    const id = await keep().keep(path);
    const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
    writeFileSync(path, 'after');
    const folder = join(desk.profile, 'kept');
    for (const name of readdirSync(folder, { recursive: true }).map(String))
      if (statSync(join(folder, name)).isFile() && name !== sha256('before')) writeFileSync(join(folder, name), '{');
    expect(await keep().restore(path, id, sha256('after'))).toBe('undone');
    expect(statSync(path).mode & 0o777).toBe(0o640);
  });
});
