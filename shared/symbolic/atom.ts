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
export const keyOf = ({ relation, args }: Atom): string => {
  let inside = '';
  for (let i = 0; i < args.length; i++) inside += i === 0 ? JSON.stringify(args[i]) : `,${JSON.stringify(args[i])}`;
  return `${relation}(${inside})`;
};

/** Whether two atoms are the same statement: their keys are equal. */
export const isSame = (a: Atom, b: Atom): boolean => {
  if (a === b) return true;
  if (a.relation !== b.relation || a.args.length !== b.args.length) return false;
  for (let i = 0; i < a.args.length; i++) if (a.args[i] !== b.args[i]) return false;
  return true;
};

/** The literal as a power user reads it: `not file("/a")`. */
export const say = (l: Literal): string => (l.negated ? 'not ' : '') + keyOf(l);
