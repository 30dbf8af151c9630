import { appendFile, mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSimulatedDriver, SIMULATED_APPLICATIONS } from '../../../automation/desktop/simulated/index.ts';
import { advance } from '../../../shared/execution/state.ts';
import type { Driver, Window } from '../../../shared/ports/driver.ts';
import type { RunView } from '../../../shared/protocol/run.ts';
import { progress } from '../../fakes/progress.ts';
import { isRunEvent } from '../../../shared/protocol/events.ts';
import { openSimulatedProgram, type SimulatedProgram } from '../../fakes/simulated-program.ts';

let program: SimulatedProgram;
let driver: Driver;
/** What the window system says of a window; by default the truth. */
let disguise: (window: Window) => Window;

beforeEach(async () => {
  disguise = (window) => window;
  const desktop = createSimulatedDriver();
  driver = { ...desktop, windows: async (p) => (await desktop.windows(p)).map((window) => disguise(window)) };
  program = await openSimulatedProgram(driver);
});
afterEach(() => program.dispose());

const at = (name: string): string => join(program.home, name);
const put = async (name: string, text: string): Promise<void> => {
  await mkdir(join(at(name), '..'), { recursive: true });
  await writeFile(at(name), text);
};

/** Goes on to where one step is asked about on its own. */
const untilAsked = async (goal: string): Promise<RunView> => {
  let run = await program.propose(goal);
  while (run.approval?.stepId === null) run = await program.approve(run);
  expect(run.approval?.stepId, run.sentence).toBeTruthy();
  return run;
};

/** The last step was refused: nothing was touched, and the run stopped there. */
const expectRefused = (run: RunView): void => {
  expect(run.status).toBe('failed');
  const refused = run.steps.filter((s) => s.error);
  expect(refused.map((s) => s.status)).toEqual(['refused']);
  expect(['PLAN_CHANGED', 'TARGET_GONE', 'TARGET_MISSING', 'FILE_EXISTS']).toContain(refused[0]?.error?.code);
};

const [editing] = SIMULATED_APPLICATIONS;
/** Opened by the person, not by Sonny. */
const editor = async (): Promise<Window> =>
  (await driver.launch(editing?.command ?? [], editing?.windowClass ?? '', progress())).window;

