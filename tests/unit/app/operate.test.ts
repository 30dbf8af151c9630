import { describe, expect, test } from 'vitest';
import { createSystemClock } from '../../../automation/clock/system-clock.ts';
import { createDesktopEye } from '../../../automation/desktop/eye.ts';
import { createSimulatedDriver } from '../../../automation/desktop/simulated/index.ts';
import { createScriptedModel, type ScriptedAnswer } from '../../../automation/model/scripted.ts';
import type { Activity, Takeover } from '../../../shared/ports/stop.ts';
import type { ModelRequest } from '../../../shared/ports/model.ts';
import type { RunView } from '../../../shared/protocol/run.ts';
import type { SimulatedProgram } from '../../fakes/simulated-program.ts';
import { simulatedPrograms } from '../../fakes/simulated-programs.ts';

const openProgram = simulatedPrograms();

/** What the model is shown, and the id of an element by a part of its line. */
const shown = (request: ModelRequest): string => request.messages.map(({ text }) => text).join('\n');
const idOf = (request: ModelRequest, part: string): string =>
  (new RegExp(`(e\\d+) ${part}`, 'u').exec(shown(request)) ?? ['', 'none'])[1] ?? 'none';

type Say = (request: ModelRequest, turn: number) => object;

const open = async (say: Say): Promise<{ program: SimulatedProgram; asked: ModelRequest[] }> => {
  const clock = createSystemClock();
  const driver = createSimulatedDriver();
  const asked: ModelRequest[] = [];
  const model = createScriptedModel({
    clock,
    script: (request, turn): ScriptedAnswer => {
      asked.push(request);
      return { text: JSON.stringify(say(request, turn)) };
    },
  });
  const program = await openProgram(driver, clock, false, { model, eyes: [createDesktopEye(driver)] });
  return { program, asked };
};

const GOAL = 'use the text editor to "write a greeting"';
const act = (...acts: object[]): object => ({ next: 'act', why: 'It is asked for.', acts });
const DONE = { next: 'done', why: 'It is there.' };

const inner = (run: RunView): string[] =>
  run.steps.filter(({ within }) => within !== undefined).map(({ title, status }) => `${title}: ${status}`);
const textOf = async (program: SimulatedProgram, run: RunView): Promise<unknown> => {
  const window = run.steps[0]?.outputs?.['window'] as { id: number } | undefined;
  const query = { kind: 'window.text', id: window?.id ?? 0 } as const;
  const observer = program.ports.observers.find((o) => o.kinds.includes('window.text'));
  const seen = await observer?.observe(query, { signal: new AbortController().signal, deadline: 1e15, log: () => {} });
  return seen?.value?.['text'];
};

