import type { Intent } from '../goals/intent.ts';
import { R } from '../skills/relations.ts';
import type { Discourse } from './bind.ts';
import type { Composing } from './composing.ts';
import { tilde } from './words.ts';
import { Refusal } from './refusal.ts';
import type { WorldFacts } from './world.ts';

/**
 * The intents that are meant as the world stands: those after `if` where its condition holds there, those after `otherwise`
 * where it does not. Read while composing, so that a condition sees what the steps before it bring about; each step's own
 * preconditions are looked at once more before it acts.
 * @throws Unseen while consumed; Refusal when nothing is left to do.
 */
export function* branches(
  intents: readonly Intent[],
  composing: Composing,
  discourse: Discourse,
  world: WorldFacts,
): Generator<Intent> {
  let open = true;
  let condition: { readonly say: string; readonly held: boolean } | null = null;
  let yielded = 0;
  for (const intent of intents) {
    const { path, absent } = intent.args;
    if (intent.skill === 'if' && typeof path === 'string') {
      const free = composing.holds(R.free(path));
      discourse.path = path;
      discourse.files = [path];
      open = free === (absent === true);
      condition = { say: `there is ${free ? 'nothing' : 'something'} at ${tilde(path, world.home)}`, held: open };
    } else if (intent.skill === 'otherwise') open = condition !== null && !condition.held;
    else if (open) {
      yielded += 1;
      yield intent;
    }
  }
  if (yielded === 0 && condition)
    throw new Refusal('PLAN_DOES_NOT_HOLD', `Nothing is to be done, because ${condition.say}.`);
}
