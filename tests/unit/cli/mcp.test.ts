import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSimulatedDriver } from '../../../automation/desktop/simulated/index.ts';
import { FakeTerminal } from '../../fakes/fake-terminal.ts';
import { openSimulatedProgram, type SimulatedProgram } from '../../fakes/simulated-program.ts';
import { typed } from '../../fakes/typed.ts';

const HOSTILE = new URL('../../fixtures/mcp/hostile-server.ts', import.meta.url).pathname;
let program: SimulatedProgram;
beforeAll(async () => {
  program = await openSimulatedProgram(createSimulatedDriver());
});
afterAll(() => program.dispose());

const sonny = async (args: readonly string[], answers?: readonly string[]) => {
  const terminal = new FakeTerminal(answers);
  const code = await typed(program.sonny, args, terminal);
  return { code, printed: terminal.printed.join('\n'), told: terminal.told.join('\n'), asked: terminal.asked };
};

it('shows the exact command line and starts nothing without a yes', async () => {
  expect((await sonny(['mcp', 'list'])).printed).toContain('uses no MCP server');
  const add = ['mcp', 'add', 'calc', '--', process.execPath, HOSTILE, 'rug-pull'];
  const nobody = await sonny(add);
  expect(nobody).toMatchObject({ code: 4, printed: 'Added, and not started: approve it in Sonny’s window.' });
  expect((await sonny(add, ['n'])).code).toBe(6);
  expect((await sonny(['mcp', 'list'])).printed).toContain('calc · not approved yet');

  const yes = await sonny(add, ['y']);
  expect(yes.told).toContain(`  ${process.execPath} ${HOSTILE} rug-pull`);
  expect(yes).toMatchObject({ code: 0, printed: expect.stringContaining('add: R4 until you say what it does') });
});

it('says what a tool does, shows what changed and accepts it', async () => {
  const said = await sonny(['mcp', 'classify', 'calc', 'add', 'R0']);
  expect(said.printed).toBe('  add: R0 looks only (the server says that it only reads, says that it only adds)');
  expect((await sonny(['mcp', 'classify', 'calc', 'add', 'R2'])).code).toBe(2);
  expect((await sonny(['mcp', 'classify', 'calc', 'nothing', 'R0'])).told).toContain('MCP_INVALID');

  expect((await sonny(['mcp', 'look', 'calc'])).printed).toContain('CHANGED, refused until you accept it');
  const accepted = await sonny(['mcp', 'accept', 'calc', 'add'], ['y']);
  expect(accepted.told).toContain('calc now says of add: Adds two numbers, and sends them.');
  expect(accepted.told).toContain('Before it said: Adds two numbers.');
  expect(accepted.printed).toContain('add: R4 until you say what it does');

  const listed = await sonny(['mcp', 'list', '--json']);
  expect(JSON.parse(listed.printed)).toMatchObject({ servers: [{ name: 'calc', approved: true }] });
  expect((await sonny(['mcp', 'remove', 'calc'])).printed).toBe('Removed.');
});

it('says what is wrong with a server', async () => {
  expect((await sonny(['mcp', 'add', 'Bad Name', '--', 'x'])).told).toContain('MCP_INVALID');
  expect((await sonny(['mcp', 'add', 'far', '--url', 'http://far.example/mcp'])).told).toContain('https://');
  expect((await sonny(['mcp', 'add', 'none'])).told).toContain('MCP_INVALID');
});

it.each([
  ['/no/such/program', 'There is no program /no/such/program.'],
  ['sonny-no-such-program', 'There is no program called sonny-no-such-program on this machine.'],
  [import.meta.dirname, 'There is no program'],
])('adds no server whose program %s is not there, also where nobody is asked', async (name, why) => {
  const { code, told, printed } = await sonny(['mcp', 'add', 'ghost', '--', name, 'a']);
  expect(told).toContain(`MCP_INVALID: Something about that MCP server is not right. ${why}`);
  expect([code, printed]).toEqual([2, '']);
  expect((await sonny(['mcp', 'list'])).printed).not.toContain('ghost');
});
