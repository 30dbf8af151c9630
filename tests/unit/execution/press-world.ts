import { z } from 'zod';
import type { Observer, Query } from '../../../shared/ports/observer.ts';
import type { Performer } from '../../../shared/ports/performer.ts';
import type { PlannedStep } from '../../../shared/protocol/events.ts';
import { RiskClass } from '../../../shared/protocol/step.ts';
import type { Json } from '../../../shared/protocol/json.ts';
import { R } from '../../../shared/skills/relations.ts';
import { defineSkill, type Resource } from '../../../shared/skills/skill.ts';
import { planned, world, type World } from './shelf-world.ts';

const common = {
  summary: '',
  outputs: [],
  undo: { kind: 'compensate', say: 'takes it back' },
  effects: () => [],
  verifiedBy: 'the press’s own word',
  resources: (): readonly Resource[] => [{ name: 'press', mode: 'write' }],
  deadline: 1000,
  idempotent: true,
  examples: [],
} as const;
const riskOf = (args: Readonly<Record<string, Json>>): RiskClass => RiskClass.catch('R2').parse(args['risk']);
const risk = RiskClass.optional();
const pathOf = (args: Readonly<Record<string, Json>>): string => String(args['path']);

/** Predicts a file and reads nothing back: its performer says that all is well. `checked`: it also reads the file. */
const print = defineSkill({
  ...common,
  name: 'press.print',
  parameters: z.object({ path: z.string(), checked: z.boolean().optional(), risk }).strict(),
  risk: riskOf,
  needs: () => [],
  changes: (args) => [R.file(pathOf(args)), R.notFree(pathOf(args))],
  title: (args) => `Print ${pathOf(args)}`,
  checks: (args) =>
    args['checked'] === true
      ? [
          {
            query: { kind: 'document.text', path: pathOf(args) },
            path: 'filesystem',
            expect: [{ field: 'exists', op: 'equals', value: true }],
            say: 'it is there',
          },
        ]
      : [],
});

/** Needs a file. */
const bind = defineSkill({
  ...common,
  name: 'press.bind',
  parameters: z.object({ path: z.string() }).strict(),
  risk: 'R2',
  needs: (args) => [R.file(pathOf(args))],
  changes: () => [],
  title: (args) => `Bind ${pathOf(args)}`,
  checks: () => [],
});

/** Closes a window, or needs it. */
const close = defineSkill({
  ...common,
  name: 'press.close',
  parameters: z.object({ window: z.number() }).strict(),
  risk: 'R2',
  needs: (args) => [R.window(`w:${String(args['window'])}`)],
  changes: (args) => [R.noWindow(`w:${String(args['window'])}`)],
  title: (args) => `Close ${String(args['window'])}`,
  checks: () => [],
});

const SKILLS = [print, bind, close];

export const step = (id: string, skill: string, args: Record<string, Json>, dependsOn: string[] = []): PlannedStep =>
  planned(id, args, { skill, title: `${skill} ${id}`, dependsOn, risk: riskOf(args), asks: riskOf(args) === 'R3' });

/** A printing press that says that all is well, whatever it does. */
export class Press {
  readonly paths = new Map<string, 'file' | 'folder'>();
  readonly windows = new Set<number>();
  readonly looks: Query['kind'][] = [];
  readonly done: string[] = [];
  /** What an act really does; by default what it says. */
  acts: (skill: string, args: Readonly<Record<string, Json>>) => void = (skill, args) => {
    if (skill === 'press.print') this.paths.set(pathOf(args), 'file');
    if (skill === 'press.close') this.windows.delete(Number(args['window']));
  };
  /** Whether anything can be read. */
  readable = true;

  world(steps: readonly PlannedStep[]): World {
    const performer: Performer = {
      skills: SKILLS.map(({ name }) => name),
      perform: async ({ skill, args, key }) => {
        this.looks.length = 0;
        this.done.push(key);
        this.acts(skill, args);
        const evidence = [{ path: 'application', say: 'the press says it is done', holds: true } as const];
        return { status: 'done', outputs: {}, evidence, receipt: {} };
      },
      undo: async () => ({ status: 'undone', evidence: [] }),
    };
    const value = (query: Query): Record<string, Json> | null => {
      if (!this.readable) return null;
      if (query.kind === 'file') {
        const type = this.paths.get(query.path);
        return type === undefined ? { exists: false } : { exists: true, type };
      }
      const one = (id: number): Json => ({ id, pid: 1, app: 'press', title: '', active: false, dialog: false });
      return { windows: [...this.windows].map(one) };
    };
    const observer: Observer = {
      kinds: ['file', 'windows'],
      observe: async (query) => {
        this.looks.push(query.kind);
        return { query, path: 'filesystem', value: value(query) };
      },
    };
    const reader: Observer = {
      kinds: ['document.text'],
      observe: async (query) => {
        this.looks.push(query.kind);
        const exists = query.kind === 'document.text' && this.paths.has(query.path);
        return { query, path: 'filesystem', value: { exists } };
      },
    };
    const more = { skills: SKILLS, performers: [performer], observers: [reader, observer] };
    return world(steps, { more });
  }
}
