import type { Note } from '../../execution/planner.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Progress } from '../../ports/progress.ts';
import type { Scripts } from '../../ports/scripts.ts';
import type { DataInput } from '../../prompts/data.ts';
import { writeScript } from '../../prompts/asks/write-script.ts';
import { writeTests } from '../../prompts/asks/write-tests.ts';
import type { Json } from '../../protocol/json.ts';
import { ScriptDraft, type ScriptProblem, type ScriptReview } from '../../protocol/script.ts';
import { SONNY, type Source } from '../../symbolic/labels/source.ts';
import type { ModelAsker } from '../model/ask.ts';

/** How often what is wrong with a script is sent back. */
const SCRIPT_TRIES = 3;

/** Errors of a script may hold words of the files that it was tried on. */
const SEEN: Source = { kind: 'file', of: '' };
const TITLE = 200;

export interface Writing {
  readonly runId: string;
  readonly asker: ModelAsker;
  readonly scripts: Scripts;
  readonly clock: Clock;
  readonly note: Note;
  readonly home: string;
  readonly goal: DataInput;
  readonly samples: readonly DataInput[];
  readonly progress: () => Progress;
  /** Told what the model is given besides the goal. */
  readonly given: (data: DataInput) => void;
}

/** A script that passed, with its review; or what is wrong with the last one. */
export type Written =
  | { readonly kind: 'passed'; readonly draft: ScriptDraft; readonly review: ScriptReview }
  | { readonly kind: 'failed'; readonly say: string };

const inFull = (path: string, home: string): string =>
  path === '~' || path.startsWith('~/') ? home + path.slice(1) : path;

const sayProblem = ({ stage, say, in: which, line }: ScriptProblem): string =>
  `${stage}${which ? `, ${which}` : ''}${line ? ` line ${line}` : ''}: ${say}`;

/** A manifest as a person reads it, a line for each kind of thing. */
const linesOf = ({ title, manifest }: ScriptDraft): string[] => [
  `Script: ${title}`,
  ...Object.entries(manifest).flatMap(([kind, all]) => (all.length > 0 ? [`${kind}: ${all.join(', ')}`] : [])),
];

interface Attempt {
  readonly draft: ScriptDraft;
  readonly review: ScriptReview;
}

const noteAttempt = ({ note, clock, runId, asker }: Writing, { draft, review }: Attempt): Promise<void> => {
  const { passed, problems, tests, mutants } = review;
  const proposal = { kind: 'script', draft, review: { passed, problems, tests, mutants } } as unknown as Json;
  const say = passed
    ? `${tests.length} tests pass, and they notice ${mutants.killed} of ${mutants.made} changes to it.`
    : problems.map(sayProblem).slice(0, 5).join('; ');
  return note({
    type: 'model.proposed',
    at: clock.now(),
    runId,
    model: asker.name,
    proposal,
    lines: linesOf(draft),
    verdict: passed ? 'holds' : 'rejected',
    say,
  });
};

const NOT_ONE: Omit<ScriptReview, 'problems'> = {
  passed: false,
  effects: [],
  unused: [],
  tests: [],
  edges: [],
  mutants: { made: 0, killed: 0, survived: [] },
  changes: null,
  steady: null,
  walls: [],
};

const data = (from: Source, text: string): DataInput => ({ from, text, cut: 'never' });

/** Only its tests are too weak: the script stays. */
const isWeak = ({ review }: Attempt): boolean => review.problems.every(({ stage }) => stage === 'mutants');

type Own = Pick<ScriptDraft, 'script' | 'title' | 'manifest'>;

const askForScript = async (writing: Writing, last: Attempt | null): Promise<Own> => {
  const { asker, goal, samples, given, scripts, home } = writing;
  if (last && isWeak(last)) return last.draft;
  const wrong = (last?.review.problems ?? []).map((problem) => data(SEEN, sayProblem(problem)));
  for (const one of wrong) given(one);
  const { code, manifest, explains } = await asker.ask(writeScript, {
    goal,
    api: data(SONNY, scripts.api),
    ...(samples.length > 0 ? { samples: [...samples] } : {}),
    ...(last ? { before: data({ kind: 'model', of: asker.name }, last.draft.script), wrong } : {}),
  });
  const full = (paths: readonly string[]): string[] => paths.map((path) => inFull(path, home));
  return {
    script: code,
    title: explains.replace(/\s+/g, ' ').trim().slice(0, TITLE) || 'a script',
    manifest: { ...manifest, reads: full(manifest.reads), writes: full(manifest.writes) },
  };
};

const askForTests = async (
  { asker, goal, scripts }: Writing,
  script: string,
  last: Attempt | null,
): Promise<string> => {
  const model: Source = { kind: 'model', of: asker.name };
  const { tests } = await asker.ask(writeTests, {
    goal,
    code: data(model, script),
    api: data(SONNY, scripts.api),
    ...(last && isWeak(last)
      ? {
          before: data(model, last.draft.tests),
          survivors: last.review.mutants.survived.map((survivor) => data(SONNY, survivor)),
        }
      : {}),
  });
  return tests;
};

const reviewed = async (draft: ScriptDraft, { scripts, progress }: Writing): Promise<Attempt> => {
  const parsed = ScriptDraft.safeParse(draft);
  if (parsed.success) return { draft, review: await scripts.review(parsed.data, progress()) };
  const [issue] = parsed.error.issues;
  const say = `${issue?.path.join('.') ?? 'it'}: ${issue?.message ?? 'not valid'}`;
  return { draft, review: { ...NOT_ONE, problems: [{ stage: 'form', say }] } };
};

/**
 * Asks a model for a script and its tests until one proves itself, at most so often. What is wrong goes back to whoever wrote it: where the tests
 * alone are too weak, only they are written again. Every attempt is journalled before the next is asked for.
 * @throws SonnyError as asking and reviewing do
 */
export const writtenScript = async (writing: Writing): Promise<Written> => {
  let last: Attempt | null = null;
  for (let round = 0; round <= SCRIPT_TRIES; round++) {
    const own: Own = await askForScript(writing, last);
    const tests = await askForTests(writing, own.script, last);
    const attempt: Attempt = await reviewed(
      { title: own.title, script: own.script, tests, manifest: own.manifest },
      writing,
    );
    await noteAttempt(writing, attempt);
    if (attempt.review.passed) return { kind: 'passed', ...attempt };
    last = attempt;
  }
  return { kind: 'failed', say: last?.review.problems.map(sayProblem).slice(0, 5).join('; ') ?? '' };
};
