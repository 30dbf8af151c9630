import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createSystemClock } from '../../../automation/clock/system-clock.ts';
import { createSimulatedDriver } from '../../../automation/desktop/simulated/index.ts';
import { createScriptedModel, type ScriptedAnswer } from '../../../automation/model/scripted.ts';
import type { ModelRequest } from '../../../shared/ports/model.ts';
import { totals } from '../../fakes/scripting.ts';
import { openSimulatedProgram, type SimulatedProgram } from '../../fakes/simulated-program.ts';

// Processes of their own are started, on machines that may be busy.
vi.setConfig({ testTimeout: 30_000 });

let program: SimulatedProgram;
let requests: ModelRequest[] = [];

type Answers = Readonly<Record<string, readonly ((home: string) => ScriptedAnswer)[]>>;

/** The program with a model that answers each prompt in its turn, and its last answer from then on. */
const open = async (answers: Answers): Promise<void> => {
  requests = [];
  const asked = new Map<string, number>();
  const model = createScriptedModel({
    clock: createSystemClock(),
    script: (request) => {
      requests.push(request);
      const prompt = request.purpose.replace(/@.*$/, '');
      const turn = asked.get(prompt) ?? 0;
      asked.set(prompt, turn + 1);
      const all = answers[prompt] ?? [];
      return all[Math.min(turn, all.length - 1)]?.(program.home) ?? {};
    },
  });
  program = await openSimulatedProgram(createSimulatedDriver(), undefined, false, { model });
  await mkdir(join(program.home, 'Documents'), { recursive: true });
  await writeFile(join(program.home, 'Documents/sales.csv'), 'date,region,amount\n2026-01-02,North,10\n');
};
afterEach(() => program.dispose());

const GOAL = 'write a script that totals ~/Documents/sales.csv by month into ~/Documents/totals.csv';
const script =
  (change: (code: string) => string = (code) => code, manifest = {}) =>
  (home: string): ScriptedAnswer => ({
    value: {
      code: change(totals(home).script),
      manifest: {
        reads: ['~/Documents/sales.csv'],
        writes: ['~/Documents/totals.csv'],
        hosts: [],
        tools: [],
        ...manifest,
      },
      explains: 'Totals sales by month.',
    },
  });
const tests =
  (change: (code: string) => string = (code) => code) =>
  (home: string): ScriptedAnswer => ({ value: { tests: change(totals(home).tests) } });
const file = (name: string): Promise<string> => readFile(join(program.home, name), 'utf8');
const asked = (): string[] => requests.map(({ purpose }) => purpose.replace(/@.*$/, ''));

