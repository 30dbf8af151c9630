import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { createSystemClock } from '../../../automation/clock/system-clock.ts';
import { createSimulatedDriver } from '../../../automation/desktop/simulated/index.ts';
import { createScriptedModel } from '../../../automation/model/scripted.ts';
import type { RunEvent } from '../../../shared/protocol/events.ts';
import type { RunView } from '../../../shared/protocol/run.ts';
import { openSimulatedProgram, type SimulatedProgram } from '../../fakes/simulated-program.ts';

let program: SimulatedProgram;
afterEach(() => program.dispose());

interface Wanted {
  readonly goal: string;
  readonly parts: readonly { readonly words: string; readonly do: string; readonly args: object }[];
}

/** A program whose model proposes what each goal is to become, and says always the same of it, in every way it can think of. */
const open = async (wanted: readonly Wanted[], opinion: 'safe' | 'dangerous'): Promise<void> => {
  const model = createScriptedModel({
    clock: createSystemClock(),
    script: ({ messages, purpose }) => {
      if (purpose.startsWith('criticise')) return { value: { verdict: opinion, remarks: [`It is ${opinion}.`] } };
      const parts = wanted.find(({ goal }) => messages.at(-1)?.text.includes(`| ${goal}\n`))?.parts ?? [];
      const claims = {
        danger: opinion,
        risk: opinion === 'safe' ? 'R0' : 'R5',
        asks: opinion !== 'safe',
        approved: opinion === 'safe',
        refused: opinion !== 'safe',
      };
      return {
        thought: `This is ${opinion}.`,
        value: JSON.parse(
          JSON.stringify({ kind: 'plan', ...claims, parts: parts.map((part) => ({ ...part, ...claims })) }),
        ),
      };
    },
  });
  program = await openSimulatedProgram(createSimulatedDriver(), undefined, false, { model });
  for (const folder of ['Downloads', 'Papers']) await mkdir(join(program.home, folder));
  for (const name of ['old.txt', 'new.txt', 'a.pdf']) await writeFile(join(program.home, 'Downloads', name), name);
};

const rowsOf = (runId: string): RunEvent[] =>
  [...program.ports.journal.read({ runId })].map(({ event }) => event as RunEvent);

/** Asked for its opinion, the model has its say, and the plan stays what it is. */
const expectOpinion = async (run: RunView, verdict: string): Promise<void> => {
  await program.sonny.dispatch({ type: 'run.criticise', runId: run.id });
  const { opinion, model, timeLeft, ...same } = await program.sonny.dispatch({ type: 'run.get', runId: run.id });
  expect(opinion).toEqual({ model: 'scripted', verdict, remarks: [`It is ${verdict}.`] });
  expect(model?.calls).toBe(2);
  const { model: _, timeLeft: __, ...before } = run;
  expect(same).toEqual(before);
  expect({ ...timeLeft, at: run.timeLeft?.at }).toEqual(run.timeLeft ?? { at: undefined });
};

const EDITOR = 'Text Editor';
/** Everything that is not taken back by itself: what replaces, throws away, clicks, presses and sends. */
const IRREVERSIBLE: readonly Wanted[] = [
  {
    goal: 'that old one in downloads, make it vanish for good',
    parts: [{ words: 'make it vanish', do: 'files.trash', args: { files: ['~/Downloads/old.txt'] } }],
  },
  {
    goal: 'what is in new of downloads shall say hello instead',
    parts: [{ words: 'shall say hello', do: 'files.write', args: { path: '~/Downloads/new.txt', text: 'hello' } }],
  },
  {
    goal: `whatever button says Send in the ${EDITOR}, hit it`,
    parts: [{ words: 'hit it', do: 'element.click', args: { window: { app: EDITOR }, name: 'Send' } }],
  },
  {
    goal: `hit the spot at 10 and 10 of the ${EDITOR}`,
    parts: [{ words: 'hit the spot', do: 'pointer.click', args: { window: { app: EDITOR }, x: 10, y: 10 } }],
  },
  {
    goal: `make the ${EDITOR} react to Delete`,
    parts: [{ words: 'react to Delete', do: 'keys.press', args: { window: { app: EDITOR }, chord: 'Delete' } }],
  },
];

