import type { Progress } from '../../ports/progress.ts';
import type { StepPictures, StepView } from '../../protocol/step.ts';
import { onScreen } from '../hand/hand.ts';
import type { ExecutionPorts } from '../ports.ts';

/** How long an act waits for the picture before it, and its outcome for the one after it. Milliseconds. */
const BEFORE = 50;
const AFTER = 600;
/** After that a picture is no longer waited for by its taker either; a desktop that takes so long hangs. Milliseconds. */
const TAKING = 5000;

/** The pictures of one act. */
export interface Picturing {
  /** To be awaited before the act and the last look at what it is about: returns at the latest after a moment. Never rejects. */
  before(): Promise<void>;
  /** What there is once the act is read back: nothing when `before` was not called. Never rejects. */
  after(): Promise<{ readonly pictures?: StepPictures }>;
}

const NONE: Picturing = { before: async () => {}, after: async () => ({}) };

/**
 * Pictures of an act on windows as evidence for a person: nothing is decided by them, and an act that would have to wait for one goes
 * without. The one before is begun at once, so that it is taken while the last look at the world is.
 * @param stopped the run's own signal, and that of a person who takes the hand: no picture is taken, or waited for, after that
 */
export const picturing = (
  step: Pick<StepView, 'skill' | 'args'>,
  { pictures, clock, skills }: Pick<ExecutionPorts, 'pictures' | 'clock' | 'skills'>,
  progress: (milliseconds: number) => Progress,
  ...stopped: readonly (AbortSignal | undefined)[]
): Picturing => {
  if (!pictures || !onScreen(skills.get(step.skill), step.args)) return NONE;
  const stop = AbortSignal.any(stopped.filter((signal) => signal !== undefined));

  /** Begins a picture; the function it gives waits so long for it, and drops it where it comes later. */
  const begin = (): ((milliseconds: number) => Promise<string | undefined>) => {
    const dropped = new AbortController();
    const taken = pictures.take({ ...progress(TAKING), signal: dropped.signal });
    return async (milliseconds) => {
      const settled = new AbortController();
      const late = clock.sleep(milliseconds, AbortSignal.any([settled.signal, stop])).then(() => null);
      const first = await Promise.race([taken, late]);
      settled.abort('settled');
      if (first === null) dropped.abort('late');
      return first?.sha256;
    };
  };

  const first = begin();
  let before: string | undefined;
  let acted = false;
  return {
    async before() {
      acted = true;
      before = await first(BEFORE);
    },
    async after() {
      const after = acted && !stop.aborted ? await begin()(AFTER) : undefined;
      if (before === undefined && after === undefined) return {};
      return { pictures: { ...(before ? { before } : {}), ...(after ? { after } : {}) } };
    },
  };
};
