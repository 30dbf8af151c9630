import type { Hash } from '../../ports/hash.ts';
import { ScriptDraft, type ScriptOffer } from '../../protocol/script.ts';
import type { RunView } from '../../protocol/run.ts';
import type { StepView } from '../../protocol/step.ts';
import type { ViewEvent } from '../../protocol/views.ts';
import type { Clock } from '../../ports/clock.ts';
import { PROGRAM } from '../../protocol/program-events.ts';
import type { ProgramRows } from '../program-rows.ts';

/** So often a script has to have done what it promised before it is offered as a skill. */
const ENOUGH = 3;

/** The script that a step runs. null: it runs none. */
const scriptOf = ({ skill, args }: StepView): ScriptDraft | null => {
  if (skill !== 'script.run') return null;
  const { title, script, tests, reads, writes, hosts, tools } = args;
  return ScriptDraft.safeParse({ title, script, tests, manifest: { reads, writes, hosts, tools } }).data ?? null;
};

/** Scripts of runs that ended well, each read back. */
const scriptsIn = ({ status, steps }: RunView): readonly ScriptDraft[] =>
  status === 'done' ? steps.flatMap((step) => (step.status === 'verified' ? (scriptOf(step) ?? []) : [])) : [];

/**
 * Scripts that did what they promised: the same goal runs them again without a model, and what keeps passing is offered as a skill.
 * An offer is a proposal: a person has to sign it, and until then it changes nothing.
 */
export class ProvenScripts {
  readonly #runs: () => Iterable<RunView>;
  readonly #rows: Pick<ProgramRows, 'read' | 'record'>;
  readonly #clock: Clock;
  readonly #hash: Hash;

  constructor(
    runs: () => Iterable<RunView>,
    rows: Pick<ProgramRows, 'read' | 'record'>,
    of: { clock: Clock; hash: Hash },
  ) {
    this.#runs = runs;
    this.#rows = rows;
    this.#clock = of.clock;
    this.#hash = of.hash;
  }

  /** What a goal in the same words ran the last time that it went well. */
  earlier(goal: string): ScriptDraft | null {
    for (const run of this.#runs()) {
      const [draft] = run.goal.trim() === goal.trim() ? scriptsIn(run) : [];
      if (draft) return draft;
    }
    return null;
  }

  /** Everything that is offered, the newest first. */
  offers(): ScriptOffer[] {
    return [...this.#rows.read()]
      .flatMap((row) => (row.type === 'script.offered' ? [{ ...row.offer, at: row.at }] : []))
      .toReversed();
  }

  follow(event: ViewEvent): void {
    if (event.type !== 'run') return;
    for (const draft of scriptsIn(event.run)) this.#consider(draft, event.run.goal);
  }

  #consider(draft: ScriptDraft, goal: string): void {
    const key = this.#keyOf(draft);
    let passed = 0;
    for (const run of this.#runs()) passed += scriptsIn(run).filter((one) => this.#keyOf(one) === key).length;
    if (passed < ENOUGH || this.offers().some(({ sha256 }) => sha256 === key)) return;
    const at = this.#clock.now();
    this.#rows.record({ type: 'script.offered', at, runId: PROGRAM, offer: { sha256: key, goal, passed, draft } });
  }

  /** Its text and all that it may touch; how it is called does not matter. */
  #keyOf({ script, manifest }: ScriptDraft): string {
    return this.#hash(JSON.stringify([script, manifest]));
  }
}
