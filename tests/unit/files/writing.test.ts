import { unlink } from 'node:fs/promises';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSnapshots } from '../../../automation/files/snapshots.ts';
import { createDesk, type Desk } from './desk.ts';

let desk: Desk;
beforeEach(() => {
  desk = createDesk({ maxSnapshotBytes: 1000 });
});
afterEach(() => desk.clear());
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('writing', () => {
  it('keeps permissions, follows a link to its file, and undo gives back bytes and permissions', async () => {
    desk.make({ 'real/script': 'before' });
    chmodSync(desk.at('real/script'), 0o741);
    symlinkSync('real/script', desk.at('link'));
    const before = desk.state();
    const done = await desk.perform('files.write', { path: desk.at('link'), text: 'after', replace: true });
    expect(readFileSync(desk.at('real/script'), 'utf8')).toBe('after');
    expect(statSync(desk.at('real/script')).mode & 0o777).toBe(0o741);
    expect((await desk.undo('files.write', done.receipt)).status).toBe('undone');
    expect(desk.state()).toEqual(before);
  });

  it('makes a new file with the permissions of any new file, and leaves no other', async () => {
    await desk.perform('files.write', { path: desk.at('new'), text: 'x' });
    writeFileSync(desk.at('model'), '');
    expect(statSync(desk.at('new')).mode).toBe(statSync(desk.at('model')).mode);
    expect(readdirSync(desk.home).toSorted()).toEqual(['model', 'new']);
  });

  it('replaces nothing unless told to, no folder at all, and nothing that cannot be kept for undo', async () => {
    desk.make({ a: 'mine', 'folder/': '', big: 'x'.repeat(1001) });
    const before = desk.state();
    const write = (name: string, replace?: true) =>
      desk.perform('files.write', { path: desk.at(name), text: 'x', ...(replace ? { replace } : {}) });
    await expect(write('a')).rejects.toMatchObject({ code: 'FILE_EXISTS' });
    await expect(write('folder', true)).rejects.toMatchObject({ code: 'FILE_EXISTS' });
    await expect(write('big', true)).rejects.toMatchObject({ code: 'FILE_TOO_BIG' });
    await expect(write('no/such/folder')).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
    await expect(write('a/b')).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
    expect(desk.state()).toEqual(before);
  });

  it('is not undone over what a person wrote, or removed, since', async () => {
    desk.make({ a: 'before' });
    const done = await desk.perform('files.write', { path: desk.at('a'), text: 'after', replace: true });
    writeFileSync(desk.at('a'), 'by a person');
    expect((await desk.undo('files.write', done.receipt)).status).toBe('kept');
    expect(readFileSync(desk.at('a'), 'utf8')).toBe('by a person');
    rmSync(desk.at('a'));
    expect((await desk.undo('files.write', done.receipt)).status).toBe('kept');
    expect(readdirSync(desk.home)).toEqual([]);
  });
});

describe('new folders', () => {
  it('come with those above, and go while they are empty', async () => {
    desk.make({ 'there/': '' });
    const done = await desk.perform('files.create-folder', { path: desk.at('there/a/b/c') });
    expect(statSync(desk.at('there/a/b/c')).isDirectory()).toBe(true);
    writeFileSync(desk.at('there/a/mine'), '');
    expect((await desk.undo('files.create-folder', done.receipt)).status).toBe('kept');
    expect(Object.keys(desk.state())).toEqual(['there', 'there/a', 'there/a/mine']);
    await expect(desk.perform('files.create-folder', { path: desk.at('there') })).rejects.toMatchObject({
      code: 'FILE_EXISTS',
    });
    await expect(desk.perform('files.create-folder', { path: desk.at('there/a/mine/x') })).rejects.toMatchObject({
      code: 'FILE_NOT_FOUND',
    });
    await expect(desk.perform('files.create-folder', { path: desk.home })).rejects.toMatchObject({
      code: 'FILE_DENIED',
    });
  });
});

