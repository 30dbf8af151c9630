import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSimulatedDriver } from '../../../automation/desktop/simulated/index.ts';
import { FakeTerminal } from '../../fakes/fake-terminal.ts';
import { openSimulatedProgram, type SimulatedProgram } from '../../fakes/simulated-program.ts';
import { typed } from '../../fakes/typed.ts';

let program: SimulatedProgram;
beforeEach(async () => {
  program = await openSimulatedProgram(createSimulatedDriver());
});
afterEach(() => program.dispose());

const sonny = async (...args: string[]): Promise<{ readonly code: number; readonly terminal: FakeTerminal }> => {
  const terminal = new FakeTerminal();
  const code = await typed(program.sonny, args, terminal);
  return { code, terminal };
};

describe('sonny facts', () => {
  it('states a fact, lists it, tells why, and takes it back', async () => {
    const text = `keep("${program.home}/Papers")`;
    const said = await sonny('facts', '--say', text);
    expect(said).toMatchObject({ code: 0, terminal: { printed: [expect.stringContaining('~/Papers is to stay')] } });
    const listed = (await sonny('facts', '--search', 'papers')).terminal.printed.join('\n');
    expect(listed).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d {2}~\/Papers is to stay where it is\.$/mu);
    expect(listed).toMatch(/~\/Papers is kept where it is\. \(by a rule\)$/mu);
    expect(listed).not.toMatch(/keep\(|stays\(|f\d/u);
    const raw = (await sonny('facts', '--search', 'papers', '--raw')).terminal.printed;
    expect(raw).toContainEqual(expect.stringMatching(/^ {4}f\d+ {2}keep\("\/.*Papers"\)$/u));
    const why = await sonny('why', text);
    expect(why.terminal.printed.join('\n')).toMatch(/Why is it so that ~\/Papers is to stay.*\n.*You said so/u);
    expect((await sonny('facts', '--take-back', text)).code).toBe(0);
    expect((await sonny('why', text)).terminal.printed.join('\n')).toContain('no longer so');
  });

  it('prints one object for scripts', async () => {
    const { terminal } = await sonny('facts', '--json', '--search', 'downloads');
    expect(JSON.parse(terminal.printed[0] ?? '')).toMatchObject({ facts: [{ kind: 'fact' }] });
    const why = await sonny('why', `stale("${program.home}/a")`, '--json');
    expect(JSON.parse(why.terminal.printed[0] ?? '')).toMatchObject({ checked: true, answer: expect.any(String) });
  });

  it('tells why a step is there, and why the plan does not do something else', async () => {
    await program.run('create the folder ~/Notes and then create the folder ~/Notes/Old');
    const second = await sonny('why', 'last', '--step', '2');
    expect(second.terminal.printed[0]).toBe('Why “Create the folder ~/Notes/Old”?');
    expect(second.terminal.printed.join('\n')).toContain('“Create the folder ~/Notes” makes it so.');
    const third = await sonny('why', 'last', '--step', '3');
    expect([third.code, third.terminal.told.join()]).toEqual([2, expect.stringContaining('There is no step 3')]);
    const zip = await sonny('why', '--not', 'packs files');
    expect(zip).toMatchObject({ code: 0 });
    expect(zip.terminal.printed[0]).toBe('Why is there no step that packs files or a folder into a zip archive?');
    const many = await sonny('why', '--not', 'files');
    expect([many.code, many.terminal.told.join()]).toEqual([2, expect.stringContaining('files.find (Finds files')]);
    expect((await sonny('why', '--not', 'teleports')).code).toBe(2);
  });

  it('lists what facts may be about', async () => {
    const { terminal } = await sonny('facts', '--relations');
    expect(terminal.printed.join('\n')).toMatch(/keep\(path: text\) {2}.*stay/u);
    expect(terminal.printed.join('\n')).toContain('(by a rule)');
  });

  it('says what is wrong with a fact', async () => {
    const { code, terminal } = await sonny('facts', '--say', 'keep(Papers)');
    expect(code).not.toBe(0);
    expect(terminal.told.join('\n')).toContain('FACT_INVALID');
  });
});

describe('sonny suppose', () => {
  it('says what would follow and which steps would no longer hold, and changes nothing', async () => {
    await mkdir(join(program.home, 'Documents'), { recursive: true });
    await writeFile(join(program.home, 'Documents/a.txt'), 'a');
    await program.propose('move ~/Documents/a.txt to ~/Backup');
    const { code, terminal } = await sonny('suppose', 'keep("~/Documents/a.txt")');
    expect(code).toBe(0);
    const lines = terminal.printed;
    expect(lines.slice(0, 2)).toEqual(['Only supposed:', '  ? ~/Documents/a.txt is to stay where it is.']);
    expect(lines).toContain('This would follow:');
    expect(lines[lines.indexOf('These steps would no longer hold:') + 1]).toMatch(/^ {2}× Move a\.txt to ~\/Backup/u);
    expect(lines.slice(-2)).toEqual(['✓ checked by a program of its own', 'Nothing was changed.']);
    const { terminal: facts } = await sonny('facts', '--search', 'to stay');
    expect(facts.printed.join('\n')).toContain('Nothing is known of that');
  });

  it('may be that something is not so, and refuses what rules give', async () => {
    await sonny('facts', '--say', 'keep("~/Papers")');
    const { terminal } = await sonny('suppose', '--not', 'keep("~/Papers")', '--json');
    expect(JSON.parse(terminal.printed[0] ?? '')).toMatchObject({
      supposed: [expect.stringMatching(/^It is not so that/u)],
      ceases: { total: 1, some: [{ say: '~/Papers is kept where it is.' }] },
    });
    const derived = await sonny('suppose', 'stale("~/a")');
    expect(derived.terminal.told.join('\n')).toContain('FACT_DERIVED');
    expect((await sonny('suppose')).code).not.toBe(0);
  });
});

describe('sonny rules', () => {
  it('says what a changed file of rules would change, before it is loaded', async () => {
    await sonny('facts', '--say', 'keep("~/Papers")');
    const { terminal } = await sonny('rules', '--text');
    const file = join(program.home, 'mine.rules');
    await writeFile(file, terminal.printed.join('\n'));
    expect((await sonny('rules', '--compare', file)).terminal.printed).toContain('Nothing else would change.');
    await writeFile(file, terminal.printed.join('\n').replace(/rule kept: [^\n]*\n/u, ''));
    const changed = (await sonny('rules', '--compare', file)).terminal.printed;
    expect(changed.slice(0, 2)).toEqual(['This would no longer follow:', '  - ~/Papers is kept where it is.']);
    await writeFile(file, 'rule x: stale(file if');
    expect((await sonny('rules', '--compare', file)).terminal.told.join('\n')).toMatch(/RULES_INVALID[^]*line 1/u);
    const listed = (await sonny('rules')).terminal.printed.join('\n');
    expect(listed).toContain('<file> came more than 90 days ago');
    expect(listed).not.toContain('stale-download');
    expect((await sonny('rules', '--raw')).terminal.printed.join('\n')).toContain(
      '    rule stale-download: stale(file)',
    );
  });
});

describe('sonny why', () => {
  it('explains the last run, and says where there was none', async () => {
    const none = await sonny('why');
    expect(none.terminal.told.join('\n')).toContain('RUN_NOT_FOUND');
    await mkdir(join(program.home, 'Documents'), { recursive: true });
    await writeFile(join(program.home, 'Documents/a.txt'), 'a');
    await program.propose('copy ~/Documents/a.txt to ~/Backup');
    const { code, terminal } = await sonny('why');
    expect(code).toBe(0);
    expect(terminal.printed.length).toBeGreaterThan(1);
  });
});
