import {
  chmodSync,
  linkSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDesk, onSmallDisk, otherDevice, stateOf, type Desk } from './desk.ts';

const HOSTILE = [
  'plain.txt',
  ' spaces at both ends .txt ',
  '-rf',
  '--help.txt',
  'new\nline.txt',
  'tab\there',
  'quote\'s "and" `ticks`; $(rm -rf ~) & | > < *.txt',
  'back\\slash.txt',
  'été 日本 🧑‍🚀 \u202eright.txt',
  'decompos\u0065\u0301.txt',
  '%41 percent %.txt',
  '...',
  '~',
  `${'long'.repeat(62)}.txt`,
  '日'.repeat(85),
];

let desk: Desk;
beforeEach(() => {
  desk = createDesk();
});
afterEach(() => desk.clear());

describe('moving and copying', () => {
  it('never overwrite: a name that is taken becomes another', async () => {
    desk.make({
      'in/a.pdf': 'new',
      'in/b.tar.gz': 'new',
      'in/c': 'new',
      'out/a.pdf': 'old',
      'out/a (2).pdf': 'older',
      'out/b.tar.gz': 'old',
      'out/c': 'old',
    });
    const files = ['a.pdf', 'b.tar.gz', 'c'].map((name) => desk.at('in', name));
    const copied = await desk.perform('files.copy', { files, to: desk.at('out') });
    const moved = await desk.perform('files.move', { files, to: desk.at('out') });
    const to = (name: string) => desk.at('out', name);
    expect(copied.outputs['copied']).toMatchObject([
      { to: to('a (3).pdf') },
      { to: to('b (2).tar.gz') },
      { to: to('c (2)') },
    ]);
    expect(moved.outputs['moved']).toEqual([
      { from: files[0], to: to('a (4).pdf') },
      { from: files[1], to: to('b (3).tar.gz') },
      { from: files[2], to: to('c (3)') },
    ]);
    expect(readFileSync(to('a.pdf'), 'utf8')).toBe('old');
    expect(readFileSync(to('a (4).pdf'), 'utf8')).toBe('new');
  });

  it.each(['files.move', 'files.copy', 'files.trash'])(
    '%s: takes every name that a file can have, there and back',
    async (skill) => {
      desk.make({ 'to/': '' });
      for (const name of HOSTILE) desk.make({ [`from/${name}`]: name, [`to/${name}`]: 'taken' });
      const before = desk.state();
      const done = await desk.perform(skill, {
        files: HOSTILE.map((name) => desk.at('from', name)),
        to: desk.at('to'),
      });
      const journeys = Object.values(done.outputs)[0] as { from: string; to: string }[];
      expect(journeys.map(({ to }) => readFileSync(to, 'utf8'))).toEqual(HOSTILE);
      expect((await desk.undo(skill, done.receipt)).status).toBe('undone');
      expect(desk.state()).toEqual(before);
    },
  );

  it('take folders with everything in them: permissions, links, empty folders, times', async () => {
    desk.make({ 'in/tree/deep/er/file': 'x', 'in/tree/empty/': '', 'in/tree/run.sh': '#!/bin/sh', 'out/': '' });
    chmodSync(desk.at('in/tree/run.sh'), 0o751);
    chmodSync(desk.at('in/tree/deep'), 0o700);
    symlinkSync('../../outside', desk.at('in/tree/link'));
    utimesSync(desk.at('in/tree/deep/er/file'), 1e9, 1e9);
    const before = stateOf(desk.at('in/tree'));
    await desk.perform('files.copy', { files: [desk.at('in/tree')], to: desk.at('out') });
    expect(stateOf(desk.at('out/tree'))).toEqual(before);
    expect(statSync(desk.at('out/tree/deep/er/file')).mtimeMs).toBe(1e12);
    await desk.perform('files.move', { files: [desk.at('in/tree')], to: desk.at('out') });
    expect(stateOf(desk.at('out/tree (2)'))).toEqual(before);
  });

  it('leave alone what a person did since', async () => {
    desk.make({ 'in/edited': '1', 'in/replaced': '2', 'in/gone': '3', 'in/blocked': '4', 'in/fine': '5', 'out/': '' });
    const files = ['edited', 'replaced', 'gone', 'blocked', 'fine'].map((name) => desk.at('in', name));
    const done = await desk.perform('files.move', { files, to: desk.at('out') });
    writeFileSync(desk.at('out/edited'), 'by a person');
    rmSync(desk.at('out/replaced'));
    writeFileSync(desk.at('out/replaced'), 'x');
    renameSync(desk.at('out/gone'), desk.at('elsewhere'));
    writeFileSync(desk.at('in/blocked'), 'new');
    const undone = await desk.undo('files.move', done.receipt);
    expect(undone.status).toBe('kept');
    expect(undone.evidence.map(({ holds }) => holds).toSorted()).toEqual([false, false, false, false, true]);
    expect(Object.keys(desk.state()).toSorted()).toEqual(
      ['elsewhere', 'in', 'in/blocked', 'in/fine', 'out', 'out/blocked', 'out/edited', 'out/replaced'].toSorted(),
    );
    expect(readFileSync(desk.at('out/edited'), 'utf8')).toBe('by a person');
  });

  it('put changed copies not into the trash', async () => {
    desk.make({ 'in/a': '1', 'in/tree/b': '2', 'in/tree2/c': '3', 'out/': '' });
    const files = ['a', 'tree', 'tree2'].map((name) => desk.at('in', name));
    const done = await desk.perform('files.copy', { files, to: desk.at('out') });
    writeFileSync(desk.at('out/a'), '9');
    writeFileSync(desk.at('out/tree/added'), '');
    const undone = await desk.undo('files.copy', done.receipt);
    expect(undone.status).toBe('kept');
    expect(Object.keys(stateOf(desk.at('out')))).toEqual(['a', 'tree', 'tree/added', 'tree/b']);
  });

  it('leave what is in the folder already, and take each thing once', async () => {
    desk.make({ 'out/a': 'a', 'in/b': 'b' });
    const files = [desk.at('out/a'), desk.at('in/b'), desk.at('in/../in/b')];
    const done = await desk.perform('files.move', { files, to: desk.at('out') });
    expect(done.outputs['moved']).toEqual([{ from: desk.at('in/b'), to: desk.at('out/b') }]);
  });

  it('refuse before anything is touched: a folder into itself, a missing file, a file as a folder', async () => {
    desk.make({ 'tree/inner/x': 'x', a: 'a', b: 'b' });
    const before = desk.state();
    for (const skill of ['files.move', 'files.copy']) {
      const go = (files: string[], to: string) =>
        desk.perform(skill, { files: files.map((f) => desk.at(f)), to: desk.at(to) });
      await expect(go(['a', 'tree'], 'tree/inner')).rejects.toMatchObject({ code: 'FILE_INTO_ITSELF' });
      await expect(go(['a', 'missing'], 'tree')).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
      await expect(go(['a'], 'b')).rejects.toMatchObject({ code: 'FILE_EXISTS' });
      await expect(go(['a'], 'missing')).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
    }
    expect(desk.state()).toEqual(before);
  });

  it('take back what was done when one of many fails', async () => {
    const names = Array.from({ length: 10 }, (_, i) => `f${i}`);
    for (const name of names) desk.make({ [`in/${name}`]: name });
    desk.make({ 'out/': '' });
    // The seventh is a folder with something in it that may not be copied.
    mkdirSync(desk.at('in/f6x/.ssh'), { recursive: true });
    const before = desk.state();
    const files = names.map((name) => desk.at('in', name === 'f6' ? 'f6x' : name));
    await expect(desk.perform('files.copy', { files, to: desk.at('out') })).rejects.toMatchObject({
      code: 'FILE_DENIED',
    });
    expect(desk.state()).toEqual(before);
  });

  it('copy a link to nothing, and tell it by where it leads', async () => {
    desk.make({ 'to/': '' });
    symlinkSync('no/such/file', desk.at('broken'));
    const { outputs } = await desk.perform('files.copy', { files: [desk.at('broken')], to: desk.at('to') });
    expect(readlinkSync(desk.at('to/broken'))).toBe('no/such/file');
    const [copied] = outputs['copied'] as { to: string; sha256: string }[];
    const seen = await desk.see({ kind: 'file', path: copied?.to ?? '' });
    expect(seen.value).toMatchObject({ exists: true, type: 'link', sha256: copied?.sha256 });
    symlinkSync('elsewhere', desk.at('other'));
    expect((await desk.see({ kind: 'file', path: desk.at('other') })).value?.['sha256']).not.toBe(copied?.sha256);
    expect((await desk.see({ kind: 'file', path: desk.at('broken/in') })).value).toBeNull();
  });

  it('copy and move a link out of the home folder as the link it is, and read it back as one', async () => {
    writeFileSync(join(desk.profile, 'secret'), 'secret');
    desk.make({ 'real.txt': 'x', 'to/': '', 'on/': '' });
    symlinkSync(join(desk.profile, 'secret'), desk.at('out'));
    symlinkSync('real.txt', desk.at('near'));
    symlinkSync('round', desk.at('round'));
    const files = ['out', 'near', 'round'].map((name) => desk.at(name));
    const { outputs, evidence } = await desk.perform('files.copy', { files, to: desk.at('to') });
    expect(evidence.map(({ holds }) => holds)).toEqual([true, true, true]);
    expect(evidence[0]?.say).toContain(`${desk.at('to/out')} is a link to ${join(desk.profile, 'secret')}`);
    const [copied] = outputs['copied'] as { sha256: string }[];
    for (const path of ['out', 'to/out'])
      expect((await desk.see({ kind: 'file', path: desk.at(path) })).value).toEqual({
        ...{ exists: true, type: 'link', size: 0, sha256: copied?.sha256 },
      });
    for (const path of ['near', 'to/near', 'round', 'to/round'])
      expect((await desk.see({ kind: 'file', path: desk.at(path) })).value).toMatchObject({ exists: true });
    await desk.perform('files.move', { files: [desk.at('to/out')], to: desk.at('on') });
    expect(readlinkSync(desk.at('on/out'))).toBe(join(desk.profile, 'secret'));
    expect((await desk.see({ kind: 'file', path: desk.at('on/out') })).value).toMatchObject({ sha256: copied?.sha256 });
    const trashed = await desk.perform('files.trash', { files: [desk.at('on/out')] });
    const [thrown] = trashed.outputs['trashed'] as { to: string }[];
    expect((await desk.see({ kind: 'file', path: thrown?.to ?? '' })).value).toMatchObject({ type: 'link' });
    expect((await desk.see({ kind: 'document.text', path: desk.at('out') })).value).toBeNull();
  });

  it('do not follow links out of the open places', async () => {
    writeFileSync(join(desk.profile, 'secret'), 'secret');
    desk.make({ 'real/file': 'x', 'to/': '' });
    symlinkSync(desk.profile, desk.at('way out'));
    symlinkSync(join(desk.profile, 'secret'), desk.at('leak'));
    symlinkSync(desk.at('real'), desk.at('way in'));
    symlinkSync('/nowhere/at/all', desk.at('nothing'));
    const denied = { code: 'FILE_DENIED' };
    await expect(desk.perform('files.read', { path: desk.at('leak') })).rejects.toMatchObject(denied);
    await expect(desk.perform('files.read', { path: desk.at('way out/secret') })).rejects.toMatchObject(denied);
    await expect(
      desk.perform('files.write', { path: desk.at('leak'), text: 'x', replace: true }),
    ).rejects.toMatchObject(denied);
    await expect(desk.perform('files.write', { path: desk.at('way out/new'), text: 'x' })).rejects.toMatchObject(
      denied,
    );
    await expect(desk.perform('files.write', { path: desk.at('nothing'), text: 'x' })).rejects.toMatchObject(denied);
    await expect(
      desk.perform('files.move', { files: [desk.at('real/file')], to: desk.at('way out') }),
    ).rejects.toMatchObject(denied);
    await expect(
      desk.perform('files.find', { folder: desk.at('way out'), glob: '*', recursive: true }),
    ).rejects.toMatchObject(denied);
    expect(readFileSync(join(desk.profile, 'secret'), 'utf8')).toBe('secret');
    // The link itself may go where it likes; what it leads to stays.
    await desk.perform('files.move', { files: [desk.at('leak')], to: desk.at('way in') });
    expect(readlinkSync(desk.at('real/leak'))).toBe(join(desk.profile, 'secret'));
    expect(
      (await desk.perform('files.find', { folder: desk.home, glob: '*', recursive: true })).outputs['files'],
    ).toEqual([desk.at('real/file')]);
  });

  it('go to another device and back', async ({ skip }) => {
    const other = otherDevice();
    if (other === null) return skip();
    const far = createDesk({ temp: other });
    try {
      far.make({ 'in/a.txt': 'a', 'in/tree/b': 'b', 'in/tree/run': 'x' });
      chmodSync(far.at('in/tree/run'), 0o755);
      symlinkSync('b', far.at('in/tree/link'));
      writeFileSync(join(other, 'a.txt'), 'taken');
      const before = far.state();
      const done = await far.perform('files.move', { files: [far.at('in/a.txt'), far.at('in/tree')], to: other });
      expect(stateOf(other)).toEqual({
        'a.txt': expect.stringContaining('file'),
        'a (2).txt': before['in/a.txt'],
        tree: before['in/tree'],
        'tree/b': before['in/tree/b'],
        'tree/link': 'link b',
        'tree/run': before['in/tree/run'],
      });
      expect(stateOf(far.at('in'))).toEqual({});
      // Its trash is its own: nothing is copied to the home folder's.
      const trashed = await far.perform('files.trash', { files: [join(other, 'tree')] });
      expect(JSON.stringify(trashed.receipt)).toContain(`/.Trash-${process.getuid!()}/files/tree`);
      expect((await far.undo('files.trash', trashed.receipt)).status).toBe('undone');
      expect((await far.undo('files.move', done.receipt)).status).toBe('undone');
      expect(far.state()).toEqual(before);
    } finally {
      far.clear();
      rmSync(other, { recursive: true, force: true });
      for (const part of ['files', 'info', ''])
        removeIfEmpty(join(dirname(other), `.Trash-${process.getuid!()}`, part));
    }
  });

  it('leave nothing half done when the disk is full', async ({ skip }) => {
    desk.make({ 'in/small': 'x'.repeat(10_000), 'in/big': 'x'.repeat(300_000) });
    const ran = await onSmallDisk(desk.at('stick'), 200, async () => {
      desk.make({ 'stick/there': 'there' });
      const before = desk.state();
      const full = { code: 'STORE_FULL' };
      const files = [desk.at('in/small'), desk.at('in/big')];
      await expect(desk.perform('files.copy', { files, to: desk.at('stick') })).rejects.toMatchObject(full);
      expect(desk.state()).toEqual(before);
      await expect(desk.perform('files.move', { files, to: desk.at('stick') })).rejects.toMatchObject(full);
      expect(desk.state()).toEqual(before);
      const text = 'y'.repeat(400_000);
      await expect(desk.perform('files.write', { path: desk.at('stick/new'), text })).rejects.toMatchObject(full);
      await expect(
        desk.perform('files.write', { path: desk.at('stick/there'), text, replace: true }),
      ).rejects.toMatchObject(full);
      expect(desk.state()).toEqual(before);
    });
    if (!ran) skip();
  });

  it('give back the state before, whatever is moved where', { timeout: 20_000 }, async () => {
    const name = fc.constantFrom('a', 'a.txt', 'a (2).txt', 'b', 'c.tar.gz');
    const tree = fc.dictionary(
      fc.tuple(fc.constantFrom('x', 'y', 'z', 'x/deep'), name).map((parts) => parts.join('/')),
      fc.constantFrom('', '1', '22'),
      { minKeys: 1, maxKeys: 8, noNullPrototype: true },
    );
    await fc.assert(
      fc.asyncProperty(
        tree,
        fc.constantFrom('files.move', 'files.copy'),
        fc.constantFrom('x', 'y', 'z'),
        async (files, skill, to) => {
          rmSync(desk.home, { recursive: true });
          mkdirSync(desk.home);
          desk.make({ 'x/': '', 'y/': '', 'z/': '', ...files });
          const before = desk.state();
          const all = Object.keys(files).map((file) => desk.at(file));
          const done = await desk.perform(skill, { files: all, to: desk.at(to) });
          const texts = (state: Record<string, string>) =>
            Object.values(state).filter((said) => said.startsWith('file'));
          const after = texts(desk.state());
          // Nothing is lost: every file that was is still somewhere.
          for (const text of texts(before)) {
            expect(after.filter((t) => t === text).length).toBeGreaterThanOrEqual(
              texts(before).filter((t) => t === text).length,
            );
          }
          expect((await desk.undo(skill, done.receipt)).status).toBe('undone');
          expect(desk.state()).toEqual(before);
        },
      ),
      { numRuns: 25 },
    );
  });
});

