import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDriver } from '../../../automation/desktop/driver.ts';
import { startVirtualDesktop, type VirtualDesktop } from '../../../automation/desktop/virtual-desktop.ts';
import { openAdapters, openStore } from '../../../electron/adapters.ts';
import type { Ports } from '../../../shared/app.ts';
import { createSonny } from '../../../shared/app.ts';
import type { Json } from '../../../shared/ports/performer.ts';
import type { Sonny } from '../../../shared/ports/sonny.ts';
import type { WindowRef } from '../../../shared/protocol/step.ts';
import { progress } from '../../fakes/progress.ts';
import { endProcesses, processesWith } from '../scenarios/own-processes.ts';
import { witness, type Witness } from './witness.ts';

let root: string;
let desktop: VirtualDesktop;
let ports: Ports;
let sonny: Sonny;
let counting: Witness;
let own: WindowRef;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'sonny-own-window-'));
  mkdirSync(join(root, 'home'));
  desktop = await startVirtualDesktop({ base: { PATH: process.env['PATH'], HOME: join(root, 'home') } });
  const profile = join(root, 'profile');
  ({ ports } = openAdapters({ env: desktop.env, profile, store: openStore(profile), virtual: true }));
  sonny = await createSonny(ports);
  counting = await witness(desktop.env);
  // As a browser titles Sonny's page.
  const opener = createDriver({ env: desktop.env });
  const command = ['xterm', '-T', 'Sonny · Let Sonny act again', '-e', 'cat'];
  const { id, pid, app, title } = (await opener.launch(command, 'xterm', progress())).window;
  own = { id, pid, app, title };
  await opener.dispose();
});
afterAll(async () => {
  counting.close();
  await sonny.close();
  endProcesses(await processesWith('XAUTHORITY', desktop.env['XAUTHORITY'] ?? ''));
  await desktop.dispose();
  rmSync(root, { recursive: true, force: true, maxRetries: 5 });
});

test.each([
  ['element.click', { name: 'Let Sonny act again' }],
  ['element.press-all', { names: ['Let Sonny act again'] }],
  ['pointer.click', { x: 5, y: 5 }],
  ['keys.press', { chord: 'Return' }],
  ['text.write', { text: 'yes' }],
  ['window.close', {}],
] as const)('%s on Sonny’s own window is refused, and nothing is sent', async (skill, args) => {
  counting.seen.length = 0;
  const performer = ports.performers.find(({ skills }) => skills.includes(skill));
  const bound: Record<string, Json> = { window: { ...own }, ...structuredClone(args as Record<string, Json>) };
  await expect(performer?.perform({ skill, args: bound, key: 'k' }, progress())).rejects.toMatchObject({
    code: 'REFUSED_BY_POLICY',
  });
  await counting.sync();
  expect(counting.seen).toEqual([]);
});
