import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Json } from '../../../shared/ports/performer.ts';
import { createDesk, type Desk } from './desk.ts';

let desk: Desk;
beforeEach(() => {
  desk = createDesk();
  desk.make({ 'a.txt': 'A', 'to/': '' });
});
afterEach(() => desk.clear());

const SKILLS = [
  'files.write',
  'files.append',
  'files.move',
  'files.rename',
  'files.trash',
  'files.copy',
  'files.copy-as',
  'files.create-folder',
  'files.zip',
] as const;

const argsOf = (skill: (typeof SKILLS)[number]): Record<string, Json> => {
  const [a, to, b] = [desk.at('a.txt'), desk.at('to'), desk.at('b')];
  return {
    'files.write': { path: a, text: 'B', replace: true },
    'files.append': { path: a, text: 'B' },
    'files.move': { files: [a], to },
    'files.rename': { renames: [{ from: a, to: b }] },
    'files.trash': { files: [a] },
    'files.copy': { files: [a], to },
    'files.copy-as': { from: a, path: b },
    'files.create-folder': { path: b },
    'files.zip': { files: [a], archive: b },
  }[skill];
};

it.each(SKILLS)('%s can tell whether it was taken back, and changes nothing by looking', async (skill) => {
  const args = argsOf(skill);
  const prepared = await desk.prepare(skill, args);
  const { receipt } = await desk.perform(skill, args, undefined, prepared);
  const done = desk.state();
  expect(await desk.isBack(skill, receipt)).toBeNull();
  expect(desk.state()).toEqual(done);
  await desk.undo(skill, receipt, args);
  const back = desk.state();
  for (const one of [receipt, prepared])
    expect(await desk.isBack(skill, one)).toMatchObject([{ path: 'filesystem', holds: true }]);
  expect(desk.state()).toEqual(back);
});

it('what a person wrote since is not taken for what was there before', async () => {
  const { receipt } = await desk.perform('files.write', argsOf('files.write'));
  writeFileSync(desk.at('a.txt'), 'mine');
  expect(await desk.isBack('files.write', receipt)).toBeNull();
});