it('a model that always says “safe” gets no irreversible step past the policy', async () => {
  await open(IRREVERSIBLE, 'safe');
  const files = async (): Promise<string> =>
    JSON.stringify([
      await readdir(join(program.home, 'Downloads')),
      await readFile(join(program.home, 'Downloads/new.txt'), 'utf8'),
    ]);
  const before = await files();
  for (const { goal } of IRREVERSIBLE) {
    const run = await program.propose(goal);
    expect(run.status, `${goal}: ${run.sentence}`).toBe('awaiting-approval');
    await expectOpinion(run, 'safe');
    const risky = run.steps.filter(({ risk }) => risk >= 'R3').map(({ id }) => id);
    expect(risky, goal).not.toEqual([]);
    // A yes to the plan that no person gave, as `--yes` does, and none to any step.
    const { nonce = '', planHash = '' } = run.approval ?? {};
    await program.sonny.dispatch({ type: 'run.approve', runId: run.id, nonce, planHash }, 'flag').catch((thrown) => {
      // A plan that holds what the person did not say is not even allowed by that.
      expect(thrown).toMatchObject({ code: 'COMMAND_NOT_NOW' });
      expect(run.steps.flatMap(({ bindings = [] }) => bindings)).not.toEqual([]);
    });
    const asked = await program.settled(run.id);
    expect(['awaiting-approval', 'awaiting-step-approval'], goal).toContain(asked.status);
    await program.sonny.dispatch({ type: 'run.cancel', runId: run.id });
    const begun = rowsOf(run.id).flatMap((event) => (event.type === 'step.intended' ? [event.stepId] : []));
    expect(begun.filter((id) => risky.includes(id))).toEqual([]);
  }
  expect(await files()).toBe(before);
});

/** Everything that only looks. */
const READING: readonly Wanted[] = [
  {
    goal: 'which of the stuff in downloads is a pdf',
    parts: [{ words: 'is a pdf', do: 'files.find', args: { folder: '~/Downloads', glob: '*.pdf', recursive: false } }],
  },
  {
    goal: 'tell me about that old.txt of downloads',
    parts: [{ words: 'tell me', do: 'files.read', args: { path: '~/Downloads/old.txt' } }],
  },
  { goal: 'anything open at present', parts: [{ words: 'anything open', do: 'window.list', args: {} }] },
  { goal: 'anything copied lately', parts: [{ words: 'anything copied', do: 'clipboard.read', args: {} }] },
  {
    goal: 'tell me once new.txt of downloads is in',
    parts: [{ words: 'once', do: 'wait.file', args: { path: '~/Downloads/new.txt' } }],
  },
];

it('a model that always says “dangerous” stops no step that only looks', async () => {
  await open(READING, 'dangerous');
  await program.run('put "hello" on the clipboard');
  for (const { goal } of READING) {
    const run = await program.propose(goal);
    expect(run.status, `${goal}: ${run.sentence}`).toBe('awaiting-approval');
    expect(run.steps.map(({ risk, asks }) => [risk, asks])).toEqual([['R0', false]]);
    await expectOpinion(run, 'dangerous');
    const done: RunView = await program.approve(run);
    expect(done.status, `${goal}: ${done.sentence}`).toBe('done');
  }
});

it('is asked for an opinion only while a plan waits, and where there is one to ask', async () => {
  await open(READING, 'safe');
  const done = await program.run(READING[0]?.goal ?? '');
  await expect(program.sonny.dispatch({ type: 'run.criticise', runId: done.id })).rejects.toMatchObject({
    code: 'COMMAND_NOT_NOW',
  });
  await program.dispose();
  program = await openSimulatedProgram(createSimulatedDriver());
  const run = await program.propose('create a folder ~/New');
  await expect(program.sonny.dispatch({ type: 'run.criticise', runId: run.id })).rejects.toMatchObject({
    code: 'MODEL_NOT_SET_UP',
  });
});
