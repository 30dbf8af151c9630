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
): Promise<Reconciled> => {
  const { state } = advance(undefined, { type: 'run.started', at: 0, runId: 'r', goal: '' });
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
  const ask = async (skill: string, args: Act['args'], receipt: Act['receipt'], world: World): Promise<string> => {
    const result = await reconciled(skill, args, receipt, world, Date.now() + 60_000);
    return 'question' in result ? result.question.ask.replace(/^.*“s1”\. /u, '') : result.outcome.status;
  };

  it.each<[string, string, Act['receipt'], World, string]>([
    [
      'a part is there',
      'files.copy',
      { copied: going(files) },
      worldOf(...files, '/out/a.pdf', '/out/b.pdf'),
      '2 of 5 are done (a.pdf, b.pdf), 3 are not (c.pdf, d.pdf, e.pdf). Did all of it happen?',
    ],
    ['nothing is there', 'files.copy', { copied: going(files) }, worldOf(...files), 'none of 5 is done. Did it?'],
    [
      'all is there',
      'files.copy',
      { copied: going(files.slice(0, 2)) },
      worldOf(...files, '/out/a.pdf', '/out/b.pdf'),
      'all 2 are done. Did it?',
    ],
    [
      'one of one is there',
      'files.copy',
      { copied: going(files.slice(0, 1)) },
      worldOf(...files, '/out/a.pdf'),
      'a.pdf is done. Did it?',
    ],
    [
      'none of one is there',
      'files.copy',
      { copied: going(files.slice(0, 1)) },
      worldOf(...files),
      'a.pdf is not done. Did it?',
    ],
    [
      'what moved is gone from its old place',
      'files.move',
      { moved: going(files.slice(0, 2)) },
      worldOf('/in/b.pdf', '/out/a.pdf'),
      '1 of 2 is done (a.pdf), 1 is not (b.pdf). Did all of it happen?',
    ],
    [
      'nobody can read it',
      'files.copy',
      { copied: going(files) },
      () => null,
      'none of 5 is done, 5 can’t be read (a.pdf, b.pdf, c.pdf and 2 more). Did it?',
    ],
  ])('says what is read back: %s', async (_, skill, receipt, world, say) => {
    expect(await ask(skill, { files, to: '/out' }, receipt, world)).toBe(`Read back just now: ${say}`);
  });

  it('says nothing of what nobody remembers', async () => {
    expect(await ask('files.copy', { files, to: '/out' }, null, worldOf(...files))).toMatch(/^Did it\?$/u);
    expect(await ask('app.open', { app: 'a', name: 'A', command: ['a'], windowClass: 'a' }, null, () => ({}))).toMatch(
      /^Did it\?$/u,
    );
  });
});
