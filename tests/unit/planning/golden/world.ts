import { readGoal } from '../../../../shared/goals/read.ts';
import type { Intent } from '../../../../shared/goals/intent.ts';
import { checkPlan, type Checked } from '../../../../shared/planning/check/check.ts';
import type { CheckedStep } from '../../../../shared/planning/check/step.ts';
import { Known } from '../../../../shared/planning/known.ts';
import { propose } from '../../../../shared/planning/propose.ts';
import type { Proposal } from '../../../../shared/planning/plan.ts';
import { Unseen } from '../../../../shared/planning/refusal.ts';
import { readWindows, type WorldFacts } from '../../../../shared/planning/world.ts';
import { assessing } from '../../../../shared/policy/assess.ts';
import { BY_GRAMMAR } from '../../../../shared/policy/provenance/ground.ts';
import type { Query } from '../../../../shared/ports/observer.ts';
import type { Constraint } from '../../../../shared/protocol/constraint.ts';
import type { Json } from '../../../../shared/protocol/json.ts';
import { SKILLS } from '../../../../shared/skills/catalogue.ts';
import { HOME, machine, NOW } from '../../goals/machine.ts';

const at = (path: string): string => `${HOME}/${path}`;

const FOLDERS = new Set(
  ['', 'Documents', 'Downloads', 'Papers', 'Photos', 'Project', 'Private', 'Desktop', 'Pictures'].map((f) =>
    f === '' ? HOME : at(f),
  ),
);
const FILES = [
  ...['a.pdf', 'b.pdf', 'c.pdf', 'list.txt', 'project.zip'].map((f) => at(`Downloads/${f}`)),
  ...['notes.txt', 'old.txt', 'letter.txt'].map((f) => at(`Documents/${f}`)),
  ...['1.jpg', '2.jpg', '3.jpg'].map((f) => at(`Photos/${f}`)),
  at('Project/main.txt'),
  at('Private/secret.txt'),
];

const window = (id: number, app: string, title: string, active = false) => ({
  id,
  pid: id * 10,
  app,
  title,
  active,
  dialog: false,
});
const WINDOWS = [
  window(11, 'libreoffice-writer', 'Budget'),
  window(12, 'mousepad', 'notes.txt - Mousepad', true),
  window(13, 'chromium', 'Example Domain'),
];

/** What looking at this world tells. */
const look = (query: Query): { readonly [field: string]: Json } | null => {
  switch (query.kind) {
    case 'file':
      return FILES.includes(query.path)
        ? { exists: true, type: 'file' }
        : FOLDERS.has(query.path)
          ? { exists: true, type: 'folder' }
          : { exists: false };
    case 'files': {
      const ending = query.glob.slice(1);
      const inside = FILES.filter((f) => f.startsWith(`${query.folder}/`) && f.endsWith(ending));
      return {
        exists: FOLDERS.has(query.folder),
        files: inside.map((path) => ({ path, name: path.split('/').at(-1) ?? '', size: 1 })),
      };
    }
    case 'windows':
      return { windows: WINDOWS.map((w) => ({ ...w })) };
    case 'places': {
      const place = at('.ssh');
      const closed = [...query.entry, ...query.content, ...query.look].filter((path) => path.startsWith(place));
      return { closed: closed.map((path) => ({ path, place, why: 'keys' })) };
    }
    case 'clipboard':
      return { text: null };
    default:
      return null;
  }
};

const facts: WorldFacts = {
  home: HOME,
  apps: machine.apps,
  answers: {},
  now: 0,
  windows: (seen) => readWindows(seen, () => false),
};

/** Looks at what planning asks to see, until it has an answer. */
const looking = <T>(known: Known, attempt: () => T | null): T => {
  for (let round = 0; round < 40; round++) {
    const answer = attempt();
    if (answer !== null) return answer;
    for (const query of known.missing) known.add({ query, path: 'filesystem', value: look(query) });
  }
  throw new Error('it never has seen enough');
};

export interface Planned {
  readonly goal: string;
  readonly intents: readonly Intent[];
  readonly constraints: readonly Constraint[];
  readonly proposal: Exclude<Proposal, { kind: 'look' }>;
}

/** From a goal's words to what the program would show. */
export const planFor = (goal: string): Planned => {
  const reading = readGoal(goal, machine);
  if (reading.kind !== 'understood') throw new Error(`${goal}: ${JSON.stringify(reading)}`);
  const { intents, constraints } = reading;
  const known = new Known();
  const proposal = looking(known, () => {
    const made = propose(intents, goal, known, facts, SKILLS, assessing(BY_GRAMMAR), { constraints, now: NOW });
    return made.kind === 'look' ? null : made;
  });
  return { goal, intents, constraints, proposal };
};

/** Holds steps against a goal, as the program does with any plan. */
export const verdict = (
  steps: readonly CheckedStep[],
  { goal, intents, constraints }: Omit<Planned, 'proposal'>,
): Checked => {
  const known = new Known();
  return looking(known, () => {
    try {
      return checkPlan({ steps, intents, goal, constraints, now: NOW }, { skills: SKILLS, known, world: facts });
    } catch (thrown) {
      if (thrown instanceof Unseen) return null;
      throw thrown;
    }
  });
};
