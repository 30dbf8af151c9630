import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createSimulatedDriver } from '../../../automation/desktop/simulated/index.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { openSimulatedProgram, type SimulatedProgram } from '../../fakes/simulated-program.ts';

let program: SimulatedProgram;

beforeEach(async () => {
  program = await openSimulatedProgram(createSimulatedDriver());
});
afterEach(() => program.dispose());

const at = (name: string): string => join(program.home, name);
const put = async (name: string): Promise<void> => {
  await mkdir(join(at(name), '..'), { recursive: true });
  await writeFile(at(name), name);
};
const tree = async (): Promise<readonly string[]> =>
  (await readdir(program.home, { recursive: true })).filter((f) => !f.startsWith('.')).sort();

/** An archive of a folder, whose files are then only in there. */
const packed = async (folder: string, archive: string): Promise<void> => {
  const zipped = await program.run(`zip the folder ~/${folder} as ~/${archive}`);
  expect(zipped.status, zipped.sentence).toBe('done');
  await rm(at(folder), { recursive: true });
};

it('a file that only an archive holds is unpacked, put in its place, used, and everything is undone', async () => {
  await put('Mail/report.txt');
  await put('Mail/other.txt');
  await mkdir(at('Downloads'));
  await packed('Mail', 'Downloads/post.zip');
  const before = await tree();
  const { planner } = program.ports;
  if (!planner) throw new Error('there is no planner');
  const searches = vi.spyOn(planner, 'plan');

  const asked = await program.propose('copy ~/Downloads/report.txt to ~/Papers');
  expect(asked.steps.map((s) => s.title)).toEqual([
    'Create the folder ~/Papers',
    'Unpack ~/Downloads/post.zip into ~/Downloads/post',
    'Move report.txt to ~/Downloads',
    'Copy report.txt to ~/Papers',
  ]);
  expect(await Promise.all(searches.mock.results.map(({ value }) => value))).toEqual([
    expect.objectContaining({ kind: 'plan' }),
  ]);
  expect(asked.steps.map((s) => s.why)).toEqual([
    'So that there is a folder ~/Papers.',
    'So that there is something at ~/Downloads/post/Mail/report.txt.',
    'So that there is something at ~/Downloads/report.txt.',
    'You asked: “copy ~/Downloads/report.txt to ~/Papers”.',
  ]);
  expect(asked.steps[1]?.dependsOn).toEqual([]);
  expect(asked.steps[2]?.dependsOn).toContain('s2');
  const done = await program.approve(asked);
  expect(done.status, done.sentence).toBe('done');
  expect(done.steps.every((s) => s.status === 'verified')).toBe(true);
  expect(await readFile(at('Papers/report.txt'), 'utf8')).toBe('Mail/report.txt');
  expect(await tree()).toEqual(
    [...before, 'Downloads/post', 'Downloads/post/Mail', 'Downloads/post/Mail/other.txt', 'Downloads/report.txt']
      .concat(['Papers', 'Papers/report.txt'])
      .sort(),
  );

  await program.sonny.dispatch({ type: 'run.undo', runId: done.id });
  const undone = await program.settled(done.id);
  expect(undone.status, undone.sentence).toBe('undone');
  expect(await tree()).toEqual(before);
});

it('a task none of whose methods applies is done by steps found for what it is to leave behind', async () => {
  await put('Documents/Thesis/chapter.txt');
  await mkdir(at('Documents/Thesis/Notes'));
  const done = await program.run('start a project ~/Documents/Thesis');
  expect(done.status, done.sentence).toBe('done');
  expect(done.steps.map((s) => s.title)).toEqual(['Create the folder ~/Documents/Thesis/Sources']);
  const again = await program.propose('start a project ~/Documents/Thesis');
  expect(again.status).toBe('refused');
});

it('a search is ended when its run is cancelled', async () => {
  await put('Mail/report.txt');
  await mkdir(at('Downloads'));
  await packed('Mail', 'Downloads/post.zip');
  const { planner } = program.ports;
  if (!planner) throw new Error('there is no planner');
  const started = Promise.withResolvers<void>();
  const ended = vi.fn<() => void>();
  vi.spyOn(planner, 'plan').mockImplementation((_, __, { signal }) => {
    started.resolve();
    return new Promise((___, reject) => {
      signal.addEventListener('abort', () => {
        ended();
        reject(new SonnyError('CANCELLED'));
      });
    });
  });
  const { runId } = await program.sonny.dispatch({ type: 'run.start', text: 'read ~/Downloads/report.txt' });
  await started.promise;
  await program.sonny.dispatch({ type: 'run.cancel', runId });
  expect((await program.settled(runId)).status).toBe('cancelled');
  expect(ended).toHaveBeenCalledOnce();
});

it('what an archive does not hold is refused as before', async () => {
  await put('Mail/other.txt');
  await mkdir(at('Downloads'));
  await packed('Mail', 'Downloads/post.zip');
  const refused = await program.propose('read ~/Downloads/report.txt');
  expect(refused).toMatchObject({ status: 'refused', sentence: expect.stringContaining('~/Downloads/report.txt') });
});
