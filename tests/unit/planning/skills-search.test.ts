import { describe, expect, it } from 'vitest';
import { checkPlan } from '../../../shared/planning/check/check.ts';
import { Composing } from '../../../shared/planning/composing.ts';
import { withObserved } from '../../../shared/planning/facts.ts';
import { Known } from '../../../shared/planning/known.ts';
import type { Proposal } from '../../../shared/planning/plan.ts';
import { propose } from '../../../shared/planning/propose.ts';
import { Unseen } from '../../../shared/planning/refusal.ts';
import { seek, type SeekOptions, type Sought } from '../../../shared/planning/seek/seek.ts';
import { readWindows, type WorldFacts } from '../../../shared/planning/world.ts';
import { assessing } from '../../../shared/policy/assess.ts';
import { BY_GRAMMAR } from '../../../shared/policy/provenance/ground.ts';
import type { Query } from '../../../shared/ports/observer.ts';
import type { Json } from '../../../shared/protocol/json.ts';
import { SKILLS } from '../../../shared/skills/catalogue.ts';
import { R } from '../../../shared/skills/relations.ts';
import { State } from '../../../shared/symbolic/state.ts';
import type { Literal } from '../../../shared/symbolic/atom.ts';

const HOME = '/home/a';
const at = (path: string): string => `${HOME}/${path}`;

interface Disk {
  readonly folders?: readonly string[];
  readonly files?: readonly string[];
  /** Archives, which are files too, with what is in them. */
  readonly archives?: Readonly<Record<string, readonly string[]>>;
}

const WORLD: WorldFacts = {
  home: HOME,
  apps: [],
  answers: {},
  now: 0,
  windows: (seen) => readWindows(seen, () => false),
};
const WINDOW = { id: 7, pid: 70, app: 'mousepad', title: 'notes.txt' };

const look = (query: Query, disk: Disk): { readonly [field: string]: Json } | null => {
  const archives = disk.archives ?? {};
  const files = [...(disk.files ?? []), ...Object.keys(archives)].map(at);
  const folders = [HOME, ...(disk.folders ?? []).map(at)];
  switch (query.kind) {
    case 'file':
      if (files.includes(query.path)) return { exists: true, type: 'file' };
      return folders.includes(query.path) ? { exists: true, type: 'folder' } : { exists: false };
    case 'files':
      return {
        exists: folders.includes(query.folder),
        files: files
          .filter((f) => f.startsWith(`${query.folder}/`) && !f.slice(query.folder.length + 1).includes('/'))
          .filter((f) => query.glob === '*.zip' && f.endsWith('.zip'))
          .map((path) => ({ path, name: path.split('/').at(-1) ?? '', size: 1 })),
      };
    case 'archive': {
      const entries = archives[query.path.slice(HOME.length + 1)];
      return { exists: entries !== undefined, entries: (entries ?? []).map((name) => ({ name, size: 1, crc32: 0 })) };
    }
    case 'windows':
      return { windows: [{ ...WINDOW, active: true, dialog: false }] };
    default:
      return null;
  }
};

const looking = <T>(disk: Disk, known: Known, attempt: (known: Known) => T | null): T => {
  const tried = (): T | null => {
    try {
      return attempt(known);
    } catch (thrown) {
      if (thrown instanceof Unseen) return null;
      throw thrown;
    }
  };
  for (let round = 0; round < 40; round++) {
    const answer = tried();
    if (answer !== null) return answer;
    for (const query of known.missing) known.add({ query, path: 'filesystem', value: look(query, disk) });
  }
  throw new Error('it never has seen enough');
};

const sought = (goal: readonly Literal[], disk: Disk, options?: SeekOptions, known = new Known()): Sought =>
  looking(disk, known, () => {
    let state = State.empty;
    const seen = (literals: readonly Literal[]): State =>
      (state = withObserved(state, literals, new Set(), known, WORLD));
    return seek(goal, { skills: SKILLS, known, world: WORLD, look: seen }, options);
  });
const callsOf = (found: Sought) =>
  found.kind === 'none' ? found : found.calls.map(({ skill, args }) => ({ skill: skill.name, ...args }));

