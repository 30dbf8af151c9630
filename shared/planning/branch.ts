import type { Intent } from '../goals/intent.ts';
import { R } from '../skills/relations.ts';
import type { Composing } from './composing.ts';
import { Refusal } from './refusal.ts';
import { tilde } from './words.ts';
import type { WorldFacts } from './world.ts';

interface Condition {
  readonly path: string;
  readonly held: boolean;
  readonly say: string;
}

/** With "it" as the thing that the condition before is about. */
const about = (intent: Intent, path: string): Intent => ({
  ...intent,
  args: Object.fromEntries(
    Object.entries(intent.args).map(([name, value]) => {
      const isIt = value !== null && typeof value === 'object' && '$' in value && value['$'] === 'it';
      return [name, isIt && name === 'files' ? [path] : isIt && name !== 'window' && name !== 'text' ? path : value];
    }),
  ),
});

/**
 * The intents that are meant as the world stands: those after `if` where its condition holds there, those after `otherwise`
 * where it does not. Read while composing, so that a condition sees what the steps before it bring about; each step's own
 * preconditions are looked at once more before it acts.
 * @throws Unseen while consumed; Refusal when nothing is left to do.
 */
export function* branches(intents: readonly Intent[], composing: Composing, world: WorldFacts): Generator<Intent> {
  let open = true;
  let condition: Condition | null = null;
  let isFirst = false;
  let meant = 0;
  for (const intent of intents) {
    const { path, absent } = intent.args;
    if (intent.skill === 'if' && typeof path === 'string') {
      const free = composing.holds(R.free(path));
      open = free === (absent === true);
      isFirst = true;
      const say = `there is ${free ? 'nothing' : 'something'} at ${tilde(path, world.home)}`;
      condition = { path, held: open, say };
    } else if (intent.skill === 'otherwise') {
      open = condition !== null && !condition.held;
      isFirst = true;
    } else if (open) {
      meant += 1;
      yield condition && isFirst ? about(intent, condition.path) : intent;
      isFirst = false;
    }
  }
  if (meant === 0 && condition)
    throw new Refusal('PLAN_DOES_NOT_HOLD', `Nothing is to be done, because ${condition.say}.`);
}
