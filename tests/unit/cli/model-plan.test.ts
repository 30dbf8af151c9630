import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSystemClock } from '../../../automation/clock/system-clock.ts';
import { createSimulatedDriver } from '../../../automation/desktop/simulated/index.ts';
import { createScriptedModel } from '../../../automation/model/scripted.ts';
import { FakeTerminal } from '../../fakes/fake-terminal.ts';
import { openSimulatedProgram, type SimulatedProgram } from '../../fakes/simulated-program.ts';
import { typed } from '../../fakes/typed.ts';

let program: SimulatedProgram;
let files: unknown;
beforeEach(async () => {
  const model = createScriptedModel({
    clock: createSystemClock(),
    script: () => ({
      value: JSON.parse(
        JSON.stringify({
          kind: 'plan',
          parts: [{ words: 'that', do: 'files.move', args: { files, to: '~/Papers' } }],
        }),
      ),
      usage: { input: 1000, output: 100, cost: 1200 },
    }),
  });
  program = await openSimulatedProgram(createSimulatedDriver(), undefined, false, { model });
  for (const folder of ['Downloads', 'Papers']) await mkdir(join(program.home, folder));
  await writeFile(join(program.home, 'Downloads/a.pdf'), 'a');
});
afterEach(() => program.dispose());

const run = async (goal: string, flags: readonly string[], answers?: readonly string[]) => {
  const terminal = new FakeTerminal(answers);
  const code = await typed(program.sonny, ['run', goal, ...flags], terminal);
  return { code, said: [...terminal.printed, ...terminal.told].join('\n') };
};
const papers = (): Promise<string[]> => readdir(join(program.home, 'Papers'));

describe('sonny run, of a goal that a model plans', () => {
  it('says who proposed the plan and what that cost; --yes is enough for what was said', async () => {
    files = { folder: '~/Downloads', glob: '*.pdf' };
    const { code, said } = await run('could that of downloads live in papers', ['--yes']);
    expect(said).toContain('Proposed by scripted (1100 tokens, $0.0012) and checked as every plan is.');
    expect(code, said).toBe(0);
    expect(await papers()).toEqual(['a.pdf']);
  });

  it('shows what was not said, and --yes is no word for that', async () => {
    files = ['~/Downloads/a.pdf'];
    const unsaid = await run('could that live in papers', ['--yes']);
    expect(unsaid.code).not.toBe(0);
    expect(await papers()).toEqual([]);
    const { code, said } = await run('could that live in papers', [], ['y', 'y', 'y']);
    expect(said).toContain(`Not in your words: files ${join(program.home, 'Downloads/a.pdf')}`);
    expect(code, said).toBe(0);
    expect(await papers()).toEqual(['a.pdf']);
  });
});