const planFor = (skill: string, args: Readonly<Record<string, Json>>, disk: Disk, known = new Known()): Proposal =>
  looking(disk, known, () => {
    const made = propose([{ skill, args, start: 0, end: 4 }], 'goal', known, WORLD, SKILLS, assessing(BY_GRAMMAR));
    return made.kind === 'look' ? null : made;
  });
const stepsOf = (made: Proposal) => {
  if (made.kind !== 'plan') throw new Error(JSON.stringify(made));
  return made.plan.steps;
};

describe('what no single step brings about, several do', () => {
  const disk: Disk = { folders: ['Downloads'], archives: { 'Downloads/mail.zip': ['2026/report.pdf', 'other.txt'] } };

  it('a file that is in an archive is unpacked beside it, and put where it is needed', () => {
    const steps = stepsOf(planFor('files.read', { path: at('Downloads/report.pdf') }, disk));
    expect(steps.map((s) => [s.skill, s.dependsOn])).toEqual([
      ['files.unzip', []],
      ['files.move', ['s1']],
      ['files.read', ['s2']],
    ]);
    expect(steps[0]?.args).toEqual({
      archive: at('Downloads/mail.zip'),
      to: at('Downloads/mail'),
      entries: ['2026/report.pdf'],
    });
    expect(steps[1]?.args).toEqual({ files: [at('Downloads/mail/2026/report.pdf')], to: at('Downloads') });
    const [unpack, ...others] = steps;
    const more = { ...unpack?.args, entries: ['2026/report.pdf', 'none.txt'] };
    const intents = [{ skill: 'files.read', args: { path: at('Downloads/report.pdf') }, start: 0, end: 4 }];
    const claimed = looking(disk, new Known(), (known) => {
      const plan = { steps: unpack ? [{ ...unpack, args: more }, ...others] : [], intents, goal: 'goal' };
      return checkPlan({ ...plan, constraints: [], now: 0 }, { skills: SKILLS, known, world: WORLD });
    });
    expect(claimed).toMatchObject({
      holds: false,
      violation: { kind: 'argument', stepId: 's1', say: expect.stringContaining('none.txt') },
    });
    expect(steps[1]?.why).toBe('So that there is a file ~/Downloads/report.pdf.');
  });

  it('a folder that was packed whole is unpacked to its place, into folders that are made for it', () => {
    const packed: Disk = { archives: { 'old.zip': ['notes.txt'] } };
    expect(callsOf(sought([R.file(at('Work/old/notes.txt'))], packed))).toMatchObject([
      { skill: 'files.create-folder', path: at('Work') },
      { skill: 'files.unzip', to: at('Work/old'), entries: ['notes.txt'] },
    ]);
  });

  it('all needs of one step are met together', () => {
    const two: Disk = { folders: ['In'], archives: { 'In/a.zip': ['x.txt', 'y.txt'] } };
    const steps = stepsOf(planFor('files.move', { files: [at('In/x.txt'), at('In/y.txt')], to: at('Out/New') }, two));
    expect(steps.filter((s) => s.skill === 'files.unzip').map((s) => s.args['entries'])).toEqual([['x.txt', 'y.txt']]);
    expect(steps.at(-1)).toMatchObject({ skill: 'files.move', args: { to: at('Out/New') } });
  });

  it('what another file happens to be called, or could be written, is not the file that is needed', () => {
    const read = { path: at('B/notes.txt') };
    expect(planFor('files.read', read, { folders: ['A', 'B'], files: ['A/notes.txt'] }).kind).toBe('refused');
    const several: Disk = { folders: ['B'], archives: { 'B/1.zip': ['old/notes.txt'], 'B/2.zip': ['new/notes.txt'] } };
    expect(planFor('files.read', read, several).kind).toBe('refused');
    const outside: Disk = { folders: ['B'], archives: { 'B/1.zip': ['../notes.txt'] } };
    expect(planFor('files.read', read, outside).kind).toBe('refused');
  });

  it('as many as eight files come out of one archive', () => {
    const names = Array.from({ length: 8 }, (_, i) => `${i}.txt`);
    const files = names.map((name) => at(`In/${name}`));
    const steps = stepsOf(
      planFor('files.copy', { files, to: HOME }, { folders: ['In'], archives: { 'In/a.zip': names } }),
    );
    expect(steps.map((s) => s.skill)).toEqual(['files.unzip', ...names.map(() => 'files.move'), 'files.copy']);
  });

  it('hundreds of missing files are refused, not searched for', () => {
    const files = Array.from({ length: 500 }, (_, i) => at(`In/${i}.txt`));
    const some: Disk = { folders: ['In'], archives: { 'In/a.zip': ['1.txt', '2.txt'] } };
    expect(planFor('files.trash', { files }, some).kind).toBe('refused');
  });

  it('what is there is not put away for what is to come, unless that is asked for', () => {
    const taken: Disk = { folders: ['Papers'], files: ['a.txt'] };
    const goal = [R.free(at('a.txt'))];
    expect(sought(goal, taken, { paths: [at('Papers')] })).toEqual({ kind: 'none' });
    expect(planFor('files.create-folder', { path: at('a.txt') }, taken).kind).toBe('refused');
  });
});

