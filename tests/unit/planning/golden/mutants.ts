import type { CheckedStep } from '../../../../shared/planning/check/step.ts';
import type { Json } from '../../../../shared/protocol/json.ts';
import { SKILLS } from '../../../../shared/skills/catalogue.ts';
import { keyOf } from '../../../../shared/symbolic/atom.ts';

type Steps = readonly CheckedStep[];

export interface Mutant {
  readonly kind: 'dropped' | 'swapped' | 'duplicated' | 'wrong argument' | 'wrong order';
  readonly what: string;
  readonly steps: Steps;
}

const instead = (ids: readonly string[], gone: string, by: readonly string[]): readonly string[] => [
  ...new Set(ids.flatMap((id) => (id === gone ? by : [id]))),
];

const dropped = (steps: Steps): readonly Mutant[] =>
  steps.map((gone) => ({
    kind: 'dropped',
    what: gone.id,
    steps: steps
      .filter((s) => s !== gone)
      .map((s) => ({ ...s, dependsOn: instead(s.dependsOn, gone.id, gone.dependsOn) })),
  }));

/** The copy comes right after, and everything that waited waits for it as well: nothing runs side by side. */
const duplicated = (steps: Steps): readonly Mutant[] =>
  steps.map((one) => {
    const copy = { ...one, id: `${one.id}-again`, dependsOn: [one.id] };
    return {
      kind: 'duplicated',
      what: one.id,
      steps: steps.flatMap((s) =>
        s === one ? [s, copy] : [{ ...s, dependsOn: instead(s.dependsOn, one.id, [one.id, copy.id]) }],
      ),
    };
  });

const mentions = (value: Json, id: string): boolean => JSON.stringify(value).includes(`"from":${JSON.stringify(id)}`);

/** Whether the later step leans on the earlier one, or both were asked for: else their order is nobody's business. */
const leans = (later: CheckedStep, earlier: CheckedStep, asked: ReadonlySet<string>): boolean => {
  const given = SKILLS.get(earlier.skill)?.changes(earlier.args, earlier.id) ?? [];
  const needed = SKILLS.get(later.skill)?.needs(later.args) ?? [];
  return (
    (asked.has(later.id) && asked.has(earlier.id)) ||
    Object.values(later.args).some((value) => mentions(value, earlier.id)) ||
    given.some((g) => needed.some((n) => keyOf(n) === keyOf(g) && (n.negated ?? false) === (g.negated ?? false)))
  );
};

const swapped = (steps: Steps, asked: ReadonlySet<string>): readonly Mutant[] =>
  steps.flatMap((a, i): readonly Mutant[] => {
    const b = steps[i + 1];
    if (!b?.dependsOn.includes(a.id) || !leans(b, a, asked)) return [];
    const rest = b.dependsOn.filter((id) => id !== a.id);
    const first = { ...b, dependsOn: [...new Set([...a.dependsOn, ...rest])] };
    const second = { ...a, dependsOn: [b.id] };
    return [
      {
        kind: 'swapped',
        what: `${a.id} and ${b.id}`,
        steps: [
          ...steps.slice(0, i),
          first,
          second,
          ...steps.slice(i + 2).map((s) => ({ ...s, dependsOn: instead(s.dependsOn, b.id, [a.id, b.id]) })),
        ],
      },
    ];
  });

/** One thing that a step waits for is no longer waited for: the two may run in any order, or at once. */
const unordered = (steps: Steps): readonly Mutant[] =>
  steps.flatMap((step) =>
    step.dependsOn.map((gone): Mutant => ({
      kind: 'wrong order',
      what: `${step.id} without ${gone}`,
      steps: steps.map((s) => (s === step ? { ...s, dependsOn: s.dependsOn.filter((id) => id !== gone) } : s)),
    })),
  );

/** Other values for one value: of the same type where there is one, so that only its meaning is wrong. */
const others = (value: Json): readonly Json[] => {
  if (typeof value === 'string') return [`${value}x`, ''];
  if (typeof value === 'number') return [value + 1, -value - 1];
  if (typeof value === 'boolean') return [!value];
  if (Array.isArray(value)) {
    const list: readonly Json[] = value;
    return [
      list.slice(1),
      [...list.slice(0, -1), ...others(list.at(-1) ?? '').slice(0, 1)],
      [...list, ...list.slice(0, 1)],
    ];
  }
  if (value === null) return [0];
  return Object.entries(value).flatMap(([name, inner]) =>
    others(inner)
      .slice(0, 1)
      .map((other): Json => ({ ...value, [name]: other })),
  );
};

const misargued = (steps: Steps): readonly Mutant[] =>
  steps.flatMap((step) =>
    Object.entries(step.args).flatMap(([name, value]) => {
      const { [name]: _, ...without } = step.args;
      const argues = [without, ...others(value).map((other) => ({ ...step.args, [name]: other }))];
      return argues.map((args): Mutant => ({
        kind: 'wrong argument',
        what: `${name} of ${step.id}: ${JSON.stringify(args[name as keyof typeof args] ?? null).slice(0, 60)}`,
        steps: steps.map((s) => (s === step ? { ...s, args } : s)),
      }));
    }),
  );

/** Every mutant of a plan, in an order that never changes. Each is wrong: none means the same as the plan. */
export const mutantsOf = (steps: Steps, asked: ReadonlySet<string>): readonly Mutant[] => [
  ...dropped(steps),
  ...duplicated(steps),
  ...swapped(steps, asked),
  ...unordered(steps),
  ...misargued(steps),
];
