import type { Progress } from '../../ports/progress.ts';
import type { Json } from '../../protocol/json.ts';
import type { StepView } from '../../protocol/step.ts';
import { admit, prepare } from './act.ts';
import { groundOf } from './ground.ts';
import { heldTo, type Real } from '../bounds/keep.ts';
import type { ExecutionPorts } from '../ports.ts';
import { present, type Present } from './preconditions.ts';
import { resolve } from './resolve.ts';
import { againstThings } from '../ask/things.ts';
import type { Act, RunState } from '../state.ts';

/** How long looking at what a step relies on may take, in milliseconds. */
export const LOOKING = 5000;

/** What a step is about right before it begins. */
export interface LastLook {
  /** Its real arguments; the planned ones where they could not be resolved. */
  readonly args: Act['args'];
  readonly real: Real;
  /** What is kept beforehand to take the act back. */
  readonly prepared: Json;
  /** What was thrown at it: the step may not begin. null: nothing speaks against it. */
  readonly refused: unknown;
  /** Looks whether what the step stands on is still as it was seen. Gives what is against it, or null. Never rejects. */
  again(): Promise<unknown>;
}

/** Resolves a step's arguments, asks the policy, looks at all it relies on, keeps what an undo needs. Never rejects. */
export const lastLook = async (
  state: RunState,
  step: StepView,
  key: string,
  ports: ExecutionPorts,
  progress: (milliseconds: number) => Progress,
): Promise<LastLook> => {
  let args: Act['args'] = step.args;
  let real: Real = new Map();
  const ground = async (before?: Present): Promise<Present> => {
    const look = (): Promise<Present> => present(step, args, ports, progress(LOOKING));
    const now = await groundOf(step, look, state.approvedFacts[step.id], ports, before);
    const other = await againstThings(step, state.boundThings[step.id], ports, progress(LOOKING));
    if (other) throw other;
    return now;
  };
  try {
    args = resolve(step.args, state.view.steps);
    admit(step, args, ports);
    real = await heldTo(state, step, args, ports, progress(LOOKING));
    const seen = await ground();
    const patience = progress(ports.skills.get(step.skill)?.deadline ?? LOOKING);
    const prepared = await prepare({ skill: step.skill, args, key }, ports, patience);
    const again = (): Promise<unknown> =>
      ground(seen).then(
        () => null,
        (thrown: unknown) => thrown,
      );
    return { args, real, prepared, refused: null, again };
  } catch (refused) {
    return { args, real, prepared: null, refused, again: async () => refused };
  }
};
