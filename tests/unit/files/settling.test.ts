import { appendFileSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Json } from '../../../shared/ports/performer.ts';
import { createDesk, type Desk } from './desk.ts';

/** A person changes what Sonny did; the undo leaves it alone and shows three versions; each choice does what it says, and back. */
let desk: Desk;
beforeEach(() => {
  desk = createDesk();
  desk.make({ 'a.txt': 'old', 'b.txt': 'b', 'Folder/c.txt': 'c', 'Taken/': '' });
});
afterEach(() => desk.clear());

const text = (name: string): string => readFileSync(desk.at(name), 'utf8');

/** Does it, lets the person change it, undoes it: the conflict, and a way to choose. */
const contest = async (skill: string, args: Record<string, Json>, edit: () => void) => {
  const { receipt } = await desk.perform(skill, args);
  edit();
  const mine = desk.state();
  const { status, conflict } = await desk.undo(skill, receipt, args);
  expect(status).toBe('kept');
  expect(desk.state()).toEqual(mine);
  if (!conflict) throw new Error('no versions were shown');
  return { conflict, mine, settling: desk.settling(skill, receipt) };
};

describe('a file that was replaced and then edited', () => {
  const replaced = () =>
    contest('files.write', { path: desk.at('a.txt'), text: 'new', replace: true }, () =>
      appendFileSync(desk.at('a.txt'), ' and mine'),
    );

  it('shows the three versions', async () => {
    const { conflict } = await replaced();
    expect(conflict).toMatchObject({
      what: 'file',
      name: desk.at('a.txt'),
      before: { text: 'old', bytes: 3 },
      left: { text: 'new' },
      now: { text: 'new and mine', bytes: 12 },
      choices: ['keep', 'restore', 'both'],
    });
  });

  it('is as before, and then as the person left it', async () => {
    const { mine, settling } = await replaced();
    expect(await settling.choose('restore')).toMatchObject({ status: 'undone' });
    expect(text('a.txt')).toBe('old');
    expect(await settling.takeBack()).toMatchObject({ status: 'undone' });
    expect(desk.state()).toEqual(mine);
  });

  it('gets what was before beside it, under a name that says so', async () => {
    const { mine, settling } = await replaced();
    await settling.choose('both');
    expect([text('a.txt'), text('a (before Sonny).txt')]).toEqual(['new and mine', 'old']);
    expect(await settling.takeBack()).toMatchObject({ status: 'undone' });
    expect(desk.state()).toEqual(mine);
  });

  it('is left when it was edited once more after it was restored', async () => {
    const { settling } = await replaced();
    await settling.choose('restore');
    appendFileSync(desk.at('a.txt'), ' and more');
    expect(await settling.takeBack()).toMatchObject({ status: 'kept' });
    expect(text('a.txt')).toBe('old and more');
  });
});

it('a new file that was edited can go, and come back', async () => {
  const args = { path: desk.at('new.txt'), text: 'new' };
  const { conflict, mine, settling } = await contest('files.write', args, () =>
    writeFileSync(desk.at('new.txt'), 'mine'),
  );
  expect(conflict).toMatchObject({ before: { say: 'nothing was there' }, choices: ['keep', 'restore'] });
  await settling.choose('restore');
  expect(existsSync(desk.at('new.txt'))).toBe(false);
  await settling.takeBack();
  expect(desk.state()).toEqual(mine);
});

/** What Sonny made and a person put something into, or changed. */
const MADE: Readonly<Record<string, (d: Desk) => { skill: string; args: Record<string, Json>; edit: () => void }>> = {
  'a folder with new content': (d) => ({
    skill: 'files.create-folder',
    args: { path: d.at('New/Inner') },
    edit: () => writeFileSync(d.at('New/Inner/mine.txt'), 'mine'),
  }),
  'a copy that was edited': (d) => ({
    skill: 'files.copy',
    args: { files: [d.at('a.txt'), d.at('Folder')], to: d.at('Taken') },
    edit: () => appendFileSync(d.at('Taken/Folder/c.txt'), ' and mine'),
  }),
  'an archive that was changed': (d) => ({
    skill: 'files.zip',
    args: { files: [d.at('Folder')], archive: d.at('all.zip') },
    edit: () => appendFileSync(d.at('all.zip'), 'more'),
  }),
};

