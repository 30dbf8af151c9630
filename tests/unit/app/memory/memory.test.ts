import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, test } from 'vitest';
import { createSystemClock } from '../../../../automation/clock/system-clock.ts';
import { createSimulatedDriver } from '../../../../automation/desktop/simulated/index.ts';
import { createScriptedModel, type ScriptedAnswer } from '../../../../automation/model/scripted.ts';
import { createSonny } from '../../../../shared/app.ts';
import type { Model, ModelRequest } from '../../../../shared/ports/model.ts';
import type { JournalEvent } from '../../../../shared/protocol/events.ts';
import { Settings } from '../../../../shared/protocol/settings.ts';
import { SonnyError } from '../../../../shared/protocol/errors.ts';
import type { RunView } from '../../../../shared/protocol/run.ts';
import { openSimulatedProgram, type SimulatedProgram } from '../../../fakes/simulated-program.ts';

let program: SimulatedProgram;
let requests: ModelRequest[] = [];
let embedded: string[][] = [];

type Embed = (text: string) => readonly number[];

/** The program with a model that gives these answers one after another; what is asked beyond them it refuses. */
const open = async (answers: readonly ScriptedAnswer[], embed?: Embed): Promise<void> => {
  requests = [];
  embedded = [];
  const scripted = createScriptedModel({
    clock: createSystemClock(),
    script: (request) => {
      requests.push(request);
      return answers[requests.length - 1] ?? { error: 'MODEL_REFUSED' };
    },
  });
  const model: Model = {
    ...scripted,
    ability: () => ({ name: 'scripted', sees: false, tools: true, contextTokens: 32_000 }),
    embed: async (texts, { used }) => {
      embedded.push([...texts]);
      if (!embed) throw new SonnyError('UNSUPPORTED');
      used?.({ input: 5, cachedInput: 0, output: 0, cost: 2 }, 'minilm');
      return texts.map((text) => Float32Array.from(embed(text)));
    },
  };
  program = await openSimulatedProgram(createSimulatedDriver(), undefined, false, { model });
  if (embed) {
    const its = { ...Settings.parse({}).model, embedding: 'minilm' };
    await program.sonny.dispatch({ type: 'settings.set', settings: { model: its } });
  }
  for (const folder of ['Downloads', 'Papers', 'Other']) await mkdir(join(program.home, folder));
  for (const name of ['Downloads/a.pdf', 'Downloads/b.pdf', 'Other/c.pdf', 'Other/d.txt'])
    await writeFile(join(program.home, name), name);
};
afterEach(() => program.dispose());

const plan = (...parts: object[]): ScriptedAnswer => ({ value: { kind: 'plan', parts } as ScriptedAnswer['value'] });
const move = (words: string, folder: string, to: string, glob = '*.pdf') => ({
  words,
  do: 'files.move',
  args: { files: { folder, glob }, to },
});
const done = async (goal: string): Promise<RunView> => {
  const run = await program.run(goal);
  expect(run.status, run.sentence).toBe('done');
  return run;
};
const told = (place: number): string => requests[place]?.messages.at(-1)?.text ?? '';
const rows = (runId?: string): JournalEvent[] =>
  [...program.ports.journal.read(runId === undefined ? {} : { runId })].map(({ event }) => event);
const memory = () => program.sonny.dispatch({ type: 'memory.get' });

const FIRST = 'could every PDF out of ~/Downloads please live in ~/Papers';
const UNLIKE = 'would you kindly fetch tomorrow’s weather';

