import { describe, expect, it } from 'vitest';
import { reconcile, type Reconciled } from '../../../shared/execution/crash/reconcile.ts';
import { advance, type Act } from '../../../shared/execution/state.ts';
import { memoryJournal } from '../../../automation/store/memory-journal.ts';
import type { Query } from '../../../shared/ports/observer.ts';
import type { Json } from '../../../shared/protocol/json.ts';
import { SKILLS } from '../../../shared/skills/catalogue.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';
import { progress } from '../../fakes/progress.ts';

const WINDOW = { id: 7, pid: 70, app: 'mousepad', title: 'Untitled 1' };

type World = (query: Query) => { readonly [field: string]: Json } | null;

/** What is found out about an act of the skill in a world that answers like this, when a crash swallowed its outcome. */
const found = async (skill: string, args: Act['args'], world: World): Promise<string> => {
  const result = await reconciled(skill, args, null, world);
  return 'question' in result ? 'asked' : result.outcome.status;
};

// A deadline in the past: what does not hold now is not waited for.
const reconciled = async (
  skill: string,
  args: Act['args'],
  receipt: Act['receipt'],
  world: World,
  deadline = 0,
  answer?: string,
): Promise<Reconciled> => {
  const { state: begun } = advance(undefined, { type: 'run.started', at: 0, runId: 'r', goal: '' });
  const state = answer === undefined ? begun : { ...begun, answers: { 'happened:r/s1/1': answer } };
  const ports = {
    performers: [],
    observers: [
      {
        kinds: ['file', 'file.text', 'document.text', 'window', 'window.text', 'archive', 'files'] as const,
        observe: async (query: Query) => ({ query, path: 'filesystem' as const, value: world(query) }),
      },
    ],
    journal: memoryJournal(),
    clock: new ManualClock(Date.now()),
    ids: { next: () => '', secret: () => '' },
    hash: (text: string) => text,
    home: '/home/a',
    skills: SKILLS,
  };
  const act: Act = { key: 'r/s1/1', stepId: 's1', skill, args, receipt, untouched: false };
  return reconcile(act, state, ports, { ...progress(), deadline });
};

const nothing: World = () => ({ exists: false });

describe('an act that a crash cut off', () => {
  it('happened when its effect is there and can’t have been before', async () => {
    expect(await found('files.create-folder', { path: '/a' }, () => ({ exists: true, type: 'folder' }))).toBe(
      'verified',
    );
    expect(await found('files.trash', { files: ['/a'] }, nothing)).toBe('verified');
    expect(await found('window.close', { window: WINDOW }, nothing)).toBe('verified');
  });

  it('did not when every part of its effect is missing and it may be sent again', async () => {
    expect(await found('files.create-folder', { path: '/a' }, nothing)).toBe('failed');
    expect(await found('files.write', { path: '/a', text: 'x' }, nothing)).toBe('failed');
  });

  it.each<[string, string, Act['args'], World]>([
    [
      'text that may have stood there before',
      'text.write',
      { window: WINDOW, text: 'x' },
      () => ({ exists: true, text: 'x' }),
    ],
    [
      'a file that may be the old one',
      'document.save-as',
      { window: WINDOW, path: '/a', replace: true },
      () => ({ exists: true, type: 'file', text: 'old' }),
    ],
    [
      'a file that may not have been saved again',
      'document.save',
      { window: WINDOW, path: '/a' },
      () => ({ exists: true, title: 'a', text: 'old' }),
    ],
    [
      'a window nobody remembers the id of',
      'app.open',
      { app: 'a', name: 'A', command: ['a'], windowClass: 'a' },
      nothing,
    ],
    ['copies under names nobody remembers', 'files.copy', { files: ['/a'], to: '/b' }, nothing],
    [
      'names of which only some are given',
      'files.rename',
      {
        renames: [
          { from: '/a', to: '/b' },
          { from: '/c', to: '/d' },
        ],
      },
      (query) => ({ exists: 'path' in query && (query.path === '/b' || query.path === '/c') }),
    ],
    ['what can’t be read', 'files.create-folder', { path: '/a' }, () => null],
  ])('is asked about: %s', async (_, skill, args, world) => {
    expect(await found(skill, args, world)).toBe('asked');
  });
});

