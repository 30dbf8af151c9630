import { createHash } from 'node:crypto';
import type { Progress, Sandbox } from '../../shared/ports/sandbox.ts';
import type { Version } from '../../shared/protocol/conflict.ts';
import type { ScriptDraft, ScriptProblem, ScriptReview } from '../../shared/protocol/script.ts';
import { shownText } from '../text-version.ts';
import { isDeclared } from './check/effects.ts';
import type { Reading, Runner } from './check/messages.ts';
import type { Frame } from './inside/frames.ts';
import { runSession, type SessionEnd } from './inside/session.ts';
import { MUTANT_SILENCE_MS, TRIAL_LIMITS, TRIAL_PATIENCE_MS, TRIAL_SILENCE_MS } from './limits.ts';
import type { World } from './world.ts';

/** Mutants that the tests have to notice at least, of all. */
const LEAST_KILLED = 0.7;

type Part = Pick<ScriptReview, 'tests' | 'edges' | 'mutants' | 'steady'> & {
  readonly problems: readonly ScriptProblem[];
  /** Bytes that it left on copies; null: it was not tried on them. */
  readonly left: ReadonlyMap<string, Uint8Array | null> | null;
};

/** Collects what a trial says of itself; what the host knows better it does not take from there. */
class Record {
  readonly tests: ScriptReview['tests'] = [];
  readonly edges: ScriptReview['edges'] = [];
  readonly judged = new Map<string, boolean>();
  readonly problems: ScriptProblem[] = [];
  readonly #rounds = new Map<number, Map<string, string | null>>();
  readonly #results = new Map<number, string | null>();
  at: { readonly at: string; readonly name: string } = { at: 'tests', name: '' };

  problem(stage: ScriptProblem['stage'], say: string): void {
    if (!this.problems.some((one) => one.stage === stage && one.say === say)) this.problems.push({ stage, say });
  }

  get strayed(): boolean {
    return this.problems.some(({ stage }) => stage === 'effects');
  }

  take(frame: Frame, { manifest }: ScriptDraft): void {
    if ('at' in frame) this.at = frame;
    else if ('test' in frame)
      this.tests.push({ name: frame.test, ok: frame.ok, ...(frame.say === undefined ? {} : { say: frame.say }) });
    else if ('edge' in frame) this.edges.push({ name: frame.edge, end: frame.end, say: frame.say });
    else if ('mutant' in frame) this.judged.set(frame.mutant, frame.killed);
    // What a mutant tries is not what the script would.
    else if ('denied' in frame && this.at.at !== 'mutants')
      this.problem(
        'effects',
        `while it ran it tried something that its manifest does not name: ${frame.permission} ${frame.resource}`.trim(),
      );
    else if ('asked' in frame && this.at.at !== 'mutants' && !isDeclared(frame.asked, frame.target, manifest))
      this.problem('effects', `while it ran it asked ${frame.target}, which its manifest does not name`);
    else if ('out' in frame)
      this.#rounds.set(frame.round, (this.#rounds.get(frame.round) ?? new Map()).set(frame.out, frame.bytes));
    else if ('result' in frame) this.#results.set(frame.round, frame.result);
    else if ('failed' in frame) this.problem('trial', `on copies of the files it ended with an error: ${frame.failed}`);
    else if ('broke' in frame) this.problem('tests', frame.broke);
  }

