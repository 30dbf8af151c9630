import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSimulatedDriver } from '../../../automation/desktop/simulated/index.ts';
import type { RunView } from '../../../shared/protocol/run.ts';
import { progress } from '../../fakes/progress.ts';
import { openSimulatedProgram, type SimulatedProgram } from '../../fakes/simulated-program.ts';

let program: SimulatedProgram;
let driver: ReturnType<typeof createSimulatedDriver>;

beforeEach(async () => {
  driver = createSimulatedDriver();
  program = await openSimulatedProgram(driver);
});
afterEach(() => program.dispose());

const put = async (name: string, text = name): Promise<void> => {
  const path = join(program.home, name);
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, text);
};
/** Every file and folder in the home folder, with the files' texts. */
const tree = async (): Promise<readonly string[]> => {
  const found = await readdir(program.home, { recursive: true, withFileTypes: true });
  const lines = found.map(async (f) => {
    const path = join(f.parentPath, f.name);
    return path.slice(program.home.length + 1) + (f.isFile() ? `: ${await readFile(path, 'utf8')}` : '/');
  });
  return (await Promise.all(lines)).filter((l) => !l.startsWith('.')).sort();
};
const titles = (run: RunView): readonly string[] => run.steps.map((s) => s.title);
/** Does a goal to its end, undoes it, and says how the home folder was in between. */
const doAndUndo = async (goal: string): Promise<{ readonly run: RunView; readonly after: readonly string[] }> => {
  const before = await tree();
  const run = await program.run(goal);
  expect(run.status, run.sentence).toBe('done');
  expect(run.steps.every((s) => s.status === 'verified')).toBe(true);
  const after = await tree();
  await program.sonny.dispatch({ type: 'run.undo', runId: run.id });
  const undone = await program.settled(run.id);
  expect(undone.status, undone.sentence).toBe('undone');
  expect(await tree()).toEqual(before);
  return { run, after };
};

const today = (): string => {
  const d = new Date();
  return `${d.getFullYear()}-${String(d.getMonth() + 1).padStart(2, '0')}-${String(d.getDate()).padStart(2, '0')}`;
};
const monthBack = (back: number): string => {
  const d = new Date();
  const month = new Date(d.getFullYear(), d.getMonth() - back, 1);
  return `${month.getFullYear()}-${String(month.getMonth() + 1).padStart(2, '0')}`;
};

