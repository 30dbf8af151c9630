import type { LiftedEffect, LiftedLiteral, LiftedParameter, LiftedTerm } from '../../ports/planning-task.ts';
import { isVariable, type Call, type Effect, type Formula, type Typed } from '../htn/model.ts';
import type { Objects } from './objects.ts';

/** All of these; `more` are variables beyond the given ones, that may be anything of their types. */
export interface Conjunction {
  readonly literals: readonly LiftedLiteral[];
  readonly more: readonly LiftedParameter[];
}

/** What variables stand for: a parameter's place, or an object. */
export type Terms = ReadonlyMap<string, LiftedTerm>;

/** More alternatives than this are no condition that a person wrote. */
const MOST = 256;

export class TooManyAlternatives extends Error {}

const atomOf = ({ name, args }: Call, terms: Terms, negated: boolean): LiftedLiteral => ({
  predicate: name,
  args: args.map((arg) => (isVariable(arg) ? (terms.get(arg) ?? arg) : arg)),
  ...(negated ? { negated } : {}),
});

/** Conditions as alternatives of plain conjunctions, with `forall` written out over the objects there are. */
export class Normal {
  readonly #objects: Objects;

  constructor(objects: Objects) {
    this.#objects = objects;
  }

  /** `free`: the number that the next new variable gets. */
  alternatives(f: Formula, terms: Terms, free: number, negated = false): readonly Conjunction[] {
    switch (f.is) {
      case 'atom':
        return [{ literals: [atomOf(f.atom, terms, negated)], more: [] }];
      case 'not':
        return this.alternatives(f.of, terms, free, !negated);
      case 'imply':
        return this.alternatives({ is: 'or', of: [{ is: 'not', of: f.when }, f.so] }, terms, free, negated);
      case 'and':
      case 'or':
        return (f.is === 'and') !== negated
          ? this.#all(f.of, terms, free, negated)
          : bounded(f.of.flatMap((part) => this.alternatives(part, terms, free, negated)));
      case 'forall':
      case 'exists': {
        if ((f.is === 'exists') === negated) return this.#all([...this.#each(f.over, f.of)], terms, free, negated);
        const inner = new Map(terms);
        f.over.forEach(({ name }, i) => inner.set(name, free + i));
        const own = f.over.map(({ name, types }) => ({ name, types }));
        return this.alternatives(f.of, inner, free + own.length, negated).map(({ literals, more }) => ({
          literals,
          more: [...own, ...more],
        }));
      }
    }
  }

  effects(e: Effect, terms: Terms, free: number): readonly LiftedEffect[] {
    switch (e.is) {
      case 'atom':
        return [atomOf(e.atom, terms, e.negated)];
      case 'and':
        return e.of.flatMap((part) => this.effects(part, terms, free));
      case 'forall':
        return [...this.#bindings(e.over)].flatMap((values) =>
          this.effects(e.of, new Map([...terms, ...values]), free),
        );
      case 'when':
        return this.alternatives(e.when, terms, free).flatMap(({ literals, more }) => {
          if (more.length > 0) throw new TooManyAlternatives();
          return this.effects(e.so, terms, free).map((effect) => ({
            ...effect,
            when: [...(effect.when ?? []), ...literals],
          }));
        });
      case 'increase':
        return [];
    }
  }

  #all(parts: readonly Formula[], terms: Terms, free: number, negated: boolean): readonly Conjunction[] {
    let all: readonly Conjunction[] = [{ literals: [], more: [] }];
    for (const part of parts)
      all = bounded(
        all.flatMap((before) =>
          this.alternatives(part, terms, free + before.more.length, negated).map((after) => ({
            literals: [...before.literals, ...after.literals],
            more: [...before.more, ...after.more],
          })),
        ),
      );
    return all;
  }

  *#bindings(over: readonly Typed[]): Generator<ReadonlyMap<string, string>> {
    const [first, ...others] = over;
    if (!first) {
      yield new Map();
      return;
    }
    for (const object of this.#objects.of(first.types))
      for (const values of this.#bindings(others))
        yield new Map([[first.name, this.#objects.names[object]!], ...values]);
  }

  *#each(over: readonly Typed[], f: Formula): Generator<Formula> {
    for (const values of this.#bindings(over)) yield substituted(f, values);
  }
}

const bounded = (all: readonly Conjunction[]): readonly Conjunction[] => {
  if (all.length > MOST) throw new TooManyAlternatives();
  return all;
};

const substituted = (f: Formula, values: ReadonlyMap<string, string>): Formula => {
  switch (f.is) {
    case 'atom':
      return { is: 'atom', atom: { name: f.atom.name, args: f.atom.args.map((arg) => values.get(arg) ?? arg) } };
    case 'not':
      return { is: 'not', of: substituted(f.of, values) };
    case 'imply':
      return { is: 'imply', when: substituted(f.when, values), so: substituted(f.so, values) };
    case 'and':
    case 'or':
      return { is: f.is, of: f.of.map((part) => substituted(part, values)) };
    case 'forall':
    case 'exists': {
      const inner = new Map([...values].filter(([name]) => !f.over.some((v) => v.name === name)));
      return { is: f.is, over: f.over, of: substituted(f.of, inner) };
    }
  }
};
