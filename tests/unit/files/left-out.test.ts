import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDesk, otherDevice, type Desk } from './desk.ts';

/** `in/Z` with two files, two links, a linked folder, a name that is no text, and a pipe. */
const makeOdd = (desk: Desk): void => {
  desk.make({ 'in/Z/a.txt': 'a', 'in/Z/sub/b.txt': 'b', 'else/c.txt': 'c', 'to/': '' });
  symlinkSync('a.txt', desk.at('in/Z/link.txt'));
  symlinkSync(desk.at('else'), desk.at('in/Z/folder'));
  writeFileSync(Buffer.concat([Buffer.from(desk.at('in/Z/bad')), Buffer.from([0xff]), Buffer.from('.txt')]), 'bad');
  execFileSync('mkfifo', [desk.at('in/Z/sub/pipe.txt')]);
};

let desk: Desk;
beforeEach(() => {
  desk = createDesk();
  makeOdd(desk);
});
afterEach(() => desk.clear());

describe.skipIf(process.platform !== 'linux')('what is no plain file', () => {
  const said = (evidence: readonly { say: string }[]): string[] => evidence.map(({ say }) => say);
  const all = '2 links, 1 file whose name can’t be read and 1 pipe, socket or device were left out';

  it('is told of where files are found, counted or looked through', async () => {
    const find = { folder: desk.at('in/Z'), glob: '*.txt', recursive: true };
    const found = await desk.perform('files.find', find);
    expect(found.outputs['files']).toEqual([desk.at('in/Z/a.txt'), desk.at('in/Z/sub/b.txt')]);
    expect(said(found.evidence)).toEqual(['2 files found', `${all} of the list.`]);
    const here = await desk.perform('files.find', { ...find, recursive: false });
    expect(said(here.evidence)).toEqual([
      '1 file found',
      '1 link and 1 file whose name can’t be read were left out of the list.',
    ]);
    const none = await desk.perform('files.find', { ...find, glob: '*.pdf', recursive: false });
    expect(said(none.evidence)).toEqual(['nothing found']);
    expect(said((await desk.perform('files.measure', { path: desk.at('in/Z') })).evidence)).toEqual([
      '1 file, 1 byte; 2 files, 2 bytes, with those in its subfolders',
      `${all} of the count.`,
    ]);
    expect(said((await desk.perform('files.search', { within: desk.at('in/Z'), text: 'a' })).evidence)).toEqual([
      expect.stringMatching(/^(\d+|no) lines? found in 2 files$/u),
      `${all} of the search.`,
    ]);
  });

  it('is left out of a copy of its folder, and named; the copy can be taken back', async () => {
    const { evidence, receipt } = await desk.perform('files.copy', { files: [desk.at('in/Z')], to: desk.at('to') });
    expect(said(evidence)).toEqual([
      `1 file whose name can’t be read and 1 pipe, socket or device were left out of the copy: ${desk.at('in/Z/bad\ufffd.txt')}, ${desk.at('in/Z/sub/pipe.txt')}.`,
    ]);
    expect(readdirSync(desk.at('to/Z'))).toEqual(['a.txt', 'folder', 'link.txt', 'sub']);
    expect(readdirSync(desk.at('to/Z/sub'))).toEqual(['b.txt']);
    expect((await desk.undo('files.copy', receipt)).status).toBe('undone');
    expect(readdirSync(desk.at('to'))).toEqual([]);
  });

  it('is left out of an archive, and named', async () => {
    const archive = desk.at('to/Z.zip');
    const { evidence } = await desk.perform('files.zip', { files: [desk.at('in/Z')], archive });
    expect(said(evidence)[0]).toContain(`${all} of the archive: `);
    const { value } = await desk.see({ kind: 'archive', path: archive });
    const names = ['Z/', 'Z/a.txt', 'Z/sub/', 'Z/sub/b.txt'];
    expect(value?.['entries']).toMatchObject(names.map((name) => ({ name })));
  });

  it('by itself is refused, and leaves nothing behind', async () => {
    const files = [desk.at('in/Z/sub/pipe.txt')];
    const refused = { code: 'FILE_DENIED' };
    await expect(desk.perform('files.copy', { files, to: desk.at('to') })).rejects.toMatchObject(refused);
    await expect(desk.perform('files.zip', { files, archive: desk.at('to/p.zip') })).rejects.toMatchObject(refused);
    expect(readdirSync(desk.at('to'))).toEqual([]);
  });

  it('keeps its folder from going to another disk: it would be lost', async () => {
    const other = otherDevice();
    if (other === null) return;
    const far = createDesk({ temp: other });
    try {
      makeOdd(far);
      mkdirSync(join(other, 'to'));
      const moving = far.perform('files.move', { files: [far.at('in/Z')], to: join(other, 'to') });
      await expect(moving).rejects.toMatchObject({ code: 'FILE_DENIED' });
      expect(readdirSync(join(other, 'to'))).toEqual([]);
      expect(existsSync(far.at('in/Z/sub/pipe.txt'))).toBe(true);
      expect(readFileSync(far.at('in/Z/a.txt'), 'utf8')).toBe('a');
    } finally {
      far.clear();
      rmSync(other, { recursive: true, force: true });
    }
  });
});
