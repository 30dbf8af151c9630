import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFilePerformers } from '../../automation/files/performers.ts';
import { meets } from '../../shared/execution/act/expect.ts';
import type { Json } from '../../shared/ports/performer.ts';
import { Closed, sayClosed } from '../../shared/protocol/closed.ts';
import { SKILLS } from '../../shared/skills/catalogue.ts';
import { placesOf } from '../../shared/skills/footprint.ts';
import { memorySnapshots } from '../fakes/memory-snapshots.ts';
import { createDesk, type Desk } from '../unit/files/desk.ts';

let desk: Desk;
beforeEach(() => {
  desk = createDesk();
  desk.make({
    'Downloads/a.pdf': 'a',
    'Downloads/b.PDF': 'bb',
    'Downloads/notes.txt': 'one\ntwo “日本”',
    'Downloads/folder/inside.txt': 'inside',
    'Papers/a.pdf': 'another a',
  });
});
afterEach(() => desk.clear());

/** One call of each skill that changes something, as a plan would have it. */
const calls: [string, (desk: Desk) => Record<string, Json>][] = [
  ['files.create-folder', ({ at }) => ({ path: at('New') })],
  ['files.move', ({ at }) => ({ files: [at('Downloads/a.pdf'), at('Downloads/folder')], to: at('Papers') })],
  ['files.copy', ({ at }) => ({ files: [at('Downloads/a.pdf'), at('Downloads/folder')], to: at('Papers') })],
  ['files.rename', ({ at }) => ({ renames: [{ from: at('Downloads/a.pdf'), to: at('Downloads/c.pdf') }] })],
  ['files.trash', ({ at }) => ({ files: [at('Downloads/a.pdf'), at('Downloads/folder')] })],
  ['files.zip', ({ at }) => ({ files: [at('Downloads')], archive: at('all.zip') })],
  ['files.write', ({ at }) => ({ path: at('Downloads/new.txt'), text: 'a “new” file\n' })],
  ['files.write', ({ at }) => ({ path: at('Downloads/notes.txt'), text: 'other', replace: true })],
  ['files.copy-as', ({ at }) => ({ from: at('Downloads/a.pdf'), path: at('Downloads/other.pdf') })],
  ['files.copy-as', ({ at }) => ({ from: at('Downloads/folder'), path: at('other') })],
  ['files.append', ({ at }) => ({ path: at('Downloads/notes.txt'), text: 'three “日本”' })],
  ['files.append', ({ at }) => ({ path: at('Downloads/new.txt'), text: 'one\ntwo' })],
  ['files.replace-text', ({ at }) => ({ path: at('Downloads/notes.txt'), find: 'o', with: '“o”', places: 2 })],
  ['files.replace-text', ({ at }) => ({ path: at('Downloads/notes.txt'), find: '\ntwo', with: '' })],
  ['files.remove-line', ({ at }) => ({ path: at('Downloads/notes.txt'), line: 'one', places: 1 })],
  ['files.remove-line', ({ at }) => ({ path: at('Downloads/notes.txt'), line: 'two “日本”' })],
];
const looking: [string, (desk: Desk) => Record<string, Json>, (desk: Desk) => Record<string, Json>][] = [
  [
    'files.find',
    ({ at }) => ({ folder: at('Downloads'), glob: '*.pdf', recursive: false }),
    ({ at }) => ({ files: [at('Downloads/a.pdf'), at('Downloads/b.PDF')] }),
  ],
  [
    'files.find',
    ({ at }) => ({ folder: at('Downloads'), glob: '*', recursive: true, sort: 'largest', most: 2 }),
    ({ at }) => ({ files: [at('Downloads/notes.txt'), at('Downloads/folder/inside.txt')] }),
  ],
  [
    'files.measure',
    ({ at }) => ({ path: at('Downloads') }),
    () => ({ text: '3 files, 23 bytes\n4 files, 29 bytes, with those in its subfolders', count: 3, bytes: 29 }),
  ],
  [
    'files.measure',
    ({ at }) => ({ path: at('Downloads/notes.txt') }),
    () => ({ text: '20 bytes\n2 lines, 3 words, 12 characters', count: 1, bytes: 20 }),
  ],
  [
    'files.search',
    ({ at }) => ({ within: at('Downloads'), text: 'TWO' }),
    ({ at }) => ({ found: [`${at('Downloads/notes.txt')}, line 2: two “日本”`] }),
  ],
  [
    'files.there',
    ({ at }) => ({ path: at('Downloads/nothing.txt') }),
    () => ({ text: 'No, there is no nothing.txt.' }),
  ],
  ['files.read', ({ at }) => ({ path: at('Downloads/notes.txt') }), () => ({ text: 'one\ntwo “日本”' })],
];

