import { isRef } from '../../protocol/step.ts';
import type { Json } from '../../protocol/json.ts';
import type { StepView } from '../../protocol/step.ts';
import { keyOf, type Literal } from '../../symbolic/atom.ts';
import type { Story } from './account.ts';
import type { Claim } from './claim.ts';

type Link = Extract<Claim, { kind: 'gives' | 'enables' | 'chosen' }>;

const sameLiteral = (a: Literal, b: Literal): boolean =>
  keyOf(a) === keyOf(b) && (a.negated ?? false) === (b.negated ?? false);

const outputsTaken = (value: Json, from: string): readonly string[] => {
  if (isRef(value)) return value.from === from ? [value.output] : [];
  if (Array.isArray(value)) return value.flatMap((x: Json) => outputsTaken(x, from));
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap((x) => outputsTaken(x, from)) : [];
};

/** Whether the literal is what this step makes it before the other one: no step after it that comes before has a say. */
const lastWord = (story: Story, giver: StepView, taker: StepView, literal: Literal): boolean =>
  !story.run.steps.some(
    (s) =>
      story.comesBefore(giver.id, s.id) &&
      story.comesBefore(s.id, taker.id) &&
      (story.skillOf(s)?.changes(s.args, s.id) ?? []).some((c) => keyOf(c) === keyOf(literal)),
  );

/** What it was chosen for, and what later steps take of a step: its outputs, and the conditions it brings about. */
const linksFrom = (story: Story, step: StepView): readonly Link[] => {
  const changes = story.skillOf(step)?.changes(step.args, step.id) ?? [];
  const chosen = step.within === undefined ? undefined : story.step(step.within);
  const own: readonly Link[] = chosen ? [{ kind: 'chosen', step: step.id, other: chosen.id }] : [];
  const links = story.run.steps.flatMap((other): readonly Link[] => {
    if (!story.comesBefore(step.id, other.id)) return [];
    const outputs = new Set(Object.values(other.args).flatMap((value) => outputsTaken(value, step.id)));
    const gives = [...outputs].map((output): Link => ({ kind: 'gives', step: step.id, other: other.id, output }));
    const needs = story.skillOf(other)?.needs(other.args) ?? [];
    const enables = needs
      .filter((need) => changes.some((c) => sameLiteral(c, need)) && lastWord(story, step, other, need))
      .map((literal): Link => ({ kind: 'enables', step: step.id, other: other.id, literal }));
    return [...gives, ...enables];
  });
  return [...own, ...links];
};

/** What a step needs, and where that comes from. */
export const groundOf = (story: Story, step: StepView): readonly Claim[] => {
  // Of what is closed nobody has seen anything.
  if (step.closed) return [{ kind: 'closed', step: step.id, path: step.closed.path }];
  return (story.skillOf(step)?.needs(step.args) ?? []).map((literal, i): Claim => {
    const giver = story.run.steps.find(
      (s) =>
        story.comesBefore(s.id, step.id) &&
        (story.skillOf(s)?.changes(s.args, s.id) ?? []).some((c) => sameLiteral(c, literal)) &&
        lastWord(story, s, step, literal),
    );
    if (giver) return { kind: 'enables', step: giver.id, other: step.id, literal };
    return { kind: step.needs[i]?.holds === false ? 'unmet' : 'rests', step: step.id, literal };
  });
};

/** Where in the goal the words for a step stand. Old runs have them only in the step's own sentence. */
export const askedFor = (story: Story, step: StepView): Extract<Claim, { kind: 'asked' }> | null => {
  const known = story.run.asked?.find((a) => a.stepId === step.id);
  if (known) return { kind: 'asked', step: step.id, start: known.start, end: known.end };
  if (story.run.asked) return null;
  const words = /“(.+)”/su.exec(step.why)?.[1];
  const start = words === undefined ? -1 : story.run.goal.indexOf(words);
  return words === undefined || start < 0 ? null : { kind: 'asked', step: step.id, start, end: start + words.length };
};

/** The shortest way from a step to something that was asked for: links, the last one to a step that is. */
export const wayToGoal = (story: Story, step: StepView): readonly Claim[] => {
  const seen = new Set([step.id]);
  let ways: readonly { readonly at: StepView; readonly links: readonly Claim[] }[] = [{ at: step, links: [] }];
  while (ways.length > 0) {
    for (const { at, links } of ways) {
      const asked = askedFor(story, at);
      if (asked) return [...links, asked];
    }
    ways = ways.flatMap(({ at, links }) =>
      linksFrom(story, at).flatMap((link) => {
        const next = story.step(link.other);
        if (!next || seen.has(next.id)) return [];
        seen.add(next.id);
        return [{ at: next, links: [...links, link] }];
      }),
    );
  }
  return [];
};
