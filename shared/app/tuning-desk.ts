import type { Runs } from '../execution/runs.ts';
import type { RunState } from '../execution/state.ts';
import type { Clock } from '../ports/clock.ts';
import type { Progress } from '../ports/progress.ts';
import type { Redactor } from '../ports/redactor.ts';
import type { StopLatch } from '../ports/stop.ts';
import type { Tuning, TuningJob } from '../ports/tuning.ts';
import type { Command } from '../protocol/commands.ts';
import { SonnyError } from '../protocol/errors.ts';
import type { TrainingFile } from '../protocol/tuning.ts';
import { trainingFile } from './model/training.ts';

const PATIENCE = 120_000;
const PAGE = 100;
/** Servers take no fewer: https://platform.openai.com/docs/guides/supervised-fine-tuning. */
const LEAST_EXAMPLES = 10;

export interface TuningDeskPorts {
  readonly clock: Clock;
  readonly stop: StopLatch;
  readonly redactor?: Redactor;
  readonly tuning?: Tuning;
}

export type TuningCommand = Extract<Command, { type: 'tuning.start' | 'tuning.look' | 'tuning.cancel' }>;

/** Trains a model with what it planned well. */
export class TuningDesk {
  readonly #ports: TuningDeskPorts;
  readonly #runs: Pick<Runs, 'newest'>;

  constructor(ports: TuningDeskPorts, runs: Pick<Runs, 'newest'>) {
    this.#ports = ports;
    this.#runs = runs;
  }

  /** @throws SonnyError UNSUPPORTED where nothing hides secrets. */
  file(): TrainingFile {
    const { redactor } = this.#ports;
    if (!redactor) throw new SonnyError('UNSUPPORTED', 'Nothing here hides secrets.');
    return trainingFile([...this.#all()], redactor);
  }

  /** Ends early when everything is stopped. */
  async command(command: TuningCommand): Promise<TuningJob> {
    const { clock, stop, tuning } = this.#ports;
    if (!tuning) throw new SonnyError('UNSUPPORTED', 'This Sonny has no models.');
    if (stop.pulled && command.type === 'tuning.start') throw new SonnyError('STOPPED', stop.pulled.reason);
    const ending = new AbortController();
    const release = stop.onPull(() => ending.abort());
    const progress: Progress = { signal: ending.signal, deadline: clock.now() + PATIENCE, log: () => {} };
    try {
      if (command.type === 'tuning.look') return await tuning.look(command.job, progress);
      if (command.type === 'tuning.cancel') return await tuning.cancel(command.job, progress);
      const { lines } = this.file();
      if (lines.length < LEAST_EXAMPLES)
        throw new SonnyError(
          'COMMAND_NOT_NOW',
          `There are ${lines.length} examples, and ${LEAST_EXAMPLES} are needed.`,
        );
      return await tuning.start(lines, progress);
    } finally {
      release();
    }
  }

  *#all(): Generator<RunState> {
    let before: number | undefined;
    for (;;) {
      const page = this.#runs.newest(PAGE, before);
      yield* page;
      before = page.at(-1)?.view.createdAt;
      if (page.length < PAGE) return;
    }
  }
}
