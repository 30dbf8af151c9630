import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { createSimulatedDriver } from '../../../automation/desktop/simulated/index.ts';
import type { Performer } from '../../../shared/ports/performer.ts';
import { SonnyError, type ErrorCode } from '../../../shared/protocol/errors.ts';
import { FakeTerminal } from '../../fakes/fake-terminal.ts';
import { openSimulatedProgram, type SimulatedProgram } from '../../fakes/simulated-program.ts';
import { typed } from '../../fakes/typed.ts';

let program: SimulatedProgram;
afterEach(() => program.dispose());

/** A program whose copies end with this error, as long as there is one. */
const failing = async (code: ErrorCode): Promise<{ error: SonnyError | null }> => {
  const fails: { error: SonnyError | null } = { error: new SonnyError(code) };
  const real = (): Performer => program.ports.performers.findLast(({ skills }) => skills.includes('files.copy'))!;
  const plug: Performer = {
    skills: ['files.copy'],
    prepare: async (call, progress) => (await real().prepare?.(call, progress)) ?? null,
    perform: (call, progress) => (fails.error ? Promise.reject(fails.error) : real().perform(call, progress)),
    undo: (...args) => real().undo(...args),
  };
  program = await openSimulatedProgram(createSimulatedDriver(), undefined, false, { performers: [plug] });
  await mkdir(join(program.home, 'Papers'));
  await writeFile(join(program.home, 'a.pdf'), 'a');
  return fails;
};

const GOAL = 'copy ~/a.pdf to ~/Papers and then create the folder ~/After';
const run = async (exitCode: number): Promise<string> => {
  const terminal = new FakeTerminal();
  expect(await typed(program.sonny, ['run', GOAL, '--yes'], terminal)).toBe(exitCode);
  return [...terminal.told, ...terminal.printed].join('\n');
};
const isThere = (...path: string[]): boolean => existsSync(join(program.home, ...path));

it.each<[ErrorCode, number]>([
  ['FILE_DENIED', 3],
  ['DEADLINE', 5],
])('a run that ended with %s is tried again at the terminal, and goes on to its end', async (code, exitCode) => {
  const fails = await failing(code);
  expect(await run(exitCode)).toMatch(/^To choose how it goes on: `npm start -- answer run-.*`\.$/mu);
  fails.error = null;
  const terminal = new FakeTerminal(['again']);
  expect(await typed(program.sonny, ['answer'], terminal), terminal.told.join('\n')).toBe(0);
  expect([isThere('Papers', 'a.pdf'), isThere('After')]).toEqual([true, true]);
});

it('what Sonny may not do is not offered again: it can be left out', async () => {
  await failing('REFUSED_BY_POLICY');
  await run(3);
  const terminal = new FakeTerminal(['skip']);
  expect(await typed(program.sonny, ['answer'], terminal), terminal.told.join('\n')).toBe(11);
  expect(terminal.told.join('\n')).not.toContain('Try the step again');
  expect(isThere('After')).toBe(true);
});

it('what was halted goes on by the person’s word', async () => {
  const fails = await failing('BUDGET_FILES');
  await run(5);
  fails.error = null;
  const terminal = new FakeTerminal(['go-on-once']);
  expect(await typed(program.sonny, ['answer'], terminal), terminal.told.join('\n')).toBe(0);
  expect(isThere('Papers', 'a.pdf')).toBe(true);
});