describe('work that is chosen as it goes', () => {
  test('each act is a step of its own: asked about, journalled before it happens, verified, and taken back', async () => {
    const { program } = await open(
      (_, turn) =>
        [act({ do: 'write', text: 'Hello' }, { do: 'replace', find: 'Hello', with: 'Hi' }), DONE][turn] ?? DONE,
    );
    const run = await program.run(GOAL);
    expect(inner(run)).toEqual([
      'Write “Hello” in “Untitled 1 - Text Editor”: verified',
      expect.stringMatching(/^Replace “Hello” with “Hi” .*: verified$/u),
    ]);
    expect(await textOf(program, run)).toBe('Hi');
    // Nothing says by itself that the whole task is done.
    expect(run.status).toBe('done-unverified');
    const rows = [...program.ports.journal.read({ runId: run.id })].map(({ event }) => event);
    const grown = rows.findIndex((row) => row.type === 'plan.grown');
    const begun = rows.findIndex((row) => row.type === 'step.intended' && row.stepId === 's2.1');
    expect(grown).toBeGreaterThan(0);
    expect(begun).toBeGreaterThan(grown);
    await program.sonny.dispatch({ type: 'run.undo', runId: run.id });
    const undone = await program.settled(run.id);
    expect(undone.status).toBe('undone');
  });

  test('what is done once more after an undo asks no model', async () => {
    const { program, asked } = await open((_, turn) => (turn === 0 ? act({ do: 'write', text: 'Hello' }) : DONE));
    const run = await program.run(GOAL);
    await program.sonny.dispatch({ type: 'run.undo', runId: run.id });
    await program.settled(run.id);
    const before = asked.length;
    await program.sonny.dispatch({ type: 'run.redo', runId: run.id });
    let again = await program.settled(run.id);
    while (again.approval) again = await program.approve(again);
    expect(asked.length).toBe(before);
    expect(again.status).toBe('done-unverified');
    expect(inner(again)).toEqual([expect.stringMatching(/: verified$/u)]);
    expect(await textOf(program, again)).toBe('Hello');
  });

  test('an element is called by the same id from look to look', async () => {
    const ids: string[] = [];
    const { program } = await open((request, turn) => {
      ids.push(idOf(request, 'push button "Save As…"'));
      return turn < 2 ? act({ do: 'write', text: `line ${turn}` }) : DONE;
    });
    await program.run(GOAL);
    expect(new Set(ids).size).toBe(1);
    expect(ids[0]).toMatch(/^e\d+$/u);
  });

  test('what reaches outside is asked about by itself, and a no ends it there', async () => {
    const { program } = await open((request, turn) =>
      turn === 0 ? act({ do: 'click', element: idOf(request, 'push button "Save"') }) : DONE,
    );
    const planned = await program.propose(GOAL);
    const asked = await program.approve(planned);
    expect(asked.approval?.stepId).toBe('s2.1');
    expect(asked.approval?.label).toBe('Approve: Click “Save” in “Untitled 1 - Text Editor”');
    await program.sonny.dispatch({ type: 'run.deny', runId: asked.id, nonce: asked.approval?.nonce ?? '' });
    const ended = await program.settled(asked.id);
    expect(ended.status).toBe('cancelled');
    expect(inner(ended)).toEqual(['Click “Save” in “Untitled 1 - Text Editor”: refused']);
  });

  test('what is not in the window is sent back with what is wrong, then the person is asked', async () => {
    const { program, asked } = await open((_, turn) => (turn < 3 ? act({ do: 'click', element: 'e999' }) : DONE));
    const run = await program.run(GOAL);
    expect(asked).toHaveLength(3);
    expect(shown(asked[1] as ModelRequest)).toContain('There is no element e999.');
    expect(run.status).toBe('asking');
    expect(run.question?.candidates).toEqual([{ id: 'go-on', label: 'Go on trying' }]);
    await program.sonny.dispatch({
      type: 'run.answer',
      runId: run.id,
      questionId: run.question?.id ?? '',
      candidateId: 'go-on',
    });
    expect((await program.settled(run.id)).status).toBe('done-unverified');
  });

  test('three acts of which nothing is to be seen end in a question', async () => {
    const { program, asked } = await open((request) => act({ do: 'click', element: idOf(request, 'menu "File"') }));
    const run = await program.run(GOAL);
    expect(run.status).toBe('asking');
    expect(run.question?.ask).toContain('Nothing has changed for 3 acts');
    expect(asked).toHaveLength(3);
    await program.sonny.dispatch({
      type: 'run.answer',
      runId: run.id,
      questionId: run.question?.id ?? '',
      candidateId: null,
    });
    expect((await program.settled(run.id)).status).toBe('cancelled');
  });

  test('an act that fails is told to the model, which goes another way', async () => {
    const { program, asked } = await open(
      (_, turn) =>
        [act({ do: 'replace', find: 'nowhere', with: 'x' }), act({ do: 'write', text: 'Hello' })][turn] ?? DONE,
    );
    const run = await program.run(GOAL);
    expect(run.status).toBe('done-unverified');
    expect(inner(run)).toEqual([
      expect.stringMatching(/^Replace .*: skipped$/u),
      expect.stringMatching(/^Write “Hello” .*: verified$/u),
    ]);
    expect(asked.some((request) => shown(request).includes('refused'))).toBe(true);
  });

  test('of acts that were chosen together those after one that fails are given up', async () => {
    const { program } = await open((_, turn) =>
      turn === 0 ? act({ do: 'replace', find: 'nowhere', with: 'x' }, { do: 'write', text: 'after it' }) : DONE,
    );
    const run = await program.run(GOAL);
    expect(inner(run)).toEqual([
      expect.stringMatching(/^Replace .*: skipped$/u),
      expect.stringMatching(/^Write “after it” .*: skipped$/u),
    ]);
    expect(await textOf(program, run)).toBe('');
  });

  test('a person who takes over while the model thinks ends that, and it is chosen anew once they hand back', async () => {
    const asked = Promise.withResolvers<void>();
    const clock = createSystemClock();
    const driver = createSimulatedDriver();
    let on: (activity: Activity) => boolean = () => false;
    const takeover: Takeover = {
      ready: { armed: true, say: '' },
      onActivity: (listener) => {
        on = listener;
        return () => {};
      },
    };
    let turn = 0;
    const model = createScriptedModel({
      clock,
      script: () => {
        if (turn++ > 0) return { text: JSON.stringify(DONE) };
        asked.resolve();
        return { text: JSON.stringify(act({ do: 'write', text: 'too late' })), wait: 60_000 };
      },
    });
    const plugs = { model, eyes: [createDesktopEye(driver)], takeover };
    const program = await openProgram(driver, clock, false, plugs);
    const { id, approval } = await program.propose(GOAL);
    await program.sonny.dispatch({
      type: 'run.approve',
      runId: id,
      nonce: approval?.nonce ?? '',
      planHash: approval?.planHash ?? '',
    });
    await asked.promise;
    expect(on({ kind: 'key', at: clock.now() })).toBe(true);
    expect((await program.sonny.dispatch({ type: 'run.get', runId: id })).status).toBe('taken-over');
    await program.sonny.dispatch({ type: 'run.resume', runId: id });
    const run = await program.settled(id);
    expect([run.status, inner(run)]).toEqual(['done-unverified', []]);
  });

  test('what is stopped while the model thinks has done nothing', async () => {
    const asked = Promise.withResolvers<void>();
    const clock = createSystemClock();
    const driver = createSimulatedDriver();
    const model = createScriptedModel({
      clock,
      script: () => {
        asked.resolve();
        return { text: JSON.stringify(act({ do: 'write', text: 'too late' })), wait: 60_000 };
      },
    });
    const program = await openProgram(driver, clock, false, { model, eyes: [createDesktopEye(driver)] });
    const { id, approval } = await program.propose(GOAL);
    const { nonce = '', planHash = '' } = approval ?? {};
    await program.sonny.dispatch({ type: 'run.approve', runId: id, nonce, planHash });
    await asked.promise;
    await program.sonny.dispatch({ type: 'run.cancel', runId: id });
    const run = await program.settled(id);
    expect([run.status, inner(run)]).toEqual(['cancelled', []]);
  });

  test('without a model nothing is begun', async () => {
    const clock = createSystemClock();
    const driver = createSimulatedDriver();
    const program = await openProgram(driver, clock, false, { eyes: [createDesktopEye(driver)] });
    const run = await program.run(GOAL);
    expect([run.status, run.error?.code]).toEqual(['failed', 'MODEL_NOT_SET_UP']);
  });
});
