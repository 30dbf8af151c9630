import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createSystemClock } from '../../../automation/clock/system-clock.ts';
import { createSimulatedDriver } from '../../../automation/desktop/simulated/index.ts';
import { createScriptedModel, type ScriptedAnswer } from '../../../automation/model/scripted.ts';
import type { Model } from '../../../shared/ports/model.ts';
import { openSimulatedProgram, type SimulatedProgram } from '../../fakes/simulated-program.ts';

let program: SimulatedProgram;
afterEach(() => program.dispose());

/** The program with a model that gives these answers, one after another. */
const open = async (...answers: readonly ScriptedAnswer[]): Promise<void> => {
  const rest = [...answers];
  const scripted = createScriptedModel({ clock: createSystemClock(), script: () => rest.shift() ?? {} });
  const model: Model = {
    ...scripted,
    ability: () => ({ name: 'scripted', sees: false, tools: true, contextTokens: 32_000 }),
  };
  program = await openSimulatedProgram(createSimulatedDriver(), undefined, false, { model });
  for (const folder of ['Downloads', 'Papers', 'Private']) await mkdir(join(program.home, folder));
};
const put = (name: string, text: string): Promise<void> => writeFile(join(program.home, name), text);
const plan = (parts: object[]): ScriptedAnswer => ({
  value: { kind: 'plan', parts } as ScriptedAnswer['value'],
});

test('what a model chose by itself is not said to be from a file that nobody read', async () => {
  await open(
    plan([{ words: 'jot a haiku', do: 'files.trash', args: { files: { folder: '~/Downloads', glob: '*.zip' } } }]),
    plan([
      { words: 'jot a haiku', do: 'files.append', args: { path: '~/todo.txt', text: 'blossom' } },
      { words: 'about spring', do: 'files.trash', args: { files: ['~/Private/s.txt'] } },
    ]),
  );
  await put('todo.txt', 'milk\n');
  await put('Private/s.txt', 'secret');
  await program.run('append "eggs" to ~/todo.txt');
  const run = await program.propose('jot a haiku about spring');
  expect(run.status, run.sentence).toBe('awaiting-approval');
  const lines = run.approval?.preview.join('\n') ?? '';
  expect(lines).toContain(`Not in your words: path ${join(program.home, 'todo.txt')}, which the model chose.`);
  expect(lines).toContain(`Not in your words: files ${join(program.home, 'Private/s.txt')}, which the model chose.`);
  expect(lines).not.toMatch(/a file\b|the screen/u);
  expect(run.steps.flatMap(({ provenance }) => provenance?.because ?? []).join()).not.toMatch(/a file\b/u);
});
