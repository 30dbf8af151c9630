import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, test } from 'vitest';
import { createSimulatedDriver } from '../../../automation/desktop/simulated/index.ts';
import { meets } from '../../../shared/execution/act/expect.ts';
import { SKILLS } from '../../../shared/skills/catalogue.ts';
import { countLines, withoutLines } from '../../../shared/skills/lines.ts';
import { openSimulatedProgram, type SimulatedProgram } from '../../fakes/simulated-program.ts';

let program: SimulatedProgram;
const at = (name: string): string => join(program.home, name);
const textOf = (name: string): string => readFileSync(at(name), 'utf8');
const put = async (name: string, text: string | Uint8Array): Promise<void> => {
  await mkdir(dirname(at(name)), { recursive: true });
  await writeFile(at(name), text);
};

beforeEach(async () => {
  program = await openSimulatedProgram(createSimulatedDriver());
});
afterEach(() => program.dispose());

it('takes out every line that says just that, says how many in the plan, reads it back, and it comes back byte for byte', async () => {
  const before = '\uFEFFmilk\r\noat milk\r\n- milk\nmilk\nlast milk';
  await put('todo.txt', before);
  const planned = await program.propose('remove the line "milk" from todo.txt');
  expect(planned.steps.map(({ title }) => title)).toEqual(['Take the 2 lines “milk” out of ~/todo.txt']);
  const run = await program.approve(planned);
  expect([run.status, run.steps[0]?.status], run.error?.details).toEqual(['done', 'verified']);
  expect(textOf('todo.txt')).toBe('\uFEFFoat milk\r\n- milk\nlast milk');
  await program.sonny.dispatch({ type: 'run.undo', runId: run.id });
  expect((await program.settled(run.id)).status).toBe('undone');
  expect(textOf('todo.txt')).toBe(before);
});

it('what is on a list by its name is crossed off it', async () => {
  await put('Documents/shopping list.txt', 'eggs\nmilk\n');
  const run = await program.run('cross milk off my shopping list');
  expect(run.steps.map(({ title }) => title)).toEqual(['Take the line “milk” out of ~/Documents/shopping list.txt']);
  expect(textOf('Documents/shopping list.txt')).toBe('eggs\n');
});

test.each([
  ['remove the line "egg" from ~/a.txt', 'No line of ~/a.txt is “egg”'],
  ['remove the line "milk" from ~/a.txt', 'It is a part of 2 lines: say the whole line'],
])('nothing is to do where no line is just that: %s', async (goal, say) => {
  await put('a.txt', 'oat milk\nmilk and eggs\nmill');
  const run = await program.propose(goal);
  expect(run).toMatchObject({ status: 'nothing-to-do', steps: [] });
  expect(run.error?.details).toContain(say);
});

test.each([
  ['~/none.txt', 'FILE_NOT_FOUND'],
  ['~/a.log', 'PLAN_DOES_NOT_HOLD'],
])('what is not there, or is no text, is refused before anything is begun: %s', async (path, code) => {
  await put('a.log', Buffer.from([0x61, 0xff]));
  const run = await program.propose(`remove the line "a" from ${path}`);
  expect(run).toMatchObject({ status: 'refused', error: { code }, steps: [] });
});

test('of any text, lines are taken out whole, the others stay as they are, and the check sees the difference', () => {
  const line = fc.constantFrom('', 'x', 'xx', 'x x', ' x', '.*', 'x.', '日本', 'ab');
  const end = fc.constantFrom('\n', '\r\n');
  const text = fc
    .tuple(fc.constantFrom('', '\uFEFF'), fc.array(fc.tuple(line, end), { maxLength: 6 }), line)
    .map(([mark, lines, last]) => mark + lines.map((one) => one.join('')).join('') + last);
  fc.assert(
    fc.property(text, line, (before, out) => {
      fc.pre(out !== '');
      const [count, left] = [countLines(before, out), withoutLines(before, out)];
      const said = (all: string): readonly string[] => all.replace('\uFEFF', '').split(/\r?\n/u);
      expect(count).toBe(said(before).filter((one) => one === out).length);
      expect(countLines(left, out)).toBe(0);
      expect(said(left).filter((one) => one !== '')).toEqual(said(before).filter((one) => one !== out && one !== ''));
      if (count === 0) expect(left).toBe(before);
      const skill = SKILLS.get('files.remove-line');
      const [check] = skill?.checks({ path: '/a', line: out }, {}) ?? [];
      const holds = (all: string): boolean =>
        check?.expect.every((each) => meets({ exists: true, text: all }, each)) ?? false;
      expect([holds(before), holds(left)]).toEqual([count === 0, true]);
    }),
  );
});
