import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSimulatedDriver } from '../../../automation/desktop/simulated/index.ts';
import { openSimulatedProgram, type SimulatedProgram } from '../../fakes/simulated-program.ts';

let program: SimulatedProgram;
const GOAL = 'file all pdf files in ~/Downloads in ~/Invoices';
const FACT = 'by-month("~/Invoices")';

beforeEach(async () => {
  program = await openSimulatedProgram(createSimulatedDriver());
  for (const folder of ['Downloads', 'Invoices']) await mkdir(join(program.home, folder), { recursive: true });
  await writeFile(join(program.home, 'Downloads', 'a.pdf'), 'a');
});
afterEach(() => program.dispose());

const say = async (): Promise<string> =>
  (await program.sonny.dispatch({ type: 'fact.assert', text: FACT, context: 'world' })).id;

describe('a method that goes by what a person stated', () => {
  it('is the way as long as that is so, and its steps say that they rely on it', async () => {
    const without = await program.propose(GOAL);
    expect(without.steps.map(({ title }) => title)).toEqual(['Move a.pdf to ~/Invoices']);
    await say();
    const run = await program.propose(GOAL);
    const move = run.steps.at(-1);
    expect(move?.title).toMatch(/^Move a\.pdf to ~\/Invoices\/\d{4}-\d\d$/u);
    expect(move?.why).toContain('kept by month');
    expect(move?.needs.at(-1)).toEqual({
      say: expect.stringContaining('kept by month') as string,
      holds: true,
      because: 'you said so',
      fact: `by-month("${program.home}/Invoices")`,
    });
    const done = await program.approve(run);
    expect(done.status).toBe('done');
  });

  it('is not gone any more once that was taken back: neither in a new plan nor in one that was approved', async () => {
    const id = await say();
    const run = await program.propose(GOAL);
    await program.sonny.dispatch({ type: 'fact.retract', factId: id });
    const refused = await program.approve(run);
    expect(refused.status).toBe('failed');
    expect(refused.steps.find(({ error }) => error)?.error?.code).toBe('PLAN_CHANGED');
    const again = await program.propose(GOAL);
    expect(again.steps.map(({ title }) => title)).toEqual(['Move a.pdf to ~/Invoices']);
  });
});
