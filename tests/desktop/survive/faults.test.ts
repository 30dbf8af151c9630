import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import type { StepView } from '../../../shared/protocol/step.ts';
import { SKILLS } from '../../../shared/skills/catalogue.ts';
import type { UndoDeclaration } from '../../../shared/skills/skill.ts';
import { createDesk, type Desk } from '../goals/desk.ts';
import { openPricesPage, type PricesPage } from '../scenarios/prices-page.ts';

const NOTE = 'Buy milk: 2 l @ 1.09 € — {ok} 日本';

let desk: Desk;
let page: PricesPage;
/** The number of the step that fails in the run at hand; 0: none. */
let failing = 0;

beforeAll(async () => {
  desk = await createDesk((ports) => ({
    ...ports,
    performers: ports.performers.map((performer) => ({
      ...performer,
      perform(call, progress) {
        if (call.key.split('/')[1] === `s${failing}`) throw new SonnyError('NOT_RESPONDING', 'As the test wants it.');
        return performer.perform(call, progress);
      },
    })),
  }));
  page = await openPricesPage();
}, 60_000);

afterAll(async () => {
  page.close();
  await desk.dispose();
}, 60_000);

/** Ids of the steps whose skill is undone in that way. */
const of = (steps: readonly StepView[], kind: UndoDeclaration['kind']): readonly string[] =>
  steps.filter((s) => SKILLS.get(s.skill)?.undo.kind === kind).map((s) => s.id);

/** Lets step after step of the goal fail, rolls back, and holds the world against the one before and the forecast. */
const rollBackFromEachStep = async (goal: string, only?: 'last'): Promise<void> => {
  for (let k = 1, last = Infinity; k <= last; k++) {
    const before = await desk.fingerprint();
    const plan = await desk.propose(goal);
    last = plan.steps.length;
    if (only === 'last') k = last;
    failing = k;
    const run = await desk.approve(plan.id);
    failing = 0;
    const where = `step ${k} of ${last}: ${run.steps[k - 1]?.title ?? ''}`;
    expect(run, where).toMatchObject({ status: 'failed', error: { code: 'NOT_RESPONDING' } });

    const done = run.steps.filter((s) => s.status === 'verified' || s.status === 'unverified');
    // What broke off is put back too, as far as it came: what that needs was kept before it.
    const begun = run.steps.filter((s) => done.includes(s) || s.prepared);
    const [compensable, final] = [of(begun, 'compensate'), of(done, 'irreversible')];
    const planned = of(plan.steps, 'irreversible');
    expect(plan.forecast, where).toMatchObject({
      undoable: plan.steps.length - planned.length,
      pointOfNoReturn: planned[0] ?? null,
    });
    if (compensable.length > 0) {
      const undone = await desk.undo(run.id);
      expect(
        undone.steps.filter((s) => s.status === 'undone').map((s) => s.id),
        where,
      ).toEqual(compensable);
      if (final.length > 0) expect(undone.status, where).toBe('undone-partly');
    }
    if (final.length === 0) expect(await desk.fingerprint(), where).toEqual(before);
  }
};

const files = (...names: string[]): Promise<void[]> =>
  Promise.all(
    names.map(async (name) => {
      const path = join(desk.home, name);
      await mkdir(join(path, '..'), { recursive: true });
      await writeFile(path, `content of ${name}`);
    }),
  );

describe('a fault at each step of the eleven goals', { timeout: 120_000 }, () => {
  it('1. a note in the text editor', () =>
    rollBackFromEachStep(`write "${NOTE}" in the text editor and save it as ~/Documents/shopping.txt`));

  it('2. the same in FeatherPad', () =>
    rollBackFromEachStep(`write "${NOTE}" in FeatherPad and save it as ~/Documents/feather.txt`));

  it('3. a paragraph in LibreOffice Writer', () =>
    rollBackFromEachStep(`write "${NOTE}" in LibreOffice Writer and save it as ~/Documents/letter.odt`, 'last'));

  it('4. a calculation', () => rollBackFromEachStep('calculate 12.5 × 8 in galculator'));

  it('5. moving PDFs', async () => {
    await files('Downloads/a.pdf', 'Downloads/b.PDF', 'Downloads/c.txt', 'Papers/a.pdf');
    await rollBackFromEachStep('move all PDFs in ~/Downloads to ~/Papers');
    await rm(join(desk.home, 'Papers'), { recursive: true });
    await rollBackFromEachStep('move all PDFs in ~/Downloads to ~/Papers');
  });

  it('6. renaming 50 files', async () => {
    await files(...Array.from({ length: 50 }, (_, i) => `Photos/DSC_${1000 + i}.jpg`));
    await rollBackFromEachStep('rename all files in ~/Photos to "holiday-{n:3}.{ext}"');
  });

  it('7. tiling two windows', async () => {
    const editor = await desk.run('open Mousepad');
    const other = await desk.run('open FeatherPad');
    await rollBackFromEachStep('tile Mousepad and FeatherPad left and right');
    await desk.undo(other.id);
    await desk.undo(editor.id);
  });

  it('8. copying text from one application to another', async () => {
    const written = await desk.run(`write "${NOTE}" in Mousepad`);
    await rollBackFromEachStep('copy the text from Mousepad to FeatherPad and save it as ~/Documents/copied.txt');
    await desk.undo(written.id);
  });

  it('9. zipping a folder', async () => {
    await files('Project/readme.md', 'Project/src/main.ts', 'Project/日本 notes.txt');
    await rollBackFromEachStep('zip the folder ~/Project as ~/project.zip');
  });

  it('10. a page in Chromium', () => rollBackFromEachStep(`open ${page.address} in the browser and read its title`));

  it('11. three of these, one after another', () =>
    rollBackFromEachStep(
      `create the folder ~/Notes and then write "${NOTE}" in the text editor and save it as ~/Notes/list.txt and then zip the folder ~/Notes as ~/notes.zip`,
    ));
});
