import type { Described, Intent } from '../goals/intent.ts';
import type { Json } from '../protocol/json.ts';
import { holdsText, IF } from '../skills/condition.ts';
import { footprintOf, normal } from '../skills/footprint.ts';
import { R } from '../skills/relations.ts';
import { keyOf } from '../symbolic/atom.ts';
import type { Composing } from './composing.ts';
import type { Draft } from './draft.ts';
import { Refusal } from './refusal.ts';
import { tilde } from './words.ts';
import { excerpt } from '../skills/wording.ts';
import type { WorldFacts } from './world.ts';

interface Condition {
  readonly path: string;
  readonly held: boolean;
  readonly say: string;
}

const described = (value: Json | Described | undefined): string | null =>
  value !== null && typeof value === 'object' && '$' in value ? String(value['$']) : null;

/** With "it" as the thing that the condition before is about. */
const about = (intent: Intent, path: string): Intent => ({
  ...intent,
  args: Object.fromEntries(
    Object.entries(intent.args).map(([name, value]) => {
      const isIt = described(value) === 'it';
      return [name, isIt && name === 'files' ? [path] : isIt && name !== 'window' && name !== 'text' ? path : value];
    }),
  ),
});

/** Whether what is at a path may be another thing once these steps are done than can be told now. */
const mayChange = (drafts: readonly Draft[], path: string): boolean =>
  drafts.some(
    ({ skill, args }) =>
      skill.waits === true ||
      skill.open === true ||
      footprintOf(skill, args).changes.some((changed) => normal(path).startsWith(`${changed}/`)),
  );

/** Whether these steps leave another file at a path than the one that can be read now. */
const writes = (drafts: readonly Draft[], path: string): boolean =>
  drafts.some(({ skill, args }) => footprintOf(skill, args).changes.includes(normal(path)));

/** Whether what is at a path holds a text, as it is before the first step. @throws Unseen; Refusal where it can't be read, or steps before would change it */
const heldText = (path: string, text: string, composing: Composing): boolean => {
  if (writes(composing.now.drafts, path))
    throw new Refusal('PLAN_DOES_NOT_HOLD', `What ${path} will hold by then can’t be told: say the condition first.`);
  const { value, trouble } = composing.look({ kind: 'document.text', path });
  if (value === null) throw new Refusal('FILE_UNREADABLE', trouble ?? `${path} can’t be read.`);
  return holdsText(value['text'], text);
};

interface Side {
  readonly parts: readonly Intent[];
  readonly words: string;
}

/** The intents from one on, as the sides of its condition: what comes before `otherwise`, and after it. null where an earlier part of the goal is meant. */
const sidesOf = (
  intents: readonly Intent[],
  path: string,
  goal: string,
  drafts: readonly Draft[],
): { readonly so: Side; readonly otherwise: Side | null; readonly end: number } | null => {
  // A second condition would have to be decided inside the first.
  if (intents.some(({ skill }) => skill === 'if')) return null;
  const at = intents.findIndex(({ skill }) => skill === 'otherwise');
  const sideOf = (parts: readonly Intent[]): Side => {
    const [first, ...others] = parts;
    const words = goal.slice(first?.start ?? 0, parts.at(-1)?.end ?? 0).trim();
    return { parts: first ? [about(first, path), ...others] : [], words };
  };
  const so = sideOf(at < 0 ? intents : intents.slice(0, at));
  const otherwise = at < 0 ? null : sideOf(intents.slice(at + 1));
  const opened = drafts.some(({ skill }) => skill.outputs.includes('window') || skill.outputs.includes('page'));
  const leansBack = [so, otherwise].some((side) =>
    side?.parts.some(({ args }, i) =>
      Object.values(args).some((value) => {
        const kind = described(value);
        return (kind === 'it' && i === 0) || (opened && kind !== null && kind !== 'it' && kind !== 'files');
      }),
    ),
  );
  return leansBack ? null : { so, otherwise, end: intents.at(-1)?.end ?? 0 };
};

const json = (side: Side): Json => ({ words: side.words, parts: side.parts.map((part) => ({ ...part }) as Json) });

/**
 * The intents that are meant as the world stands: those after `if` where its condition holds there, those after `otherwise`
 * where it does not. Read while composing, so that a condition sees what the steps before it bring about; each step's own
 * preconditions are looked at once more before it acts. What can't be told yet, because steps before it wait for others, is one step that
 * decides when its turn comes, where there is a skill for that.
 * @throws Unseen while consumed; Refusal when nothing is left to do.
 */
export function* branches(
  intents: readonly Intent[],
  goal: string,
  composing: Composing,
  world: WorldFacts,
  decidesLater: boolean,
): Generator<Intent> {
  let open = true;
  let condition: Condition | null = null;
  let isFirst = false;
  let meant = 0;
  for (const [i, intent] of intents.entries()) {
    const { path, absent, text } = intent.args;
    if (intent.skill === 'if' && typeof path === 'string') {
      const { drafts, decided } = composing.now;
      const wanted = typeof text === 'string' ? text : null;
      const isOpen =
        decidesLater &&
        (wanted === null
          ? !decided.has(keyOf(R.free(path))) && mayChange(drafts, path)
          : mayChange(drafts, path) || writes(drafts, path));
      const sides = isOpen ? sidesOf(intents.slice(i + 1), path, goal, drafts) : null;
      if (sides) {
        const { so, otherwise, end } = sides;
        const args = {
          path,
          absent: absent === true,
          ...(wanted === null ? {} : { text: wanted }),
          so: json(so),
          ...(otherwise ? { otherwise: json(otherwise) } : {}),
        };
        yield { skill: IF, args, start: intent.start, end };
        return;
      }
      const is = wanted === null ? !composing.holds(R.free(path)) : heldText(path, wanted, composing);
      open = is !== (absent === true);
      isFirst = true;
      const at = tilde(path, world.home);
      const say =
        wanted === null
          ? `there is ${is ? 'something' : 'nothing'} at ${at}`
          : `${at} ${is ? 'holds' : 'does not hold'} ${excerpt(wanted)}`;
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