describe.runIf(process.platform === 'linux')('a goal that wants a script', () => {
  it('becomes one that proved itself, is shown, run, read back and undone', async () => {
    await open({ 'write-script': [script()], 'write-tests': [tests()] });
    const run = await program.propose(GOAL);
    expect(run.status, run.error?.details ?? run.sentence).toBe('awaiting-approval');
    const [step] = run.steps;
    expect(step).toMatchObject({ skill: 'script.run', risk: 'R3', asks: true, undo: { possible: true } });
    expect(step?.review).toMatchObject({ passed: true, steady: true });
    expect(step?.review?.changes).toMatchObject([{ after: { text: 'month,total\n2026-01,10.00\n' } }]);
    expect(run.proposals).toMatchObject([{ verdict: 'holds', say: expect.stringContaining('tests pass') }]);
    // The model saw how the file begins that the person named, and nothing else.
    expect(requests[0]?.messages.at(-1)?.text).toContain('date,region,amount');
    await expect(file('Documents/totals.csv')).rejects.toThrow('ENOENT');
    let done = await program.approve(run);
    while (done.approval) {
      expect(done.approval.preview.join('\n')).toContain('It can’t use the network.');
      done = await program.approve(done);
    }
    expect(done.status, done.error?.details ?? done.sentence).toBe('done');
    expect(done.steps[0]?.evidence).toContainEqual(expect.objectContaining({ path: 'filesystem', holds: true }));
    expect(await file('Documents/totals.csv')).toBe('month,total\n2026-01,10.00\n');
    await program.sonny.dispatch({ type: 'run.undo', runId: run.id });
    expect((await program.settled(run.id)).status).toBe('undone');
    await expect(file('Documents/totals.csv')).rejects.toThrow('ENOENT');
  });

  it('is written again with what was wrong, and every attempt is kept', async () => {
    const worse = script((code) => code.replace('SALES =', 'SALES: number ='));
    await open({ 'write-script': [worse, script()], 'write-tests': [tests()] });
    const run = await program.propose(GOAL);
    expect(run.status, run.error?.details ?? run.sentence).toBe('awaiting-approval');
    expect(run.proposals?.map(({ verdict }) => verdict)).toEqual(['rejected', 'holds']);
    expect(requests[2]?.messages.at(-1)?.text).toContain('is not assignable to type');
    expect(asked()).toEqual(['write-script', 'write-tests', 'write-script', 'write-tests']);
  });

  it('has only its tests written again where they are too weak', async () => {
    const weak = (): string =>
      `import { test } from 'node:test';\nimport { fieldsOf } from './script.ts';\ntest('x', () => { fieldsOf(''); });\n`;
    await open({ 'write-script': [script()], 'write-tests': [tests(weak), tests()] });
    const run = await program.propose(GOAL);
    expect(run.status, run.error?.details ?? run.sentence).toBe('awaiting-approval');
    expect(asked()).toEqual(['write-script', 'write-tests', 'write-tests']);
    expect(requests[2]?.messages.at(-1)?.text).toContain('became');
  });

  it('is held to what the person forbids, whatever it declares', async () => {
    const elsewhere = script((code) => code.replace('Documents/totals.csv', 'Private/totals.csv'), {
      writes: ['~/Private/totals.csv'],
    });
    await open({
      'write-script': [elsewhere],
      'write-tests': [tests((code) => code.replaceAll('Documents/totals.csv', 'Private/totals.csv'))],
    });
    await mkdir(join(program.home, 'Private'));
    const run = await program.propose(`${GOAL}, without touching ~/Private`);
    expect(run).toMatchObject({ status: 'refused', error: { code: 'CONSTRAINT_VIOLATED' } });
    const asking = await program.propose(`${GOAL}, but never on a Sunday`);
    expect(asking.question?.ask).toContain('never on a Sunday');
    // Nobody was asked to write anything before the person said what that means.
    expect(asked()).toEqual(['write-script', 'write-tests']);
  });

  it('is given up after four attempts, and nothing was touched', async () => {
    await open({
      'write-script': [script((code) => code.replace('await writeFile(TOTALS,', `await writeFile('/tmp/elsewhere',`))],
      'write-tests': [tests()],
    });
    const run = await program.propose(GOAL);
    expect(run).toMatchObject({
      status: 'refused',
      error: { code: 'SCRIPT_REFUSED', details: expect.stringContaining('its manifest does not name') },
    });
    expect(run.proposals?.map(({ verdict }) => verdict)).toEqual(['rejected', 'rejected', 'rejected', 'rejected']);
  });

  it('runs the same script again without a model, and what keeps passing is offered as a skill', async () => {
    await open({ 'write-script': [script()], 'write-tests': [tests()] });
    const { sonny } = program;
    for (let times = 1; times <= 3; times++) {
      expect(await sonny.dispatch({ type: 'scripts.offered' })).toEqual([]);
      await writeFile(
        join(program.home, 'Documents/sales.csv'),
        `date,region,amount\n2026-01-0${times},North,${times}\n`,
      );
      const run = await program.run(GOAL);
      expect(run.status, run.error?.details ?? run.sentence).toBe('done');
      expect(await file('Documents/totals.csv')).toBe(`month,total\n2026-01,${times}.00\n`);
    }
    expect(asked()).toEqual(['write-script', 'write-tests']);
    const offers = await sonny.dispatch({ type: 'scripts.offered' });
    expect(offers).toMatchObject([{ goal: GOAL, passed: 3, draft: { title: 'Totals sales by month.' } }]);
    // It is an offer and no more: no skill has come of it.
    expect((await sonny.dispatch({ type: 'skills.list' })).map(({ name }) => name)).not.toContain(
      'Totals sales by month.',
    );
  });

  it('may be one where the model knows no other way, if the person likes', async () => {
    const cannot = (): ScriptedAnswer => ({ value: { kind: 'cannot', why: 'There is no skill for sums.' } });
    await open({ interpret: [cannot], 'write-script': [script()], 'write-tests': [tests()] });
    const asking = await program.propose('could you sum my sales by month into totals');
    expect(asking.question?.ask).toContain('Shall it write a small script');
    const { sonny } = program;
    await sonny.dispatch({
      type: 'run.answer',
      runId: asking.id,
      questionId: asking.question?.id ?? '',
      candidateId: 'write',
    });
    const run = await program.settled(asking.id);
    expect(run.status, run.error?.details ?? run.sentence).toBe('awaiting-approval');
    // What the person did not name is named in what they approve.
    expect(run.steps[0]?.bindings?.map(({ value }) => value)).toContain(join(program.home, 'Documents/totals.csv'));
  });
});