describe('the plan', () => {
  const other = async (): Promise<RunView> => program.propose('create the folder ~/Other');

  it('is approved only by its own nonce and hash, once', async () => {
    const run = await program.propose('create the folder ~/New');
    const strange = await other();
    const [own, foreign] = [run.approval, strange.approval];
    const approve = (nonce = '', planHash = ''): Promise<unknown> =>
      program.sonny.dispatch({ type: 'run.approve', runId: run.id, nonce, planHash });
    for (const [nonce, hash] of [
      [foreign?.nonce, foreign?.planHash],
      [foreign?.nonce, own?.planHash],
      [own?.nonce, foreign?.planHash],
    ])
      await expect(approve(nonce, hash)).rejects.toMatchObject({ code: 'PLAN_CHANGED' });
    expect(await readdir(program.home)).not.toContain('New');
    await approve(own?.nonce, own?.planHash);
    await expect(approve(own?.nonce, own?.planHash)).rejects.toMatchObject({ code: 'COMMAND_NOT_NOW' });
  });

  it.each(['approval.asked', 'approval.given'])('can’t be replaced by another one after %s', async (after) => {
    const run = await program.propose('create the folder ~/New and then create the folder ~/Then');
    await program.approve(run);
    const rows = [...program.ports.journal.read({ runId: run.id })].map((row) => row.event).filter(isRunEvent);
    const made = rows.find((row) => row.type === 'plan.made');
    const place = rows.findIndex((row) => row.type === after) + 1;
    if (made?.type !== 'plan.made') throw new Error('no plan');
    const fold = (events: typeof rows) => {
      let state = advance(undefined, events[0]!).state;
      for (const event of events.slice(1)) state = advance(state, event).state;
      return state;
    };
    const [first, second] = made.plan.steps;
    const forgeries = [
      { ...made.plan, hash: 'other' },
      { ...made.plan, steps: [{ ...first!, args: { path: at('Elsewhere') } }, second!] },
      { ...made.plan, steps: [{ ...first!, skill: 'files.trash' }, second!] },
      { ...made.plan, steps: [second!, first!] },
      { ...made.plan, steps: [{ ...first!, asks: false }] },
    ];
    for (const plan of forgeries) {
      const forged = fold([...rows.slice(0, place), { ...made, plan }]);
      expect(forged).toEqual(fold(rows.slice(0, place)));
    }
  });

  it.each<[string, string, () => Promise<void>]>([
    ['the place for a file is taken', 'create a file ~/a.txt with "new"', () => put('a.txt', 'mine')],
    ['the place for a folder is taken', 'create the folder ~/New', () => put('New', 'mine')],
    ['the file is gone', 'move ~/Documents/old.txt to ~/Papers', () => rm(at('Documents/old.txt'))],
    ['the folder is gone', 'move ~/Documents/old.txt to ~/Papers', () => rm(at('Papers'), { recursive: true })],
    [
      'the folder became a file',
      'move ~/Documents/old.txt to ~/Papers',
      async () => {
        await rm(at('Papers'), { recursive: true });
        await put('Papers', 'mine');
      },
    ],
    ['the new name is taken', 'rename ~/Documents/old.txt to new.txt', () => put('Documents/new.txt', 'mine')],
    ['the archive’s place is taken', 'zip the folder ~/Papers as ~/p.zip', () => put('p.zip', 'mine')],
  ])('once approved is refused when %s', async (_, goal, change) => {
    await put('Documents/old.txt', 'old');
    await mkdir(at('Papers'));
    const run = await program.propose(goal);
    await change();
    expectRefused(await program.approve(run));
    for (const name of ['a.txt', 'New', 'Papers', 'Documents/new.txt', 'p.zip'])
      expect(await readFile(at(name), 'utf8').catch(() => 'mine')).toBe('mine');
  });
});

describe('what a plan takes from its place', () => {
  const moving = 'move ~/a.txt to ~/Papers';
  const renaming = 'rename ~/a.txt to b.txt';
  const trashing = 'move ~/a.txt to the trash';
  const replaced = async (text: string): Promise<void> => {
    await rm(at('a.txt'));
    await put('a.txt', text);
  };
  const renamedOver = async (): Promise<void> => {
    await put('other.txt', 'mine');
    await rename(at('other.txt'), at('a.txt'));
  };
  beforeEach(async () => {
    await put('a.txt', 'mine');
    await mkdir(at('Papers'));
  });
  /** Yes to everything that is asked. */
  const approveAll = async (from: RunView): Promise<RunView> => {
    let run = await program.approve(from);
    while (run.approval) run = await program.approve(run);
    return run;
  };

  it.each<[string, string, () => Promise<void>]>([
    [moving, 'was replaced by others of the same name', () => replaced('other')],
    [moving, 'was made anew with the same bytes', () => replaced('mine')],
    [moving, 'gave its name to another file', renamedOver],
    [renaming, 'gave its name to another file', renamedOver],
    [trashing, 'gave its name to another file', renamedOver],
    [trashing, 'was edited', () => put('a.txt', 'edited')],
    [`wait 1 second and then ${moving}`, 'gave its name to another file', renamedOver],
    [`copy ~/a.txt to ~/Papers and then ${renaming}`, 'gave its name to another file', renamedOver],
  ])('is not taken by “%s” when it %s after the plan was shown', async (goal, _, change) => {
    const run = await program.propose(goal);
    await change();
    const before = await readFile(at('a.txt'), 'utf8');
    const ended = await approveAll(run);
    expectRefused(ended);
    expect(ended.steps.find(({ error }) => error)?.error).toMatchObject({
      code: 'PLAN_CHANGED',
      details: expect.stringMatching(/~\/a\.txt was (?:replaced|changed)/),
    });
    expect(await readFile(at('a.txt'), 'utf8')).toBe(before);
  });

  it('is taken by what a person tries again once they were told', async () => {
    const run = await program.propose(moving);
    await replaced('other');
    await program.approve(run);
    await program.sonny.dispatch({ type: 'run.retry', runId: run.id });
    expect(await program.settled(run.id)).toMatchObject({ status: 'done' });
    expect(await readFile(at('Papers/a.txt'), 'utf8')).toBe('other');
  });

  it.each<[string, () => Promise<void>]>([
    [moving, async () => {}],
    [trashing, async () => {}],
    // A file that others go on writing to is still that file.
    [moving, () => appendFile(at('a.txt'), ' and more')],
    // Of what is copied a person means what is there then.
    ['copy ~/a.txt to ~/Papers', () => replaced('other')],
    ['zip ~/a.txt as ~/a.zip', () => replaced('other')],
    // What an earlier step makes or changes is not what was there before.
    [`append "x" to ~/a.txt and then ${moving}`, async () => {}],
    [`append "x" to ~/a.txt and then ${trashing}`, async () => {}],
    [`${moving} and then rename ~/Papers/a.txt to c.txt`, async () => {}],
  ])('is taken by “%s” where it is the same, or the step is about what is there then', async (goal, change) => {
    const run = await program.propose(goal);
    await change();
    expect(await approveAll(run)).toMatchObject({ status: 'done' });
  });

  it('is bound by the journal alone, also after another start', async () => {
    const run = await program.propose(moving);
    const rows = [...program.ports.journal.read({ runId: run.id })].map((row) => row.event).filter(isRunEvent);
    let state = advance(undefined, rows[0]!).state;
    for (const row of rows.slice(1)) ({ state } = advance(state, row));
    expect(Object.values(state.boundThings)).toEqual([[expect.stringMatching(/^[0-9a-f]{12}\.[0-9a-f]{12}$/)]]);
    expect(state.approvedFacts).toEqual({});
  });
});

