import { describe, expect, it } from 'vitest';
import { reconcile } from '../../../shared/execution/reconcile.ts';
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
  const act: Act = { key: 'r/s1/1', stepId: 's1', skill, args, receipt: null, untouched: false };
  // A deadline in the past: what does not hold now is not waited for.
  const result = await reconcile(act, state, ports, { ...progress(), deadline: 0 });
  return 'question' in result ? 'asked' : result.outcome.status;
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