/** Asks the observer what the skill's declaration wants to see; the checks that do not hold. */
const failed = async (skill: string, args: Record<string, Json>, outputs: Record<string, Json>): Promise<string[]> => {
  const wrong: string[] = [];
  for (const check of SKILLS.get(skill)!.checks(args, outputs)) {
    const { value, path } = await desk.see(check.query);
    if (value === null || path !== check.path || !check.expect.every((e) => meets(value, e))) wrong.push(check.say);
  }
  return wrong;
};

/** The closed places among those where a call would work, as planning asks for them. */
const closedIn = async (skill: string, args: Record<string, Json>): Promise<readonly Json[]> => {
  const { value } = await desk.see({ kind: 'places', ...placesOf(SKILLS.get(skill)!, args) });
  const closed = value?.['closed'];
  return Array.isArray(closed) ? closed : [];
};

describe('the performers of files', () => {
  it('do every skill of files, each once', () => {
    const snapshots = memorySnapshots(new Map());
    const made = createFilePerformers({ roots: desk, snapshots, clock: desk.clock });
    const done = made.flatMap(({ skills }) => skills);
    const declared = [...SKILLS.keys()].filter((name) => name.startsWith('files.') || name === 'wait.file');
    expect(done.toSorted()).toEqual(declared.toSorted());
  });

  it.each(calls)(
    '%s: its declared checks fail before, hold after, and undo gives back the state before',
    async (skill, of) => {
      const args = of(desk);
      expect(SKILLS.get(skill)!.parameters.safeParse(args).success).toBe(true);
      const before = desk.state();
      const done = await desk.perform(skill, args);
      expect(desk.state()).not.toEqual(before);
      expect(Object.keys(done.outputs).toSorted()).toEqual(SKILLS.get(skill)!.outputs.toSorted());
      const checks = SKILLS.get(skill)!.checks(args, done.outputs);
      expect(checks.length).toBeGreaterThan(0);
      expect(await failed(skill, args, done.outputs)).toEqual([]);

      const undone = await desk.undo(skill, done.receipt);
      expect(undone.status).toBe('undone');
      expect(undone.evidence.every(({ holds }) => holds === true)).toBe(true);
      expect(desk.state()).toEqual(before);
      expect(await failed(skill, args, done.outputs)).not.toEqual([]);

      // Undoing once more, as after a crash, changes nothing.
      expect((await desk.undo(skill, done.receipt)).status).toBe('undone');
      expect(desk.state()).toEqual(before);
    },
  );

  it.each(looking)('%s: gives what it declares and changes nothing', async (skill, of, expected) => {
    const before = desk.state();
    const done = await desk.perform(skill, of(desk));
    expect(done).toMatchObject({ status: 'done', outputs: expected(desk), receipt: null });
    expect((await desk.undo(skill, done.receipt)).status).toBe('undone');
    expect(desk.state()).toEqual(before);
  });

  it('unpack what was packed, byte for byte, and take it back', async () => {
    await desk.perform('files.zip', { files: [desk.at('Downloads')], archive: desk.at('all.zip') });
    const before = desk.state();
    const args = { archive: desk.at('all.zip'), to: desk.at('Again') };
    const done = await desk.perform('files.unzip', args);
    expect(await failed('files.unzip', args, done.outputs)).toEqual([]);
    expect(readFileSync(desk.at('Again/Downloads/notes.txt'), 'utf8')).toBe('one\ntwo “日本”');
    expect((await desk.undo('files.unzip', done.receipt)).status).toBe('undone');
    expect(desk.state()).toEqual(before);
  });

  it('wait until a file has come and stands still, and give up at the deadline', async () => {
    const path = desk.at('late.txt');
    const waiting = desk.perform('wait.file', { path });
    const passing = setInterval(() => desk.clock.pass(100), 1);
    writeFileSync(path, 'here');
    expect((await waiting).status).toBe('done');
    await expect(desk.perform('wait.file', { path: desk.at('never') })).rejects.toMatchObject({ code: 'DEADLINE' });
    clearInterval(passing);
  });

  it.each([...calls, ...looking.map(([skill, of]) => [skill, of] as (typeof calls)[number])])(
    '%s: refuses what is not there, what is outside and what is secret, and touches nothing',
    async (skill, of) => {
      const text = JSON.stringify(of(desk));
      const before = desk.state();
      for (const bad of [
        desk.profile,
        '/etc',
        desk.at('.ssh'),
        desk.at('.config/chromium'),
        '/proc/self',
        desk.at('..'),
      ]) {
        const args = JSON.parse(text.replaceAll(desk.home, bad)) as Record<string, Json>;
        const refused = desk.perform(skill, args);
        await expect(refused, bad).rejects.toMatchObject({ code: 'FILE_DENIED' });
        expect(await closedIn(skill, args), `${bad}, as planning asks`).not.toEqual([]);
      }
      expect(desk.state()).toEqual(before);
      expect(existsSync(desk.at('.ssh'))).toBe(false);
      expect(await closedIn(skill, of(desk))).toEqual([]);
    },
  );

  it('says to planning just what it says to an act that is refused', async () => {
    const inKeys = { path: desk.at('.ssh/id') };
    const [closed] = await closedIn('files.read', inKeys);
    expect(closed).toEqual({ path: inKeys.path, place: desk.at('.ssh'), why: 'keys' });
    const say = sayClosed(Closed.parse(closed));
    await expect(desk.perform('files.read', inKeys)).rejects.toMatchObject({ code: 'FILE_DENIED', details: say });
  });

  it('names what is closed of a path, where its links lead, and why', async () => {
    desk.make({ 'a.txt': 'a' });
    symlinkSync('/etc', desk.at('way'));
    symlinkSync(desk.at('none'), desk.at('nowhere'));
    const why = async (path: string): Promise<unknown> => (await closedIn('files.read', { path }))[0];
    const [path, place] = [desk.at('way/passwd'), '/etc/passwd'];
    expect(await why(path)).toEqual({ path, place, why: 'outside' });
    expect(await why(desk.at('nowhere'))).toMatchObject({ why: 'nowhere' });
    expect(await why('/proc/self/environ')).toMatchObject({ place: '/proc', why: 'machine' });
    expect(await why(join(desk.profile, 'a'))).toMatchObject({ why: 'own' });
    expect(await why(desk.at('.config/a'))).toMatchObject({ place: desk.at('.config'), why: 'programs' });
    expect(await why(desk.at('a.txt/under'))).toBe(undefined);
    expect(await closedIn('files.trash', { files: [desk.home] })).toMatchObject([{ why: 'whole' }]);
  });

  it('refuse arguments that are none', async () => {
    for (const [skill] of calls)
      await expect(desk.perform(skill, { path: 7 })).rejects.toMatchObject({ code: 'COMMAND_INVALID' });
  });

  it('stop when told to, with nothing left behind', async () => {
    const stopped = AbortSignal.abort();
    const before = desk.state();
    for (const [skill, of] of calls.filter(([name]) =>
      ['files.move', 'files.copy', 'files.zip', 'files.trash'].includes(name),
    )) {
      await expect(desk.perform(skill, of(desk), stopped), skill).rejects.toMatchObject({ code: 'CANCELLED' });
    }
    expect(desk.state()).toEqual(before);
  });
});