describe('snapshots', () => {
  const keep = () => createSnapshots({ folder: join(desk.profile, 'kept'), maxBytes: 1000, discard: unlink });

  it('give back the bytes, once kept for all files that have them, for their owner only', async () => {
    desk.make({ a: 'same', b: 'same' });
    const snapshots = keep();
    const [a, b] = [await snapshots.keep(desk.at('a')), await snapshots.keep(desk.at('b'))];
    expect(a).toBe(b);
    expect((await snapshots.list()).map((one) => one.sha256)).toEqual([sha256('same')]);
    expect(statSync(join(desk.profile, 'kept', sha256('same'))).mode & 0o777).toBe(0o600);
    writeFileSync(desk.at('a'), 'other');
    expect(await keep().restore(desk.at('a'), a, sha256('other'))).toBe('undone');
    expect(readFileSync(desk.at('a'), 'utf8')).toBe('same');
    expect(await keep().restore(desk.at('a'), a, sha256('other'))).toBe('undone');
  });

  it('of no file mean no file', async () => {
    const snapshots = keep();
    expect(await snapshots.keep(desk.at('new'))).toBeNull();
    expect(await snapshots.hash(desk.at('new'))).toBeNull();
    writeFileSync(desk.at('new'), 'x');
    expect(await snapshots.hash(desk.at('new'))).toBe(sha256('x'));
    expect(await snapshots.restore(desk.at('new'), null, sha256('y'))).toBe('kept');
    const made = await snapshots.made(desk.at('new'));
    expect(made).not.toBeNull();
    expect(await snapshots.restore(desk.at('new'), null, sha256('x'), made!)).toBe('undone');
    expect(await snapshots.restore(desk.at('new'), null, sha256('x'), made!)).toBe('undone');
    expect(readdirSync(desk.home)).toEqual([]);
  });

  it('take for good only the very file that was made, and nothing that another place holds', async () => {
    desk.make({ new: 'x', 'F/new': 'x', 'G/new': 'x' });
    const snapshots = keep();
    expect(await snapshots.restore(desk.at('new'), null, sha256('x'))).toBe('trashed');
    const made = await snapshots.made(desk.at('F/new'));
    renameSync(desk.at('F'), desk.at('H'));
    symlinkSync('G', desk.at('F'));
    expect(await snapshots.restore(desk.at('F/new'), null, sha256('x'), made!)).toBe('kept');
    expect(readFileSync(desk.at('G/new'), 'utf8')).toBe('x');
  });

  it('take a folder in the place of a file for a person’s doing', async () => {
    desk.make({ a: 'before' });
    const id = await keep().keep(desk.at('a'));
    rmSync(desk.at('a'));
    mkdirSync(desk.at('a'));
    expect(await keep().restore(desk.at('a'), id, sha256('after'))).toBe('kept');
  });

  it('refuse what is too big or no file', async () => {
    desk.make({ big: 'x'.repeat(1001), 'folder/': '' });
    await expect(keep().keep(desk.at('big'))).rejects.toMatchObject({ code: 'FILE_TOO_BIG' });
    await expect(keep().keep(desk.at('folder'))).rejects.toMatchObject({ code: 'FILE_DENIED' });
  });

  it('that were damaged or lost are never written over a file', async () => {
    desk.make({ a: 'before' });
    const id = await keep().keep(desk.at('a'));
    writeFileSync(desk.at('a'), 'after');
    const kept = join(desk.profile, 'kept', sha256('before'));
    writeFileSync(kept, 'befare');
    const restore = () => keep().restore(desk.at('a'), id, sha256('after'));
    await expect(restore()).rejects.toMatchObject({
      code: 'FILE_NOT_FOUND',
      details: expect.stringContaining('damaged'),
    });
    // Keeping the same bytes again mends it.
    desk.make({ b: 'before' });
    await keep().keep(desk.at('b'));
    expect(readFileSync(kept, 'utf8')).toBe('before');
    rmSync(kept);
    await expect(restore()).rejects.toMatchObject({ code: 'FILE_NOT_FOUND', details: expect.stringContaining('gone') });
    await expect(keep().restore(desk.at('a'), '../../etc/passwd', sha256('after'))).rejects.toMatchObject({
      code: 'FILE_NOT_FOUND',
    });
    expect(readFileSync(desk.at('a'), 'utf8')).toBe('after');
  });

  it('need their folder only when there is something to keep', async () => {
    mkdirSync(desk.at('x'));
    expect(await keep().keep(desk.at('x/none'))).toBeNull();
    expect(readdirSync(desk.profile)).toEqual([]);
  });
});
