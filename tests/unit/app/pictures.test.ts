import { afterEach, expect, test } from 'vitest';
import { createSimulatedDriver } from '../../../automation/desktop/simulated/index.ts';
import { openSimulatedProgram, type SimulatedProgram } from '../../fakes/simulated-program.ts';

let program: SimulatedProgram;
afterEach(() => program.dispose());

test('a run’s pictures are there to be looked at, and none are taken once the person does not want them', async () => {
  program = await openSimulatedProgram(createSimulatedDriver(), undefined, true);
  const { sonny } = program;
  const [opened] = (await program.run('open the calculator')).steps;
  const after = opened?.pictures?.after ?? '';
  expect(after).toMatch(/^[0-9a-f]{64}$/);
  const picture = await sonny.dispatch({ type: 'picture.get', sha256: after });
  expect(picture?.mime).toBe('image/jpeg');
  expect(Buffer.from(picture?.data ?? '', 'base64').subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));

  await sonny.dispatch({ type: 'settings.set', settings: { pictures: false } });
  const [again] = (await program.run('open the calculator')).steps;
  expect(again?.status).toBe('verified');
  expect(again?.pictures).toBeUndefined();
  expect(await sonny.dispatch({ type: 'picture.get', sha256: after })).toEqual(picture);
});

test.each(['', '../settings.json', 'F'.repeat(64), `${'a'.repeat(64)}0`, 'file:///etc/passwd'])(
  'no picture is called “%s”',
  async (sha256) => {
    program = await openSimulatedProgram(createSimulatedDriver(), undefined, true);
    await expect(program.sonny.dispatch({ type: 'picture.get', sha256 })).rejects.toMatchObject({
      code: 'COMMAND_INVALID',
    });
    expect(await program.sonny.dispatch({ type: 'picture.get', sha256: 'a'.repeat(64) })).toBeNull();
  },
);
