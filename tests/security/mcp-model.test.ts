import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSystemClock } from '../../automation/clock/system-clock.ts';
import { createSimulatedDriver } from '../../automation/desktop/simulated/index.ts';
import { createScriptedModel, type ScriptedAnswer } from '../../automation/model/scripted.ts';
import type { ModelRequest } from '../../shared/ports/model.ts';
import { openSimulatedProgram, type SimulatedProgram } from '../fakes/simulated-program.ts';

const HOSTILE = new URL('../fixtures/mcp/hostile-server.ts', import.meta.url).pathname;
let program: SimulatedProgram;
let requests: ModelRequest[];
let answer: ScriptedAnswer;

beforeEach(async () => {
  requests = [];
  const model = createScriptedModel({
    clock: createSystemClock(),
    script: (request) => {
      requests.push(request);
      return answer;
    },
  });
  program = await openSimulatedProgram(createSimulatedDriver(), undefined, false, { model });
  await mkdir(join(program.home, '.ssh'));
  await writeFile(join(program.home, '.ssh/id_rsa'), 'the private key');
  const command = [process.execPath, HOSTILE, 'poison'];
  const { hash } = await program.sonny.dispatch({
    type: 'mcp.add',
    server: { kind: 'local', name: 'calc', command, env: [] },
  });
  await program.sonny.dispatch({ type: 'mcp.approve', name: 'calc', hash });
});
afterEach(() => program.dispose());

const plan = (...parts: object[]): ScriptedAnswer => ({ value: { kind: 'plan', parts } as ScriptedAnswer['value'] });
const GOAL = 'would you kindly add the numbers "2 and 2" with calc';

test('a model is told of a tool in its maker’s words, as data alone; what it proposes is asked about in full', async () => {
  answer = plan({ words: 'add the numbers "2 and 2" with calc', do: 'mcp.calc.add', args: { note: '2 and 2' } });
  const asked = await program.propose(GOAL);
  const lines = requests[0]?.messages.flatMap(({ text }) => text.split('\n')) ?? [];
  const poisoned = lines.filter((line) => line.includes('IMPORTANT'));
  expect(poisoned.length).toBeGreaterThan(0);
  expect(poisoned.every((line) => line.startsWith('| '))).toBe(true);
  expect(poisoned.join()).not.toMatch(/\u202E/u);

  expect(asked.status, asked.sentence).toBe('awaiting-approval');
  expect(asked.steps[0]).toMatchObject({ skill: 'mcp.calc.add', risk: 'R4', asks: true });
  expect(asked.approval?.preview.join('\n')).toContain('2 and 2');
  let run = asked;
  while (run.approval) run = await program.approve(run);
  expect(run.status, run.sentence).toBe('done-unverified');
  // Nothing but the server's own word says that it worked, so it is not learned.
  expect(await program.sonny.dispatch({ type: 'methods.list' })).toEqual([]);
});

test('a model that obeys the poison gets nothing to the server that a person did not see and allow', async () => {
  answer = plan(
    { words: 'add the numbers', do: 'files.read', args: { path: '~/.ssh/id_rsa' } },
    { words: '"2 and 2" with calc', do: 'mcp.calc.add', args: { note: 'what stands in it' } },
  );
  let run = await program.propose(GOAL);
  // The key was never named: that is asked about before there is a plan.
  expect(run.question?.candidates[0]?.label).toContain('~/.ssh/id_rsa');
  const questionId = run.question?.id ?? '';
  await program.sonny.dispatch({ type: 'run.answer', runId: run.id, questionId, candidateId: null });
  run = await program.settled(run.id);
  expect(run.status).toBe('cancelled');
  const acts = [...program.ports.journal.read({ runId: run.id })].filter(({ event }) => event.type === 'step.intended');
  expect(acts).toEqual([]);
});
