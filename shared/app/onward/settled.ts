import { isDescribed, type Intent } from '../../goals/intent.ts';
import { emptyDiscourse, remember, type Discourse } from '../../planning/bind.ts';
import { isDone, isRef, type StepView } from '../../protocol/step.ts';
import type { Json } from '../../protocol/json.ts';
import type { Skill } from '../../skills/skill.ts';

/** What the steps that are done were about, with the values that they gave. */
const discourseOf = (steps: readonly StepView[], skills: ReadonlyMap<string, Skill>): Discourse => {
  const discourse = emptyDiscourse();
  const real = (value: Json): Json => {
    if (!isRef(value)) return value;
    return steps.find(({ id }) => id === value.from)?.outputs?.[value.output] ?? value;
  };
  for (const { id, skill, args, outputs = {} } of steps.filter(isDone)) {
    const known = Object.fromEntries(Object.entries(args).map(([name, value]) => [name, real(value)]));
    const { window } = outputs;
    if (skill === 'app.open' && window !== undefined) discourse.opened.set(String(args['app']), window);
    remember(discourse, id, skill, known, skills.get(skill)?.outputs ?? []);
    if (window !== undefined) discourse.window = window;
    if (outputs['page'] !== undefined) discourse.page = outputs['page'];
    if (outputs['text'] !== undefined) discourse.text = outputs['text'];
  }
  return discourse;
};

const itFor = (parameter: string, { window, page, files, path, text }: Discourse): Json | null => {
  switch (parameter) {
    case 'window':
      return window;
    case 'page':
      return page;
    case 'files':
      return files === null ? (path === null ? null : [path]) : [...files];
    case 'text':
      return text;
    default:
      return path;
  }
};

/**
 * Parts with what the run has opened and read by now in the place of their descriptions: an application's window that is open is that window,
 * and the first "it" is what the last step was about.
 */
export const settledBy =
  (steps: readonly StepView[], skills: ReadonlyMap<string, Skill>) =>
  (intents: readonly Intent[]): readonly Intent[] => {
    const discourse = discourseOf(steps, skills);
    return intents.map((intent, place) => ({
      ...intent,
      args: Object.fromEntries(
        Object.entries(intent.args).map(([name, value]) => {
          if (!isDescribed(value)) return [name, value];
          const known =
            value.$ === 'app' || value.$ === 'window-of'
              ? discourse.opened.get(value.app.id)
              : value.$ === 'it' && place === 0
                ? itFor(name, discourse)
                : undefined;
          return [name, known ?? value];
        }),
      ),
    }));
  };
