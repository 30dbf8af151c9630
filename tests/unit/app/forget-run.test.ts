import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSimulatedDriver } from '../../../automation/desktop/simulated/index.ts';
import { verifyJournal } from '../../../automation/store/audit/verify.ts';
import type { ViewEvent } from '../../../shared/protocol/views.ts';
import { openSimulatedProgram, type SimulatedProgram } from '../../fakes/simulated-program.ts';

let program: SimulatedProgram;
let profile = '';
const told: ViewEvent[] = [];
beforeEach(async () => {
  program = await openSimulatedProgram(createSimulatedDriver(), undefined, true);
  profile = join(program.home, '../profile');
  told.length = 0;
  program.sonny.subscribe((event) => told.push(event));
});
afterEach(() => program.dispose());

const SECRET = 'zebracake';

/** Files of the profile that hold the word in their names or bytes. */
const holding = async (): Promise<string[]> => {
  const found: string[] = [];
  for (const entry of await readdir(profile, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && `${path}${(await readFile(path)).toString('latin1')}`.includes(SECRET)) found.push(path);
  }
  return found;
};
const labels = async (): Promise<string> =>
  JSON.stringify(await program.sonny.dispatch({ type: 'state.graph', limit: 5000 }));

test('a run is forgotten with everything that Sonny kept of it, and what it did stays', async () => {
  await writeFile(join(program.home, `${SECRET}.txt`), `the recipe of ${SECRET}`);
  const run = await program.run(`move ~/${SECRET}.txt to ~/Documents`);
  expect(run.status).toBe('done');
  const other = await program.run('create the folder ~/Notes');
  expect(await holding()).not.toEqual([]);
  expect(await labels()).toContain(SECRET);

  await program.sonny.dispatch({ type: 'run.forget', runId: run.id });

  expect(await holding()).toEqual([]);
  expect(await labels()).not.toContain(SECRET);
  expect(told.some((event) => event.type === 'run.forgotten' && event.runId === run.id)).toBe(true);
  await expect(program.sonny.dispatch({ type: 'run.get', runId: run.id })).rejects.toMatchObject({
    code: 'RUN_NOT_FOUND',
  });
  const history = await program.sonny.dispatch({ type: 'history.list' });
  expect(history.map(({ id }) => id)).toEqual([other.id]);
  expect(JSON.stringify(program.sonny.snapshot())).not.toContain(SECRET);
  expect(await readdir(join(program.home, 'Documents'))).toEqual([`${SECRET}.txt`]);
  // What is left can still be undone, and the journal is as it was written.
  await program.sonny.dispatch({ type: 'run.undo', runId: other.id });
  expect((await program.settled(other.id)).status).toBe('undone');
  expect(verifyJournal(profile).findings.filter(({ kind }) => kind !== 'unanchored')).toEqual([]);
});

test('only a person has a run forgotten, and only one that has ended', async () => {
  const run = await program.propose('create the folder ~/Notes');
  const forget = { type: 'run.forget', runId: run.id } as const;
  await expect(program.sonny.dispatch(forget, 'flag')).rejects.toMatchObject({ code: 'NOT_AUTHORISED' });
  await expect(program.sonny.dispatch(forget)).rejects.toMatchObject({ code: 'COMMAND_NOT_NOW' });
  await program.approve(run);
  await program.sonny.dispatch(forget);
  await expect(program.sonny.dispatch(forget)).rejects.toMatchObject({ code: 'RUN_NOT_FOUND' });
});
