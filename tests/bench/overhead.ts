import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createWorld } from '../desktop/scenarios/world.ts';
import { open } from '../desktop/text-exactness/subject.ts';
import { inputSteps } from './parts/input-steps.ts';
import { noOpSteps } from './parts/no-op-steps.ts';
import type { Bench } from './parts/row.ts';

/** What a step costs beyond its own work. */
export const run = async (): Promise<Bench> => {
  const folder = mkdtempSync(join(tmpdir(), 'sonny-bench-'));
  try {
    const idle = await noOpSteps(folder);
    const world = await createWorld();
    try {
      const editor = await open(world, 'org.xfce.mousepad');
      const other = await open(world, 'galculator');
      return { name: 'overhead', rows: [...idle, ...(await inputSteps(world, editor, other, folder))] };
    } finally {
      await world.dispose();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
