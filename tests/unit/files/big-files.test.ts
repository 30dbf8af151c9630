import { truncateSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SKILLS } from '../../../shared/skills/catalogue.ts';
import { createDesk, type Desk } from './desk.ts';

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
