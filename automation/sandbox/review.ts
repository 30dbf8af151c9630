import type { Progress, Sandbox } from '../../shared/ports/sandbox.ts';
import type { Scripts } from '../../shared/ports/scripts.ts';
import type { Snapshots } from '../../shared/ports/snapshots.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';
import type { ScriptChange, ScriptDraft, ScriptProblem, ScriptReview } from '../../shared/protocol/script.ts';
import type { Checker } from './check/checker.ts';
import { DECLARATIONS, RULES_IN_WORDS } from './check/declarations.ts';
import { runTrial, versionOf } from './trial.ts';
import { trialWorld, type Resolve, type World } from './world.ts';

export interface ReviewOptions {
  readonly sandbox: Sandbox;
  readonly checker: Checker;
  readonly snapshots: Snapshots;
  readonly resolve: Resolve;
}

const NOTHING: Omit<ScriptReview, 'walls'> = {
  passed: false,
  problems: [],
  effects: [],
  unused: [],
  tests: [],
  edges: [],
  mutants: { made: 0, killed: 0, survived: [] },
  changes: null,
  steady: null,
};

/** The world that the manifest asks for, or what of it is closed. */
const worldOf = async (draft: ScriptDraft, resolve: Resolve): Promise<World | ScriptProblem> => {
  try {
    return await trialWorld(draft.manifest, resolve);
  } catch (thrown) {
    const { code, details, message } = SonnyError.from(thrown);
    return {
      stage: 'form',
      say: code === 'FILE_DENIED' ? `its manifest names a closed place: ${details ?? ''}` : (details ?? message),
    };
  }
};

const changesOf = async (
  left: ReadonlyMap<string, Uint8Array | null>,
  { snapshots, resolve }: ReviewOptions,
): Promise<ScriptChange[]> => {
  const changes: ScriptChange[] = [];
  for (const [path, bytes] of left) {
    const after = versionOf(bytes);
    const before = await snapshots.versionAt(resolve(path));
    if (after.sha256 !== undefined && after.sha256 !== before.sha256)
      changes.push({ path, before, after, sha256: after.sha256 });
  }
  return changes;
};

/** Whatever is wrong with the text ends the review before anything runs. */
export const createScripts = (options: ReviewOptions): Scripts => {
  const { sandbox, checker, resolve } = options;

  const review = async (draft: ScriptDraft, progress: Progress): Promise<ScriptReview> => {
    const walls = await sandbox.walls();
    if (walls.level === 'none') throw new SonnyError('SCRIPT_NO_WALLS', `${walls.trouble} ${walls.remedy}`);
    const reading = await checker.read(draft, progress);
    const known = { ...NOTHING, walls: [...walls.stand], effects: [...reading.effects], unused: [...reading.unused] };
    const world = await worldOf(draft, resolve);
    if ('stage' in world) return { ...known, problems: [...reading.problems, world] };
    // Nothing runs of what is not understood; the compiler works while the rest is tried.
    const [types, trial] = await Promise.all([
      reading.problems.some(({ stage }) => stage === 'form') ? [] : checker.types(draft, progress),
      reading.problems.length > 0
        ? null
        : runTrial(draft, reading, world, await checker.runner(progress), sandbox, progress),
    ]);
    if (progress.signal.aborted) throw new SonnyError('CANCELLED');
    if (trial === null) return { ...known, problems: [...reading.problems, ...types] };
    const problems = [...types, ...trial.problems];
    const { tests, edges, mutants, steady, left } = trial;
    const changes = left && (await changesOf(left, options));
    return { ...known, passed: problems.length === 0, problems, tests, edges, mutants, steady, changes };
  };
  return { api: `${RULES_IN_WORDS}\n${DECLARATIONS}`, walls: () => sandbox.walls(), review };
};
