import { describe, expect, it } from 'vitest';
import type { Intent } from '../../../shared/goals/intent.ts';
import { Known } from '../../../shared/planning/known.ts';
import type { Proposal } from '../../../shared/planning/plan.ts';
import { propose } from '../../../shared/planning/propose.ts';
import { readWindows, type WorldFacts } from '../../../shared/planning/world.ts';
import { assessing } from '../../../shared/policy/assess.ts';
import { BY_GRAMMAR } from '../../../shared/policy/provenance/ground.ts';
import type { Application } from '../../../shared/ports/applications.ts';
import type { Query } from '../../../shared/ports/observer.ts';
import type { Json } from '../../../shared/protocol/json.ts';
import { SKILLS } from '../../../shared/skills/catalogue.ts';

const editor: Application = {
  id: 'org.xfce.mousepad',
  name: 'Mousepad',
  windowClass: 'mousepad',
  command: ['mousepad'],
  generic: ['text editor'],
  extensions: ['txt'],
};

const win = (id: number, title: string, active = false) => ({
  id,
  pid: 1,
  app: 'mousepad',
  title,
  active,
  dialog: false,
});

/** A world of folders, files and windows that planning may look at. */
const plan = (
  intents: readonly Omit<Intent, 'start' | 'end'>[],
  world: {
    files?: readonly string[];
    folders?: readonly string[];
    windows?: readonly ReturnType<typeof win>[];
    answers?: Record<string, string>;
  } = {},
): Proposal => {
  const known = new Known();
  const files = world.files ?? [];
  const folders = ['/home/a', ...(world.folders ?? [])];
  const look = (q: Query): { readonly [field: string]: Json } | null => {
    switch (q.kind) {
      case 'file':
        return files.includes(q.path)
          ? { exists: true, type: 'file' }
          : folders.includes(q.path)
            ? { exists: true, type: 'folder' }
            : { exists: false };
      case 'files': {
        const inside = files.filter((f) => f.startsWith(`${q.folder}/`) && f.endsWith(q.glob.slice(1)));
        return {
          exists: folders.includes(q.folder),
          files: inside.map((path) => ({ path, name: path.split('/').at(-1) ?? '', size: 1 })),
        };
      }
      case 'windows':
        return { windows: [...(world.windows ?? [])] };
      default:
        return null;
    }
  };
  const facts: WorldFacts = {
    home: '/home/a',
    apps: [editor],
    answers: world.answers ?? {},
    now: 0,
    windows: (seen) => readWindows(seen, (w) => w.title === 'Sonny'),
  };
  const placed = intents.map((i) => ({ ...i, start: 0, end: 4 }));
  for (let round = 0; round < 30; round++) {
    const proposal = propose(placed, 'goal', known, facts, SKILLS, assessing(BY_GRAMMAR));
    if (proposal.kind !== 'look') return proposal;
    expect(proposal.queries.length).toBeGreaterThan(0);
    for (const query of proposal.queries) known.add({ query, path: 'filesystem', value: look(query) });
  }
  throw new Error('planning never settled');
};

const steps = (p: Proposal) => {
  if (p.kind !== 'plan') throw new Error(JSON.stringify(p));
  return p.plan.steps;
};

const shopping: readonly Omit<Intent, 'start' | 'end'>[] = [
  { skill: 'text.write', args: { window: { $: 'app', app: editor }, text: 'Buy milk' } },
  { skill: 'document.save-as', args: { window: { $: 'it' }, path: '/home/a/Documents/shopping.txt' } },
];