describe('earlier runs', () => {
  it('are told with a goal that is like theirs, by words where there is no model for meaning, and with no other', async () => {
    await open([
      plan(move('every PDF out of ~/Downloads', '~/Downloads', '~/Papers')),
      plan(move('every PDF out of ~/Other', '~/Other', '~/Papers')),
      { value: { kind: 'cannot', why: 'No.' } },
    ]);
    const first = await done(FIRST);
    expect(told(0)).not.toContain('An earlier goal');
    await program.propose('let every PDF out of ~/Other please live in my papers');
    expect(told(1)).toContain(`An earlier goal, done and verified: ${JSON.stringify(FIRST)}`);
    expect(told(1)).toContain('What did it: files.move.');
    await program.propose(UNLIKE);
    expect(told(2)).not.toContain('An earlier goal');
    // Settings name no model for embeddings, so none is asked.
    expect(embedded).toEqual([]);
    expect(await memory()).toMatchObject({
      runs: [{ runId: first.id, goal: FIRST, space: null, skills: ['files.move'] }],
    });
  });

  it('are not told where the person wants none told', async () => {
    await open([
      plan(move('every PDF out of ~/Downloads', '~/Downloads', '~/Papers')),
      { value: { kind: 'cannot', why: 'No.' } },
    ]);
    await done(FIRST);
    const { model } = await program.sonny.dispatch({ type: 'settings.get' });
    await program.sonny.dispatch({ type: 'settings.set', settings: { model: { ...model, recall: false } } });
    await program.propose('let every PDF out of ~/Other please live in my papers');
    expect(told(1)).not.toContain('An earlier goal');
  });

  it('are found by meaning, each goal embedded once, as a row of its own run', async () => {
    const aboutPapers = (text: string): number => (/pdf|invoice|papers/iu.test(text) ? 1 : 0);
    await open(
      [
        plan(move('every PDF out of ~/Downloads', '~/Downloads', '~/Papers')),
        { value: { kind: 'cannot', why: 'No.' } },
        { value: { kind: 'cannot', why: 'No.' } },
      ],
      (text) => [aboutPapers(text), 1 - aboutPapers(text), 0.1],
    );
    const first = await done(FIRST);
    expect(embedded).toEqual([]);
    // No word of it is in the first goal.
    const second = await program.propose('sort yesterday’s invoices away, would you');
    expect(embedded).toEqual([['sort yesterday’s invoices away, would you', FIRST]]);
    expect(told(1)).toContain(`An earlier goal, done and verified: ${JSON.stringify(FIRST)}`);
    await program.propose(UNLIKE);
    expect(told(2)).not.toContain('An earlier goal');
    expect(embedded.at(-1)).toEqual([UNLIKE]);
    for (const { id } of [first, second])
      expect(rows(id).filter(({ type }) => type === 'goal.embedded')).toMatchObject([{ runId: id, space: 'minilm' }]);
    // It costs, and that counts for the run that asked.
    expect(rows(second.id)).toContainEqual(
      expect.objectContaining({ type: 'model.called', model: 'minilm', purpose: 'embed-goals@1', cost: 2e-6 }),
    );
    const { catalogue: _, ...ports } = program.ports;
    const next = await createSonny(ports);
    expect((await next.dispatch({ type: 'memory.get' })).runs).toMatchObject([{ runId: first.id, space: 'minilm' }]);
  });

  it('are found by words where the server gives no vectors', async () => {
    await open(
      [
        plan(move('every PDF out of ~/Downloads', '~/Downloads', '~/Papers')),
        { value: { kind: 'cannot', why: 'No.' } },
      ],
      () => {
        throw new SonnyError('UNSUPPORTED');
      },
    );
    await done(FIRST);
    await program.propose('let every PDF out of ~/Other please live in my papers');
    expect(embedded).toHaveLength(1);
    expect(told(1)).toContain(`An earlier goal, done and verified: ${JSON.stringify(FIRST)}`);
  });

  it('are not told where they failed, were undone, or another program asked for them; nor to another program', async () => {
    await open([
      plan(move('every PDF out of ~/Downloads', '~/Downloads', '~/Papers')),
      ...Array.from({ length: 4 }, (): ScriptedAnswer => ({ value: { kind: 'cannot', why: 'No.' } })),
    ]);
    const first = await done(FIRST);
    const { runId } = await program.sonny.dispatch({ type: 'run.start', text: `${FIRST} now`, by: 'other' });
    await program.settled(runId);
    expect(told(1)).not.toContain('An earlier goal');
    await program.sonny.dispatch({ type: 'run.undo', runId: first.id });
    expect((await program.settled(first.id)).status).toBe('undone');
    await program.propose(`${FIRST} again`);
    expect(told(2)).not.toContain('An earlier goal');
    expect((await memory()).runs).toEqual([]);
  });

  it('give no leave: a place that only an earlier goal named is asked about, or named in the approval as not said', async () => {
    await open([
      plan(move('every PDF out of ~/Downloads', '~/Downloads', '~/Papers')),
      plan(move('every PDF in my downloads', '~/Downloads', '~/Papers')),
      plan(move('every PDF in my downloads', '~/Downloads', '~/Papers/new')),
    ]);
    const first = await done(FIRST);
    await writeFile(join(program.home, 'Downloads/e.pdf'), 'e');
    const goal = 'could every PDF in my downloads please live where the last ones went';
    // It is there: so the approval names it as not the person's.
    const second = await program.propose(goal);
    expect(told(1)).toContain(`An earlier goal, done and verified: ${JSON.stringify(FIRST)}`);
    const [bound] = second.steps.flatMap(({ bindings = [] }) => bindings);
    expect(bound).toMatchObject({ parameter: 'to', value: join(program.home, 'Papers') });
    expect(bound?.sources).toContainEqual({ kind: 'memory', of: first.id });
    expect(bound?.sources?.map(({ kind }) => kind)).not.toContain('person');
    // What is kept of it holds no word of the earlier goal: that may be forgotten.
    expect(JSON.stringify(rows(second.id))).not.toContain('~/Downloads please');
    // It is not there, or no place at all: whoever named it, the person is asked.
    const third = await program.propose(goal);
    expect(third.question?.ask).toBe('You did not name this. Is it what you mean?');
  });
});

