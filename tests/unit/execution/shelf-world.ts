import { createHash } from 'node:crypto';
import { z } from 'zod';
import { memoryJournal } from '../../../automation/store/memory-journal.ts';
import { ExecutionManager } from '../../../shared/execution/manager.ts';
import type { Planner, Replanner } from '../../../shared/execution/planner.ts';
import type { Journal } from '../../../shared/ports/journal.ts';
import type { Observer } from '../../../shared/ports/observer.ts';
import type { Pictures } from '../../../shared/ports/pictures.ts';
import type { Version } from '../../../shared/protocol/conflict.ts';
import type { Call, Performer, Progress, Settling } from '../../../shared/ports/performer.ts';
import type { RunEvent, PlannedStep } from '../../../shared/protocol/events.ts';
import type { Json } from '../../../shared/protocol/json.ts';
import type { RunView } from '../../../shared/protocol/run.ts';
import type { ViewEvent } from '../../../shared/protocol/views.ts';
import { defineSkill, type Skill } from '../../../shared/skills/skill.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';

/** A shelf of jars: the smallest world that can be changed, read back by another path, and put back. */
export class Shelf {
  readonly jars = new Map<string, string>();
  readonly calls: string[] = [];
  /** Called before each act; throw to make it fail, change jars to interfere. */
  before: (call: Call, progress: Progress) => void | Promise<void> = () => {};
  /** What the reader sees; by default the truth. */
  read: (jar: string) => string | null | undefined = (jar) => this.jars.get(jar) ?? null;
}

const put = defineSkill({
  name: 'jar.put',
  summary: 'Puts something into a jar',
  parameters: z.object({ jar: z.string(), what: z.string() }).strict(),
  outputs: ['jar'],
  risk: (args) => (args['what'] === 'gold' ? 'R3' : args['what'] === 'poison' ? 'R5' : 'R2'),
  undo: { kind: 'compensate', say: 'puts back what was in it' },
  needs: () => [],
  changes: () => [],
  title: (args) => `Put ${String(args['what'])} into ${JSON.stringify(args['jar'])}`,
  effects: () => ['the jar holds something else'],
  verifiedBy: 'looking into the jar',
  checks: (args) => [
    {
      query: { kind: 'file.text', path: String(args['jar']) },
      path: 'filesystem',
      expect: [{ field: 'text', op: 'equals', value: args['what'] ?? null }],
      say: 'it is in the jar',
    },
  ],
  resources: () => [{ name: 'input', mode: 'write' }],
  deadline: 1000,
  idempotent: true,
  examples: [],
});

export const planned = (id: string, args: Record<string, Json>, more: Partial<PlannedStep> = {}): PlannedStep => ({
  id,
  skill: 'jar.put',
  title: put.title(args),
  why: '',
  args,
  dependsOn: [],
  needs: [],
  changes: [],
  risk: 'R2',
  asks: args['what'] === 'gold',
  undo: { possible: true, say: '' },
  verifiedBy: put.verifiedBy,
  ...more,
});

export interface World {
  readonly shelf: Shelf;
  readonly clock: ManualClock;
  readonly journal: Journal;
  readonly manager: ExecutionManager;
  readonly seen: ViewEvent[];
  /** The run's view as soon as it satisfies the condition: waits on events, not on time. */
  reach(runId: string, condition: (view: RunView) => boolean): Promise<RunView>;
  approve(runId: string, stepByStep?: boolean, origin?: 'person' | 'flag'): void;
}

