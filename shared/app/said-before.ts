import type { Described, Intent } from '../goals/intent.ts';
import type { Json } from '../protocol/json.ts';
import { isDone, type StepView } from '../protocol/step.ts';
import type { Skill } from '../skills/skill.ts';

/** What goals speak of again and a step may have opened or read. */
const GIVEN = ['window', 'page', 'text'] as const;

const described = (value: Json | Described | undefined): Described | null =>
  typeof value === 'object' && value !== null && '$' in value ? (value as Described) : null;

/** What the last done step that has it was about, or gave. */
const lastOf = (name: string, steps: readonly StepView[]): Json | undefined => {
  const step = steps.findLast((s) => isDone(s) && s.outputs?.[name] !== undefined);
  return step?.outputs?.[name];
};

const openedBy = (app: string, steps: readonly StepView[]): Json | undefined =>
  steps.findLast((s) => isDone(s) && s.skill === 'app.open' && s.args['app'] === app)?.outputs?.['window'];

/**
 * Parts of a goal that are planned once steps before them are done: where they speak of what those opened or read (“it”, “the text
 * editor”), with just that.
 */
export const asSaidBefore = (
  parts: readonly Intent[],
  steps: readonly StepView[],
  skills: ReadonlyMap<string, Skill>,
): readonly Intent[] => {
  const own = new Set<string>();
  const opens = new Set<string>();
  return parts.map((part) => {
    const args = Object.fromEntries(
      Object.entries(part.args).map(([name, value]) => {
        const what = described(value);
        const past =
          what?.$ === 'it' && !own.has(name)
            ? lastOf(name, steps)
            : (what?.$ === 'app' || what?.$ === 'window-of') && !opens.has(what.app.id)
              ? openedBy(what.app.id, steps)
              : undefined;
        return [name, past ?? value];
      }),
    );
    for (const name of GIVEN) if (name in part.args || skills.get(part.skill)?.outputs.includes(name)) own.add(name);
    const app = part.args['app'];
    if (part.skill === 'app.open' && typeof app === 'string') opens.add(app);
    return { ...part, args };
  });
};

/** With a reference where a value is what an earlier step gave: done once more after an undo, that step gives another one. */
export const referring = (args: StepView['args'], steps: readonly StepView[]): StepView['args'] => {
  const given = new Map(
    steps.flatMap(({ id, outputs = {} }) =>
      GIVEN.flatMap((output) =>
        outputs[output] === undefined ? [] : [[JSON.stringify(outputs[output]), { from: id, output }] as const],
      ),
    ),
  );
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [
      name,
      // A short text may be the same by chance.
      typeof value === 'string' ? value : (given.get(JSON.stringify(value)) ?? value),
    ]),
  );
};