  /** null: it was not tried, or not to the end. */
  get left(): Part['left'] {
    const first = this.#rounds.get(1);
    if (!first || !this.#results.has(1)) return null;
    return new Map([...first].map(([path, bytes]) => [path, bytes === null ? null : Buffer.from(bytes, 'base64')]));
  }

  get steady(): boolean | null {
    if (!this.#results.has(1) || !this.#results.has(2)) return null;
    const told = (round: number): string =>
      JSON.stringify([[...(this.#rounds.get(round) ?? [])], this.#results.get(round)]);
    return told(1) === told(2);
  }
}

const inWords = (end: SessionEnd): string =>
  end.silent || end.by === 'time'
    ? 'it did not end'
    : end.by === 'output'
      ? 'it said more than it may'
      : end.by === 'killed'
        ? 'it used more memory, disk or processor than it may'
        : 'it ended itself';

/** Where a trial stopped: a mutant that hangs or breaks is one that was noticed, all else is the script's own doing. */
const blame = (record: Record, end: SessionEnd): void => {
  const { at, name } = record.at;
  if (at === 'mutants') record.judged.set(name, true);
  else if (at === 'edges') record.edges.push({ name, end: 'broke', say: inWords(end) });
  else
    record.problem(
      at === 'trial' ? 'trial' : 'tests',
      `${name === '' || at === 'trial' ? '' : `“${name}”: `}${inWords(end)}`,
    );
};

const judge = (record: Record, reading: Reading): void => {
  for (const { name, ok, say } of record.tests) if (!ok) record.problem('tests', `“${name}” fails: ${say ?? ''}`);
  for (const { name, end, say } of record.edges) if (end === 'broke') record.problem('edges', `where ${name}, ${say}`);
  const killed = reading.mutants.filter(({ id }) => record.judged.get(id)).length;
  if (record.problems.length > 0) return;
  if (record.tests.length === 0) record.problem('tests', 'there is no test');
  else if (reading.mutants.length === 0)
    record.problem('mutants', 'there is nothing in it that a test could tell apart');
  else if (killed < LEAST_KILLED * reading.mutants.length)
    record.problem('mutants', `its tests notice ${killed} of ${reading.mutants.length} changes to it`);
};

/** Runs the tests, the edge cases, the script itself on copies, and the mutants, all behind the walls. Rejects with a SonnyError. */
export const runTrial = async (
  draft: ScriptDraft,
  reading: Reading,
  world: World,
  runner: Runner,
  sandbox: Sandbox,
  progress: Progress,
): Promise<Part> => {
  const record = new Record();
  const { manifest } = draft;
  const texts = (js: string, id: string): readonly (readonly [string, string])[] => [
    [`${id}/script.mjs`, js],
    [`${id}/tests.mjs`, reading.tests],
  ];
  const program = Object.fromEntries([
    ...texts(reading.script, 'own'),
    ...reading.mutants.flatMap(({ id, js }) => texts(js, id)),
  ]);
  let variants = ['own', ...reading.mutants.map(({ id }) => id)];
  // Who asks others gets no answer before a person approved it, so there is nothing to show.
  const tries = manifest.hosts.length === 0 && manifest.tools.length === 0;
  // Who strays is out: nothing more of it is of interest.
  const out = new AbortController();
  const watched = { ...progress, signal: AbortSignal.any([progress.signal, out.signal]) };
  while (variants.length > 0) {
    const end = await runSession(
      sandbox,
      {
        inside: {
          mode: 'trial',
          variants,
          world: world.inside,
          reads: manifest.reads,
          writes: manifest.writes,
          tries,
          patience: TRIAL_PATIENCE_MS,
        },
        runner,
        program,
        given: world.given,
        folders: world.folders,
        reads: world.reads,
        writes: world.writes,
        limits: TRIAL_LIMITS,
        silence: (at) => (at === 'mutants' ? MUTANT_SILENCE_MS : TRIAL_SILENCE_MS),
      },
      watched,
      (frame) => {
        record.take(frame, draft);
        if (record.strayed) out.abort();
      },
    );
    if (end.forged > 0) record.problem('tests', 'something in it tried to speak for the tests');
    if (end.whole || watched.signal.aborted) break;
    blame(record, end);
    // What is left of the mutants goes on in a new sandbox; the script itself gets no second try.
    if (record.at.at !== 'mutants' || end.by === 'time') break;
    variants = ['', ...reading.mutants.map(({ id }) => id).filter((id) => !record.judged.has(id))];
    if (variants.length === 1) break;
  }
  judge(record, reading);
  const survived = reading.mutants.filter(({ id }) => record.judged.get(id) === false);
  return {
    tests: record.tests,
    edges: record.edges,
    mutants: {
      made: reading.mutants.length,
      killed: reading.mutants.filter(({ id }) => record.judged.get(id)).length,
      survived: survived.map(({ line, say }) => `line ${line}: ${say}`),
    },
    steady: record.steady,
    left: record.left,
    problems: record.problems,
  };
};

/** Bytes as a version to be shown. */
export const versionOf = (bytes: Uint8Array | null): Version & { readonly sha256?: string } => {
  if (bytes === null) return { say: 'nothing is there' };
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const base = {
    say: `${bytes.length.toLocaleString('en')} ${bytes.length === 1 ? 'byte' : 'bytes'}`,
    bytes: bytes.length,
    sha256,
  };
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? base : { ...base, ...shownText(text) };
  } catch {
    return base;
  }
};
