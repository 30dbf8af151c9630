import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSimulatedDriver } from '../../../automation/desktop/simulated/index.ts';
import { Catalogue, createSonny } from '../../../shared/app.ts';
import type { McpPlug } from '../../../shared/ports/mcp.ts';
import type { Sonny } from '../../../shared/ports/sonny.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import type { McpServer, McpServerView } from '../../../shared/protocol/mcp.ts';
import { openSimulatedProgram, type SimulatedProgram } from '../../fakes/simulated-program.ts';

/** A server that starts for ever, and ends only as it is told to. */
const SLOW: McpServer = {
  kind: 'local',
  name: 'slow',
  command: [process.execPath, '-e', 'setInterval(() => {}, 1000)'],
  env: [],
};
let program: SimulatedProgram;
beforeEach(async () => {
  program = await openSimulatedProgram(createSimulatedDriver());
});
afterEach(() => program.dispose());

/** A Sonny whose plug tells of each start and ends it with its signal alone. */
const withPlug = async (): Promise<{ sonny: Sonny; begun: Promise<void>; ended: () => number }> => {
  let tell = (): void => {};
  const begun = new Promise<void>((resolve) => (tell = resolve));
  let ended = 0;
  const open: McpPlug['open'] = (_, __, { signal }) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        ended += 1;
        reject(new SonnyError('CANCELLED'));
      });
      tell();
    });
  const sonny = await createSonny({ ...program.ports, catalogue: new Catalogue(), mcp: { open } });
  return { sonny, begun, ended: () => ended };
};

/** Says yes to the server; settles once that is told of as started or not. */
const approve = async (sonny: Sonny): Promise<McpServerView> => {
  const { hash } = await sonny.dispatch({ type: 'mcp.add', server: SLOW });
  return sonny.dispatch({ type: 'mcp.approve', name: 'slow', hash });
};

test('removing a server while it starts ends the start at once', async () => {
  const { sonny, begun, ended } = await withPlug();
  const approved = approve(sonny).catch((thrown: unknown) => thrown);
  await begun;
  await sonny.dispatch({ type: 'mcp.remove', name: 'slow' });
  expect(ended()).toBe(1);
  expect(await sonny.dispatch({ type: 'mcp.list' })).toEqual([]);
  expect(await approved).toMatchObject({ code: 'MCP_INVALID' });
});

test('what a person decides of it meanwhile ends the start, too, and nothing is wrong with the server', async () => {
  const { sonny, begun, ended } = await withPlug();
  const approved = approve(sonny);
  await begun;
  await sonny.dispatch({ type: 'mcp.allow', name: 'slow', sampling: true });
  expect(ended()).toBe(1);
  expect(await approved).toMatchObject({ state: 'resting', trouble: null, sampling: true });
});

test('the program that was being started is ended with it', async () => {
  const { sonny } = program;
  const approved = approve(sonny).catch((thrown: unknown) => thrown);
  const isStarting = async (): Promise<boolean> =>
    (await sonny.dispatch({ type: 'mcp.list' })).some(({ state }) => state === 'connecting');
  await expect.poll(isStarting, { timeout: 20_000 }).toBe(true);
  const from = performance.now();
  await sonny.dispatch({ type: 'mcp.remove', name: 'slow' });
  await approved;
  // It had half a minute.
  expect(performance.now() - from).toBeLessThan(15_000);
});
