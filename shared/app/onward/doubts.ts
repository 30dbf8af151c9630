import type { RunState } from '../../execution/state.ts';
import type { Call, Performer } from '../../ports/performer.ts';
import { judgeEvidence } from '../../prompts/asks/judge-evidence.ts';
import type { DataInput } from '../../prompts/data.ts';
import { SonnyError } from '../../protocol/errors.ts';
import type { StepView } from '../../protocol/step.ts';
import { REST } from '../../skills/rest.ts';
import type { ModelAsker } from '../model/ask.ts';
import { locate } from '../model/said.ts';
import { ENDS } from './shorten.ts';

/** What was read back of a step, in lines. */
const evidenceOf = ({ title, status, evidence }: StepView): string =>
  [`${title}: ${status}`, ...evidence.map(({ say }) => `  ${say}`)].join('\n');

/**
 * Asks the model whether what was read back shows that what was left open is done. Gives why it doubts that, or null. Its word only counts
 * against: what it praises is worth no more than before, and a doubt has to stand on words of the evidence.
 */
export const doubtOf = async (inner: readonly StepView[], task: string, asker: ModelAsker): Promise<string | null> => {
  const evidence = inner.map((step): DataInput => ({ from: { kind: 'file', of: '' }, text: evidenceOf(step) }));
  const from = { kind: 'model', of: asker.name } as const;
  const slots = {
    step: { from, text: `What was left open: ${task}` },
    expected: { from, text: `All of this is done: ${task}` },
    evidence,
  };
  try {
    const { verdict, quote, why } = await asker.ask(judgeEvidence, slots);
    const stands = quote.trim() !== '' && evidence.some(({ text }) => locate(text, quote) !== null);
    return verdict === 'contradicts' && stands ? why : null;
  } catch (thrown) {
    // An opinion that nobody gives changes nothing.
    if (ENDS.includes(SonnyError.from(thrown).code)) throw thrown;
    return null;
  }
};

/** Doubts about steps, by run and step, from when they are raised to when the step ends. */
export class Doubts {
  readonly #said = new Map<string, string>();

  #key(runId: string, stepId: string): string {
    return `${runId}/${stepId}`;
  }

  raise({ view }: RunState, stepId: string, why: string | null): void {
    if (why === null) this.#said.delete(this.#key(view.id, stepId));
    else this.#said.set(this.#key(view.id, stepId), why);
  }

  /** What is left of a step that plans the rest once its steps are done: to say whether anybody doubts that it is all. */
  get performer(): Performer {
    return {
      skills: [REST],
      perform: async ({ key }: Call) => {
        const of = key.slice(0, key.lastIndexOf('/'));
        const doubt = this.#said.get(of);
        this.#said.delete(of);
        if (doubt === undefined) return { status: 'done', outputs: {}, evidence: [], receipt: null };
        const say = `the model doubts that it is all: ${doubt}`;
        return {
          status: 'unverified',
          outputs: {},
          evidence: [{ path: 'application', say, holds: null }],
          receipt: null,
        };
      },
      undo: async () => ({ status: 'undone', evidence: [] }),
    };
  }
}
