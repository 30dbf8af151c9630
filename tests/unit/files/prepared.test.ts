import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Json } from '../../../shared/ports/performer.ts';
import { createDesk, otherDevice, type Desk } from './desk.ts';

let desk: Desk;
beforeEach(() => {
  desk = createDesk();
  desk.make({
    'a.txt': 'a',
    'b.txt': 'b',
    'Taken/a.txt': 'another a',
    'Folder/c.txt': 'c',
    'Folder/deep/d.txt': 'd',
    'Folder/empty/': '',
  });
});
afterEach(() => desk.clear());

/** What a call does, and what a person changes of it afterwards. */
const CALLS: Readonly<Record<string, (d: Desk) => { skill: string; args: Record<string, Json>; edit?: () => void }>> = {
  'a folder in a folder': (d) => ({
    skill: 'files.create-folder',
    args: { path: d.at('New/Inner') },
    edit: () => appendFileSync(d.at('New/Inner/mine.txt'), 'mine'),
  }),
  'a new file': (d) => ({
    skill: 'files.write',
    args: { path: d.at('new.txt'), text: 'new' },
    edit: () => appendFileSync(d.at('new.txt'), ' and mine'),
  }),
  'a file replaced': (d) => ({
    skill: 'files.write',
    args: { path: d.at('a.txt'), text: 'new', replace: true },
    edit: () => appendFileSync(d.at('a.txt'), ' and mine'),
  }),
  'things moved to where one name is taken': (d) => ({
    skill: 'files.move',
    args: { files: [d.at('a.txt'), d.at('Folder')], to: d.at('Taken') },
    edit: () => appendFileSync(d.at('Taken/a (2).txt'), ' and mine'),
  }),
  'things copied to where one name is taken': (d) => ({
    skill: 'files.copy',
    args: { files: [d.at('a.txt'), d.at('Folder')], to: d.at('Taken') },
    edit: () => appendFileSync(d.at('Taken/Folder/c.txt'), ' and mine'),
  }),
  'names swapped': (d) => ({
    skill: 'files.rename',
    args: {
      renames: [
        { from: d.at('a.txt'), to: d.at('b.txt') },
        { from: d.at('b.txt'), to: d.at('a.txt') },
      ],
    },
    edit: () => appendFileSync(d.at('b.txt'), ' and mine'),
  }),
  'things put into the trash': (d) => ({
    skill: 'files.trash',
    args: { files: [d.at('a.txt'), d.at('Taken/a.txt'), d.at('Folder')] },
  }),
  'a folder zipped': (d) => ({
    skill: 'files.zip',
    args: { files: [d.at('Folder'), d.at('a.txt')], archive: d.at('all.zip') },
    edit: () => appendFileSync(d.at('all.zip'), 'more'),
  }),
};

describe.each(Object.keys(CALLS))('%s, of which a crash swallowed the outcome', (name) => {
  it('goes back by what was kept before it', async () => {
    const { skill, args } = CALLS[name]!(desk);
    const before = desk.state();
    const prepared = await desk.prepare(skill, args);
    expect(desk.state()).toEqual(before);
    await desk.perform(skill, args);
    expect(desk.state()).not.toEqual(before);
    expect(await desk.undo(skill, prepared)).toMatchObject({ status: 'undone' });
    expect(desk.state()).toEqual(before);
  });

  it('is already back where it had not happened', async () => {
    const { skill, args } = CALLS[name]!(desk);
    const before = desk.state();
    expect(await desk.undo(skill, await desk.prepare(skill, args))).toMatchObject({ status: 'undone' });
    expect(desk.state()).toEqual(before);
  });

  it('is left alone where a person changed it since', async () => {
    const { skill, args, edit } = CALLS[name]!(desk);
    const prepared = await desk.prepare(skill, args);
    await desk.perform(skill, args);
    edit?.();
    const left = desk.state();
    if (edit) {
      expect(await desk.undo(skill, prepared)).toMatchObject({ status: 'kept' });
      for (const [path, what] of Object.entries(left).filter(([, what]) => what.startsWith('file')))
        expect(Object.values(desk.state()), path).toContain(what);
    }
  });
});

it('what was unpacked goes back by its archive, and is left alone once it holds something else', async () => {
  await desk.perform('files.zip', { files: [desk.at('Folder')], archive: desk.at('all.zip') });
  const args = { archive: desk.at('all.zip'), to: desk.at('Out') };
  const before = desk.state();
  const prepared = await desk.prepare('files.unzip', args);
  await desk.perform('files.unzip', args);
  appendFileSync(desk.at('Out/Folder/c.txt'), ' and mine');
  expect(await desk.undo('files.unzip', prepared)).toMatchObject({ status: 'kept' });
  rmSync(desk.at('Out'), { recursive: true });
  await desk.perform('files.unzip', args);
  expect(await desk.undo('files.unzip', prepared)).toMatchObject({ status: 'undone' });
  expect(desk.state()).toEqual(before);
});

it('what was moved to another device goes back by its contents', async ({ skip }) => {
  const temp = otherDevice();
  if (temp === null) return skip('there is no other device here');
  desk.clear();
  desk = createDesk({ temp });
  desk.make({ 'Folder/c.txt': 'c', 'a.txt': 'a' });
  mkdirSync(join(temp, 'To'));
  const args = { files: [desk.at('a.txt'), desk.at('Folder')], to: join(temp, 'To') };
  const before = desk.state();
  const prepared = await desk.prepare('files.move', args);
  await desk.perform('files.move', args);
  expect(await desk.undo('files.move', prepared)).toMatchObject({ status: 'undone' });
  expect(desk.state()).toEqual(before);
  rmSync(temp, { recursive: true });
});

it('bytes that were written between keeping and replacing are kept too', async () => {
  const args = { path: desk.at('a.txt'), text: 'new', replace: true };
  const prepared = await desk.prepare('files.write', args);
  appendFileSync(desk.at('a.txt'), ' and more');
  const { receipt } = await desk.perform('files.write', args, undefined, prepared);
  await desk.undo('files.write', receipt);
  expect((await desk.see({ kind: 'file.text', path: desk.at('a.txt') })).value).toMatchObject({ text: 'a and more' });
});
