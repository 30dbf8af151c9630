import { Frame } from './frame.ts';
import type { CoreAbsent, CoreAtom, CoreClock, CoreRule } from './core.ts';
import { Joiner, type Join } from './join.ts';
import type { Mode } from './plan.ts';
import type { Store } from './store.ts';

/** The joins of one rule, each built when it is first needed. */
export class RuleJoins {
  readonly rule: CoreRule;
  readonly frame: Frame;
  /** The places of the facts that may rest on the head, in turn. */
  readonly own: readonly number[];
  readonly #joiner: Joiner;
  readonly #store: Store;
  readonly #built = { present: new Map<object, Join>(), before: new Map<object, Join>() };
  #head: Join | null = null;

  /** `group`: the tables that are brought up to date together with the head's. */
  constructor(rule: CoreRule, store: Store, group: readonly number[]) {
    this.rule = rule;
    this.frame = new Frame(rule, store.terms);
    this.#joiner = new Joiner(store, this.frame);
    this.#store = store;
    this.own = this.frame.atoms.flatMap(({ table }, place) => (group.includes(table) ? [place] : []));
  }

  /** Forgets how it joins: the tables have other sizes now, and another order may be better. */
  replan(): void {
    this.#built.present.clear();
    this.#built.before.clear();
    this.#head = null;
  }

  /** Instances that a row has a part in (or that a moment decides), as this condition of the rule. */
  from(condition: CoreAtom | CoreAbsent | CoreClock, mode: Mode, found: () => boolean): Join {
    this.frame.found = found;
    const known = this.#built[mode].get(condition);
    if (known) return known;
    const start =
      condition.kind === 'clock'
        ? ({ from: 'clock', condition } as const)
        : ({ from: 'condition', condition } as const);
    const join = this.#joiner.build(start, mode);
    this.#built[mode].set(condition, join);
    return join;
  }

  /** Instances that conclude a row of the head's table, as things are. */
  toHead(found: () => boolean): Join {
    this.frame.found = found;
    return (this.#head ??= this.#joiner.build({ from: 'head' }, 'present'));
  }

  /** All instances, as things are. */
  all(found: () => boolean): Join {
    this.frame.found = found;
    return this.#joiner.build({ from: 'nothing' }, 'present');
  }

  /** Could there be an instance, apart from this condition? Not where a fact is needed of which joins see none. */
  possible(except: object): boolean {
    return this.frame.atoms.every((atom) => atom === except || this.#store.table(atom.table).shown > 0);
  }
}
