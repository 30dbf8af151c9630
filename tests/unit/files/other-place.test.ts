import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Json } from '../../../shared/ports/performer.ts';
import { createLanding } from '../../../automation/files/landing.ts';
import { createDesk, stateOf, type Desk } from './desk.ts';

/** What stands where Sonny made something and is not what Sonny made is a person's, whatever it holds: an undo leaves it alone. */
let desk: Desk;
beforeEach(() => {
  desk = createDesk();
  desk.make({ 'a.txt': 'a', 'Src/b.txt': 'b', 'F1/': '', 'F1/old.txt': 'old', 'all/c.txt': 'c' });
});
afterEach(() => desk.clear());

type Done = { skill: string; args: Record<string, Json> };
const path = (name: string): string => desk.at('F1', name);
const zipped = async (): Promise<void> =>
  void (await desk.perform('files.zip', { files: [desk.at('all')], archive: desk.at('all.zip') }));

/** Everything that makes a thing in ~/F1, by name. */
const MADE: Readonly<Record<string, () => Done>> = {
  'a new file': () => ({ skill: 'files.write', args: { path: path('n.txt'), text: 'hello' } }),
  'a replaced file': () => ({ skill: 'files.write', args: { path: path('old.txt'), text: 'new', replace: true } }),
  'a file that was added to': () => ({ skill: 'files.append', args: { path: path('old.txt'), text: 'more' } }),
  'a file that adding made': () => ({ skill: 'files.append', args: { path: path('n.txt'), text: 'more' } }),
  'a text that was replaced in a file': () => ({
    skill: 'files.replace-text',
    args: { path: path('old.txt'), find: 'old', with: 'new' },
  }),
  'a line that was taken out': () => ({ skill: 'files.remove-line', args: { path: path('old.txt'), line: 'old' } }),
  'joined files': () => ({ skill: 'files.join', args: { files: [desk.at('a.txt')], path: path('j.txt') } }),
  'a copy': () => ({ skill: 'files.copy', args: { files: [desk.at('a.txt')], to: desk.at('F1') } }),
  'a copied folder': () => ({ skill: 'files.copy', args: { files: [desk.at('Src')], to: desk.at('F1') } }),
  'a copy under a name of its own': () => ({
    skill: 'files.copy-as',
    args: { from: desk.at('a.txt'), path: path('c.txt') },
  }),
  'an archive': () => ({ skill: 'files.zip', args: { files: [desk.at('a.txt')], archive: path('a.zip') } }),
  'an unpacked archive': () => ({ skill: 'files.unzip', args: { archive: desk.at('all.zip'), to: path('un') } }),
  'a folder': () => ({ skill: 'files.create-folder', args: { path: path('New/Inner') } }),
  'a moved file': () => ({ skill: 'files.move', args: { files: [desk.at('a.txt')], to: desk.at('F1') } }),
  'a new name': () => ({ skill: 'files.rename', args: { renames: [{ from: path('old.txt'), to: path('new.txt') }] } }),
};

/** With the folder's contents again, as a person would have made them: same bytes, new files. */
const rebuild = (from: string, to: string): void => {
  cpSync(from, to, { recursive: true });
  for (const name of Object.keys(stateOf(to))) utimesSync(`${to}/${name}`, 1_700_000_000, 1_700_000_000);
};

/** What a person does to the folder; ~/F1 then leads to what is theirs. */
const OTHER: Readonly<Record<string, () => void>> = {
  'a link to another folder': () => {
    renameSync(desk.at('F1'), desk.at('F1real'));
    rebuild(desk.at('F1real'), desk.at('F2'));
    symlinkSync('F2', desk.at('F1'));
  },
  'a link to an exact copy of the folder': () => {
    renameSync(desk.at('F1'), desk.at('F1real'));
    cpSync(desk.at('F1real'), desk.at('F2'), { recursive: true, preserveTimestamps: true });
    symlinkSync('F2', desk.at('F1'));
  },
  'another folder': () => {
    renameSync(desk.at('F1'), desk.at('F1real'));
    rebuild(desk.at('F1real'), desk.at('F1'));
  },
};

const cases = Object.keys(MADE).flatMap((made) => Object.keys(OTHER).map((other) => [made, other] as const));

describe.each(cases)('the undo of %s, where %s is in its place', (made, other) => {
  it.each(['as it ended', 'as a crash left it'])('touches nothing, with the receipt %s', async (which) => {
    await zipped();
    const { skill, args } = MADE[made]!();
    const prepared = await desk.prepare(skill, args);
    const { receipt } = await desk.perform(skill, args, undefined, prepared);
    // Of another folder only what was noted once it was made can tell.
    if (which === 'as a crash left it' && other === 'another folder') return;
    OTHER[other]!();
    const mine = desk.state();
    const { status, conflict } = await desk.undo(skill, which === 'as it ended' ? receipt : prepared, args);
    expect({ status, state: desk.state() }).toEqual({ status: 'kept', state: mine });
    expect(existsSync(desk.at('.local/share/Trash/files'))).toBe(false);
    if (other !== 'another folder') expect(conflict?.choices ?? ['keep']).not.toContain('both');
    if (other !== 'another folder' && !['files.move', 'files.rename'].includes(skill))
      expect(conflict?.choices).toEqual(['keep']);
  });
});

