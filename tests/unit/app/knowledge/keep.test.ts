import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSimulatedDriver } from '../../../../automation/desktop/simulated/index.ts';
import { openSimulatedProgram, type SimulatedProgram } from '../../../fakes/simulated-program.ts';

let program: SimulatedProgram;
let file: string;

beforeEach(async () => {
  program = await openSimulatedProgram(createSimulatedDriver());
  file = join(program.home, 'Documents', 'a.txt');
  await writeFile(file, 'a');
});
afterEach(() => program.dispose());

const keep = () => program.sonny.dispatch({ type: 'fact.assert', text: `keep(${JSON.stringify(file)})` });
const takeBack = (factId: string) => program.sonny.dispatch({ type: 'fact.retract', factId });

describe('what a person said is to stay where it is', () => {
  it.each([
    'delete ~/Documents/a.txt',
    'move ~/Documents/a.txt to ~/Papers',
    'rename ~/Documents/a.txt to b.txt',
    'create a file ~/Documents/a.txt with "b"',
  ])('is not moved, replaced or deleted by a plan: %s', async (goal) => {
    const { id } = await keep();
    const refused = await program.propose(goal);
    expect(refused).toMatchObject({ status: 'refused', error: { code: 'CONSTRAINT_VIOLATED' } });
    expect(refused.error?.details).toContain('~/Documents/a.txt is to stay where it is');
    const why = await program.sonny.dispatch({ type: 'run.why', runId: refused.id });
    expect(why.checked).toBe(true);
    expect(why.changes.join(' ')).toContain('Take back');
    await takeBack(id);
    expect((await program.propose(goal)).status).not.toBe('refused');
  });

  it('may be said with ~ for the home folder, and asked about and taken back so', async () => {
    const said = await program.sonny.dispatch({ type: 'fact.assert', text: 'keep("~/Documents/a.txt")' });
    expect(said.args).toEqual([file]);
    const why = await program.sonny.dispatch({ type: 'fact.why-not', text: 'stays("~/Documents")' });
    expect(JSON.stringify(why)).toContain('~/Documents');
    expect((await program.propose('delete ~/Documents/a.txt')).status).toBe('refused');
    await takeBack('keep("~/Documents/a.txt")');
    expect((await program.propose('delete ~/Documents/a.txt')).status).not.toBe('refused');
  });

  it('is read and copied all the same', async () => {
    await keep();
    const run = await program.propose('copy ~/Documents/a.txt to ~/Papers');
    expect(run.approval).toBeDefined();
    expect(run.constraints?.map(({ say }) => say)).toEqual(['~/Documents/a.txt is to stay where it is']);
    const other = await program.propose('create a file ~/Documents/other.txt with "b"');
    expect(other.constraints).toBe(undefined);
  });

  it('marks an open plan that would write over it, once it is said', async () => {
    const planned = await program.propose('create a file ~/Documents/a.txt with "b"');
    const marked = new Promise<readonly string[]>((resolve) => {
      const stop = program.sonny.subscribe((event) => {
        if (event.type !== 'plan.marks' || event.runId !== planned.id) return;
        stop();
        resolve(event.marks.map(({ say }) => say));
      });
    });
    await keep();
    expect((await marked)[0]).toContain('~/Documents/a.txt is to stay where it is');
  });

  it('binds nothing where it is only supposed, or said of something else', async () => {
    await program.sonny.dispatch({ type: 'fact.assert', text: `not keep(${JSON.stringify(file)})` });
    expect((await program.propose('delete ~/Documents/a.txt')).status).not.toBe('refused');
  });

  it('is kept by a step that was planned before it was said', async () => {
    const planned = await program.propose('delete ~/Documents/a.txt');
    expect(planned.approval).toBeDefined();
    await keep();
    let run = await program.approve(planned);
    while (run.approval) run = await program.approve(run);
    expect(run.steps[0]).toMatchObject({ status: 'refused', error: { code: 'CONSTRAINT_VIOLATED' } });
    expect(existsSync(file)).toBe(true);
  });

  it('and taken back, it holds up no step that was planned while it was said', async () => {
    const { id } = await keep();
    const copying = await program.propose('copy ~/Documents/a.txt to ~/Papers and open the text editor');
    await takeBack(id);
    let run = await program.approve(copying);
    while (run.approval) run = await program.approve(run);
    expect(run.status).toMatch(/^done/u);
  });
});