describe('of several ways the safer one is taken', () => {
  const disk: Disk = { folders: ['Papers'], files: ['a.txt'] };
  const goal = [R.free(at('a.txt'))];
  const asked = { risk: 'R5', mayTake: true } as const;

  it('moving away instead of the trash, and the trash where nothing else is left', () => {
    expect(callsOf(sought(goal, disk, { ...asked, paths: [at('Papers')] }))).toEqual([
      { skill: 'files.move', files: [at('a.txt')], to: at('Papers') },
    ]);
    // With `a.txt` in ~/Papers too, moving is no way, but another name is.
    const full = { ...disk, files: ['a.txt', 'Papers/a.txt'] };
    expect(callsOf(sought(goal, full, { ...asked, paths: [at('Papers'), at('New')] }))).toEqual([
      expect.objectContaining({ skill: 'files.rename' }),
    ]);
    expect(callsOf(sought(goal, full, { ...asked, paths: [at('Papers')] }))).toEqual([
      { skill: 'files.trash', files: [at('a.txt')] },
    ]);
  });

  it('closing a window, which can’t be taken back, is not put in unless it is asked for', () => {
    const closed = [R.noWindow('w:7')];
    const found = callsOf(sought(closed, disk, { ...asked, windows: [WINDOW] }));
    expect(found).toEqual([expect.objectContaining({ window: WINDOW })]);
    expect(sought(closed, disk, { windows: [WINDOW] })).toEqual({ kind: 'none' });
  });
});

describe('a search that comes to no end', () => {
  const disk: Disk = { folders: ['Downloads'], archives: { 'Downloads/mail.zip': ['report.pdf'] } };
  const goal = [R.folder(at('Downloads')), R.file(at('Downloads/report.pdf'))];

  it('says which condition is open, with the steps to the nearest state', () => {
    const found = sought(goal, disk, { states: 1 });
    expect(found).toMatchObject({ kind: 'unfinished', open: R.file(at('Downloads/report.pdf')) });
    expect(sought(goal, disk, { states: 1 })).toEqual(found);
    const deep = sought([R.file(at('Downloads/new/deep/report.pdf'))], disk, { states: 1 });
    expect([deep.kind, callsOf(deep)]).toEqual([
      'unfinished',
      [{ skill: 'files.create-folder', path: at('Downloads/new') }],
    ]);
  });

  it('leaves a draft of the steps to there', () => {
    const known = new Known();
    const refusal = looking(disk, known, () => {
      const composing = new Composing(known, WORLD, SKILLS);
      try {
        return composing.seek([R.file(at('Downloads/new/deep/report.pdf'))], { states: 1 });
      } catch (thrown) {
        if (thrown instanceof Unseen) throw thrown;
        return thrown;
      }
    });
    expect(refusal).toMatchObject({
      details: expect.stringContaining('open is that there is a file ~/Downloads/new/deep/report.pdf'),
      partial: { drafts: [{ id: 's1', args: { path: at('Downloads/new') } }] },
    });
  });

  it('is refused with what is open in words', () => {
    const over = new Known(() => true);
    const made = planFor('files.read', { path: at('Downloads/report.pdf') }, disk, over);
    expect(made).toMatchObject({
      kind: 'refused',
      code: 'PLAN_DOES_NOT_HOLD',
      details: expect.stringContaining('What is open is that there is a file ~/Downloads/report.pdf'),
    });
  });
});
