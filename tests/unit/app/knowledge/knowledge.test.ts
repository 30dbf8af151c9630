import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSimulatedDriver } from '../../../../automation/desktop/simulated/index.ts';
import type { PlanMark, StateGraph } from '../../../../shared/protocol/knowledge.ts';
import type { ViewEvent } from '../../../../shared/protocol/views.ts';
import { JumpingClock } from '../../../fakes/jumping-clock.ts';
import { openSimulatedProgram, type SimulatedProgram } from '../../../fakes/simulated-program.ts';

let program: SimulatedProgram;
let clock: JumpingClock;
let events: ViewEvent[];

beforeEach(async () => {
  clock = new JumpingClock();
  program = await openSimulatedProgram(createSimulatedDriver(), clock);
  events = [];
  program.sonny.subscribe((event) => events.push(event));
});
afterEach(() => program.dispose());

const put = async (name: string, text = 'text'): Promise<string> => {
  const path = join(program.home, name);
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, text);
  return path;
};
/** More than a minute later another window opens: Sonny looks at the downloads again. */
const looksAgain = (): void => {
  clock.jump(61_000);
  program.sonny.subscribe(() => {});
};
const graph = (search?: string): Promise<StateGraph> =>
  program.sonny.dispatch({ type: 'state.graph', ...(search === undefined ? {} : { search }) });
const nodeOf = async (label: string) => {
  const { nodes } = await graph();
  const found = nodes.find((n) => n.label.includes(label));
  if (!found) throw new Error(`no node “${label}” among ${nodes.map((n) => n.label).join('; ')}`);
  return found;
};
const marksOf = (runId: string): readonly PlanMark[] =>
  events.findLast((e): e is Extract<ViewEvent, { type: 'plan.marks' }> => e.type === 'plan.marks' && e.runId === runId)
    ?.marks ?? [];

