import type { Argument, Expression } from '../rules/rule.ts';
import type { CoreAtom, CoreCondition, CoreRule } from './core.ts';
import type { Terms } from './terms.ts';

/** No register: what stands there does not matter. */
export const ANY = -1;

const argumentsOf = (c: CoreCondition): readonly Argument[] => (c.kind === 'atom' || c.kind === 'absent' ? c.args : []);
const expressionsOf = (c: CoreCondition): readonly Expression[] => (c.kind === 'comparison' ? [c.left, c.right] : []);

const variablesOf = (e: Expression): readonly string[] => {
  if (e.kind === 'arithmetic') return [...variablesOf(e.left), ...variablesOf(e.right)];
  return e.kind === 'variable' ? [e.name] : [];
};

/**
 * Where the joins of one rule keep what they found: a register for each variable and each constant, and the row of each
 * fact. All joins of a rule share it: no join of a rule runs inside another one of the same rule.
 */
export class Frame {
  readonly rule: CoreRule;
  readonly atoms: readonly CoreAtom[];
  readonly registers: Int32Array;
  /** The row that stands for each of `atoms`. */
  readonly rows: Int32Array;
  /** The head's arguments as registers. */
  readonly head: readonly number[];
  /** What to do with an instance; true ends the join. */
  found: () => boolean = () => true;
  readonly #variables = new Map<string, number>();
  readonly #constants = new Map<number, number>();
  readonly #terms: Terms;

  constructor(rule: CoreRule, terms: Terms) {
    this.rule = rule;
    this.#terms = terms;
    this.atoms = rule.body.filter((c) => c.kind === 'atom');
    this.rows = new Int32Array(this.atoms.length);
    for (const arg of [rule.head.args, ...rule.body.map(argumentsOf)].flat()) this.#declare(arg);
    for (const name of rule.body.flatMap(expressionsOf).flatMap(variablesOf)) this.register(name);
    for (const c of rule.body) if (c.kind === 'clock') this.register(c.variable);
    this.head = rule.head.args.map((arg) => this.of(arg));
    this.registers = new Int32Array(this.#variables.size + this.#constants.size);
    for (const [term, register] of this.#constants) this.registers[register] = term;
  }

  /** The register of a variable. */
  register(name: string): number {
    const known = this.#variables.get(name);
    if (known !== undefined) return known;
    const register = this.#variables.size + this.#constants.size;
    this.#variables.set(name, register);
    return register;
  }

  /** The register of an argument; ANY for a wildcard. */
  of(arg: Argument): number {
    if (arg.kind === 'wildcard') return ANY;
    if (arg.kind === 'variable') return this.register(arg.name);
    return this.#constants.get(this.#terms.intern(arg.value)) as number;
  }

  get variables(): ReadonlyMap<string, number> {
    return this.#variables;
  }

  get constants(): Iterable<number> {
    return this.#constants.values();
  }

  #declare(arg: Argument): void {
    if (arg.kind === 'variable') this.register(arg.name);
    if (arg.kind !== 'constant') return;
    const term = this.#terms.intern(arg.value);
    if (!this.#constants.has(term)) this.#constants.set(term, this.#variables.size + this.#constants.size);
  }
}
