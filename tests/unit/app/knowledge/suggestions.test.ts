import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSimulatedDriver } from '../../../../automation/desktop/simulated/index.ts';
import type { Suggestion } from '../../../../shared/protocol/knowledge.ts';
import type { ViewEvent } from '../../../../shared/protocol/views.ts';
import { JumpingClock } from '../../../fakes/jumping-clock.ts';
import { openSimulatedProgram, type SimulatedProgram } from '../../../fakes/simulated-program.ts';

let program: SimulatedProgram;
let clock: JumpingClock;

beforeEach(async () => {
  clock = new JumpingClock();
  program = await openSimulatedProgram(createSimulatedDriver(), clock);
});
afterEach(() => program.dispose());

const put = async (name: string, text = name): Promise<string> => {
  const path = join(program.home, name);
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, text);
  return path;
};
const list = (): Promise<Suggestion[]> => program.sonny.dispatch({ type: 'suggestions.list' });
/** More than a minute later a window opens: Sonny looks at the downloads then, as seldom as once a minute. */
const glanced = async (about: string): Promise<Suggestion> => {
  clock.jump(61_000);
  const found = async (): Promise<Suggestion | undefined> => {
    program.sonny.subscribe(() => {})();
    return (await list()).find(({ id }) => id.includes(about));
  };
  await expect.poll(found, { timeout: 10_000 }).toBeDefined();
  return (await found()) as Suggestion;
};