describe.each(Object.keys(MADE))('%s', (name) => {
  it('goes into the trash with what the person did, and comes out again', async () => {
    const { skill, args, edit } = MADE[name]!(desk);
    const before = desk.state();
    const { receipt } = await desk.perform(skill, args);
    edit();
    const { conflict } = await desk.undo(skill, receipt, args);
    const mine = desk.state();
    expect(conflict).toMatchObject({ before: { say: 'nothing was there' }, choices: ['keep', 'restore'] });
    const settling = desk.settling(skill, receipt);
    await settling.choose('restore');
    expect(desk.state()).toEqual(before);
    expect(await settling.takeBack()).toMatchObject({ status: 'undone' });
    expect(desk.state()).toEqual(mine);
  });
});

describe('a file that was moved', () => {
  const args = () => ({ files: [desk.at('a.txt')], to: desk.at('Taken') });

  it('and edited goes back with the edit', async () => {
    const { conflict, mine, settling } = await contest('files.move', args(), () =>
      appendFileSync(desk.at('Taken/a.txt'), ' and mine'),
    );
    expect(conflict).toMatchObject({ now: { text: 'old and mine' }, choices: ['keep', 'restore'] });
    await settling.choose('restore');
    expect(text('a.txt')).toBe('old and mine');
    await settling.takeBack();
    expect(desk.state()).toEqual(mine);
  });

  it('and then renamed and edited is found again', async () => {
    const { settling } = await contest('files.move', args(), () => {
      renameSync(desk.at('Taken/a.txt'), desk.at('Taken/mine.txt'));
      appendFileSync(desk.at('Taken/mine.txt'), ' and mine');
    });
    await settling.choose('restore');
    expect(text('a.txt')).toBe('old and mine');
    expect(existsSync(desk.at('Taken/mine.txt'))).toBe(false);
  });

  it('goes beside what has taken its place', async () => {
    const { conflict, mine, settling } = await contest('files.move', args(), () =>
      writeFileSync(desk.at('a.txt'), 'mine'),
    );
    expect(conflict).toMatchObject({ now: { text: 'mine' }, choices: ['keep', 'both'] });
    await settling.choose('both');
    expect([text('a.txt'), text('a (before Sonny).txt')]).toEqual(['mine', 'old']);
    await settling.takeBack();
    expect(desk.state()).toEqual(mine);
  });

  it('and is gone leaves nothing to choose', async () => {
    const { conflict } = await contest('files.move', args(), () => rmSync(desk.at('Taken/a.txt')));
    expect(conflict).toMatchObject({ now: { say: 'nothing was there' }, choices: ['keep'] });
  });
});

it('what was trashed comes out beside what has taken its place, and goes in again', async () => {
  const { conflict, mine, settling } = await contest('files.trash', { files: [desk.at('a.txt')] }, () =>
    writeFileSync(desk.at('a.txt'), 'mine'),
  );
  expect(conflict.choices).toEqual(['keep', 'both']);
  await settling.choose('both');
  expect([text('a.txt'), text('a (before Sonny).txt')]).toEqual(['mine', 'old']);
  await settling.takeBack();
  expect(desk.state()).toEqual(mine);
});

it('names that were swapped go back with the edits', async () => {
  const [a, b] = [desk.at('a.txt'), desk.at('b.txt')];
  const { settling } = await contest('files.rename', { renames: [{ from: a, to: desk.at('z.txt') }] }, () =>
    appendFileSync(desk.at('z.txt'), ' and mine'),
  );
  await settling.choose('restore');
  expect([readFileSync(a, 'utf8'), readFileSync(b, 'utf8')]).toEqual(['old and mine', 'b']);
});

it('a preview is bounded, and what is no text has none', async () => {
  const args = { path: desk.at('new.txt'), text: 'é'.repeat(5000) };
  const { conflict } = await contest('files.write', args, () =>
    writeFileSync(desk.at('new.txt'), Buffer.from([0, 1, 2, 255])),
  );
  expect(conflict.left).toMatchObject({ text: 'é'.repeat(2000), cut: true });
  expect(conflict.now.text).toBeUndefined();
  expect(conflict.now).toMatchObject({ say: '4 bytes', bytes: 4, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
});