describe('the question about an act that a crash cut off', () => {
  const files = ['/in/a.pdf', '/in/b.pdf', '/in/c.pdf', '/in/d.pdf', '/in/e.pdf'];
  const going = (of: readonly string[]) => of.map((from) => ({ from, to: from.replace('/in/', '/out/') }));
  const worldOf =
    (...there: readonly string[]): World =>
    (query) => ({ exists: 'path' in query && there.includes(query.path) });
  /** The same world, but the places that these went to can’t be looked at. */
  const but =
    (world: World, ...unread: readonly string[]): World =>
    (query) =>
      'path' in query && unread.includes(query.path.replace('/out/', '/in/')) ? null : world(query);
  const ask = async (skill: string, args: Act['args'], receipt: Act['receipt'], world: World): Promise<string> => {
    const result = await reconciled(skill, args, receipt, world);
    return 'question' in result ? result.question.ask.replace(/^.*“s1”\. /u, '') : result.outcome.status;
  };

  it.each<[string, string, Act['receipt'], World, string]>([
    [
      'a part is there',
      'files.copy',
      { copied: going(files) },
      worldOf(...files, '/out/a.pdf', '/out/b.pdf'),
      '2 of 5 are done (a.pdf, b.pdf), 3 are not (c.pdf, d.pdf, e.pdf). So not all of it happened.',
    ],
    [
      'nothing is there',
      'files.copy',
      { copied: going(files) },
      worldOf(...files),
      'none of 5 is done. So it did not happen.',
    ],
    [
      'all is there',
      'files.copy',
      { copied: going(files.slice(0, 2)) },
      worldOf(...files, '/out/a.pdf', '/out/b.pdf'),
      'all 2 are done. Was that so before, or did it happen?',
    ],
    [
      'one of one is there',
      'files.copy',
      { copied: going(files.slice(0, 1)) },
      worldOf(...files, '/out/a.pdf'),
      'a.pdf is done. Was that so before, or did it happen?',
    ],
    [
      'none of one is there',
      'files.copy',
      { copied: going(files.slice(0, 1)) },
      worldOf(...files),
      'a.pdf is not done. So it did not happen.',
    ],
    [
      'what moved is gone from its old place',
      'files.move',
      { moved: going(files.slice(0, 2)) },
      worldOf('/in/b.pdf', '/out/a.pdf'),
      '1 of 2 is done (a.pdf), 1 is not (b.pdf). So not all of it happened.',
    ],
    [
      'nobody can read it',
      'files.copy',
      { copied: going(files) },
      () => null,
      'it can’t be told of any of the 5 (a.pdf, b.pdf, c.pdf and 2 more). Did it happen?',
    ],
    [
      'one can’t be read',
      'files.copy',
      { copied: going(files.slice(0, 1)) },
      () => null,
      'it can’t be told of a.pdf. Did it happen?',
    ],
    [
      'some are there and some can’t be read',
      'files.copy',
      { copied: going(files) },
      but(worldOf(...files, '/out/a.pdf'), ...files.slice(1)),
      '1 of 5 is done (a.pdf), of 4 it can’t be told (b.pdf, c.pdf, d.pdf and 1 more). Did all of it happen?',
    ],
    [
      'some are not there and some can’t be read',
      'files.copy',
      { copied: going(files) },
      but(worldOf(...files), ...files.slice(3)),
      '3 of 5 are not done (a.pdf, b.pdf, c.pdf), of 2 it can’t be told (d.pdf, e.pdf). So it did not happen.',
    ],
    [
      'of each there are some',
      'files.copy',
      { copied: going(files) },
      but(worldOf(...files, '/out/a.pdf'), ...files.slice(3)),
      '1 of 5 is done (a.pdf), 2 are not (b.pdf, c.pdf), of 2 it can’t be told (d.pdf, e.pdf). So not all of it happened.',
    ],
    [
      'what moved is in neither place by now',
      'files.move',
      { moved: going(files.slice(0, 2)) },
      worldOf('/out/a.pdf'),
      '1 of 2 is done (a.pdf), of 1 it can’t be told (b.pdf). Did all of it happen?',
    ],
  ])('says what is read back: %s', async (_, skill, receipt, world, say) => {
    expect(await ask(skill, { files, to: '/out' }, receipt, world)).toBe(`Read back just now: ${say}`);
  });

  it('offers no answer that goes against what was read back', async () => {
    const labels = async (world: World): Promise<readonly string[]> => {
      const result = await reconciled(
        'files.copy',
        { files, to: '/out' },
        { copied: going(files) },
        world,
        Date.now() + 60_000,
      );
      return 'question' in result ? result.question.candidates.map(({ label }) => label) : [];
    };
    expect(await labels(worldOf(...files, '/out/a.pdf'))).toEqual(['Not all of it happened']);
    expect(await labels(worldOf(...files))).toEqual(['It did not happen']);
    expect(await labels(worldOf(...files, ...going(files).map(({ to }) => to)))).toEqual([
      'Yes, it happened',
      'No, that was so before',
    ]);
    expect(await labels(() => null)).toEqual(['Yes, it happened', 'No, it did not']);
  });

  it('is not asked where all that moved was read in its new place: it was in the old one before', async () => {
    const moved = going(files.slice(0, 2));
    const act = ['files.move', { files: files.slice(0, 2), to: '/out' }, { moved }] as const;
    expect(await reconciled(...act, worldOf('/out/a.pdf', '/out/b.pdf'), Date.now() + 60_000)).toMatchObject({
      outcome: { status: 'verified', evidence: [{ path: 'filesystem', say: 'all 2 are done', holds: true }] },
    });
  });

  it('answered with yes is believed as far as it is read back, by that evidence', async () => {
    const yes = async (world: World) => {
      const copied = going(files.slice(0, 2));
      const result = await reconciled(
        'files.copy',
        { files: files.slice(0, 2), to: '/out' },
        { copied },
        world,
        Date.now() + 60_000,
        'yes',
      );
      return 'question' in result ? null : [result.outcome.status, result.outcome.evidence.map(({ path }) => path)];
    };
    expect(await yes(worldOf(...files, '/out/a.pdf', '/out/b.pdf'))).toEqual(['verified', ['filesystem']]);
    expect(await yes(worldOf(...files, '/out/a.pdf'))).toEqual(['unverified', ['person']]);
    expect(await yes(() => null)).toEqual(['unverified', ['person']]);
  });

  it('says of what goes to no other place what is so, what is not, and what can’t be read', async () => {
    const took = (world: World) => ask('files.remove-line', { path: '/a.txt', line: 'x' }, { sha256: 's' }, world);
    const file =
      (text: string): World =>
      () => ({ exists: true, type: 'file', text, sha256: 's' });
    expect(await took(file('y'))).toBe(
      'Read back just now. This is so now: no line of a.txt is “x”. Was that so before, or did it happen?',
    );
    expect(await took(() => ({ exists: true, type: 'file', text: 'x', sha256: 'before' }))).toBe(
      'Read back just now. This is not so now: no line of a.txt is “x”. Did it happen, and was changed since?',
    );
    expect(await took(() => null)).toMatch(/^Read back just now\. This can’t be read: no line .*\. Did it happen\?$/u);
  });

  it('says nothing of what nobody remembers', async () => {
    expect(await ask('files.copy', { files, to: '/out' }, null, worldOf(...files))).toMatch(/^Did it\?$/u);
    expect(await ask('app.open', { app: 'a', name: 'A', command: ['a'], windowClass: 'a' }, null, () => ({}))).toMatch(
      /^Did it\?$/u,
    );
  });
});
