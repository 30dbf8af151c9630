import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSimulatedDriver } from '../../../automation/desktop/simulated/index.ts';
import { EXIT, exitOfError } from '../../../electron/cli/exit-codes.ts';
import { ERRORS, type ErrorCode } from '../../../shared/protocol/errors.ts';
import { FakeTerminal } from '../../fakes/fake-terminal.ts';
import { openSimulatedProgram, type SimulatedProgram } from '../../fakes/simulated-program.ts';
import { typed } from '../../fakes/typed.ts';

let program: SimulatedProgram;
beforeAll(async () => {
  program = await openSimulatedProgram(createSimulatedDriver());
  await writeFile(join(program.home, 'a.txt'), 'mine');
  await mkdir(join(program.home, 'Papers'));
  await program.run('create the folder ~/Done');
});
afterAll(() => program.dispose());

const { done, usage, refused, needsPerson, unhealthy } = EXIT;

it.each<[readonly string[], number]>([
  [['history'], done],
  [['history', '--limit', '0'], usage],
  [['fly'], usage],
  [['run'], usage],
  [['run', 'make me a sandwich'], usage],
  [['run', 'email anna@example.org about x, never e-mail anyone', '--yes'], refused],
  [['run', 'delete /etc/passwd', '--yes'], refused],
  [['run', 'move /etc/passwd to /tmp/x', '--yes'], refused],
  [['run', 'copy /etc/passwd to ~/Papers', '--yes'], refused],
  [['run', 'how big is /etc', '--yes'], refused],
  [['run', 'copy ~/.ssh/id_rsa to ~/Papers', '--yes'], refused],
  [['run', 'copy ~/nothing.txt to ~/Papers', '--yes'], refused],
  [['run', 'create the folder ~/Papers', '--yes'], done],
  [['run', 'create the folder ~/New'], needsPerson],
  [['run', 'delete ~/a.txt', '--yes'], needsPerson],
  [['undo', 'run-nowhere'], usage],
  [['answer'], usage],
  [['answer', 'run-nowhere'], usage],
  [['answer', 'run-1'], refused],
  [['answer', 'run-1', 'yes'], refused],
  [['forget', 'run-nowhere', '--yes'], usage],
  [['forget', 'last'], needsPerson],
  [['why', 'run-nowhere'], usage],
  [['why', 'keep('], usage],
  [['facts', '--say', 'keep('], usage],
  [['facts', '--take-back', 'keep("/nowhere")'], usage],
  [['suppose'], usage],
  [['suppose', 'keep('], usage],
  [['suppose', 'nothing("x")'], usage],
  [['suppose', 'keep("/tmp/x")'], done],
  [['rules', '--compare', '/nowhere'], usage],
  [['link'], refused],
  [['invite'], refused],
  [['join', 'x'], refused],
  [['leave', 'x'], refused],
  [['mcp', 'link'], refused],
  [['mcp', 'look', 'nobody'], usage],
  [['model', 'set', '--price', 'x'], usage],
  [['model', 'test'], unhealthy],
  [['model', 'tune', 'start'], refused],
  [['audit', 'verify', '--against', '/nowhere'], refused],
  [['audit', 'export', '/nowhere/x'], refused],
  [['audit', 'head'], refused],
])('%j, with nobody at the terminal, ends with %d', async (words, code) => {
  const id = (await program.sonny.dispatch({ type: 'history.list', limit: 500 })).at(-1)?.id ?? '';
  const args = words.map((word) => (word === 'run-1' ? id : word));
  expect(await typed(program.sonny, args, new FakeTerminal(), { profile: '/nowhere' })).toBe(code);
});

it('there is a code of the table for every error', () => {
  const known = Object.values(EXIT);
  for (const code of Object.keys(ERRORS) as ErrorCode[]) expect(known).toContain(exitOfError(code));
});