/** The trash of the other device is made by the test, unless it was there. */
function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Somebody's: it stays.
  }
}

describe('the trash', () => {
  it('is the one the file manager shows: a note for each thing, with its path and the date', async () => {
    desk.make({ 'in/a b%é.txt': 'a', 'other/a b%é.txt': 'b', '.local/': '' });
    const files = ['in', 'other'].map((folder) => desk.at(folder, 'a b%é.txt'));
    const done = await desk.perform('files.trash', { files });
    const trash = desk.at('.local/share/Trash');
    expect(stateOf(join(trash, 'files'))).toEqual({
      'a b%é.txt': expect.any(String),
      'a b%é (2).txt': expect.any(String),
    });
    const note = readFileSync(join(trash, 'info/a b%é (2).txt.trashinfo'), 'utf8');
    const [head, path, date, end] = note.split('\n');
    expect([head, end]).toEqual(['[Trash Info]', '']);
    expect(decodeURIComponent(path!.replace('Path=', ''))).toBe(files[1]);
    expect(path).toMatch(/^Path=\/[\x21-\x7e]*$/);
    expect(new Date(date!.replace('DeletionDate=', '')).getTime()).toBe(desk.clock.now());
    expect(statSync(trash).mode & 0o777).toBe(0o700);
    expect((await desk.see({ kind: 'file', path: join(trash, 'files/a b%é.txt') })).value).toMatchObject({
      exists: true,
    });
    await desk.undo('files.trash', done.receipt);
    expect(stateOf(join(trash, 'info'))).toEqual({});
    expect(stateOf(join(trash, 'files'))).toEqual({});
  });

  it('that a person emptied or restored from is left as it is', async () => {
    desk.make({ one: '1', two: '2' });
    const done = await desk.perform('files.trash', { files: [desk.at('one'), desk.at('two')] });
    rmSync(desk.at('.local/share/Trash/files/one'));
    renameSync(desk.at('.local/share/Trash/files/two'), desk.at('two'));
    const undone = await desk.undo('files.trash', done.receipt);
    expect(undone.status).toBe('kept');
    expect(Object.keys(desk.state())).toEqual(['two']);
  });

  it('takes a file with two names as one of them', async () => {
    desk.make({ one: 'x' });
    linkSync(desk.at('one'), desk.at('two'));
    const before = desk.state();
    const done = await desk.perform('files.trash', { files: [desk.at('one')] });
    expect(Object.keys(desk.state())).toEqual(['two']);
    await desk.undo('files.trash', done.receipt);
    expect(desk.state()).toEqual(before);
  });
});