describe('suggested work', () => {
  it('is what was done before, when there is more of it: with a goal that is understood, and asked about like any', async () => {
    for (const n of [1, 2]) await put(`Downloads/invoice-${n}.pdf`);
    const goal = 'move all PDFs in ~/Downloads to ~/Papers';
    expect((await program.run(goal)).status).toBe('done');
    for (let n = 3; n <= 14; n++) await put(`Downloads/invoice-${n}.pdf`);
    const suggestion = await glanced('file-again');
    expect(suggestion).toMatchObject({ goal, risk: 'R3', onePress: false });
    expect(suggestion.say).toMatch(/^12 invoices have arrived; file them in ~\/Papers as today\?$/u);
    expect(suggestion.why).toContain('went from ~/Downloads to ~/Papers before');
    const why = await program.sonny.dispatch({ type: 'fact.why', factId: suggestion.fact });
    expect(why.checked).toBe(true);
    const run = await program.propose(suggestion.goal);
    expect(run).toMatchObject({ status: 'awaiting-approval', steps: [{ title: 'Move 12 files to ~/Papers' }] });
    clock.jump(24 * 3_600_000);
    expect((await glanced('file-again')).say).toMatch(/ as on \d+ \w+\?$/u);
  });

  it('is told of while a window stays open: nobody has to open another one', async () => {
    const told: ViewEvent[] = [];
    const leave = program.sonny.subscribe((event) => void told.push(event));
    await put('Downloads/a.pdf', 'same');
    await put('Downloads/b.pdf', 'same');
    const suggested = (): string[] =>
      told.flatMap((event) => (event.type === 'suggestions' ? event.suggestions.map(({ id }) => id) : []));
    const later = (): string[] => {
      clock.jump(61_000);
      return suggested();
    };
    await expect.poll(later, { timeout: 10_000 }).not.toEqual([]);
    expect(suggested()[0]).toMatch(/^duplicate:/u);
    leave();
  });

  it('is not to do again what named one file, or only some: it would do something else than it says', async () => {
    for (const n of [1, 2]) await put(`Downloads/invoice-${n}.pdf`);
    expect((await program.run('move ~/Downloads/invoice-1.pdf to ~/Papers')).status).toBe('done');
    for (const n of [4, 5]) await put(`Downloads/letter-${n}.txt`, 'same');
    await glanced('duplicate');
    const waiting = await program.sonny.dispatch({ type: 'state.graph', search: 'that wait for' });
    expect(waiting.total).toBeGreaterThan(0);
    expect((await list()).map(({ id }) => id.split(':')[0])).toEqual(['duplicate']);
  });

  it('has a goal that describes the files where they were named one by one, twice; and is silent after a no', async () => {
    for (const n of [1, 2, 3, 4]) await put(`Downloads/invoice-${n}.pdf`);
    for (const n of [1, 2])
      expect((await program.run(`move ~/Downloads/invoice-${n}.pdf to ~/Papers`)).status).toBe('done');
    const suggestion = await glanced('file-alike');
    expect(suggestion.say).toBe('2 invoices have arrived; file them in ~/Papers as today?');
    expect((await list()).filter(({ say }) => say === suggestion.say)).toHaveLength(1);
    const run = await program.propose(suggestion.goal);
    expect(run).toMatchObject({ status: 'awaiting-approval', steps: [{ title: 'Move 2 files to ~/Papers' }] });
    await program.sonny.dispatch({ type: 'suggestion.dismiss', suggestionId: suggestion.id });
    expect((await list()).filter(({ id }) => id.startsWith('file'))).toEqual([]);
  });

  it('never runs by itself: nothing is in the journal but what the person did', async () => {
    await put('Downloads/a.pdf', 'same');
    await put('Downloads/b.pdf', 'same');
    const suggestion = await glanced('duplicate');
    expect(suggestion).toMatchObject({ risk: 'R3', onePress: false, goal: expect.stringContaining('to the trash') });
    expect([...program.ports.journal.read()]).toEqual([]);
  });

  it('is silent once it was dismissed, also in the next session', async () => {
    await put('Downloads/a.pdf', 'same');
    await put('Downloads/b.pdf', 'same');
    const { id } = await glanced('duplicate');
    await expect(
      program.sonny.dispatch({ type: 'suggestion.dismiss', suggestionId: id }, 'flag'),
    ).rejects.toMatchObject({ code: 'NOT_AUTHORISED' });
    await program.sonny.dispatch({ type: 'suggestion.dismiss', suggestionId: id });
    expect(await list()).toEqual([]);
    const again = program.sonny.dispatch({ type: 'suggestion.dismiss', suggestionId: id });
    await expect(again).rejects.toMatchObject({ code: 'FACT_NOT_FOUND' });
    const rows = [...program.ports.journal.read()].map((row) => row.event.type);
    expect(rows).toEqual(['suggestion.dismissed']);
  });

  it('that was dismissed does not come back after a restart, while others of the same kind do', async () => {
    await put('Downloads/a.pdf', 'same');
    await put('Downloads/b.pdf', 'same');
    const { id } = await glanced('duplicate');
    await program.sonny.dispatch({ type: 'suggestion.dismiss', suggestionId: id });
    await program.sonny.close();
    const { home, profile } = program;
    const again = await openSimulatedProgram(createSimulatedDriver(), clock, false, {}, { home, profile });
    const first = program;
    program = {
      ...again,
      dispose: async () => {
        await again.dispose();
        await first.dispose();
      },
    };
    await put('Downloads/c.txt', 'other');
    await put('Downloads/d.txt', 'other');
    const other = await glanced('duplicate');
    expect(other.id).not.toBe(id);
    expect((await list()).map((one) => one.id)).toEqual([other.id]);
  });

  it('offers one press for what changes little here, and none for more: nothing is begun by either', async () => {
    for (const n of [1, 2, 3, 4, 5]) await put(`Downloads/${n}.png`, 'x'.repeat(20 + n));
    const pictures = await glanced('pictures');
    expect(pictures).toMatchObject({ risk: 'R2', onePress: true });
    for (let n = 6; n <= 30; n++) await put(`Downloads/${n}.png`, 'x'.repeat(20 + n));
    clock.jump(61_000);
    await expect
      .poll(
        async () => {
          program.sonny.subscribe(() => {})();
          return (await list()).find(({ id }) => id === pictures.id)?.risk;
        },
        { timeout: 10_000 },
      )
      .toBe('R3');
    expect((await list()).find(({ id }) => id === pictures.id)?.onePress).toBe(false);
    expect([...program.ports.journal.read()]).toEqual([]);
    // What one press starts is a run like any: it waits for the person.
    expect((await program.propose(pictures.goal)).status).toBe('awaiting-approval');
  });

  it('keeps what was there first, and puts away the copy', async () => {
    await put('Downloads/report.docx', 'same');
    await put('Downloads/report (1).docx', 'same');
    const early = Date.now() / 1000 - 3600;
    await utimes(join(program.home, 'Downloads/report.docx'), early, early);
    const { say, goal, why } = await glanced('duplicate');
    expect(say).toBe('report (1).docx in ~/Downloads is a copy of report.docx; put the copy into the trash?');
    expect(why).toBe(
      '~/Downloads/report (1).docx has the same bytes as ~/Downloads/report.docx, and is the newer one.',
    );
    expect(goal).toContain('report (1).docx');
    const run = await program.propose(goal);
    expect(run.steps.map(({ title }) => title)).toEqual(['Put report (1).docx into the trash']);
  });

  it('tells the copy of a file of the same age by its name', async () => {
    for (const name of ['report.docx', 'report (1).docx']) {
      await put(`Downloads/${name}`, 'same');
      await utimes(join(program.home, 'Downloads', name), 1_000_000, 1_000_000);
    }
    expect((await glanced('duplicate')).say).toMatch(/^report \(1\)\.docx in ~\/Downloads is a copy of report\.docx/u);
  });

  it('comes a few at a time, the most useful first', async () => {
    for (const n of [1, 2, 3, 4, 5, 6]) {
      await put(`Downloads/copy-${n}.txt`, `same ${n}`);
      await put(`Downloads/copy-${n}-again.txt`, `same ${n}`);
    }
    for (const n of [1, 2, 3, 4, 5]) await put(`Downloads/${n}.png`, 'x'.repeat(20 + n));
    await glanced('duplicate');
    const copies = async () =>
      (await program.sonny.dispatch({ type: 'state.graph', search: 'copy of' })).nodes.filter(({ label }) =>
        label.includes('is a copy of'),
      ).length;
    await expect.poll(copies, { timeout: 10_000 }).toBe(6);
    const shown = await list();
    expect(shown).toHaveLength(3);
    expect(await list()).toEqual(shown);
    const kinds = shown.map(({ id }) => id.split(':')[0]);
    expect(kinds).toEqual(['duplicate', 'duplicate', 'pictures']);
  });

  it('is not made of names that would mean something else in a goal', async () => {
    await put('Downloads/a" and then move all files in "~.txt', 'same');
    await put('Downloads/a.txt', 'same');
    await put('Downloads/old.txt', 'old');
    await utimes(join(program.home, 'Downloads/old.txt'), 1, 1);
    clock.jump(61_000);
    await expect
      .poll(
        async () => {
          program.sonny.subscribe(() => {})();
          return (await program.sonny.dispatch({ type: 'state.graph', search: 'is a copy of' })).total;
        },
        { timeout: 10_000 },
      )
      .toBeGreaterThan(0);
    const stale = await program.sonny.dispatch({ type: 'state.graph', search: 'stale download' });
    expect(stale.nodes.map((n) => n.label)).toContain('~/Downloads/old.txt is a stale download');
    for (const { goal } of await list()) expect(goal).not.toContain('and then');
  });
});