describe('what Sonny knows', () => {
  it('is a graph from the goal to what was seen, done and read back', async () => {
    const notes = await put('Documents/notes.txt');
    const run = await program.run('copy ~/Documents/notes.txt to ~/Backup');
    expect(run.status).toBe('done');
    const { nodes, edges, contexts, total } = await graph();
    expect(total).toBe(nodes.length);
    const kinds = new Set(nodes.map((n) => n.kind));
    expect([...kinds].sort()).toEqual(['decision', 'fact', 'goal', 'observation', 'plan', 'rule', 'step']);
    const copy = nodes.find((n) => n.label === 'There is a file ~/Backup/notes.txt');
    const causes = edges.filter((e) => e.from === copy?.id).map((e) => nodes.find((n) => n.id === e.to)?.kind);
    expect(causes).toEqual(expect.arrayContaining(['step', 'observation']));
    expect(edges.every((e) => nodes.some((n) => n.id === e.from) && nodes.some((n) => n.id === e.to))).toBe(true);
    expect(contexts).toContainEqual(expect.objectContaining({ id: `plan:${run.id}`, parent: 'world' }));
    const fact = await program.sonny.dispatch({ type: 'fact.get', factId: copy?.id ?? '' });
    expect(fact).toMatchObject({
      relation: 'file',
      status: 'holds',
      derived: false,
    });
    const why = await program.sonny.dispatch({ type: 'fact.why', factId: copy?.id ?? '' });
    expect(why.lines.map((l) => l.kind)).toContain('step');
    const whyNot = await program.sonny.dispatch({ type: 'fact.why-not', text: `free("${notes}")` });
    expect(whyNot.answer).toContain('notes.txt');
  });

  it('is told in words that a person knows: windows by their titles, places from their folder', async () => {
    await put('Documents/notes.txt');
    expect((await program.run('open the text editor')).status).toMatch(/^done/u);
    expect((await program.run('copy ~/Documents/notes.txt to ~/Backup')).status).toBe('done');
    const { nodes, contexts } = await graph();
    const words = [...nodes, ...contexts].map(({ label }) => label);
    expect(words.filter((label) => /\bw:\d/u.test(label) || label.includes(program.home))).toEqual([]);
    const open = nodes.find(({ label }) => /^The window “.+” is open$/u.test(label));
    expect(words).toContainEqual(expect.stringMatching(/^A window is titled “.+”$/u));
    const fact = await program.sonny.dispatch({ type: 'fact.get', factId: open?.id ?? '' });
    expect(fact.say).toBe(`${open?.label}.`);
    const why = await program.sonny.dispatch({ type: 'fact.why', factId: open?.id ?? '' });
    expect([why.question, why.answer, ...why.lines.map(({ say }) => say)].join(' ')).not.toMatch(/\bw:\d/u);
  });

  it('takes back with an undo what the run told', async () => {
    await put('Documents/notes.txt');
    const run = await program.run('move ~/Documents/notes.txt to ~/Documents/Old');
    const { id } = await nodeOf('There is a file ~/Documents/Old/notes.txt');
    await program.sonny.dispatch({ type: 'run.undo', runId: run.id });
    await program.settled(run.id);
    expect((await program.sonny.dispatch({ type: 'fact.get', factId: id })).status).not.toBe('holds');
    const { edges } = await graph();
    expect(edges).toContainEqual(expect.objectContaining({ from: id, kind: 'undone-by' }));
  });

  it('tells what follows by rules, and why', async () => {
    const [a, b] = [await put('Downloads/a.pdf', 'same'), await put('Downloads/b.pdf', 'same')];
    await utimes(a, 1000, 1000);
    looksAgain();
    await expect.poll(async () => (await graph('copy')).total, { timeout: 10_000 }).toBeGreaterThan(0);
    const text = `duplicate("${b}", "${a}")`;
    const fact = await program.sonny.dispatch({ type: 'fact.get', factId: text });
    expect(fact).toMatchObject({ derived: true, trust: 'observed', status: 'holds', source: 'the rule “same bytes”' });
    const why = await program.sonny.dispatch({ type: 'fact.why', factId: fact.id });
    expect(why.lines.map((l) => l.kind)).toEqual(expect.arrayContaining(['claim', 'rule', 'observation']));
    expect(why).toMatchObject({ checked: true, answer: expect.stringContaining('same bytes') });
    expect(why.changes).not.toEqual([]);
    const says = why.lines.map(({ say }) => say);
    expect(says.filter((say, i) => says.indexOf(say) !== i)).toEqual([]);
    const not = await program.sonny.dispatch({ type: 'fact.why-not', text: `duplicate("${a}", "${b}")` });
    expect(not).toMatchObject({ checked: true, question: expect.stringContaining('a.pdf') });
    expect(not.lines).not.toEqual([]);
    const wrong = program.sonny.dispatch({ type: 'fact.why-not', text: 'duplicate("/a")' });
    await expect(wrong).rejects.toMatchObject({ code: 'FACT_INVALID' });
    const derived = expect.objectContaining({ code: 'FACT_DERIVED' });
    await expect(program.sonny.dispatch({ type: 'fact.retract', factId: fact.id })).rejects.toEqual(derived);
    await program.sonny.dispatch({ type: 'fact.assert', text: `keep("${b}")` });
    expect((await program.sonny.dispatch({ type: 'fact.get', factId: fact.id })).status).toBe('retracted');
    const rules = await program.sonny.dispatch({ type: 'rules.list' });
    expect(rules.find((r) => r.name === 'same-bytes')).toMatchObject({ holds: 0, today: 1 });
  });
});