describe('a step that was asked about', () => {
  const trash = 'move ~/Documents/old.txt to the trash';
  const replace = 'create a file ~/Documents/old.txt with "new"';
  const renameAll = 'rename all files in ~/Photos to "trip-{n}.{ext}"';

  it.each<[string, string, () => Promise<void>]>([
    ['the file was edited', trash, () => put('Documents/old.txt', 'edited')],
    ['the file is another of the same size', trash, () => put('Documents/old.txt', 'OLD')],
    [
      'the file became a folder',
      trash,
      async () => {
        await rm(at('Documents/old.txt'));
        await mkdir(at('Documents/old.txt'));
      },
    ],
    [
      'the file became a link to another',
      trash,
      async () => {
        await put('Documents/other.txt', 'other');
        await rm(at('Documents/old.txt'));
        await symlink(at('Documents/other.txt'), at('Documents/old.txt'));
      },
    ],
    ['the file is gone', trash, () => rm(at('Documents/old.txt'))],
    ['the file to replace was edited', replace, () => put('Documents/old.txt', 'edited')],
    ['the file to replace is gone', replace, () => rm(at('Documents/old.txt'))],
    ['one of many files was edited', renameAll, () => put('Photos/p7.jpg', 'edited')],
    [
      'two of many files were swapped',
      renameAll,
      async () => {
        await rename(at('Photos/p7.jpg'), at('Photos/x'));
        await rename(at('Photos/p8.jpg'), at('Photos/p7.jpg'));
        await rename(at('Photos/x'), at('Photos/p8.jpg'));
      },
    ],
    ['one of many new names is taken', renameAll, () => put('Photos/trip-3.jpg', 'mine')],
  ])('is refused when %s', async (_, goal, change) => {
    await put('Documents/old.txt', 'old');
    for (let n = 1; n <= 12; n++) await put(`Photos/p${n}.jpg`, `picture ${n}`);
    const run = await untilAsked(goal);
    await change();
    const before = await readdir(program.home, { recursive: true });
    expectRefused(await program.approve(run));
    expect(await readdir(program.home, { recursive: true })).toEqual(before);
  });

  it('asks anew when it is tried again, about what is there now', async () => {
    await put('Documents/old.txt', 'old');
    const run = await untilAsked(trash);
    await put('Documents/old.txt', 'edited');
    expectRefused(await program.approve(run));
    await program.sonny.dispatch({ type: 'run.retry', runId: run.id });
    const again = await program.settled(run.id);
    expect(again.approval).toMatchObject({ stepId: run.approval?.stepId });
    expect(again.approval?.nonce).not.toBe(run.approval?.nonce);
    expect(await program.approve(again)).toMatchObject({ status: 'done' });
  });

  it('is done when nothing changed', async () => {
    await put('Documents/old.txt', 'old');
    for (let n = 1; n <= 12; n++) await put(`Photos/p${n}.jpg`, `picture ${n}`);
    for (const goal of [renameAll, replace, trash])
      expect(await program.approve(await untilAsked(goal))).toMatchObject({ status: 'done' });
  });
});