/** A manager over a shelf, whose planner answers every goal with the same steps. */
export const world = (
  steps: readonly PlannedStep[],
  {
    journal = memoryJournal(),
    shelf = new Shelf(),
    clock = new ManualClock(),
    planner,
    replanner,
    sweep,
    looksBack = false,
    prepares = false,
    skill = {},
    more = { skills: [], performers: [], observers: [] },
    pictures,
  }: {
    journal?: Journal;
    shelf?: Shelf;
    clock?: ManualClock;
    planner?: Planner;
    replanner?: Replanner;
    sweep?: NonNullable<Performer['sweep']>;
    /** It can be seen whether what was in a jar is back. */
    looksBack?: boolean;
    prepares?: boolean;
    skill?: Partial<Skill>;
    /** What else can be done and read in this world. */
    more?: { skills: readonly Skill[]; performers: readonly Performer[]; observers: readonly Observer[] };
    pictures?: Pictures;
  } = {},
): World => {
  const held = (what: string | null | undefined): Version =>
    what ? { say: 'a spice', text: what } : { say: 'nothing' };
  const settling: Settling = {
    prepare: async ({ args }) => ({ mine: shelf.jars.get(String(args['jar'])) ?? null }),
    settle: async (call, receipt) => {
      await shelf.before(call, { signal: new AbortController().signal, deadline: 0, log: () => {} });
      fill(String(call.args['jar']), (receipt as { before: string | null }).before);
      return { status: 'undone', evidence: [] };
    },
    takeBack: async ({ args }, prepared) => {
      fill(String(args['jar']), (prepared as { mine: string | null }).mine);
      return { status: 'undone', evidence: [] };
    },
  };
  const fill = (jar: string, what: string | null): void =>
    void (what === null ? shelf.jars.delete(jar) : shelf.jars.set(jar, what));
  const performer: Performer = {
    skills: ['jar.put'],
    settling,
    ...(sweep ? { sweep } : {}),
    ...(looksBack
      ? {
          isBack: async ({ args }, receipt) => {
            const is = shelf.jars.get(String(args['jar'])) ?? null;
            return is === (receipt as { before: string | null }).before
              ? [{ path: 'filesystem', say: 'the jar is as it was', holds: true }]
              : null;
          },
        }
      : {}),
    ...(prepares ? { prepare: async ({ args }) => ({ before: shelf.jars.get(String(args['jar'])) ?? null }) } : {}),
    perform: async (call, progress) => {
      await shelf.before(call, progress);
      const jar = String(call.args['jar']);
      const before = shelf.jars.get(jar) ?? null;
      shelf.calls.push(call.key);
      shelf.jars.set(jar, String(call.args['what']));
      return { status: 'done', outputs: { jar }, evidence: [], receipt: { before } };
    },
    undo: async (call, receipt) => {
      const jar = String(call.args['jar']);
      const { before } = receipt as { before: string | null };
      if ((shelf.jars.get(jar) ?? null) === before) return { status: 'undone', evidence: [] };
      if (shelf.jars.get(jar) !== call.args['what'])
        return {
          status: 'kept',
          evidence: [{ path: 'filesystem', say: 'the jar holds something newer', holds: null }],
          conflict: {
            ...{ what: 'file', name: jar, choices: ['keep', 'restore'], more: [] },
            ...{ before: held(before), left: held(String(call.args['what'])), now: held(shelf.jars.get(jar)) },
          },
        };
      if (before === null) shelf.jars.delete(jar);
      else shelf.jars.set(jar, before);
      return { status: 'undone', evidence: [] };
    },
  };
  const observer: Observer = {
    kinds: ['file.text'],
    observe: async (query) => {
      const text = query.kind === 'file.text' ? shelf.read(query.path) : null;
      return { query, path: 'filesystem', value: text === undefined ? null : { text } };
    },
  };
  let n = 0;
  const seen: ViewEvent[] = [];
  const waiters = new Set<() => void>();
  const skills: ReadonlyMap<string, Skill> = new Map(
    [{ ...put, ...skill }, ...more.skills].map((known) => [known.name, known]),
  );
  const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
  const made: Planner = async (state) => [
    {
      type: 'plan.made',
      at: clock.now(),
      runId: state.view.id,
      plan: {
        hash: hash(JSON.stringify(steps)),
        risk: 'R2',
        forecast: {
          steps: steps.length,
          undoable: steps.length,
          pointOfNoReturn: null,
          say: 'Everything can be undone.',
        },
        steps: [...steps],
      },
    } satisfies RunEvent,
  ];
  const manager = new ExecutionManager(
    {
      performers: [performer, ...more.performers],
      observers: [observer, ...more.observers],
      journal,
      clock,
      ids: { next: (kind) => `${kind}-${++n}`, secret: () => `secret-${++n}` },
      hash,
      home: '/home/a',
      skills,
      ...(pictures ? { pictures } : {}),
    },
    planner ?? made,
    () => 120,
    (event) => {
      seen.push(event);
      for (const wake of waiters) wake();
    },
    replanner,
  );
  return {
    shelf,
    clock,
    journal,
    manager,
    seen,
    reach: (runId, condition) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const { view } = manager.runs.get(runId);
          if (!condition(view)) return;
          waiters.delete(look);
          clearTimeout(limit);
          resolve(view);
        };
        const limit = setTimeout(
          () => reject(new Error(`never reached; last: ${JSON.stringify(manager.runs.get(runId).view)}`)),
          5000,
        );
        waiters.add(look);
        look();
      }),
    approve: (runId, stepByStep = false, origin = 'person') => {
      const { approval } = manager.runs.get(runId).view;
      manager.command(
        {
          type: 'run.approve',
          runId,
          nonce: approval?.nonce ?? '',
          planHash: approval?.planHash ?? '',
          stepByStep,
          read: approval?.digest?.map(({ stepId }) => stepId) ?? [],
        },
        origin,
      );
    },
  };
};
