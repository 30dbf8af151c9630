import type { Skill } from '../../skills/skill.ts';
import type { RunState } from '../state.ts';

/** Whether a call sends keys or moves the pointer. */
export const usesHand = (skill: Skill | undefined, args: Parameters<Skill['resources']>[0]): boolean =>
  skill?.resources(args).some(({ name }) => name === 'input') === true;

/** Whether anything that a run has still to do, or to take back, needs the hand. */
export const needsHand = ({ snapshot, view, acts }: RunState, skills: ReadonlyMap<string, Skill>): boolean => {
  const { states, undoable } = snapshot.context;
  if (view.status !== 'undoing')
    return view.steps.some(
      (step, place) =>
        ['ahead', 'wished', 'open'].includes(states.at(place) ?? '') && usesHand(skills.get(step.skill), step.args),
    );
  return acts.some((act) => undoable.includes(act.key) && usesHand(skills.get(act.skill), act.args));
};

/** A hold on keyboard and mouse for one act. */
export interface Hold {
  /** Aborts when the person takes over. */
  readonly signal: AbortSignal;
  release(): void;
}

/** Sonny's hand on keyboard and mouse, which it lets go of when a person takes over. */
export class Hand {
  #held = 0;
  #letGo = new AbortController();

  get busy(): boolean {
    return this.#held > 0;
  }

  take(): Hold {
    this.#held++;
    let held = true;
    return {
      signal: this.#letGo.signal,
      release: () => {
        if (held) this.#held--;
        held = false;
      },
    };
  }

  /** Cuts off every act that holds it. */
  letGo(): void {
    const before = this.#letGo;
    this.#letGo = new AbortController();
    before.abort('taken over');
  }
}