describe('a window that a step is about', () => {
  const typeInto = async ({ id }: Window): Promise<void> =>
    void (await driver.enterText(id, 'x', 'insert', null, progress()));
  const closing = 'close the text editor';
  const pressing = 'press Ctrl+End in the text editor';
  const clicking = 'click "Save" in the text editor';

  const changes: readonly [string, (window: Window) => Promise<unknown>][] = [
    ['was closed', ({ id }) => driver.close(id, progress())],
    [
      'has an id that now belongs to another process',
      async ({ id }) => {
        disguise = (window) => (window.id === id ? { ...window, pid: 4242 } : window);
      },
    ],
  ];
  it.each(
    changes.flatMap(([what, change]) => [closing, pressing, clicking].map((goal) => [goal, what, change] as const)),
  )('is not touched by “%s” when it %s', async (goal, _, change) => {
    const window = await editor();
    const run = await untilAsked(goal);
    await change(window);
    const before = await driver.windows(progress());
    expectRefused(await program.approve(run));
    expect(await driver.windows(progress())).toEqual(before);
  });

  it.each([closing, pressing, clicking])('is not touched by “%s” when it shows something else by now', async (goal) => {
    const window = await editor();
    const run = await untilAsked(goal);
    await typeInto(window);
    expectRefused(await program.approve(run));
    expect(await driver.readText(window.id, null, progress())).toBe('x');
  });

  it('is not written into when only the plan was approved, and its id belongs to another process by now', async () => {
    const window = await editor();
    await typeInto(window);
    const run = await program.propose('replace "x" with "y" in the text editor');
    disguise = (seen) => (seen.id === window.id ? { ...seen, pid: 4242 } : seen);
    expectRefused(await program.approve(run));
    expect(await driver.readText(window.id, null, progress())).toBe('x');
  });

  it('is done with when nothing changed', async () => {
    await editor();
    expect(await program.approve(await untilAsked(pressing))).toMatchObject({ status: 'done-unverified' });
    expect(await program.approve(await untilAsked(closing))).toMatchObject({ status: 'done' });
    expect(await driver.windows(progress())).toEqual([]);
  });
});

describe('an element that a step is about', () => {
  const cases: readonly [string, (real: Driver) => Driver][] = [
    [
      'is gone',
      (real) => ({
        ...real,
        elements: async (id, query, p) => (await real.elements(id, query, p)).filter((e) => e.name !== 'Save'),
      }),
    ],
    [
      'is there twice',
      (real) => ({
        ...real,
        elements: async (id, query, p) =>
          (await real.elements(id, query, p)).flatMap((e) => (e.name === 'Save' ? [e, e] : [e])),
      }),
    ],
    [
      'is switched off',
      (real) => ({
        ...real,
        elements: async (id, query, p) =>
          (await real.elements(id, query, p)).map((e) =>
            e.name === 'Save' ? { ...e, states: ['showing', 'visible'] } : e,
          ),
      }),
    ],
  ];
  it.each(cases)('is not clicked when it %s by now', async (_, changed) => {
    await editor();
    const run = await untilAsked('click "Save" in the text editor');
    Object.assign(driver, changed({ ...driver }));
    const before = (await driver.windows(progress())).length;
    expectRefused(await program.approve(run));
    expect(await driver.windows(progress())).toHaveLength(before);
  });
});
