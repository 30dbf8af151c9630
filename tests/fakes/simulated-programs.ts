import { afterEach } from 'vitest';
import { openSimulatedProgram, type SimulatedProgram } from './simulated-program.ts';

/** Opens simulated programs for the tests of this file, and takes each away after its test. Call it once, at the top. */
export function simulatedPrograms(): typeof openSimulatedProgram {
  const programs: SimulatedProgram[] = [];
  afterEach(async () => {
    for (const program of programs.splice(0)) await program.dispose();
  });
  return async (...given) => {
    const program = await openSimulatedProgram(...given);
    programs.push(program);
    return program;
  };
}