describe('what the person chose more than once', () => {
  const ASK = { kind: 'ask', ask: 'Which folder is meant?', candidates: ['~/Downloads', '~/Other', '~/Papers'] };
  const asking: ScriptedAnswer = { value: ASK };
  const choose = async (run: RunView, label: string): Promise<RunView> => {
    const candidateId = run.question?.candidates.find((c) => c.label === label)?.id ?? '';
    await program.sonny.dispatch({
      type: 'run.answer',
      runId: run.id,
      questionId: run.question?.id ?? '',
      candidateId,
    });
    let next = await program.settled(run.id);
    while (next.approval) next = await program.approve(next);
    return next;
  };
  const toPapers = (glob: string): ScriptedAnswer => plan(move('what belongs together', '~/Other', '~/Papers', glob));

  it('is offered first where the like is asked, and never chosen; taken back, it is not', async () => {
    await open([asking, toPapers('*.pdf'), asking, toPapers('*.txt'), asking, asking]);
    const goal = (n: number): string => `please would you bring what belongs together number ${n}`;
    const one = await program.propose(goal(1));
    expect(one.question?.candidates.map(({ label }) => label)).toEqual(ASK.candidates);
    expect((await choose(one, '~/Other')).status).toBe('done');
    const two = await program.propose(goal(2));
    // Once is no preference.
    expect(two.question?.candidates.map(({ label }) => label)).toEqual(ASK.candidates);
    expect((await choose(two, '~/Other')).status).toBe('done');

    const { preferences } = await memory();
    expect(preferences).toMatchObject([
      { ask: ASK.ask, choice: '~/Other', rests: [{ runId: two.id }, { runId: one.id }] },
    ]);
    // The state screen shows it as a fact with what it rests on.
    const facts = async () => {
      const { nodes } = await program.sonny.dispatch({ type: 'state.graph', search: 'more than once' });
      return nodes.filter(({ kind, until }) => kind === 'fact' && until === null);
    };
    const [fact] = await facts();
    expect(fact?.label).toBe(`Asked “${ASK.ask}”, you chose “~/Other” more than once`);
    const why = await program.sonny.dispatch({ type: 'fact.why', factId: fact?.id ?? '' });
    expect(JSON.stringify(why)).toContain('what belongs together number 2');
    const three = await program.propose(goal(3));
    expect(three.status).toBe('asking');
    expect(three.question?.candidates.map(({ label }) => label)).toEqual(['~/Other', '~/Downloads', '~/Papers']);
    expect(three.question?.candidates[0]?.detail).toBe('You chose this twice before.');

    const id = preferences[0]?.id ?? '';
    await expect(program.sonny.dispatch({ type: 'preference.forget', id }, 'flag')).rejects.toMatchObject({
      code: 'NOT_AUTHORISED',
    });
    // To take the fact back is to forget the preference.
    await program.sonny.dispatch({ type: 'fact.retract', factId: fact?.id ?? '' });
    await expect(program.sonny.dispatch({ type: 'preference.forget', id })).rejects.toMatchObject({
      code: 'COMMAND_INVALID',
    });
    // No word of what was chosen is in the row that says so.
    expect(JSON.stringify(rows().filter(({ type }) => type === 'preference.forgotten'))).not.toContain('Other');
    expect((await memory()).preferences).toEqual([]);
    expect(await facts()).toEqual([]);
    const four = await program.propose(goal(4));
    expect(four.question?.candidates.map(({ label }) => label)).toEqual(ASK.candidates);
    const { catalogue: _, ...ports } = program.ports;
    expect((await (await createSonny(ports)).dispatch({ type: 'memory.get' })).preferences).toEqual([]);
  });
});

test('what is forgotten of a run is gone from memory, and from the rows of the runs that it was recalled or learned for', async () => {
  const aboutPapers = (text: string): number => (/pdf|papers/iu.test(text) ? 1 : 0);
  const words = 'every PDF out of ~/Zebracake';
  await open(
    [plan(move(words, '~/Zebracake', '~/Papers')), plan(move('all those PDFs from ~/Other', '~/Other', '~/Papers'))],
    (text) => [aboutPapers(text), 1 - aboutPapers(text), 0.1],
  );
  await mkdir(join(program.home, 'Zebracake'));
  await writeFile(join(program.home, 'Zebracake/z.pdf'), 'z');
  const first = await done(`could ${words} please live in ~/Papers`);
  const recalling = await program.propose('send all those PDFs from ~/Other to my papers, would you');
  expect(told(1)).toContain('Zebracake');
  const alike = await program.propose('could every PDF out of ~/Downloads please live in ~/Papers');
  expect(alike.learned).toEqual({ id: first.id, runId: first.id });
  expect(rows(first.id).map(({ type }) => type)).toContain('goal.embedded');

  await program.sonny.dispatch({ type: 'run.forget', runId: first.id });
  expect(await memory()).toEqual({ runs: [], preferences: [] });
  expect(await program.sonny.dispatch({ type: 'methods.list' })).toEqual([]);
  expect(rows(first.id)).toEqual([]);
  for (const { id } of [recalling, alike]) expect(JSON.stringify(rows(id))).not.toContain('Zebracake');
});
