import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSystemClock } from '../../../automation/clock/system-clock.ts';
import { createSimulatedDriver } from '../../../automation/desktop/simulated/index.ts';
import { createModelClient } from '../../../automation/model/client.ts';
import { FakeTerminal } from '../../fakes/fake-terminal.ts';
import { ManualTimers } from '../../fakes/manual-timers.ts';
import { openModelServer, type ModelServer } from '../../fakes/model-server.ts';
import { openSimulatedProgram, type SimulatedProgram } from '../../fakes/simulated-program.ts';
import { tinyAt } from '../../fakes/tiny-model.ts';
import { typed } from '../../fakes/typed.ts';
import { until } from '../../fakes/until.ts';

let program: SimulatedProgram;
let server: ModelServer;
beforeEach(async () => {
  server = await openModelServer({ script: [{ fault: 'silent', answer: {} }] });
  const model = createModelClient({ server: () => tinyAt(server.url), clock: createSystemClock(), random: () => 0 });
  program = await openSimulatedProgram(createSimulatedDriver(), undefined, false, { model });
});
afterEach(async () => {
  await program.dispose();
  await server.close();
});

describe('sonny run, while a model’s server is silent', () => {
  it('says at once that it is asked, then that it has not answered and how to stop, and an interrupt ends it', async () => {
    const terminal = new FakeTerminal();
    const time = new ManualTimers();
    const exit = typed(program.sonny, ['run', 'could that live in papers', '--json'], terminal, { after: time.after });
    await until(() => terminal.told.length > 0 && server.requests.length > 0);
    expect(terminal.told).toEqual(['Asking tiny …']);
    await time.advance(5000);
    expect(terminal.told.at(-1)).toBe('tiny has not answered yet. Ctrl+C stops the run.');
    await time.advance(30_000);
    expect(terminal.told.at(-1)).toBe('tiny has said nothing for 35 s. Ctrl+C stops the run.');
    terminal.interrupt();
    expect(await exit).toBe(6);
    await server.requests[0]?.closed;
    const said = terminal.told.length;
    await time.advance(60_000);
    expect(terminal.told).toHaveLength(said);
  });
});
