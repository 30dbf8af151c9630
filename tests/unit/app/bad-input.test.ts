import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openAdapters, openStore } from '../../../electron/adapters.ts';
import { createSonny } from '../../../shared/app.ts';
import type { Sonny } from '../../../shared/ports/sonny.ts';
import type { ErrorCode } from '../../../shared/protocol/errors.ts';
import type { RunView } from '../../../shared/protocol/run.ts';

let root = '';
let sonny: Sonny | null = null;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sonny-bad-'));
  mkdirSync(join(root, 'home/Documents'), { recursive: true });
});
afterEach(async () => {
  await sonny?.close();
  sonny = null;
  rmSync(root, { recursive: true, force: true });
});

/** The whole program with real adapters, on a machine that has neither a display nor a session bus. */
const open = async (env: Record<string, string> = {}): Promise<Sonny> => {
  const { DISPLAY: _d, WAYLAND_DISPLAY: _w, DBUS_SESSION_BUS_ADDRESS: _b, ...rest } = process.env;
  const profile = join(root, 'profile');
  const adapters = openAdapters({
    env: { ...rest, HOME: join(root, 'home'), ...env },
    profile,
    store: openStore(profile),
    virtual: false,
  });
  sonny = await createSonny(adapters.ports);
  return sonny;
};

const coded = (code: ErrorCode) => expect.objectContaining({ code, message: expect.stringContaining(code) });

const settled = (program: Sonny, runId: string): Promise<RunView> =>
  new Promise((resolve) => {
    const look = async (): Promise<void> => {
      const run = await program.dispatch({ type: 'run.get', runId });
      if (!['planning', 'acting'].includes(run.status)) resolve(run);
    };
    program.subscribe(() => void look());
    void look();
  });

const propose = async (program: Sonny, text: string): Promise<RunView> =>
  settled(program, (await program.dispatch({ type: 'run.start', text })).runId);

const approve = async (program: Sonny, run: RunView): Promise<RunView> => {
  await program.dispatch({
    type: 'run.approve',
    runId: run.id,
    nonce: run.approval?.nonce ?? '',
    planHash: run.approval?.planHash ?? '',
  });
  return settled(program, run.id);
};

describe('commands', () => {
  it('an empty goal, or one of blanks, starts nothing', async () => {
    const program = await open();
    for (const text of ['', '  \n '])
      await expect(program.dispatch({ type: 'run.start', text })).rejects.toEqual(coded('GOAL_EMPTY'));
    expect(await program.dispatch({ type: 'history.list' })).toEqual([]);
  });

  it('a goal of 100 KB is told its length', async () => {
    const program = await open();
    await expect(program.dispatch({ type: 'run.start', text: 'x'.repeat(100_000) })).rejects.toEqual(
      coded('GOAL_TOO_LONG'),
    );
  });

  it('unknown commands and wrong fields name the field', async () => {
    const program = await open();
    await expect(program.dispatch({ type: 'run.everything' } as never)).rejects.toEqual(coded('COMMAND_INVALID'));
    await expect(program.dispatch({ type: 'run.start', text: 7 } as never)).rejects.toMatchObject({
      details: expect.stringContaining('text'),
    });
    await expect(program.dispatch({ type: 'run.get', runId: 'none' })).rejects.toEqual(coded('RUN_NOT_FOUND'));
  });

  it('a setting that is not valid changes nothing', async () => {
    const program = await open();
    await expect(program.dispatch({ type: 'settings.set', settings: { approvalSeconds: -1 } })).rejects.toEqual(
      coded('COMMAND_INVALID'),
    );
    expect((await program.dispatch({ type: 'settings.get' })).approvalSeconds).toBe(120);
  });
});

describe('a machine without a display', () => {
  it('says so for a goal that needs one, and does goals that need none', async () => {
    const program = await open();
    const blind = await propose(program, 'minimise the window "Budget"');
    expect(blind).toMatchObject({ status: 'refused', error: { code: 'NO_DISPLAY' } });
    expect(blind.error?.hint).toContain('xvfb');

    const plan = await propose(program, 'create the folder ~/Notes');
    expect(await approve(program, plan)).toMatchObject({ status: 'done' });
    expect(readdirSync(join(root, 'home'))).toContain('Notes');
  });

  it('fails the step, with the code, where the display goes away after planning', async () => {
    const program = await open({ DISPLAY: ':4321' });
    const plan = await propose(program, 'write "x" to the clipboard');
    expect(plan.status).toBe('awaiting-approval');
    const ended = await approve(program, plan);
    expect(ended.steps[0]).toMatchObject({ status: 'refused', error: { code: 'NO_DISPLAY' } });
  });
});

describe('damaged files', () => {
  const profile = (): string => join(root, 'profile');

  it('a damaged settings file is kept aside, and a new window is told', async () => {
    mkdirSync(profile(), { recursive: true });
    writeFileSync(join(profile(), 'settings.json'), '{ "theme": "da');
    const program = await open();
    expect(program.snapshot()).toContainEqual(
      expect.objectContaining({ type: 'notice', error: expect.objectContaining({ code: 'SETTINGS_CORRUPT' }) }),
    );
    const kept = readdirSync(profile()).find((name) => name.startsWith('settings') && name !== 'settings.json');
    expect(readFileSync(join(profile(), kept ?? ''), 'utf8')).toBe('{ "theme": "da');
  });

  it('a damaged journal is repaired as far as it is sound, kept aside, and a new window is told', async () => {
    const first = await open();
    const done = await approve(first, await propose(first, 'create the folder ~/Notes'));
    await first.close();
    const path = join(profile(), 'journal.sqlite');
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.subarray(0, bytes.length - 700));
    const program = await open();
    const notice = program.snapshot().find((e) => e.type === 'notice');
    expect(notice).toMatchObject({ error: { code: 'STORE_CORRUPT' } });
    expect(readdirSync(profile()).some((name) => name.startsWith('journal') && name.includes('damaged'))).toBe(true);
    const again = await propose(program, 'create the folder ~/More');
    expect(await approve(program, again)).toMatchObject({ status: 'done' });
    expect(done.status).toBe('done');
  });

  it('a second Sonny on one profile is refused and harms nothing', async () => {
    await open();
    expect(() => openStore(profile())).toThrow(coded('PROFILE_IN_USE'));
  });
});