describe('a choice about something in another place', () => {
  it.each(['a new file', 'a copy', 'a folder', 'an archive'])('does nothing to it: %s', async (made) => {
    const { skill, args } = MADE[made]!();
    const { receipt } = await desk.perform(skill, args);
    OTHER['a link to another folder']!();
    const mine = desk.state();
    await desk
      .settling(skill, receipt)
      .choose('restore')
      .catch(() => undefined);
    expect(desk.state()).toEqual(mine);
  });
});

describe('a file that Sonny made', () => {
  const wrote = () => desk.perform('files.write', { path: path('n.txt'), text: 'hello' });
  const inTrash = (): boolean => existsSync(desk.at('.local/share/Trash/files/n.txt'));

  it('is gone for good where it is certainly that one', async () => {
    const { receipt } = await wrote();
    expect((await desk.undo('files.write', receipt)).status).toBe('undone');
    expect([existsSync(path('n.txt')), inTrash()]).toEqual([false, false]);
  });

  it('goes to the trash where a doubt remains: saved anew with the same bytes, or its receipt does not tell', async () => {
    const { receipt } = await wrote();
    writeFileSync(path('n.txt'), 'hello');
    utimesSync(path('n.txt'), 1_700_000_000, 1_700_000_000);
    const { status, evidence } = await desk.undo('files.write', receipt);
    expect(status).toBe('undone');
    expect(evidence[0]?.say).toContain('in the trash');
    expect([existsSync(path('n.txt')), inTrash()]).toEqual([false, true]);
  });

  it('goes to the trash by a receipt from before identities were kept', async () => {
    const { receipt } = await wrote();
    const { path: at, before, sha256 } = receipt as Record<string, Json>;
    expect((await desk.undo('files.write', { path: at!, before: before!, sha256: sha256! })).status).toBe('undone');
    expect([existsSync(path('n.txt')), inTrash()]).toEqual([false, true]);
  });

  it('is gone by the undo of all, when a later step went on with it and was undone', async () => {
    const before = desk.state();
    const { receipt } = await wrote();
    const added = await desk.perform('files.append', { path: path('n.txt'), text: 'more' });
    expect((await desk.undo('files.append', added.receipt)).status).toBe('undone');
    expect((await desk.undo('files.write', receipt)).status).toBe('undone');
    expect([desk.state(), inTrash()]).toEqual([before, false]);
  });

  it('is left where a person put their own in its place', async () => {
    const { receipt } = await wrote();
    writeFileSync(path('mine.txt'), 'hello');
    renameSync(path('mine.txt'), path('n.txt'));
    const { status, conflict } = await desk.undo('files.write', receipt, { path: path('n.txt'), text: 'hello' });
    expect([status, conflict?.choices]).toEqual(['kept', ['keep', 'restore']]);
    expect(readFileSync(path('n.txt'), 'utf8')).toBe('hello');
  });
});

it('a folder that a person made in the place of Sonny’s is left, though it is empty', async () => {
  const { receipt } = await desk.perform('files.create-folder', { path: path('New') });
  renameSync(path('New'), path('Kept'));
  mkdirSync(path('New'));
  expect((await desk.undo('files.create-folder', receipt)).status).toBe('kept');
  rmdirSync(path('New'));
  renameSync(path('Kept'), path('New'));
  expect((await desk.undo('files.create-folder', receipt)).status).toBe('undone');
  expect(existsSync(path('New'))).toBe(false);
});

describe('a file that came from outside', () => {
  const land = async () => {
    const landing = createLanding({ roots: { home: desk.home, temp: desk.temp }, clock: desk.clock });
    writeFileSync(desk.at('download'), 'bytes');
    const { signal } = new AbortController();
    return { landing, ...(await landing.put(desk.at('download'), path('got.txt'), signal)) };
  };

  it.each(Object.keys(OTHER))('is not looked for in what is in its place: %s', async (other) => {
    const { landing, sha256, made } = await land();
    OTHER[other]!();
    const mine = desk.state();
    expect(await landing.trash(path('got.txt'), sha256, made)).toBe('kept');
    expect(desk.state()).toEqual(mine);
  });

  it('goes to the trash, also by a receipt that does not say which file it was', async () => {
    const first = await land();
    expect(await first.landing.trash(path('got.txt'), first.sha256, first.made)).toBe('trashed');
    const second = await land();
    expect(await second.landing.trash(path('got.txt'), second.sha256)).toBe('trashed');
  });
});
