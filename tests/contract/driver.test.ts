import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from 'vitest';
import { createSimulatedDriver, filesInMemory } from '../../automation/desktop/simulated/index.ts';
import { createWorld, progress } from '../desktop/scenarios/world.ts';
import { driverContract } from './driver.contract.ts';

driverContract('simulated', async () => {
  const files = filesInMemory();
  const driver = createSimulatedDriver({ files });
  return {
    driver,
    open: async (kind) => (await driver.launch([`simulated-${kind}`], `simulated-${kind}`, progress())).window,
    path: (name) => `/home/someone/${name}`,
    saved: (path) => files.readFile(path),
    dispose: () => driver.dispose(),
  };
});

const PROGRAMS = { editor: 'org.xfce.mousepad', calculator: 'galculator', terminal: 'debian-xterm' } as const;
const installed = ['Xvfb', 'openbox', 'mousepad', 'galculator', 'xterm'].every((name) =>
  existsSync(`/usr/bin/${name}`),
);

describe.skipIf(!installed)('on X11', () => {
  driverContract('X11', async () => {
    const world = await createWorld();
    return {
      driver: world.driver,
      async open(kind) {
        const { command, windowClass } = await world.application(PROGRAMS[kind]);
        return (await world.driver.launch(command as string[], windowClass as string, progress())).window;
      },
      path: (name) => join(world.home, 'Documents', name),
      saved: (path) => readFile(path, 'utf8').catch(() => null),
      dispose: () => world.dispose(),
    };
  });
});
