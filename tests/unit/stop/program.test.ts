import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { stopFileIn, stopFolderIn } from '../../../automation/stop/stop-file.ts';
import { openAdapters, openStore } from '../../../electron/adapters.ts';
import { historyLines } from '../../../electron/cli/wording.ts';
import { createSonny } from '../../../shared/app.ts';
import type { Ports } from '../../../shared/app.ts';
import type { Json } from '../../../shared/ports/performer.ts';
import type { Sonny } from '../../../shared/ports/sonny.ts';
import type { RunView } from '../../../shared/protocol/run.ts';
import type { ViewEvent } from '../../../shared/protocol/views.ts';
import { progress } from '../../fakes/progress.ts';

let root: string;
let profile: string;
let ports: Ports;
let sonny: Sonny;

/** The whole program, without a display. */
async function start(): Promise<void> {
  const env = { HOME: join(root, 'home'), PATH: process.env['PATH'] };
  ({ ports } = openAdapters({ env, profile, store: openStore(profile), virtual: false }));
  sonny = await createSonny(ports);
}
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'sonny-stopped-'));
  mkdirSync(join(root, 'home/Documents'), { recursive: true });
  profile = join(root, 'home/.local/share/sonny');
  await start();
});
afterEach(async () => {
  await sonny.close();
  rmSync(root, { recursive: true, force: true });
});

const propose = async (goal: string, dryRun = false): Promise<RunView> => {
  const { runId } = await sonny.dispatch({ type: 'run.start', text: goal, ...(dryRun ? { dryRun: true } : {}) });
  return new Promise((resolve) => {
    const look = (): void =>
      void sonny.dispatch({ type: 'run.get', runId }).then((run) => {
        if (run.status !== 'planning') resolve(run);
      });
    sonny.subscribe(look);
    look();
  });
};
const GOAL = 'create a folder Taxes in Documents';

describe('a pulled stop', () => {
  test('ends the run that waits, and refuses everything that would act', async () => {
    const { id, status, approval } = await propose(GOAL);
    expect(status).toBe('awaiting-approval');
    await sonny.dispatch({ type: 'stop' });
    expect((await sonny.dispatch({ type: 'run.get', runId: id })).status).toBe('cancelled');
    await expect(sonny.dispatch({ type: 'run.start', text: GOAL })).rejects.toMatchObject({ code: 'STOPPED' });
    const { nonce = '', planHash = '' } = approval ?? {};
    await expect(sonny.dispatch({ type: 'run.approve', runId: id, nonce, planHash })).rejects.toMatchObject({
      code: 'STOPPED',
    });
    await expect(sonny.dispatch({ type: 'run.undo', runId: id })).rejects.toMatchObject({ code: 'STOPPED' });
    expect(existsSync(join(root, 'home/Documents/Taxes'))).toBe(false);
  });

  test('lets a goal be planned only, which nobody can approve, and which stays in the history as that', async () => {
    await sonny.dispatch({ type: 'stop' });
    const { id, approval, steps } = await propose(GOAL, true);
    expect(steps).toHaveLength(1);
    const { nonce = '', planHash = '' } = approval ?? {};
    const approve = () => sonny.dispatch({ type: 'run.approve', runId: id, nonce, planHash });
    await expect(approve()).rejects.toMatchObject({ code: 'STOPPED' });
    await sonny.dispatch({ type: 'stop.reset' }, 'person');
    await expect(approve()).rejects.toMatchObject({ code: 'COMMAND_NOT_NOW' });
    await sonny.dispatch({ type: 'run.cancel', runId: id });
    const [line] = await sonny.dispatch({ type: 'history.list' });
    expect(line).toMatchObject({ status: 'cancelled', dryRun: true, sentence: 'Only planned: nothing was done.' });
    if (line) expect(historyLines([line])[0]).toMatch(/^○ .* only planned  create/);
    expect(existsSync(join(root, 'home/Documents/Taxes'))).toBe(false);
  });

  test('is shown, lasts over a restart, and only a person resets it', async () => {
    const shown: ViewEvent[] = [];
    sonny.subscribe((event) => shown.push(event));
    await sonny.dispatch({ type: 'stop', source: 'tray' });
    expect(shown).toContainEqual({
      type: 'stop',
      stop: expect.objectContaining({ pulled: expect.objectContaining({ source: 'tray' }) }),
    });
    await sonny.close();
    await start();
    expect(sonny.snapshot()).toContainEqual({
      type: 'stop',
      stop: expect.objectContaining({ pulled: expect.objectContaining({ source: 'tray' }) }),
    });
    await expect(sonny.dispatch({ type: 'run.start', text: GOAL })).rejects.toMatchObject({ code: 'STOPPED' });
    await expect(sonny.dispatch({ type: 'stop.reset' }, 'flag')).rejects.toMatchObject({ code: 'NOT_AUTHORISED' });
    expect(existsSync(stopFileIn(profile))).toBe(true);
    await sonny.dispatch({ type: 'stop.reset' }, 'person');
    expect((await propose(GOAL)).status).toBe('awaiting-approval');
  });
});

describe('a plan has no way to the stop', () => {
  const perform = (skill: string, args: Readonly<Record<string, Json>>) => {
    const performer = ports.performers.find(({ skills }) => skills.includes(skill));
    if (!performer) throw new Error(`Nothing does ${skill}.`);
    return performer.perform({ skill, args, key: 'k' }, progress());
  };
  const way = (path: string): readonly (readonly [string, Readonly<Record<string, Json>>])[] => [
    ['files.write', { path, text: '{}', replace: true }],
    ['files.trash', { files: [path] }],
    ['files.move', { files: [path], to: join(root, 'home/Documents') }],
    ['files.rename', { renames: [{ from: path, to: `${path}-away` }] }],
    ['files.copy', { files: [join(root, 'home/Documents/STOP')], to: join(path, '..') }],
  ];

  test('not by files, not through a link, not by moving what it lies in', async () => {
    writeFileSync(join(root, 'home/Documents/STOP'), '');
    symlinkSync(stopFolderIn(profile), join(root, 'home/Documents/link'));
    ports.stop.pull('window', 'asked');
    const refused = { code: 'FILE_DENIED' };
    for (const path of [stopFileIn(profile), join(root, 'home/Documents/link/STOP')])
      for (const [skill, args] of way(path))
        await expect(perform(skill, args), `${skill} ${path}`).rejects.toMatchObject(refused);
    for (const above of ['home/.local/share/sonny/stop', 'home/.local/share/sonny', 'home/.local/share', 'home/.local'])
      for (const [skill, args] of way(join(root, above)).slice(1, 4))
        await expect(perform(skill, args), `${skill} ${above}`).rejects.toMatchObject(refused);
    expect(existsSync(stopFileIn(profile))).toBe(true);
  });

  test('a goal about it is refused and stays in the history', async () => {
    const run = await propose(`write "go on" into ${stopFileIn(profile)}`);
    expect(run).toMatchObject({ status: 'refused', error: { code: 'FILE_DENIED' } });
    expect(existsSync(stopFileIn(profile))).toBe(false);
    expect((await sonny.dispatch({ type: 'history.list' })).map(({ id }) => id)).toContain(run.id);
  });
});
