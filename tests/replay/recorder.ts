import { unlink } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createDesktopEye } from '../../automation/desktop/eye.ts';
import { createDesktopObserver } from '../../automation/desktop/observer.ts';
import { createDesktopPerformers } from '../../automation/desktop/performers/desktop-performers.ts';
import { createSimulatedDriver, SIMULATED_APPLICATIONS } from '../../automation/desktop/simulated/index.ts';
import { createFileObserver } from '../../automation/files/observer.ts';
import { createFilePerformers } from '../../automation/files/performers.ts';
import { createPlaces } from '../../automation/files/places.ts';
import { putInPlace } from '../../automation/files/put-file.ts';
import { createSnapshots } from '../../automation/files/snapshots.ts';
import { createScriptedModel, type ScriptedAnswer } from '../../automation/model/scripted.ts';
import { openScripting } from '../../automation/sandbox/open.ts';
import type { Linked } from '../../automation/store/chain.ts';
import { openJournalFile, rowReader } from '../../automation/store/journal-file.ts';
import { openSettings } from '../../automation/store/settings-store.ts';
import { openJournal } from '../../automation/store/sqlite-journal.ts';
import { openAdapters } from '../../electron/adapters.ts';
import { createSonny } from '../../shared/app.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Driver } from '../../shared/ports/driver.ts';
import type { Applications } from '../../shared/ports/applications.ts';
import type { Journal, JournalRow } from '../../shared/ports/journal.ts';
import type { McpServer, McpSignIns, McpTold } from '../../shared/ports/mcp.ts';
import type { Observation, Observer, Query } from '../../shared/ports/observer.ts';
import type { Performer } from '../../shared/ports/performer.ts';
import type { Progress } from '../../shared/ports/progress.ts';
import type { CommandInput } from '../../shared/protocol/commands.ts';
import type { ReplyOf } from '../../shared/protocol/replies.ts';
import type { RunView } from '../../shared/protocol/run.ts';
import type { ActivityKind } from '../../shared/protocol/stop.ts';
import type { Activity } from '../../shared/ports/stop.ts';
import { Catalogue } from '../../shared/skills/plugged.ts';
import { ManualClock } from '../fakes/manual-clock.ts';

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
  /** What a model answers, one after another; until there is an answer there is no model. */
  readonly answers: ScriptedAnswer[];
  /** What the MCP server answers when it is asked for its tools. */
  tools: readonly unknown[];
  /** A person uses their own mouse or keyboard. */
  takeOver(kind: ActivityKind): void;
  /** Resolves with what a condition gives once it gives something. Time passes meanwhile. */
  until<T>(condition: () => Promise<T | undefined> | T | undefined): Promise<T>;
  /** What the program says to a command. */
  ask<C extends CommandInput>(command: C): Promise<ReplyOf<C['type']>>;
  /** A window opens and closes. */
  glance(): void;
  /** Rows so far. */
  rows(): readonly JournalRow[];
  /** As after a crash: the Sonny that was hears no more, another one starts on the same journal. */
  crash(): Promise<void>;
  approve(runId: string, how?: { stepByStep?: boolean; origin?: 'person' | 'flag' }): Promise<void>;
}

export type Story = (stage: Stage) => Promise<void>;

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

/** Simulated programs have numbers, but no processes that this machine knows of. */
const PROCESSES: Observer = {
  kinds: ['process'],
  observe: async (query) => ({ query, path: 'process', value: { exists: true } }),
};

/** A driver keeps its deadlines by the system's clock: what is left of one by the story's is given to it. */
const inRealTime = (driver: Driver, clock: Clock): Driver => {
  const mapped = (arg: unknown): unknown =>
    arg !== null && typeof arg === 'object' && 'deadline' in arg && typeof arg.deadline === 'number'
      ? { ...arg, deadline: Date.now() + arg.deadline - clock.now() }
      : arg;
  return new Proxy(driver, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]): unknown => Reflect.apply(member, target, args.map(mapped));
    },
  });
};

/** Whoever signs in is let in. */
const createSignIns = (): McpSignIns => {
  let isIn = false;
  return {
    keeps: 'session',
    has: async () => isIn,
    begin: async () => ({
      address: 'https://calendar.example/authorize?state=1',
      where: 'https://calendar.example',
      scopes: ['book'],
      finish: async (opened) => {
        opened(true);
        isIn = true;
      },
      cancel: () => {},
    }),
    forget: async () => {
      isIn = false;
    },
  };
};

/** What the MCP server does first when it is called: it asks the person whom it is for, and the model if it may. */
const asksBack = async ({ asks, samples }: McpTold): Promise<void> => {
  const { signal } = new AbortController();
  const schema = { type: 'object', properties: { day: { type: 'string' } } };
  if (samples === undefined) return;
  await asks?.({ kind: 'form', message: 'Which day?', schema }, signal);
  await samples({ about: null, talk: [{ by: 'server', text: 'Say it in one word.' }], mostTokens: 20 }, signal);
};

