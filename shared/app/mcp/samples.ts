import type { Clock } from '../../ports/clock.ts';
import type { Hash } from '../../ports/hash.ts';
import type { McpSample, McpSampled } from '../../ports/mcp.ts';
import type { Model, ModelUsage } from '../../ports/model.ts';
import { SonnyError } from '../../protocol/errors.ts';
import { PROGRAM, type ProgramEvent } from '../../protocol/program-events.ts';
import { sample } from '../../prompts/asks/sample.ts';
import { render } from '../../prompts/render.ts';
import type { ModelSpending } from '../model-spending.ts';

export interface SamplesOptions {
  /** Keeps to what models may cost in a day. */
  readonly model: Model | undefined;
  readonly clock: Clock;
  readonly hash: Hash;
  readonly write: (event: ProgramEvent) => void;
}

const DAY = 24 * 60 * 60_000;
const MILLION = 1_000_000;
/** How long a model may take for a server, in milliseconds, how much it may write for it, in tokens, and how often in one call. */
const PATIENCE = 60_000;
const MOST_TOKENS = 2000;
const MOST_EACH_CALL = 10;

/**
 * The model for servers that a person lets ask it. It is given the server's words and nothing else, as data; what it answers goes to that
 * server alone. Each exchange is in the journal with what it cost, and counts towards what models may cost in a day.
 */
export class Samples {
  readonly #options: SamplesOptions;
  readonly #costs: { readonly at: number; readonly cost: number | null }[] = [];

  constructor(options: SamplesOptions) {
    this.#options = options;
  }

  take(event: ProgramEvent): void {
    if (event.type === 'mcp.sampled') this.#costs.push({ at: event.at, cost: event.cost });
  }

  /** What this has cost in the last 24 hours. */
  spent(): ModelSpending {
    const lately = this.#costs.filter(({ at }) => at > this.#options.clock.now() - DAY);
    return {
      spent: lately.reduce((sum, { cost }) => sum + (cost ?? 0), 0),
      unpriced: lately.some(({ cost }) => cost === null),
    };
  }

  /**
   * @param nth which question of one call this is, from 1
   * @throws SonnyError as the model does, BUDGET_COST, MODEL_NOT_SET_UP; REFUSED_BY_POLICY where one call asks without end
   */
  async ask(server: string, tool: string, nth: number, asked: McpSample, signal: AbortSignal): Promise<McpSampled> {
    const { model, clock, hash, write } = this.#options;
    const ability = model?.ability();
    if (!model || !ability) throw new SonnyError('MODEL_NOT_SET_UP');
    if (nth > MOST_EACH_CALL) throw new SonnyError('REFUSED_BY_POLICY', `${server} asks the model without end.`);
    const from = { kind: 'tool', of: `${tool} of ${server}` } as const;
    const talk = asked.talk.map(({ by, text }) => ({ from, text: `${by === 'model' ? 'You' : 'It'}: ${text}` }));
    const about = asked.about === null ? {} : { about: { from, text: asked.about } };
    const { request } = render(sample, { talk, ...about }, hash, Math.floor(ability.contextTokens / 2));
    const used = ({ input, output, cost }: ModelUsage, name: string): void =>
      write({
        type: 'mcp.sampled',
        at: clock.now(),
        runId: PROGRAM,
        name: server,
        tool,
        model: name,
        input,
        output,
        cost: cost === null ? null : cost / MILLION,
      });
    const progress = { signal, deadline: clock.now() + PATIENCE, log: () => {}, used };
    const maxTokens = Math.min(MOST_TOKENS, asked.mostTokens);
    const answer = await model.ask({ ...request, maxTokens }, progress);
    return { text: sample.answer.parse(answer.value).text, model: answer.model };
  }
}
