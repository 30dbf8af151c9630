import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isSound } from '../../../automation/files/zip/unpack.ts';
import { SKILLS } from '../../../shared/skills/catalogue.ts';
import { createDesk, otherDevice, type Desk } from './desk.ts';

let desk: Desk;
beforeEach(() => {
  desk = createDesk();
});
afterEach(() => desk.clear());

/** More than is read back by a hash. */
const BYTES = 64 * 1024 * 1024 + 1;

const big = (): string => {
  desk.make({ 'big.iso': 'start', 'to/': '' });
  truncateSync(desk.at('big.iso'), BYTES);
  return desk.at('big.iso');
};

it('the copy of a big file is compared to the byte while it is there, and its size is read back', async () => {
  const from = big();
  const to = desk.at('to/big.iso');
  const done = await desk.perform('files.copy', { files: [from], to: desk.at('to') });
  expect(done.evidence).toEqual([{ path: 'filesystem', say: `${to} has the very bytes of ${from}`, holds: true }]);
  expect(done.outputs).toEqual({ copied: [{ from, to, size: BYTES }] });
  const checks = SKILLS.get('files.copy')?.checks({ files: [from], to: desk.at('to') }, done.outputs) ?? [];
  expect(checks.map(({ say }) => say)).toEqual([
    `${to} is there, with 67,108,865 bytes`,
    `${from} is there, with 67,108,865 bytes`,
  ]);
  expect(checks[0]?.expect).toContainEqual({ field: 'size', op: 'equals', value: BYTES });
  expect((await desk.see({ kind: 'file', path: to })).value).toMatchObject({ size: BYTES });
  expect(await desk.undo('files.copy', done.receipt)).toMatchObject({ status: 'undone' });
});

it('one under another name is, too', async () => {
  const from = big();
  const done = await desk.perform('files.copy-as', { from, path: desk.at('other.iso') });
  expect(done.evidence.map(({ holds }) => holds)).toEqual([true]);
});

const elsewhere = otherDevice();

it.runIf(elsewhere !== null)(
  'one that is moved to another disk is, too; where it is only renamed there is nothing to read',
  async () => {
    const away = elsewhere ?? '';
    desk.clear();
    desk = createDesk({ temp: away });
    try {
      const from = big();
      const to = join(away, 'big.iso');
      const done = await desk.perform('files.move', { files: [from], to: away });
      const say = `${to} was compared to the byte with ${from}, before that was removed`;
      expect(done.evidence).toEqual([{ path: 'filesystem', say, holds: true }]);
      expect(done.outputs).toEqual({ moved: [{ from, to, size: BYTES }] });
      const checks = SKILLS.get('files.move')?.checks({ files: [from], to: away }, done.outputs) ?? [];
      expect(checks[0]?.say).toBe(`${to} is there, with 67,108,865 bytes`);
      expect(await desk.undo('files.move', done.receipt)).toMatchObject({ status: 'undone' });

      const near = await desk.perform('files.move', { files: [from], to: desk.at('to') });
      expect(near.evidence).toEqual([]);
      expect(near.outputs).toEqual({ moved: [{ from, to: desk.at('to/big.iso') }] });
    } finally {
      rmSync(away, { recursive: true, force: true });
    }
  },
);

it('an archive is unpacked once more to look, and what was unpacked is read from the disk and compared with its checksums', async () => {
  desk.make({ 'all/a.txt': 'a', 'all/in/b.txt': 'b' });
  const zipped = await desk.perform('files.zip', { files: [desk.at('all')], archive: desk.at('all.zip') });
  const unpacks = `all that is in ${desk.at('all.zip')} unpacks to the size and the checksum of what was packed`;
  expect(zipped.evidence).toEqual([{ path: 'filesystem', say: unpacks, holds: true }]);
  const to = desk.at('out');
  const { evidence } = await desk.perform('files.unzip', { archive: desk.at('all.zip'), to });
  const say = `every file in ${to} has the size and the checksum that the archive gives`;
  expect(evidence).toEqual([{ path: 'filesystem', say, holds: true }]);
});

it('an archive whose bytes are not what they were packed as is known', async () => {
  desk.make({ 'all/a.txt': 'a'.repeat(5000), 'all/b.txt': 'some more text, which is not at all like the other' });
  await desk.perform('files.zip', { files: [desk.at('all')], archive: desk.at('all.zip') });
  const { signal } = new AbortController();
  expect(await isSound(desk.at('all.zip'), signal)).toBe(true);
  const bytes = readFileSync(desk.at('all.zip'));
  // Within the packed bytes of the first file, behind its own header.
  bytes[bytes.indexOf('all/a.txt') + 'all/a.txt'.length + 3]! ^= 0x55;
  writeFileSync(desk.at('all.zip'), bytes);
  expect(await isSound(desk.at('all.zip'), signal)).toBe(false);
});
