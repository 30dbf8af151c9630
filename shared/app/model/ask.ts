import type { z } from 'zod';
import type { Note } from '../../execution/planner.ts';
import type { RunState } from '../../execution/state.ts';
import { RUN_LIMITS } from '../../policy/budgets.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Hash } from '../../ports/hash.ts';
import type { Model, ModelDelta, ModelPicture, ModelRequest, ModelUsage } from '../../ports/model.ts';
import { purposeOf, type Prompt } from '../../prompts/prompt.ts';
import { render } from '../../prompts/render.ts';
import { SonnyError } from '../../protocol/errors.ts';
import type { RunEvent } from '../../protocol/events.ts';
import type { ViewEvent } from '../../protocol/views.ts';

/** How long one answer may take, in milliseconds: the longest wait for its first word, and as long for the rest. Who is silent is ended sooner. */
const PATIENCE = 1_200_000;
/** What of a model's context is left for its answer: a quarter, and no more tokens than any proposal needs. */
const ANSWER_ROOM = 8192;
/** Windows are told what is thought at most once in so many milliseconds, and of a long thought only its end, in characters. */
const TELL_EVERY = 80;
const MOST_TOLD = 4000;

const MILLION = 1e6;

/** What asking a model for a run needs. */
export interface Asker {
  readonly model: Model;
  readonly clock: Clock;
  readonly hash: Hash;
  readonly note: Note;
  readonly emit: (event: ViewEvent) => void;
  readonly signal: AbortSignal;
  readonly state: RunState;
  /** US dollars that models may cost in a run; as the policy has it where it is missing. */
  mostPerRun?(): number;
}

/** The cap on what a run's models may cost, out of all ports. */
export const costing = ({ mostPerRun }: Pick<Asker, 'mostPerRun'>): Pick<Asker, 'mostPerRun'> =>
  mostPerRun ? { mostPerRun } : {};

type Called = Extract<RunEvent, { type: 'model.called' }>;

/** Tells windows what a model thinks and answers while it does. */
class Thinking {
  readonly #tell: (thought: string, answer: string, done: boolean) => void;
  readonly #clock: Clock;
  #thought = '';
  #answer = '';
  #told = -Infinity;

  constructor(clock: Clock, tell: (thought: string, answer: string, done: boolean) => void) {
    this.#clock = clock;
    this.#tell = tell;
    tell('', '', false);
  }

  take(delta: ModelDelta): void {
    if (delta.type === 'again') this.#thought = this.#answer = '';
    else if (delta.type === 'thought') this.#thought = (this.#thought + delta.text).slice(-MOST_TOLD);
    else if (delta.type === 'text') this.#answer = (this.#answer + delta.text).slice(-MOST_TOLD);
    if (this.#clock.now() - this.#told < TELL_EVERY) return;
    this.#told = this.#clock.now();
    this.#tell(this.#thought, this.#answer, false);
  }

  end(): void {
    this.#tell(this.#thought, this.#answer, true);
  }
}

/** The request with pictures beside the data. They are data like the rest. */
const withPictures = (request: ModelRequest, pictures: readonly ModelPicture[]): ModelRequest =>
  pictures.length === 0
    ? request
    : {
        ...request,
        messages: request.messages.map((message) =>
          message.role === 'user' ? { ...message, pictures: [...pictures] } : message,
        ),
      };

/** Asks a model for one run, prompt after prompt, within the run's budget. */
export class ModelAsker {
  readonly #of: Asker;
  #cost: number;

  constructor(of: Asker) {
    this.#of = of;
    this.#cost = of.state.usage.cost;
  }

  get name(): string {
    return this.#of.model.ability()?.name ?? '';
  }

  /** How many tokens a prompt may take. */
  get room(): number {
    const tokens = this.#of.model.ability()?.contextTokens ?? 0;
    return tokens - Math.min(ANSWER_ROOM, Math.floor(tokens / 4));
  }

  /** Whether a prompt has room with what may not be cut of it. */
  fits<S extends z.ZodObject, A extends z.ZodType>(prompt: Prompt<S, A>, slots: z.input<S>): boolean {
    return render(prompt, slots, this.#of.hash, this.room).tokens <= this.room;
  }

  /**
   * What the model answers, parsed by the prompt. Every exchange is journalled before this settles, with what it cost.
   * @throws SonnyError as the model does, and BUDGET_COST where the run has spent what it may
   */
  async ask<S extends z.ZodObject, A extends z.ZodType>(
    prompt: Prompt<S, A>,
    slots: z.input<S>,
    pictures: readonly ModelPicture[] = [],
  ): Promise<z.output<A>> {
    const { model, clock, hash, note, emit, signal, state } = this.#of;
    const most = (this.#of.mostPerRun?.() ?? RUN_LIMITS.cost) * (1 + (state.usage.raised.cost ?? 0));
    if (this.#cost > most) throw new SonnyError('BUDGET_COST', `Models have cost $${this.#cost.toFixed(2)}.`);
    const rendered = render(prompt, slots, hash, this.room);
    if (rendered.tokens > this.room && this.name !== '')
      throw new SonnyError('MODEL_TOO_LONG', `The prompt takes about ${rendered.tokens} of ${this.room} tokens.`);
    const runId = state.view.id;
    const purpose = purposeOf(prompt);
    const of = { type: 'model.called', runId, purpose, prompt: rendered.hash } as const;
    const exchanges: Called[] = [];
    const used = ({ input, output, cost }: ModelUsage, name: string): void => {
      const price = cost === null ? { cost: 0, unpriced: true as const } : { cost: cost / MILLION };
      exchanges.push({ ...of, at: clock.now(), model: name, input, output, ...price });
    };
    const thinking = new Thinking(clock, (thought, answer, done) =>
      emit({ type: 'thinking', runId, model: this.name, purpose, thought, answer, done }),
    );
    const progress = { signal, deadline: clock.now() + PATIENCE, log: () => {}, used };
    try {
      const answer = await model.ask(withPictures(rendered.request, pictures), progress, (delta) =>
        thinking.take(delta),
      );
      if (exchanges.length === 0) used(answer.usage, answer.model);
      if (answer.finish === 'length') throw new SonnyError('MODEL_CUT_OFF', 'It was longer than the model may answer.');
      const parsed = prompt.answer.safeParse(answer.value);
      if (!parsed.success) throw new SonnyError('MODEL_INVALID', parsed.error.issues[0]?.message);
      return parsed.data;
    } catch (thrown) {
      const error = SonnyError.from(thrown).view();
      const last = exchanges.pop() ?? { ...of, at: clock.now(), model: this.name, cost: 0 };
      exchanges.push({ ...last, error });
      throw thrown;
    } finally {
      thinking.end();
      for (const exchange of exchanges) {
        this.#cost += exchange.cost;
        await note(exchange);
      }
    }
  }
}
