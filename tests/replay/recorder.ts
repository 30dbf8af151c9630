import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createFileObserver } from '../../automation/files/observer.ts';
import { createFilePerformers } from '../../automation/files/performers.ts';
import { createSnapshots } from '../../automation/files/snapshots.ts';
import { openSettings } from '../../automation/store/settings-store.ts';
import { openJournal } from '../../automation/store/sqlite-journal.ts';
import { openAdapters } from '../../electron/adapters.ts';
import { createSonny } from '../../shared/app.ts';
import type { Applications } from '../../shared/ports/applications.ts';
import type { Journal, JournalRow } from '../../shared/ports/journal.ts';
import type { Observation, Query } from '../../shared/ports/observer.ts';
import type { Performer } from '../../shared/ports/performer.ts';
import type { Progress } from '../../shared/ports/progress.ts';
import type { CommandInput } from '../../shared/protocol/commands.ts';
import type { RunView } from '../../shared/protocol/run.ts';
import { ManualClock } from '../fakes/manual-clock.ts';

/** Always the same, so that two recordings differ in times alone. */
const BASE = '/tmp/sonny-recording';
const TICK_MS = 5;

/** What a story may change in the world between Sonny and its files. */
export interface Meddling {
  /** Awaited before each act; rejects with what the performer shall reject with, or changes files. */
  beforeAct: (skill: string, signal: AbortSignal) => void | Promise<void>;
  beforeUndo: (skill: string) => void;
  /** What the reader says it saw. */
  seen: (observation: Observation) => Observation;
}

export interface Stage {
  readonly home: string;
  readonly clock: ManualClock;
  readonly meddling: Meddling;
  write(name: string, text: string): void;
  remove(name: string): void;
  send(command: CommandInput): Promise<void>;
  start(goal: string): Promise<string>;
  /** Resolves with the run once its status is one of these. */
  reach(runId: string, ...statuses: RunView['status'][]): Promise<RunView>;
  /** As after a crash: the Sonny that was hears no more, another one starts on the same journal. */
  crash(): Promise<void>;
  approve(runId: string, how?: { stepByStep?: boolean; origin?: 'person' | 'flag' }): Promise<void>;
}

const editor = (id: string, name: string): Awaited<ReturnType<Applications['list']>>[number] => ({
  id,
  name,
  windowClass: id,
  command: [id],
  generic: ['text editor'],
  extensions: ['txt'],
});

const meddled = (performer: Performer, meddling: Meddling): Performer => ({
  ...performer,
  perform: async (call, progress) => {
    await meddling.beforeAct(call.skill, progress.signal);
    return performer.perform(call, progress);
  },
  undo: async (call, receipt, progress) => {
    meddling.beforeUndo(call.skill);
    return performer.undo(call, receipt, progress);
  },
});

const withoutEnd = (journal: Journal): Journal => ({ ...journal, close: () => {} });

/**
 * Plays a story with the whole program over real files and the real journal on disk, and gives every row it wrote.
 * Time passes only while the story waits.
 */
export const record = async (play: (stage: Stage) => Promise<void>): Promise<readonly JournalRow[]> => {
  rmSync(BASE, { recursive: true, force: true });
  const home = join(BASE, 'home');
  const profile = join(BASE, 'profile');
  mkdirSync(join(home, 'Documents'), { recursive: true });
  const clock = new ManualClock(Date.UTC(2026, 10, 20, 10));
  const roots = { home, temp: join(BASE, 'temp'), closed: [profile] };
  const meddling: Meddling = { beforeAct: () => {}, beforeUndo: () => {}, seen: (observation) => observation };
  const reader = createFileObserver({ roots });
  const performers = createFilePerformers({
    roots,
    clock,
    snapshots: createSnapshots({ folder: join(profile, 'snapshots'), maxBytes: 1_000_000 }),
  });
  const journal = openJournal({ folder: profile, now: () => clock.now() });
  let made = 0;
  const store = { journal: withoutEnd(journal), settings: openSettings({ folder: profile, now: () => clock.now() }) };
  const { ports } = openAdapters({ env: { HOME: home }, profile, store, virtual: false });
  const parts = {
    ...ports,
    clock,
    home,
    ids: { next: (kind: string) => `${kind}-${++made}`, secret: () => `nonce-${++made}` },
    hash: (text: string) => createHash('sha256').update(text).digest('hex'),
    performers: performers.map((performer) => meddled(performer, meddling)),
    observers: [
      {
        ...reader,
        observe: async (query: Query, progress: Progress) => meddling.seen(await reader.observe(query, progress)),
      },
    ],
    applications: { list: async () => [editor('pen', 'Pen'), editor('quill', 'Quill')], defaults: async () => ({}) },
  };
  let sonny = await createSonny(parts);

  const stage: Stage = {
    home,
    clock,
    meddling,
    write(name, text) {
      mkdirSync(dirname(join(home, name)), { recursive: true });
      writeFileSync(join(home, name), text);
    },
    remove: (name) => rmSync(join(home, name), { recursive: true, force: true }),
    send: async (command) => void (await sonny.dispatch(command)),
    start: async (text) => (await sonny.dispatch({ type: 'run.start', text })).runId,
    async reach(runId, ...statuses) {
      for (;;) {
        const run = await sonny.dispatch({ type: 'run.get', runId });
        if (statuses.includes(run.status)) return run;
        await new Promise((resolve) => setImmediate(resolve));
        clock.pass(TICK_MS);
      }
    },
    async crash() {
      sonny = await createSonny(parts);
    },
    async approve(runId, { stepByStep = false, origin = 'person' } = {}) {
      const { approval } = await stage.reach(runId, 'awaiting-approval', 'awaiting-step-approval');
      await sonny.dispatch(
        {
          type: 'run.approve',
          runId,
          nonce: approval?.nonce ?? '',
          planHash: approval?.planHash ?? '',
          stepByStep,
        },
        origin,
      );
    },
  };
  try {
    await play(stage);
    return [...journal.read()];
  } finally {
    await sonny.close();
    journal.close();
    rmSync(BASE, { recursive: true, force: true });
  }
};