describe('an explanation', () => {
  const why = async (label: string) => program.sonny.dispatch({ type: 'fact.why', factId: (await nodeOf(label)).id });

  it('tells what was seen many times once, and by what a look ended it', async () => {
    await put('Downloads/a.pdf');
    for (const n of [1, 2, 3]) await program.run(`copy ~/Downloads/a.pdf to ~/Copies as ${n}.pdf`);
    const folder = await why('There is a folder ~/Copies');
    const says = folder.lines.map(({ say }) => say);
    expect(new Set(says).size).toBe(says.length);
    expect(says).toContainEqual(expect.stringMatching(/^Looked at ~\/Copies: \d+ times, the last on /u));
    await program.run('move ~/Downloads/a.pdf to ~/Papers');
    const ended = await why('The checksum of ~/Downloads/a.pdf is ');
    expect(ended.answer).toMatch(
      /^It does not hold any more: it was looked at again on .+, and it was no longer so\.$/u,
    );
  });

  it('calls a run by its goal, a sum by its beginning, and a file by its own name', async () => {
    await put('Documents/notes.txt');
    const { id } = await program.run('zip the folder ~/Documents as ~/docs.zip');
    await program.run('copy ~/Documents/notes.txt to ~/Backup');
    const { nodes } = await graph();
    const labels = nodes.map(({ label }) => label);
    expect(labels).toContain('The run of “zip the folder ~/Documents as ~/docs.zip” ended as done');
    expect(labels.filter((label) => label.includes(id) || /[0-9a-f]{64}/u.test(label))).toEqual([]);
    expect(labels).toContainEqual(expect.stringMatching(/^All that is in ~\/docs\.zip unpacks to the size/u));
    expect(labels.filter((label) => label.startsWith('A plan of 1 step: '))).toHaveLength(1);
    const done = await why('You had “zip');
    expect(done.answer).toBe('You asked for “zip the folder ~/Documents as ~/docs.zip”, and it was done.');
    expect(done.lines.map(({ say }) => say).join('\n')).not.toContain(id);
  });

  it('of why something does not hold makes nothing up', async () => {
    await put('Downloads/big.bin', 'xx');
    looksAgain();
    await expect.poll(async () => (await graph('has 2 bytes')).total, { timeout: 10_000 }).toBeGreaterThan(0);
    const big = await program.sonny.dispatch({ type: 'fact.why-not', text: 'big("~/Downloads/big.bin", 5)' });
    expect([big.answer, big.checked]).toEqual(['5 is less than 500,000,000.', true]);
    const copy = await program.sonny.dispatch({ type: 'fact.why-not', text: 'duplicate("~/b.pdf", "~/a.pdf")' });
    expect(copy.checked).toBe(true);
    const rules = copy.lines.filter(({ say }) => say.startsWith('The rule')).map(({ say }) => say);
    expect(rules).toContain('The rules “same bytes” and “same bytes and time” do not give it:');
    // A path is no sum, and no file is a copy of itself.
    expect(copy.changes.join()).not.toMatch(/ on 19(?:70|69)-/u);
    expect(copy.changes.join()).not.toMatch(/checksum of [^;]+ is ~|b\.pdf is named as a copy of ~\/b\.pdf/u);
  });

  it('of two rules is never the same sentence', async () => {
    const rules = await program.sonny.dispatch({ type: 'rules.list' });
    const says = rules.map(({ say }) => say);
    expect(says.filter((say, i) => says.indexOf(say) !== i)).toEqual([]);
    expect(says.filter((say) => !say.includes(' '))).toEqual([]);
  });
});

describe('of files with the same bytes', () => {
  it('the one that is not named as a copy is the original, as where duplicates are deleted', async () => {
    const names = ['b (1).pdf', 'b copy.pdf', 'b - Copy.pdf', 'b.pdf'];
    const paths = await Promise.all(names.map((name) => put(`Downloads/${name}`, 'same')));
    for (const [i, path] of paths.entries()) await utimes(path, 1000 + (i % 2), 1000 + (i % 2));
    looksAgain();
    const status = async (a: string, b: string): Promise<string> =>
      program.sonny.dispatch({ type: 'fact.get', factId: `duplicate("${a}", "${b}")` }).then(
        (fact) => fact.status,
        (error: { code: string }) => error.code,
      );
    const original = paths[3] ?? '';
    for (const copy of paths.slice(0, 3))
      await expect.poll(() => status(copy, original), { timeout: 10_000 }).toBe('holds');
    for (const copy of paths.slice(0, 3)) expect(await status(original, copy)).toBe('FACT_NOT_FOUND');
  });
});

