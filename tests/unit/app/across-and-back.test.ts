import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createSimulatedDriver } from '../../../automation/desktop/simulated/index.ts';
import { openSimulatedProgram } from '../../fakes/simulated-program.ts';
import { otherDevice } from '../files/desk.ts';

const disk = otherDevice();

it.runIf(disk !== null)(
  'a folder that Sonny made and moved to another disk is gone by the undo, and nobody is asked about it',
  async () => {
    const away = mkdtempSync(join(tmpdir(), 'sonny-away-'));
    const at = { home: join(disk ?? '', 'home'), profile: join(disk ?? '', 'profile') };
    const program = await openSimulatedProgram(createSimulatedDriver(), undefined, false, {}, at);
    try {
      const run = await program.run(`create the folder ~/New and then move ~/New to ${away}`);
      expect([run.status, existsSync(join(away, 'New'))]).toEqual(['done', true]);
      await program.sonny.dispatch({ type: 'run.undo', runId: run.id });
      const over = await program.settled(run.id);
      expect(over.steps.map(({ status, conflict }) => [status, conflict])).toEqual([
        ['undone', undefined],
        ['undone', undefined],
      ]);
      expect(over.status).toBe('undone');
      expect([join(away, 'New'), join(at.home, 'New')].map((path) => existsSync(path))).toEqual([false, false]);
    } finally {
      await program.dispose();
      for (const folder of [away, disk ?? '']) rmSync(folder, { recursive: true, force: true });
    }
  },
);
