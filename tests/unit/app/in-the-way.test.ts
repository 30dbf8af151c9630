import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSimulatedDriver } from '../../../automation/desktop/simulated/index.ts';
import { SonnyError, type ErrorCode } from '../../../shared/protocol/errors.ts';
import type { Driver } from '../../../shared/ports/driver.ts';
import { openSimulatedProgram, type SimulatedProgram } from '../../fakes/simulated-program.ts';

let program: SimulatedProgram;
let desktop: Driver;
let typing: Driver['enterText'];

beforeEach(async () => {
  desktop = createSimulatedDriver();
  program = await openSimulatedProgram({ ...desktop, enterText: (...args) => typing(...args) });
});
afterEach(() => program.dispose());

/** Typing fails; before that the keys are pressed in the window. */
const typed = async (code: ErrorCode, chord: string | null): Promise<ReturnType<SimulatedProgram['run']>> => {
  typing = async (id, _text, _how, _field, progress) => {
    if (chord) await desktop.press(id, chord, progress);
    throw new SonnyError(code, 'As the test wants it.');
  };
  return program.run('write "hello" in Text Editor');
};

it.each(['NOT_RESPONDING', 'TARGET_MISSING'] as const)(
  'a step that ends with %s while its application shows a dialog says which',
  async (code) => {
    const run = await typed(code, 'Control+Shift+s');
    const inTheWay = '“Save As” of Simulated-editor is in the way.';
    expect(run.error).toMatchObject({ code, inTheWay, details: `${inTheWay} As the test wants it.` });
  },
);

it('without a dialog, or with a failure that no dialog explains, nothing is said of one', async () => {
  const plain = await typed('NOT_RESPONDING', null);
  expect(plain.error).toMatchObject({ code: 'NOT_RESPONDING', details: 'As the test wants it.' });
  expect(plain.error?.inTheWay).toBeUndefined();
  const denied = await typed('FILE_DENIED', 'Control+Shift+s');
  expect(denied.error).toMatchObject({ code: 'FILE_DENIED', details: 'As the test wants it.' });
});
