import type { Client } from '../../shared/protocol/rpc-client.ts';
import type { RunView } from '../../shared/protocol/run.ts';
import type { ViewEvent } from '../../shared/protocol/views.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';

type Thinking = Extract<ViewEvent, { type: 'thinking' }>;

/** The runs a client is told of, put together from view events, and waiting for one to reach a state. */
export class RunFeed {
  readonly #runs = new Map<string, RunView>();
  /** What a model thinks for a run, or thought last. */
  readonly #thinking = new Map<string, Thinking>();
  readonly #onThinking = new Set<(thinking: Thinking) => void>();
  readonly #onChange = new Set<(run: RunView) => void>();
  readonly #onLost = new Set<(error: SonnyError) => void>();
  readonly #stop: readonly (() => void)[];

  constructor(client: Client) {
    let opened = false;
    this.#stop = [
      client.subscribe((event) => this.#take(event)),
      client.onConnection((connection) => {
        if (connection.state === 'refused') this.#lose(connection.error);
        if (connection.state === 'closed' || (connection.state === 'lost' && opened))
          this.#lose(new SonnyError('CONNECTION_LOST'));
        opened ||= connection.state === 'open';
      }),
    ];
  }

  onChange(listener: (run: RunView) => void): void {
    this.#onChange.add(listener);
  }

  /** Calls back with what a model thinks for a run, now and from now on, until the returned function is called. */
  onThinking(runId: string, listener: (thinking: Thinking) => void): () => void {
    const mine = (thinking: Thinking): void => {
      if (thinking.runId === runId) listener(thinking);
    };
    const present = this.#thinking.get(runId);
    if (present) listener(present);
    this.#onThinking.add(mine);
    return () => this.#onThinking.delete(mine);
  }

  /** Resolves with the run as soon as it `holds`; rejects when the connection ends first. */
  until(runId: string, holds: (run: RunView) => boolean): Promise<RunView> {
    return new Promise((resolve, reject) => {
      const look = (run: RunView): void => {
        if (run.id !== runId || !holds(run)) return;
        this.#onChange.delete(look);
        this.#onLost.delete(reject);
        resolve(run);
      };
      this.#onChange.add(look);
      this.#onLost.add(reject);
      const present = this.#runs.get(runId);
      if (present) look(present);
    });
  }

  close(): void {
    for (const stop of this.#stop) stop();
  }

  #take(event: ViewEvent): void {
    if (event.type === 'thinking') {
      this.#thinking.set(event.runId, event);
      for (const listener of this.#onThinking) listener(event);
      return;
    }
    const run = fold(this.#runs, event);
    if (!run) return;
    this.#runs.set(run.id, run);
    for (const listener of this.#onChange) listener(run);
  }

  #lose(error: SonnyError): void {
    for (const reject of this.#onLost) reject(error);
  }
}

function fold(runs: ReadonlyMap<string, RunView>, event: ViewEvent): RunView | null {
  if (event.type === 'run') return event.run;
  if (event.type === 'run.head') return { ...event.head, steps: runs.get(event.head.id)?.steps ?? [] };
  const run = event.type === 'step' ? runs.get(event.runId) : undefined;
  if (event.type !== 'step' || !run) return null;
  return { ...run, steps: run.steps.map((step) => (step.id === event.step.id ? event.step : step)) };
}
