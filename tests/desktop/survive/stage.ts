import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Job } from './job.ts';

/** Twelve steps over real files: most depend on one before, one is asked about on its own, one can't be sent twice. */
export const FILE_GOAL = [
  'create the folder ~/A',
  'create a file ~/A/one.txt with "one"',
  'create a file ~/A/two.txt with "two"',
  'copy ~/Documents/base.txt to ~/A',
  'rename ~/A/one.txt to first.txt',
  'create the folder ~/B',
  'move ~/A/two.txt to ~/B',
  'copy ~/A/base.txt to ~/B',
  'move ~/Documents/old.txt to the trash',
  'zip the folder ~/A as ~/a.zip',
  'unzip ~/a.zip into ~/C',
  'create a file ~/C/end.txt with "end"',
].join(' and then ');

/** Twelve steps, three of them in a text editor: opening it, writing, and saving through its own dialog. */
export const EDITOR_GOAL = [
  'create the folder ~/Notes',
  'create a file ~/Notes/one.txt with "one"',
  'copy ~/Documents/base.txt to ~/Notes',
  'write "Milk, 2 l" in the text editor and save it as ~/Notes/list.txt',
  'rename ~/Notes/one.txt to first.txt',
  'create the folder ~/B',
  'move ~/Notes/base.txt to ~/B',
  'move ~/Documents/old.txt to the trash',
  'zip the folder ~/Notes as ~/notes.zip',
  'create a file ~/B/end.txt with "end"',
].join(' and then ');

/** A home with two documents and an empty profile, of one job alone. */
export interface Stage {
  readonly root: string;
  readonly job: Job;
  dispose(): Promise<void>;
}

export const createStage = async (goal: string, env: Job['env'] = { PATH: process.env['PATH'] }): Promise<Stage> => {
  const root = await mkdtemp(join(tmpdir(), 'sonny-survive-'));
  const home = join(root, 'home');
  await mkdir(join(home, 'Documents'), { recursive: true });
  await writeFile(join(home, 'Documents/base.txt'), 'base');
  await writeFile(join(home, 'Documents/old.txt'), 'old');
  const job: Job = {
    goal,
    home,
    profile: join(root, 'profile'),
    env: { ...env, HOME: home },
    sideLog: join(root, 'side.log'),
    kill: null,
    fill: null,
  };
  return { root, job, dispose: () => rm(root, { recursive: true, force: true, maxRetries: 5 }) };
};