describe('a plan from intents', () => {
  it('opens the application, writes into the window that opened, and saves that window', () => {
    const made = steps(plan(shopping, { folders: ['/home/a/Documents'] }));
    expect(made.map((s) => s.skill)).toEqual(['app.open', 'text.write', 'document.save-as']);
    expect(made[1]?.args['window']).toEqual({ from: 's1', output: 'window' });
    expect(made[2]?.args['window']).toEqual({ from: 's1', output: 'window' });
    expect(made.every((s) => s.needs.every((n) => n.holds))).toBe(true);
    expect(made[2]?.dependsOn).toEqual(['s2']);
    expect(made[1]?.title).toBe('Write “Buy milk” in Mousepad');
    expect(made[2]?.title).toBe('Save as ~/Documents/shopping.txt');
  });

  it('puts in the steps that a precondition asks for, however deep', () => {
    const made = steps(plan([{ skill: 'files.write', args: { path: '/home/a/x/y/z.txt', text: 'hi' } }]));
    expect(made.map((s) => [s.skill, s.args['path']])).toEqual([
      ['files.create-folder', '/home/a/x'],
      ['files.create-folder', '/home/a/x/y'],
      ['files.write', '/home/a/x/y/z.txt'],
    ]);
    expect(made[1]?.why).toContain('~/x/y');
  });

  it('marks a step that replaces a file as one that is asked about', () => {
    const made = steps(plan(shopping, { folders: ['/home/a/Documents'], files: ['/home/a/Documents/shopping.txt'] }));
    expect(made[2]).toMatchObject({ risk: 'R3', asks: true, args: { replace: true } });
  });

  it('names the file of a document that is saved where it was, as far as the steps before tell it', () => {
    const again = { skill: 'document.save', args: { window: { $: 'it' } } } as const;
    const saved = plan([...shopping, again], { folders: ['/home/a/Documents'] });
    expect(steps(saved).at(-1)?.args['path']).toBe('/home/a/Documents/shopping.txt');
    const unknown = plan([{ skill: 'document.save', args: { window: { $: 'active-window' } } }], {
      windows: [win(3, 'notes.txt', true)],
    });
    expect(steps(unknown).at(-1)?.args).not.toHaveProperty('path');
  });

  it('lists the files that a pattern means, so that what is approved is what is done', () => {
    const made = steps(
      plan(
        [
          {
            skill: 'files.move',
            args: { files: { $: 'files', folder: '/home/a/in', glob: '*.pdf', recursive: false }, to: '/home/a/out' },
          },
        ],
        { folders: ['/home/a/in'], files: ['/home/a/in/a.pdf', '/home/a/in/b.pdf', '/home/a/in/c.txt'] },
      ),
    );
    expect(made.at(-1)?.args['files']).toEqual(['/home/a/in/a.pdf', '/home/a/in/b.pdf']);
    expect(made[0]?.skill).toBe('files.create-folder');
  });

  it('lets independent steps stand side by side', () => {
    const made = steps(
      plan(
        [
          { skill: 'files.write', args: { path: '/home/a/x/1.txt', text: 'x' } },
          { skill: 'files.write', args: { path: '/home/a/y/2.txt', text: 'x' } },
          { skill: 'files.zip', args: { files: ['/home/a/x/1.txt', '/home/a/y/2.txt'], archive: '/home/a/z.zip' } },
        ],
        { folders: ['/home/a/x', '/home/a/y'] },
      ),
    );
    expect(made.map((s) => s.dependsOn)).toEqual([[], [], ['s1', 's2']]);
  });

  it('lets nothing go ahead of a wait that was said before it', () => {
    const made = steps(
      plan([
        { skill: 'wait.file', args: { path: '/home/a/go.txt' } },
        { skill: 'files.write', args: { path: '/home/a/later.txt', text: 'x' } },
      ]),
    );
    expect(made.map((s) => s.dependsOn)).toEqual([[], ['s1']]);
  });

  it('says what can be undone and from where not', () => {
    const p = plan([{ skill: 'window.close', args: { window: { $: 'window', title: 'notes' } } }], {
      windows: [win(7, 'notes')],
    });
    expect(p.kind === 'plan' && p.plan.forecast).toMatchObject({ undoable: 0, pointOfNoReturn: 's1' });
  });

  it('promises no undo where there is nothing to take back', () => {
    const p = plan([{ skill: 'files.read', args: { path: '/home/a/a.txt' } }], { files: ['/home/a/a.txt'] });
    expect(p.kind === 'plan' && p.plan.forecast.say).toBe('This only looks; nothing is changed.');
  });
});

describe('what does not hold is refused', () => {
  it('names the violated condition and the step', () => {
    const p = plan([{ skill: 'files.trash', args: { files: ['/home/a/none.txt'] } }]);
    expect(p).toMatchObject({ kind: 'refused', code: 'PLAN_DOES_NOT_HOLD' });
    expect(p.kind === 'refused' && p.details).toContain('~/none.txt');
    expect(p.kind === 'refused' && p.draft).toHaveLength(1);
  });

  it('refuses a step whose file an earlier step took away', () => {
    const p = plan(
      [
        { skill: 'files.trash', args: { files: ['/home/a/a.txt'] } },
        { skill: 'files.read', args: { path: '/home/a/a.txt' } },
      ],
      { files: ['/home/a/a.txt'] },
    );
    expect(p).toMatchObject({ kind: 'refused', code: 'PLAN_DOES_NOT_HOLD' });
    expect(p.kind === 'refused' && p.draft[1]?.needs.some((n) => !n.holds)).toBe(true);
  });

  it('refuses an empty selection, a missing window, and an “it” without anything before', () => {
    expect(
      plan([
        { skill: 'files.trash', args: { files: { $: 'files', folder: '/home/a', glob: '*.zip', recursive: false } } },
      ]),
    ).toMatchObject({
      kind: 'refused',
      code: 'NOTHING_TO_DO',
      details: 'There are no *.zip in ~, so nothing was to be done.',
    });
    expect(plan([{ skill: 'window.focus', args: { window: { $: 'window', title: 'nope' } } }])).toMatchObject({
      kind: 'refused',
      code: 'TARGET_MISSING',
    });
    expect(plan([{ skill: 'window.focus', args: { window: { $: 'it' } } }])).toMatchObject({
      kind: 'refused',
      code: 'TARGET_MISSING',
    });
  });

  it('does not see Sonny’s own window', () => {
    expect(
      plan([{ skill: 'window.focus', args: { window: { $: 'window', title: 'Sonny' } } }], {
        windows: [win(1, 'Sonny')],
      }),
    ).toMatchObject({ kind: 'refused', code: 'TARGET_MISSING' });
  });
});

describe('two windows with one title', () => {
  const focus = [{ skill: 'window.focus', args: { window: { $: 'window', title: 'Untitled 1' } } }] as const;
  const windows = [win(11, 'Untitled 1'), win(12, 'Untitled 1', true)];

  it('are a question with both as candidates', () => {
    const p = plan(focus, { windows });
    expect(p.kind === 'question' && p.question.candidates.map((c) => c.id)).toEqual(['11', '12']);
  });

  it('the answer binds the window’s identity', () => {
    const [step] = steps(plan(focus, { windows, answers: { 'window:Untitled 1': '12' } }));
    expect(step?.args['window']).toMatchObject({ id: 12, pid: 1 });
  });

  it('a chosen window that has closed is refused, not replaced', () => {
    const p = plan(focus, {
      windows: [win(11, 'Untitled 1'), win(13, 'Untitled 1')],
      answers: { 'window:Untitled 1': '12' },
    });
    expect(p).toMatchObject({ kind: 'refused', code: 'TARGET_GONE' });
  });
});
