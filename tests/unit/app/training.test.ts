import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { createSystemClock } from '../../../automation/clock/system-clock.ts';
import { createSimulatedDriver } from '../../../automation/desktop/simulated/index.ts';
import { createScriptedModel } from '../../../automation/model/scripted.ts';
import type { Tuning } from '../../../shared/ports/tuning.ts';
import { openSimulatedProgram, type SimulatedProgram } from '../../fakes/simulated-program.ts';

const SECRET = 'sk-proj-abcdefghijklmnopqrstuvwxyz0123456789';
let program: SimulatedProgram;
const sent: (readonly string[])[] = [];
const tuning: Tuning = {
  start: async (lines) => (sent.push(lines), { id: 'job-1', status: 'waiting', model: null, tokens: null, say: '' }),
  look: async (id) => ({ id, status: 'running', model: null, tokens: null, say: '' }),
  cancel: async (id) => ({ id, status: 'cancelled', model: null, tokens: null, say: '' }),
};

/** A model that moves what stands in the goal as `name.txt` to ~/Papers. */
const open = async (): Promise<void> => {
  const model = createScriptedModel({
    clock: createSystemClock(),
    script: ({ messages }) => {
      const goal = /could (\S+\.txt) please live in papers/.exec(messages.at(-1)?.text ?? '');
      const args = { files: [`~/Downloads/${goal?.[1] ?? ''}`], to: '~/Papers' };
      return { value: { kind: 'plan', parts: [{ words: goal?.[0] ?? '', do: 'files.move', args }] } };
    },
  });
  program = await openSimulatedProgram(createSimulatedDriver(), undefined, false, { model, tuning });
  for (const folder of ['Downloads', 'Papers']) await mkdir(join(program.home, folder));
};
afterEach(() => program.dispose());

const goal = (name: string): string => `could ${name}.txt please live in papers`;
const put = (name: string): Promise<void> => writeFile(join(program.home, `Downloads/${name}.txt`), name);
const examples = (lines: readonly string[]) =>
  lines.map((line) => JSON.parse(line) as { messages: { role: string; content: string }[] });

it('examples are what a model planned, a person approved and was verified; the rest is counted', async () => {
  await open();
  const { sonny } = program;
  for (const name of ['a', 'b', SECRET]) {
    await put(name);
    expect((await program.run(goal(name))).status).toBe('done');
  }
  await put('taken-back');
  const undone = await program.run(goal('taken-back'));
  await sonny.dispatch({ type: 'run.undo', runId: undone.id });
  await program.settled(undone.id);
  await put('refused');
  const refused = await program.propose(goal('refused'));
  await sonny.dispatch({ type: 'run.deny', runId: refused.id, nonce: refused.approval?.nonce ?? '' });
  // One that no model had a part in.
  await put('own');
  expect((await program.run('move ~/Downloads/own.txt to ~/Papers')).status).toBe('done');

  const file = await sonny.dispatch({ type: 'tuning.export' });
  expect(file.left).toEqual({ unfinished: 2, unapproved: 0, repeated: 0, invalid: 0 });
  const all = examples(file.lines);
  expect(all).toHaveLength(3);
  for (const { messages } of all) {
    expect(messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant']);
    expect(JSON.parse(messages[2]?.content ?? '')).toMatchObject({ kind: 'plan', parts: [{ do: 'files.move' }] });
  }
  expect(all.some(({ messages }) => messages[1]?.content.includes(goal('a')))).toBe(true);
  expect(file.lines.join('\n')).not.toContain(SECRET);
  expect(file.tokens).toBeGreaterThan(0);
  await expect(sonny.dispatch({ type: 'tuning.start' })).rejects.toMatchObject({ code: 'COMMAND_NOT_NOW' });
});

it('ten of them train a model, when a person says so', async () => {
  await open();
  const { sonny } = program;
  for (let n = 0; n < 10; n++) {
    await put(`file${n}`);
    await program.run(goal(`file${n}`));
  }
  await expect(sonny.dispatch({ type: 'tuning.start' }, 'flag')).rejects.toMatchObject({ code: 'NOT_AUTHORISED' });
  expect((await sonny.dispatch({ type: 'tuning.start' })).status).toBe('waiting');
  expect(examples(sent[0] ?? [])).toHaveLength(10);
  expect((await sonny.dispatch({ type: 'tuning.look', job: 'job-1' })).status).toBe('running');
  expect((await sonny.dispatch({ type: 'tuning.cancel', job: 'job-1' })).status).toBe('cancelled');
});
