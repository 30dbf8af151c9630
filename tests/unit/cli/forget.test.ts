import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSimulatedDriver } from '../../../automation/desktop/simulated/index.ts';
import { FakeTerminal } from '../../fakes/fake-terminal.ts';
import { openSimulatedProgram, type SimulatedProgram } from '../../fakes/simulated-program.ts';
import { typed } from '../../fakes/typed.ts';

let program: SimulatedProgram;
beforeAll(async () => {
  program = await openSimulatedProgram(createSimulatedDriver());
});
afterAll(() => program.dispose());

it('forgets a run once its person is sure', async () => {
  const { id } = await program.run('create the folder ~/Notes');
  const forget = async (args: readonly string[], answers?: readonly string[]) => {
    const terminal = new FakeTerminal(answers);
    const code = await typed(program.sonny, ['forget', ...args], terminal);
    return { code, told: [...terminal.told, ...terminal.printed].join('\n'), asked: terminal.asked };
  };
  expect(await forget([id])).toMatchObject({ code: 4, told: expect.stringContaining('--yes says that you are sure') });
  const kept = await forget([id], ['n']);
  expect(kept.code).toBe(6);
  expect(kept.asked.join()).toContain('create the folder ~/Notes');
  expect(await program.sonny.dispatch({ type: 'history.list' })).toHaveLength(1);

  expect((await forget(['last'], ['n'])).asked.join()).toContain('create the folder ~/Notes');
  expect(await forget(['last'], ['y'])).toMatchObject({ code: 0, told: expect.stringContaining('can’t be undone') });
  expect(await program.sonny.dispatch({ type: 'history.list' })).toEqual([]);
  expect(await forget([id, '--yes'])).toMatchObject({ code: 2, told: expect.stringContaining('RUN_NOT_FOUND') });
  expect(await forget(['last', '--yes'])).toMatchObject({ code: 2, told: expect.stringContaining('RUN_NOT_FOUND') });
});

it('says only that it is forgotten where nothing was done', async () => {
  const { runId } = await program.sonny.dispatch({ type: 'run.start', text: 'create the folder ~/X', dryRun: true });
  await program.settled(runId);
  await program.sonny.dispatch({ type: 'run.cancel', runId });
  const terminal = new FakeTerminal();
  expect(await typed(program.sonny, ['forget', runId, '--yes'], terminal)).toBe(0);
  expect(terminal.printed).toEqual(['Forgotten.']);
});