describe('a task is planned by its methods, done, verified and undone:', () => {
  it('a folder is backed up into an archive named by the date, and the second time by the time as well', async () => {
    await put('Photos/a.jpg');
    const archive = `Backups/Photos-${today()}.zip`;
    const { run, after } = await doAndUndo('back up ~/Photos to ~/Backups');
    expect(titles(run)).toEqual(['Create the folder ~/Backups', `Zip ~/Photos as ~/${archive}`]);
    expect(run.steps[1]?.why).toContain('pack it into an archive named by date');
    expect(after.some((line) => line.startsWith(archive))).toBe(true);
    await put(archive);
    const again = await program.propose('back up ~/Photos to ~/Backups');
    expect(titles(again)).toEqual([expect.stringMatching(/^Zip ~\/Photos as ~\/Backups\/Photos-[\d-]+-\d{4}\.zip$/)]);
  });

  it('a folder is tidied by kind; what is not whole yet or of no kind stays', async () => {
    for (const name of ['a.pdf', 'b.txt', 'c.jpg', 'd.zip', 'e.part', 'noend']) await put(`Downloads/${name}`);
    const { run, after } = await doAndUndo('tidy ~/Downloads');
    expect(after.filter((l) => !l.endsWith('/') && l.startsWith('Downloads/')).map((l) => l.split(':')[0])).toEqual([
      'Downloads/Archives/d.zip',
      'Downloads/Documents/a.pdf',
      'Downloads/Documents/b.txt',
      'Downloads/Pictures/c.jpg',
      'Downloads/e.part',
      'Downloads/noend',
    ]);
    expect(run.forecast?.undoable).toBe(run.steps.length);
  });

  it('invoices go where last month’s are kept, in the same form', async () => {
    await put('Downloads/Invoice-7.pdf');
    await put('Downloads/my invoice.pdf');
    await put('Downloads/other.pdf');
    await put(`Invoices/${monthBack(1)}/old.pdf`);
    const { after } = await doAndUndo('file the invoices in ~/Downloads into ~/Invoices as last month');
    expect(after).toContain(`Invoices/${monthBack(0)}/Invoice-7.pdf: Downloads/Invoice-7.pdf`);
    expect(after).toContain(`Invoices/${monthBack(0)}/my invoice.pdf: Downloads/my invoice.pdf`);
    expect(after).toContain('Downloads/other.pdf: Downloads/other.pdf');
  });

  it('invoices go straight into the folder where nothing is kept by month', async () => {
    await put('Downloads/invoice.pdf');
    const { after } = await doAndUndo('file the invoices in ~/Downloads into ~/Invoices/2026');
    expect(after).toContain('Invoices/2026/invoice.pdf: Downloads/invoice.pdf');
  });

  it('texts are collected into one file', async () => {
    await put('Notes/a.txt', 'one');
    await put('Notes/b.txt', 'two\n');
    const { after } = await doAndUndo('collect all texts from ~/Notes into one file ~/Documents/all.txt');
    expect(after).toContain('Documents/all.txt: one\ntwo\n');
  });

  it('archives are unpacked side by side, each into a folder of its own', async () => {
    await put('Documents/x.txt');
    for (const name of ['a', 'b']) {
      const zipped = await program.run(`zip ~/Documents/x.txt as ~/Downloads/${name}.zip`);
      expect(zipped.status).toBe('done');
    }
    const { run, after } = await doAndUndo('unpack all zip files in ~/Downloads');
    expect(after).toContain('Downloads/a/x.txt: Documents/x.txt');
    expect(after).toContain('Downloads/b/x.txt: Documents/x.txt');
    expect(titles(run)).toHaveLength(2);
  });

  it('a project begins with its folders and a page, all after the folder itself', async () => {
    const { run, after } = await doAndUndo('start a project ~/Documents/Thesis');
    expect(after).toContain('Documents/Thesis/Readme.md: # Thesis\n');
    const [folder, ...parts] = run.steps;
    expect(parts.map((s) => s.title)).toEqual([
      'Create the folder ~/Documents/Thesis/Notes',
      'Create the folder ~/Documents/Thesis/Sources',
      expect.stringContaining('Write “# Thesis'),
    ]);
    expect(parts[0]?.dependsOn).toEqual([folder?.id]);
  });

  it('a desk takes the window that is open, opens the one that is not, and puts them side by side', async () => {
    const apps = await program.ports.applications.list();
    const [first, second] = apps;
    await driver.launch(first?.command ?? [], first?.windowClass ?? '', progress());
    const run = await program.propose(`set up my desk: ${first?.name} left, ${second?.name} right`);
    expect(run.status, run.sentence).toBe('awaiting-approval');
    expect(run.steps.map((s) => [s.skill, s.args['area']])).toEqual([
      ['window.tile', 'left'],
      ['app.open', undefined],
      ['window.tile', 'right'],
    ]);
    const done = await program.approve(run);
    expect(done.status, done.sentence).toBe('done');
  });
});

describe('a goal that depends on how the world is', () => {
  it('does what “if” says where it holds, and what “otherwise” says where it does not', async () => {
    const goal = 'if ~/Notes exists zip it, otherwise create it';
    const created = await doAndUndo(goal);
    expect(titles(created.run)).toEqual(['Create the folder ~/Notes']);
    await put('Notes/a.txt');
    const zipped = await doAndUndo(goal);
    expect(titles(zipped.run)).toEqual(['Zip ~/Notes as ~/Notes.zip']);
  });

  it('waits for a file that is to come, and goes on with it', async () => {
    await mkdir(join(program.home, 'Downloads'));
    const run = await program.propose('when report.pdf appears in ~/Downloads, move it to ~/Papers');
    expect(titles(run)).toEqual([
      'Wait for ~/Downloads/report.pdf',
      'Create the folder ~/Papers',
      'Move report.pdf to ~/Papers',
    ]);
    const going = program.approve(run);
    await put('Downloads/report.pdf');
    const done = await going;
    expect(done.status, done.sentence).toBe('done');
    expect(await tree()).toContain('Papers/report.pdf: Downloads/report.pdf');
  });

  it('has nothing to do where it does not hold', async () => {
    const run = await program.propose('if ~/Nowhere exists zip it');
    expect(run).toMatchObject({ status: 'nothing-to-do', sentence: expect.stringContaining('~/Nowhere is not there') });
  });
});

it('what no way fits is refused with how far planning came and what is missing', async () => {
  await mkdir(join(program.home, 'Empty'));
  const run = await program.propose('tidy ~/Empty');
  expect(run).toMatchObject({ status: 'refused', sentence: expect.stringContaining('nothing to sort in ~/Empty') });
  const missing = await program.propose('back up ~/Nothing to ~/Backups');
  expect(missing).toMatchObject({
    status: 'refused',
    sentence: expect.stringMatching(/I got as far as “Zip .*”: it needs that there is something at ~\/Nothing/),
  });
});
