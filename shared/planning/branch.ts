import { z } from 'zod';
import type { Described, Intent } from '../goals/intent.ts';
import type { Json } from '../protocol/json.ts';
import { CHOOSING, chosen, sayChoosing } from '../skills/choosing.ts';
import { holdsText, IF } from '../skills/condition.ts';
import { footprintOf, normal } from '../skills/footprint.ts';
import { baseOf, parentOf } from '../skills/path.ts';
import { R } from '../skills/relations.ts';
import { keyOf } from '../symbolic/atom.ts';
import { listedIn } from './chosen-files.ts';
import type { Composing } from './composing.ts';
import type { Draft } from './draft.ts';
import { Refusal } from './refusal.ts';
import { tilde } from './words.ts';
import { excerpt } from '../skills/wording.ts';
import type { WorldFacts } from './world.ts';

interface Condition {
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

/** How old, big or empty something has to be. */
const State = z.object({ empty: z.literal(true).optional(), ...CHOOSING }).strict();
type State = z.infer<typeof State>;

/** Whether what is at a path is in a state now. What is not there is in none. @throws Unseen; Refusal where steps before would change it */
const isIn = (path: string, { empty, ...choosing }: State, composing: Composing): boolean => {
  if (writes(composing.now.drafts, path) || mayChange(composing.now.drafts, path))
    throw new Refusal('PLAN_DOES_NOT_HOLD', `What ${path} will be by then can’t be told: say the condition first.`);
  const { value } = composing.look({ kind: 'file', path });
  if (value?.['exists'] !== true) return false;
  if (empty) return value['type'] === 'folder' ? value['entries'] === 0 : value['size'] === 0;
  const listed = composing.look({
    kind: 'files',
    folder: parentOf(path),
    glob: baseOf(path).replace(/[*?{}]/gu, '?'),
    recursive: false,
    folders: true,
  });
  const file = listedIn(listed.value?.['files']).find((one) => one.path === path);
  return file !== undefined && chosen([file], choosing).length > 0;
};

const sayState = ({ empty, ...choosing }: State): string => (empty ? 'empty' : sayChoosing(choosing).behind);

/** What one case asks for: its parts, the conditions inside it among them, in the order they were said. */
interface Side {
  readonly parts: readonly Intent[];
  readonly inner: Branch | null;
}

/** A condition and both its cases; `otherwise` null where nothing was said of it. */
interface Branch {
  readonly on: Intent;
  readonly so: Side;
  readonly otherwise: Side | null;
  /** The place of the first intent that belongs to it no more. */
  readonly end: number;
}

const isIf = (intent: Intent | undefined): boolean => intent?.skill === 'if' && typeof intent.args['path'] === 'string';

/** A condition right after another, or after `otherwise`, lies in it; one that comes after something to do is the next. */
const sideAt = (intents: readonly Intent[], at: number): { readonly side: Side; readonly end: number } => {
  if (isIf(intents[at])) {
    const inner = branchAt(intents, at);
    return { side: { parts: intents.slice(at, inner.end), inner }, end: inner.end };
  }
  let end = at;
  while (end < intents.length && intents[end]?.skill !== 'otherwise' && !isIf(intents[end])) end++;
  return { side: { parts: intents.slice(at, end), inner: null }, end };
};

/** An `otherwise` belongs to the last condition that has none yet. */
const branchAt = (intents: readonly Intent[], at: number): Branch => {
  const on = intents[at];
  if (!on) throw new Error('There is no condition.');
  const so = sideAt(intents, at + 1);
  if (intents[so.end]?.skill !== 'otherwise') return { on, so: so.side, otherwise: null, end: so.end };
  const otherwise = sideAt(intents, so.end + 1);
  return { on, so: so.side, otherwise: otherwise.side, end: otherwise.end };
};

/** Whether a part takes what another part of a proposal gives: that is known by its number in the whole alone. */
const takesGiven = ({ parts }: Side): boolean =>
  parts.some(({ args }) => Object.values(args).some((value) => ['given', 'joined'].includes(described(value) ?? '')));

const json = ({ parts }: Side, path: string, goal: string): Json => {
  const [first, ...others] = parts;
  const words = goal.slice(first?.start ?? 0, parts.at(-1)?.end ?? 0).trim();
  const own = first ? [isIf(first) ? first : about(first, path), ...others] : [];
  // What comes of a condition is decided and ordered once more when its turn comes.
  return { words, parts: own.map(({ ordered: _, ...part }) => part as Json) };
};

/** What a condition asks of a path: that it is in a state, that it holds a text, or where neither is named that it is there. */
interface Asked {
  readonly path: string;
  /** It is the contrary that is asked for. */
  readonly absent: boolean;
  readonly text: string | null;
  readonly state: State | undefined;
}

const askedBy = ({ args }: Intent): Asked => ({
  path: String(args['path']),
  absent: args['absent'] === true,
  text: typeof args['text'] === 'string' ? args['text'] : null,
  state: State.safeParse(args['state']).data,
});

/** Whether steps before it may still change the answer. */
const isOpen = ({ path, text, state }: Asked, { drafts, decided }: Composing['now']): boolean => {
  if (state !== undefined) return false;
  if (text === null) return !decided.has(keyOf(R.free(path))) && mayChange(drafts, path);
  return mayChange(drafts, path) || writes(drafts, path);
};

/** @throws Unseen; Refusal where it can't be told */
const conditionOf = ({ path, absent, text, state }: Asked, composing: Composing, world: WorldFacts): Condition => {
  const at = tilde(path, world.home);
  if (state) {
    const is = isIn(path, state, composing);
    return { held: is !== absent, say: `${at} is ${is ? '' : 'not '}${sayState(state)}` };
  }
  if (text === null) {
    const is = !composing.holds(R.free(path));
    const nowhere = is ? undefined : world.found?.find(({ name }) => name === baseOf(path));
    return { held: is !== absent, say: nowhere?.say.replace(/\.$/u, '') ?? `${at} is ${is ? '' : 'not '}there` };
  }
  const is = heldText(path, text, composing);
  return { held: is !== absent, say: `${at} ${is ? 'holds' : 'does not hold'} ${excerpt(text)}` };
};

/**
 * The intents that are meant as the world stands: those after `if` where its condition holds there, those after `otherwise`
 * where it does not. Read while composing, so that a condition sees what the steps before it bring about; each step's own
 * preconditions are looked at once more before it acts. What can't be told yet, because steps before it wait for others, is one step that
 * decides when its turn comes, where there is a skill for that: with all that lies in it, which is decided then, too.
 * @throws Unseen while consumed; Refusal when nothing is left to do.
 */
export function* branches(
  intents: readonly Intent[],
  goal: string,
  composing: Composing,
  world: WorldFacts,
  decidesLater: boolean,
): Generator<Intent> {
  let condition: Condition | null = null;
  let meant = 0;

  function* decided({ on, so, otherwise }: Branch): Generator<Intent> {
    const asked = askedBy(on);
    const { path } = asked;
    if (decidesLater && isOpen(asked, composing.now) && !takesGiven(so) && !(otherwise && takesGiven(otherwise))) {
      const args = {
        path,
        absent: asked.absent,
        ...(asked.text === null ? {} : { text: asked.text }),
        so: json(so, path, goal),
        ...(otherwise ? { otherwise: json(otherwise, path, goal) } : {}),
      };
      const end = (otherwise ?? so).parts.at(-1)?.end ?? on.end;
      meant += 1;
      yield { skill: IF, args, start: on.start, end };
      return;
    }
    condition = conditionOf(asked, composing, world);
    const side = condition.held ? so : otherwise;
    if (side?.inner) return yield* decided(side.inner);
    for (const [i, part] of side?.parts.entries() ?? []) {
      meant += 1;
      yield i === 0 ? about(part, path) : part;
    }
  }

  for (let at = 0; at < intents.length;) {
    const intent = intents[at];
    if (intent && isIf(intent)) {
      const branch = branchAt(intents, at);
      yield* decided(branch);
      at = branch.end;
    } else {
      if (intent?.skill === 'otherwise')
        throw new Refusal(
          'PLAN_DOES_NOT_HOLD',
          'It is not clear which “if” the last “otherwise” is for. Say it as two goals.',
        );
      if (intent) yield intent;
      meant += 1;
      at += 1;
    }
  }
  const last = condition as Condition | null;
  if (meant === 0 && last) throw new Refusal('NOTHING_TO_DO', `${last.say}, so nothing was to be done.`);
}
