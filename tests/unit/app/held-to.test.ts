import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSimulatedDriver } from '../../../automation/desktop/simulated/index.ts';
import { openSimulatedProgram, type SimulatedProgram } from '../../fakes/simulated-program.ts';

let program: SimulatedProgram;
const at = (name: string): string => join(program.home, name);

beforeEach(async () => {
  program = await openSimulatedProgram(createSimulatedDriver());
  for (const folder of ['Downloads', 'Papers', 'Private']) await mkdir(at(folder));
  for (const name of ['a.pdf', 'b.pdf']) await writeFile(at(`Downloads/${name}`), name);
});
afterEach(() => program.dispose());

describe('the whole program keeps to what the goal says', () => {
  it('shows it with the plan, and explains the plan with it', async () => {
    const run = await program.propose(
      'move all PDFs in ~/Downloads to ~/Papers, without touching ~/Private, at most 20 files',
    );
    expect(run.status).toBe('awaiting-approval');
    expect(run.constraints?.map((c) => c.say)).toEqual(['don’t touch ~/Private', 'at most 20 files']);
    const why = await program.sonny.dispatch({ type: 'step.why', runId: run.id, stepId: run.steps[0]?.id ?? '' });
    expect(why.checked).toBe(true);
    expect(why.lines.filter((l) => l.kind === 'constraint')).toHaveLength(2);
    const not = await program.sonny.dispatch({ type: 'plan.why-not', runId: run.id, skill: 'files.trash' });
    expect(not).toMatchObject({ checked: true, answer: 'It would not do what you asked for.' });
    await expect(program.sonny.dispatch({ type: 'step.why', runId: run.id, stepId: 'x' })).rejects.toMatchObject({
      code: 'COMMAND_INVALID',
    });
    const done = await program.approve(run);
    expect(done.status).toBe('done');
    expect(await readdir(at('Papers'))).toEqual(['a.pdf', 'b.pdf']);
  });

  it('refuses a plan that would break it, names it, and says what would change that', async () => {
    const run = await program.propose('move all PDFs in ~/Downloads to ~/Papers, at most one file');
    expect(run).toMatchObject({ status: 'refused', error: { code: 'CONSTRAINT_VIOLATED' } });
    expect(run.sentence).toContain('would break “at most 1 file”: that makes 2 files.');
    const why = await program.sonny.dispatch({ type: 'run.why', runId: run.id });
    expect(why).toMatchObject({ question: 'Why was nothing started?', checked: true });
    expect(await readdir(at('Downloads'))).toEqual(['a.pdf', 'b.pdf']);
  });

  it.each([
    [
      'email anna@example.org about x, never e-mail anyone',
      '“email anna@example.org about x” would break “never e-mail anyone”: it sends an e-mail.',
    ],
    [
      'delete ~/a.txt, keep the originals',
      '“Put a.txt into the trash” would break “keep the originals”: it takes away ~/a.txt.',
    ],
    [
      'move ~/a.txt to ~/Private without touching ~/Private',
      '“Move a.txt to ~/Private” would break “don’t touch ~/Private”: it touches ~/Private.',
    ],
    [
      'copy ~/a.txt to ~/Papers, only in ~/Downloads',
      '“Copy a.txt to ~/Papers” would break “only in ~/Downloads”: it works on ~/a.txt.',
    ],
    [
      'copy ~/Downloads/a.pdf to ~/Papers, only in ~/Downloads',
      '“Copy a.pdf to ~/Papers” would break “only in ~/Downloads”: it works on ~/Papers.',
    ],
  ])('names the part that goes against it: %s', async (goal, details) => {
    await writeFile(at('a.txt'), 'a');
    const run = await program.propose(goal);
    expect(run).toMatchObject({ status: 'refused', error: { code: 'CONSTRAINT_VIOLATED', details } });
    expect((await program.sonny.dispatch({ type: 'run.why', runId: run.id })).checked).toBe(true);
  });

  it('follows links: a folder that leads into a forbidden one is refused when its turn comes', async () => {
    const run = await program.propose('create a file ~/Papers/link/new.txt with "x" without touching ~/Private');
    expect(run.status).toBe('awaiting-approval');
    await symlink(at('Private'), at('Papers/link'));
    let next = await program.approve(run);
    while (next.approval) next = await program.approve(next);
    expect(next.status).toBe('failed');
    expect(await readdir(at('Private'))).toEqual([]);
  });

  it('follows links that were there before it was planned', async () => {
    await symlink(at('Private'), at('Papers/link'));
    const run = await program.propose('create a file ~/Papers/link/new.txt with "x" without touching ~/Private');
    const end = await program.approve(run);
    expect(end).toMatchObject({ status: 'failed', error: { code: 'CONSTRAINT_VIOLATED' } });
    expect(end.error?.details).toContain('“don’t touch ~/Private”: it touches ~/Private/new.txt');
    expect(await readdir(at('Private'))).toEqual([]);
  });

  it('waits for what is to come first', async () => {
    const started = program.propose('after ~/Downloads/late.pdf arrives, move it to ~/Papers');
    const ended = program.approve(await started);
    await writeFile(at('Downloads/late.pdf'), 'late');
    expect((await ended).status).toBe('done');
    expect(await readFile(at('Papers/late.pdf'), 'utf8')).toBe('late');
  });
});
