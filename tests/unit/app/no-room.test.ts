import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { createSimulatedDriver } from '../../../automation/desktop/simulated/index.ts';
import type { Performer } from '../../../shared/ports/performer.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { FakeTerminal } from '../../fakes/fake-terminal.ts';
import { openSimulatedProgram, type SimulatedProgram } from '../../fakes/simulated-program.ts';
import { typed } from '../../fakes/typed.ts';

let program: SimulatedProgram;
afterEach(() => program.dispose());

it('what found no room says where by a short path, and goes on at the terminal once there is room', async () => {
  let isFull = true;
  const real = (): Performer => program.ports.performers.findLast(({ skills }) => skills.includes('files.copy'))!;
  const plug: Performer = {
    skills: ['files.copy'],
    prepare: async (call, progress) => (await real().prepare?.(call, progress)) ?? null,
    perform: (call, progress) =>
      isFull
        ? Promise.reject(new SonnyError('STORE_FULL', `${join(program.home, 'Papers')}: no room is left there.`))
        : real().perform(call, progress),
    undo: (...args) => real().undo(...args),
  };
  program = await openSimulatedProgram(createSimulatedDriver(), undefined, false, { performers: [plug] });
  await mkdir(join(program.home, 'Papers'));
  await writeFile(join(program.home, 'a.pdf'), 'a');

  const full = new FakeTerminal();
  expect(await typed(program.sonny, ['run', 'copy ~/a.pdf to ~/Papers', '--yes'], full)).toBe(5);
  const said = [...full.told, ...full.printed].join('\n');
  expect(said).toContain('~/Papers: no room is left there');
  expect(said).toMatch(/^To choose how it goes on: `npm start -- answer run-.*`\.$/mu);

  isFull = false;
  const terminal = new FakeTerminal(['again']);
  expect(await typed(program.sonny, ['answer'], terminal), terminal.told.join('\n')).toBe(0);
  expect(existsSync(join(program.home, 'Papers', 'a.pdf'))).toBe(true);
});