/** Every row of a profile's journal as it is on disk, also what a person had forgotten of it. */
const rowsOnDisk = (profile: string): readonly Linked[] => {
  const db = openJournalFile(join(profile, 'journal.sqlite'));
  try {
    return [...rowReader(db).rows(1)];
  } finally {
    db.close();
  }
};

const withoutEnd = (journal: Journal): Journal => ({ ...journal, close: () => {} });

/**
 * Plays a story with the whole program over real files and the real journal on disk, and gives every row that it left there.
 * Time passes only while the story waits. `base`: the folder of its home and profile, which is emptied before and removed after.
 */
export const record = async (play: Story, base: string): Promise<readonly Linked[]> => {
  rmSync(base, { recursive: true, force: true });
  const home = join(base, 'home');
  const profile = join(base, 'profile');
  mkdirSync(join(home, 'Documents'), { recursive: true });
  const clock = new ManualClock(Date.UTC(2026, 10, 20, 10));
  const roots = { home, temp: join(base, 'temp'), closed: [profile] };
  const meddling: Meddling = { beforeAct: () => {}, beforeUndo: () => {}, seen: (observation) => observation };
  const reader = createFileObserver({ roots });
  const snapshots = createSnapshots({
    folder: join(profile, 'snapshots'),
    maxBytes: 1_000_000,
    now: () => clock.now(),
    discard: unlink,
  });
  const driver = inRealTime(createSimulatedDriver(), clock);
  const desk = { driver, clock, ownWindow: () => false, snapshots, pictures: join(profile, 'pictures') };
  const others = [...createFilePerformers({ roots, clock, snapshots }), ...createDesktopPerformers(desk)];
  const places = createPlaces(roots);
  const scripting = openScripting({
    now: () => clock.now(),
    snapshots,
    resolve: (path) => places.content(path),
    put: putInPlace,
    performers: others,
  });
  const performers = [...others, scripting.performer];
  const answers: ScriptedAnswer[] = [];
  const scripted = createScriptedModel({ clock, script: () => answers.shift() ?? {} });
  let isThere = false;
  const ability = () => {
    isThere ||= answers.length > 0;
    return isThere ? scripted.ability() : null;
  };
  const model = { ...scripted, ability };
  let tools: readonly unknown[] = [];
  const listeners = new Set<(activity: Activity) => boolean>();
  const journal = openJournal({ folder: profile, now: () => clock.now() });
  let made = 0;
  const store = { journal: withoutEnd(journal), settings: openSettings({ folder: profile, now: () => clock.now() }) };
  const { ports } = openAdapters({ env: { HOME: home }, profile, store, virtual: false });
  const parts = {
    ...ports,
    clock,
    home,
    model,
    scripts: scripting.scripts,
    kept: snapshots,
    takeover: {
      ready: { armed: true, say: 'a person' },
      onActivity(listener: (activity: Activity) => boolean) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    eyes: [createDesktopEye(driver)],
    catalogue: new Catalogue(),
    mcp: {
      signIns: createSignIns(),
      open: async (_server: McpServer, told: McpTold) => ({
        calls: 'a server 1.0',
        tools: async () => tools,
        call: async () => {
          await asksBack(told);
          return { failed: false, text: 'done', cut: false, leftOut: [] };
        },
        close: async () => {},
      }),
    },
    presence: { someone: true, watched: (now: boolean) => ports.presence.watched(now) },
    isOwnWindow: () => false,
    ids: { next: (kind: string) => `${kind}-${++made}`, secret: () => `nonce-${++made}` },
    hash: (text: string) => createHash('sha256').update(text).digest('hex'),
    performers: performers.map((performer) => meddled(performer, meddling)),
    observers: [
      PROCESSES,
      {
        ...reader,
        observe: async (query: Query, progress: Progress) => meddling.seen(await reader.observe(query, progress)),
      },
      createDesktopObserver(driver),
    ],
    applications: {
      list: async () => [editor('pen', 'Pen'), editor('quill', 'Quill'), ...SIMULATED_APPLICATIONS],
      defaults: async () => ({}),
    },
  };
  let sonny = await createSonny(parts);
  /** What takes real time must not run into a deadline of the story's. */
  const tick = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, 1));
    clock.pass(TICK_MS);
  };

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
        await tick();
      }
    },
    answers,
    get tools() {
      return tools;
    },
    set tools(now) {
      tools = now;
    },
    takeOver(kind) {
      for (const heard of listeners) heard({ kind, at: clock.now() });
    },
    async until(condition) {
      for (;;) {
        const found = await condition();
        if (found !== undefined) return found;
        await tick();
      }
    },
    ask: (command) => sonny.dispatch(command),
    glance: () => sonny.subscribe(() => {})(),
    rows: () => [...journal.read()],
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
          ...(approval?.digest ? { read: approval.digest.map(({ stepId }) => stepId) } : {}),
        },
        origin,
      );
    },
  };
  try {
    await play(stage);
    journal.close();
    return rowsOnDisk(profile);
  } finally {
    await sonny.close();
    scripting.close();
    journal.close();
    rmSync(base, { recursive: true, force: true });
  }
};
