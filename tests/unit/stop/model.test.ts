import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSimulatedDriver } from '../../../automation/desktop/simulated/index.ts';
import type { ViewEvent } from '../../../shared/protocol/views.ts';
import { openModelServer, type Fault, type ModelServer } from '../../fakes/model-server.ts';
import { openSimulatedProgram, type SimulatedProgram } from '../../fakes/simulated-program.ts';
import { until } from '../../fakes/until.ts';

const STOPS = 16;
/** How long after the stop half of the sockets may be open, in milliseconds. How long the slowest are is told where nothing else runs. */
const LIMIT = 200;
const GOAL = 'could all those PDFs from my downloads please live in papers';
/** In full flow, in the middle of a pause, before the first word. */
const FAULTS: readonly Fault[] = ['endless', 'half-then-stalls', 'stalls', 'silent'];

let server: ModelServer;
let program: SimulatedProgram;
let fault: Fault = 'endless';

beforeAll(async () => {
  server = await openModelServer({ script: () => ({ text: 'one two three four five six', fault }) });
  program = await openSimulatedProgram(createSimulatedDriver());
  const model = { baseUrl: server.url, name: 'tiny' };
  await program.sonny.dispatch({ type: 'settings.set', settings: { model } });
});
afterAll(async () => {
  await program.dispose();
  await server.close();
});

it(`a stop while a model streams closes its socket, and nothing of its answer counts, ${STOPS} times`, async () => {
  const { sonny, ports } = program;
  const events: ViewEvent[] = [];
  sonny.subscribe((event) => events.push(event));
  const took: number[] = [];
  for (let n = 0; n < STOPS; n++) {
    fault = FAULTS[n % FAULTS.length] ?? 'endless';
    const { runId } = await sonny.dispatch({ type: 'run.start', text: GOAL });
    const streams = fault === 'endless' || fault === 'half-then-stalls';
    await until(
      () => server.requests.length > n && (!streams || events.some((e) => e.type === 'thinking' && e.answer !== '')),
    );
    const at = performance.now();
    ports.stop.pull('shortcut', 'A test pressed it.');
    const told = events.length;
    took.push(((await server.requests[n]?.closed) ?? Infinity) - at);
    const run = await program.settled(runId);
    expect(run).toMatchObject({ status: 'cancelled', steps: [] });
    await until(() => events.slice(told).some((e) => e.type === 'thinking' && e.done));
    const words = new Set(events.slice(told).flatMap((e) => (e.type === 'thinking' ? [e.answer] : [])));
    // The last that is told is what was there when it was stopped.
    expect(words.size).toBeLessThanOrEqual(1);
    const rows = [...ports.journal.read({ runId })].map(({ event }) => event.type);
    expect(rows).not.toContain('model.proposed');
    expect(rows).not.toContain('plan.made');
    // What was asked is paid for, stopped or not.
    expect(rows.filter((type) => type === 'model.called')).toHaveLength(1);
    expect(server.requests).toHaveLength(n + 1);
    ports.stop.reset('person');
    events.length = 0;
  }
  took.sort((a, b) => a - b);
  expect(took[STOPS / 2]).toBeLessThanOrEqual(LIMIT);
}, 60_000);

it('a stop ends a live test, and none is begun while it is pulled', async () => {
  const { sonny, ports } = program;
  fault = 'stalls';
  const before = server.requests.length;
  const testing = sonny.dispatch({ type: 'model.test' });
  await until(() => server.requests.slice(before).some(({ path }) => path === 'chat/completions'));
  ports.stop.pull('window', 'A test pressed it.');
  expect(await testing).toMatchObject({ ok: false, error: { code: 'CANCELLED' } });
  await expect(sonny.dispatch({ type: 'model.test' })).rejects.toMatchObject({ code: 'STOPPED' });
  ports.stop.reset('person');
});
