import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createSystemClock } from '../../../automation/clock/system-clock.ts';
import { createSimulatedDriver } from '../../../automation/desktop/simulated/index.ts';
import { createScriptedModel, type ScriptedAnswer } from '../../../automation/model/scripted.ts';
import type { ModelRequest } from '../../../shared/ports/model.ts';
import { openSimulatedProgram, type SimulatedProgram } from '../../fakes/simulated-program.ts';

let program: SimulatedProgram;
let requests: ModelRequest[] = [];
afterEach(() => program.dispose());

const GOAL = 'could all those PDFs from my downloads please live elsewhere';
const move = (to: string, skill = 'files.move'): ScriptedAnswer => ({
  value: {
    kind: 'plan',
    parts: [{ words: 'all those PDFs', do: skill, args: { files: { folder: '~/Downloads', glob: '*.pdf' }, to } }],
  },
});

const open = async (...answers: readonly ScriptedAnswer[]): Promise<void> => {
  requests = [];
  const clock = createSystemClock();
  const script = (request: ModelRequest): ScriptedAnswer => {
    requests.push(request);
    return answers[Math.min(requests.length, answers.length) - 1] ?? {};
  };
  const model = createScriptedModel({ clock, script });
  program = await openSimulatedProgram(createSimulatedDriver(), clock, false, { model });
  await mkdir(join(program.home, 'Downloads'));
  await writeFile(join(program.home, 'Downloads/a.pdf'), 'a');
};

test('own words help the model on, and are the person’s: what they name needs no further question', async () => {
  const wrong = move('~/Papers', 'files.shred');
  await open(wrong, wrong, wrong, wrong, { error: 'MODEL_INVALID' }, move('~/Shelf'));
  const run = await program.propose(GOAL);
  expect(run.question).toMatchObject({ free: true, candidates: [{ id: 'again' }] });
  const said = { type: 'run.answer', runId: run.id, questionId: run.question?.id ?? '', candidateId: null } as const;
  await expect(program.sonny.dispatch({ ...said, text: 'put them into ~/Shelf' }, 'flag')).rejects.toMatchObject({
    code: 'COMMAND_NOT_NOW',
  });
  await expect(program.sonny.dispatch({ ...said, candidateId: 'again', text: 'x' })).rejects.toMatchObject({
    code: 'COMMAND_INVALID',
  });
  await program.sonny.dispatch({ ...said, text: '  put them into ~/Shelf ' });
  const next = await program.settled(run.id);
  expect(requests.at(-1)?.messages.at(-1)?.text).toContain('| Answered: put them into ~/Shelf');
  expect(next.status, next.sentence).toBe('awaiting-approval');
  expect(next.steps.at(-1)?.args['to']).toBe(join(program.home, 'Shelf'));
});

test('only a question that says so takes own words', async () => {
  await open(move('~/Shelf'));
  const run = await program.propose(GOAL);
  expect(run.question).toMatchObject({ ask: 'You did not name this. Is it what you mean?' });
  const said = { type: 'run.answer', runId: run.id, questionId: run.question?.id ?? '', candidateId: null } as const;
  await expect(program.sonny.dispatch({ ...said, text: 'yes' })).rejects.toMatchObject({ code: 'COMMAND_INVALID' });
});
