/** A value that may stand as an argument of a fact. Objects of the world are named by strings. */
export type Term = string | number | boolean;

/** A ground statement about the world: a relation and its arguments, e.g. `file("/home/a/x.txt")`. */
export interface Atom {
  readonly relation: string;
  readonly args: readonly Term[];
}

/** An atom or its negation. Used for preconditions, effects and goals. */
export interface Literal extends Atom {
  readonly negated?: boolean;
}

export const atom = (relation: string, ...args: Term[]): Literal => ({ relation, args });
export const not = (relation: string, ...args: Term[]): Literal => ({ relation, args, negated: true });

/** The atom's identity: equal keys mean the same statement. Numbers and strings never collide. */
export const keyOf = (a: Atom): string => `${a.relation}(${a.args.map((x) => JSON.stringify(x)).join(',')})`;

/** The literal as a power user reads it: `not file("/a")`. */
export const say = (l: Literal): string => (l.negated ? 'not ' : '') + keyOf(l);
