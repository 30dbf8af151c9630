import { keyOf, type Atom, type Term } from '../atom.ts';
import type { ContextKind } from './context.ts';
import { FactError } from './fact-error.ts';

/** `path`: absolute. `moment`: milliseconds since the epoch. */
export type ArgumentType = 'text' | 'path' | 'number' | 'moment' | 'flag';

export interface Argument {
  readonly name: string;
  readonly type: ArgumentType;
}

/** A relation that facts may be about. */
export interface Relation {
  readonly name: string;
  readonly args: readonly Argument[];
  /** Places of the arguments that name a thing with one value: a fact with equal ones takes an earlier one's place. */
  readonly key?: readonly number[];
  /** Relations of one group are one value under the same key: what is at a path is a file, a folder or nothing. */
  readonly group?: string;
  /** How long a sight of it is good for, in milliseconds; null: until something ends it. */
  readonly lifetime: number | null;
  /** Kinds of contexts that it may be said of. */
  readonly contexts: readonly ContextKind[];
  /** Grants something: nobody but the person, Sonny and what it looked at may say so. */
  readonly grants?: boolean;
  /** A sentence in which `{0}`, `{1}` ... stand for the arguments. */
  readonly say: string;
  /** The same of what is not so; left out, it is said before the sentence. */
  readonly sayNot?: string;
}

const SLASH = '/'.charCodeAt(0);
const isOf: Readonly<Record<ArgumentType, (term: Term) => boolean>> = {
  text: (term) => typeof term === 'string',
  path: (term) => typeof term === 'string' && term.charCodeAt(0) === SLASH && !term.includes('\0'),
  number: (term) => typeof term === 'number' && Number.isFinite(term),
  moment: (term) => typeof term === 'number' && Number.isFinite(term) && term >= 0,
  flag: (term) => typeof term === 'boolean',
};

const SAYS: Readonly<Record<ArgumentType, string>> = {
  text: 'a text',
  path: 'a path from / or ~/ on',
  number: 'a number',
  moment: 'a moment in milliseconds',
  flag: 'true or false',
};

/** The relations there are, by name. */
export class Relations {
  readonly #all: ReadonlyMap<string, Relation>;

  constructor(relations: Iterable<Relation>) {
    this.#all = new Map([...relations].map((relation) => [relation.name, relation]));
  }

  get(name: string): Relation | undefined {
    return this.#all.get(name);
  }

  all(): Iterable<Relation> {
    return this.#all.values();
  }

  /** Whether a fact could say this. */
  fits({ relation, args }: Atom): boolean {
    const known = this.#all.get(relation);
    if (known?.args.length !== args.length) return false;
    for (let i = 0; i < args.length; i++) if (!isOf[(known.args[i] as Argument).type](args[i] as Term)) return false;
    return true;
  }

  /** @throws FactError RELATION_UNKNOWN or ARGUMENTS_WRONG, saying what the relation takes. */
  check(atom: Atom): Relation {
    const relation = this.#all.get(atom.relation);
    if (!relation) throw new FactError('RELATION_UNKNOWN', `No relation is called “${atom.relation}”.`);
    if (this.fits(atom)) return relation;
    const takes = `${relation.name}(${relation.args.map((a) => a.name).join(', ')})`;
    const wrong = relation.args.findIndex(({ type }, i) => !isOf[type](atom.args[i] ?? ''));
    const { name, type } = relation.args[wrong] ?? {};
    throw new FactError(
      'ARGUMENTS_WRONG',
      atom.args.length !== relation.args.length || type === undefined
        ? `${takes} takes ${relation.args.length}, not ${atom.args.length}.`
        : `${takes}: ${name} is ${SAYS[type]}, not ${JSON.stringify(atom.args[wrong])}.`,
    );
  }
}

/** What most places are called by; a text and a number never collide. */
const nameOfOne = (group: string, arg: Term): string => `${group}${typeof arg === 'string' ? ':' : ' '}${arg}`;

/** The place that a fact takes: of two facts with one place in one context, only the later holds. */
export const placeOf = (relation: Relation, atom: Atom): string =>
  relation.key === undefined
    ? keyOf(atom)
    : relation.key.length === 1
      ? nameOfOne(relation.group ?? relation.name, atom.args[relation.key[0] ?? 0] ?? '')
      : keyOf({ relation: relation.group ?? relation.name, args: relation.key.map((i) => atom.args[i] ?? '') });

/** Whether two atoms of these relations take one place: `placeOf` of both is the same. */
export const isOnePlace = (one: Relation, a: Atom, other: Relation, b: Atom): boolean => {
  if (one.key === undefined || other.key === undefined) return placeOf(one, a) === placeOf(other, b);
  if ((one.group ?? one.name) !== (other.group ?? other.name) || one.key.length !== other.key.length) return false;
  for (let i = 0; i < one.key.length; i++)
    if ((a.args[one.key[i] as number] ?? '') !== (b.args[other.key[i] as number] ?? '')) return false;
  return true;
};

/** The sentence of a fact, or that it is not so; `show` puts an argument into words. */
export const sayFact = (
  relation: Relation,
  atom: Atom & { readonly negated?: boolean },
  show: (term: Term, type: ArgumentType) => string,
): string => {
  const say = atom.negated ? (relation.sayNot ?? `it is not so that ${relation.say}`) : relation.say;
  return say.replace(/\{(\d+)\}/gu, (_, digit: string) => {
    const i = Number(digit);
    return show(atom.args[i] ?? '', relation.args[i]?.type ?? 'text');
  });
};
