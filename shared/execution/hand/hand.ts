import type { Skill } from '../../skills/skill.ts';
import type { RunState } from '../state.ts';

type Args = Parameters<Skill['resources']>[0];

/** Whether a call acts on what is on the screen, or looks at it. */
export const onScreen = (skill: Skill | undefined, args: Args): boolean =>
  skill?.resources(args).some(({ name }) => name === 'input') === true;

/** Whether a call sends keys or moves the pointer. */
export const usesHand = (skill: Skill | undefined, args: Args): boolean =>
  skill?.resources(args).some(({ name, mode }) => name === 'input' && mode === 'write') === true;

/** Whether a call changes nothing and nothing that it looks at is anybody's alone: it may go on beside whatever another run does. */
export const onlyLooks = (skill: Skill | undefined, args: Args): boolean =>
  skill !== undefined &&
  skill.undo.kind === 'nothing' &&
  !skill.grows &&
  (typeof skill.risk === 'function' ? skill.risk(args) : skill.risk) === 'R0' &&
  skill.resources(args).every(({ mode }) => mode === 'read');

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

/** Whether anything of a run is under way that no other run may act beside: more than looks and waits, or what comes between two steps. */
export const needsTurn = ({ snapshot, view, open }: RunState, skills: ReadonlyMap<string, Skill>): boolean => {
  if (view.status === 'undoing') return true;
  if (view.status === 'taken-over') return open.length > 0;
  if (view.status !== 'acting') return false;
  const { states } = snapshot.context;
  const underWay = view.steps.filter((_, place) => ['wished', 'open'].includes(states.at(place) ?? ''));
  return underWay.length === 0 || underWay.some((step) => !onlyLooks(skills.get(step.skill), step.args));
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