describe('a person', () => {
  it('is told that rules alone give what they give, and that nothing is so and not so', async () => {
    const stated = program.sonny.dispatch({ type: 'fact.assert', text: 'stale("~/a.pdf")' });
    await expect(stated).rejects.toMatchObject({
      code: 'FACT_INVALID',
      details: 'Rules alone give “stale”: state what it rests on.',
    });
    const both = { type: 'facts.suppose', holds: ['keep("~/a")', 'not keep("~/b")'], not: ['keep("~/a")'] } as const;
    await expect(program.sonny.dispatch({ ...both, holds: [...both.holds], not: [...both.not] })).rejects.toMatchObject(
      {
        code: 'FACT_INVALID',
        details: expect.stringContaining('at once'),
      },
    );
  });

  it('takes a fact back, and sees at once which steps of an open plan would not work', async () => {
    await put('Documents/notes.txt');
    const run = await program.propose('copy ~/Documents/notes.txt to ~/Backup and then zip ~/Backup as ~/b.zip');
    expect(run.approval).toBeDefined();
    await graph();
    const text = `free("${program.home}/Documents/notes.txt")`;
    const said = await program.sonny.dispatch({ type: 'fact.assert', text });
    expect(said).toMatchObject({ trust: 'person', source: 'you', status: 'holds' });
    expect(marksOf(run.id)[0]).toMatchObject({
      stepId: 's2',
      say: expect.stringContaining('notes.txt'),
      fact: said.id,
    });
    expect(program.sonny.snapshot().filter((e) => e.type === 'plan.marks')).toHaveLength(1);
    await program.sonny.dispatch({ type: 'fact.retract', factId: said.id });
    expect(marksOf(run.id)).toEqual([]);
    expect(program.sonny.snapshot().filter((e) => e.type === 'plan.marks')).toEqual([]);
  });

  it('who takes back that a file is there, or supposes that it is not, sees which steps need it', async () => {
    await put('Documents/notes.txt');
    const run = await program.propose(
      'create the folder ~/Backup and then copy ~/Documents/notes.txt to ~/Backup and then zip ~/Backup as ~/b.zip',
    );
    const [, , zip] = run.steps;
    expect(zip?.needs[0]).toEqual({ say: 'there is something at ~/Backup', holds: true, because: 'step 1 does it' });
    const { id } = await nodeOf('There is a file ~/Documents/notes.txt');
    const then = await program.sonny.dispatch({ type: 'facts.suppose', not: [id] });
    expect(then.breaks.map(({ title, say }) => [title, say])).toEqual([
      [
        'Copy notes.txt to ~/Backup',
        'It needs that there is something at ~/Documents/notes.txt: there is no file ~/Documents/notes.txt.',
      ],
    ]);
    expect(marksOf(run.id)).toEqual([]);
    await program.sonny.dispatch({ type: 'fact.retract', factId: id });
    expect(marksOf(run.id)).toEqual([
      {
        stepId: 's2',
        say: 'it needs that there is something at ~/Documents/notes.txt: that was taken back',
        fact: id,
      },
    ]);
  });

  it('alone says what is so', async () => {
    const text = 'important("the report")';
    const refused = expect.objectContaining({ code: 'NOT_AUTHORISED' });
    await expect(program.sonny.dispatch({ type: 'fact.assert', text }, 'flag')).rejects.toEqual(refused);
    const { id } = await program.sonny.dispatch({ type: 'fact.assert', text });
    await expect(program.sonny.dispatch({ type: 'fact.retract', factId: id }, 'flag')).rejects.toEqual(refused);
    await program.sonny.dispatch({ type: 'fact.retract', factId: id });
    const gone = expect.objectContaining({ code: 'FACT_NOT_FOUND' });
    await expect(program.sonny.dispatch({ type: 'fact.retract', factId: id })).rejects.toEqual(gone);
  });

  it.each([
    ['important(', 'world', 'not written as a fact'],
    ['sings("a")', 'world', 'sings'],
    ['important(a)', 'world', 'double quotes'],
    ['important([1])', 'world', 'neither a text'],
    ['important("a", "b")', 'world', 'takes 1, not 2'],
    ['keep("relative")', 'world', 'a path from / or ~/ on'],
    ['important("a")', 'nowhere', 'nowhere'],
  ])('is told what is wrong with %s in %s', async (text, context, says) => {
    const coded = expect.objectContaining({ code: 'FACT_INVALID', details: expect.stringContaining(says) });
    await expect(program.sonny.dispatch({ type: 'fact.assert', text, context })).rejects.toEqual(coded);
    expect([...program.ports.journal.read()]).toEqual([]);
  });
});
