import type { GroundBudget } from './budget.ts';
import { Stopped } from './budget.ts';
import { Ints, type IntLists } from './ints.ts';
import type { Reachable } from './reach.ts';
import type { ConditionalEffect, StripsTask } from './strips.ts';
import type { Condition, Literal, Symbols } from './symbols.ts';

const ALWAYS = -1;
const NEVER = -2;

class ListBuilder {
  readonly start = new Ints(1024);
  readonly items = new Ints(4096);
  constructor() {
    this.start.push(0);
  }
  add(values: readonly number[]): void {
    for (const value of values) this.items.push(value);
    this.start.push(this.items.length);
  }
  build(): IntLists {
    return { start: this.start.toArray(), items: this.items.toArray() };
  }
}

/** Atoms as numbers: those of one predicate follow each other in the order of their rows. */
class Atoms {
  readonly base: Int32Array;
  readonly count: number;
  /** 1 where an atom is true at first and nothing deletes it. */
  readonly constant: Uint8Array;
  readonly #reachable: Reachable;
  readonly #row = new Int32Array(64);

  constructor({ init, predicates }: Symbols, reachable: Reachable) {
    this.#reachable = reachable;
    this.base = new Int32Array(predicates.length + 1);
    for (let i = 0; i < predicates.length; i++) this.base[i + 1] = this.base[i]! + reachable.relations[i]!.table.size;
    this.count = this.base[predicates.length]!;
    this.constant = new Uint8Array(this.count);
    for (const { predicate, terms } of init)
      this.constant[this.base[predicate]! + reachable.relations[predicate]!.table.find(terms.map((t) => ~t))] = 1;
  }

  /** The atom's number or -1 when it can never be true. */
  of({ predicate, terms }: Literal, objects: Int32Array, at: number): number {
    for (let i = 0; i < terms.length; i++) this.#row[i] = terms[i]! < 0 ? ~terms[i]! : objects[at + terms[i]!]!;
    const row = this.#reachable.relations[predicate]!.table.find(this.#row);
    return row < 0 ? -1 : this.base[predicate]! + row;
  }
}

/** Makes operators and facts of what is reachable. Facts that never change are gone, as are conditions they meet. */
export const instantiate = (symbols: Symbols, reachable: Reachable, budget: GroundBudget): StripsTask | null => {
  const { actions, predicates } = symbols;
  const atoms = new Atoms(symbols, reachable);
  const initial = atoms.constant.slice();
  const none = new Int32Array(0);
  let work = 0;
  const check = (): void => {
    if ((++work & 1023) === 0 && budget.shouldStop()) throw new Stopped();
  };

  for (const [index, { effects }] of actions.entries()) {
    const deletes = effects.filter(({ literal }) => literal.negated);
    if (deletes.length === 0) continue;
    const adds = effects.filter(({ literal, when }) => !literal.negated && when === null);
    const { tuples, size, width } = reachable.operators[index]!;
    for (let row = 0; row < size; row++) {
      check();
      const at = row * width;
      for (const { literal } of deletes) {
        const atom = atoms.of(literal, tuples, at);
        if (atom < 0 || atoms.constant[atom] !== 1) continue;
        if (!adds.some((add) => atoms.of(add.literal, tuples, at) === atom)) atoms.constant[atom] = 0;
      }
    }
  }

  // Facts are numbered as they turn up; `negative` holds those that say an atom is false.
  const factOf = new Int32Array(atoms.count).fill(-1);
  const negative = new Int32Array(atoms.count).fill(-1);
  const factAtoms = new Ints(1024);
  const positiveFact = (atom: number): number => {
    if (factOf[atom] === -1) {
      factOf[atom] = factAtoms.length;
      factAtoms.push(atom);
    }
    return factOf[atom]!;
  };
  const negativeFact = (atom: number): number => {
    if (negative[atom] === -1) {
      negative[atom] = factAtoms.length;
      factAtoms.push(~atom);
    }
    return negative[atom]!;
  };
  const need = (facts: number[], literal: Literal, objects: Int32Array, at: number): boolean => {
    const atom = atoms.of(literal, objects, at);
    const constant = atom < 0 ? NEVER : atoms.constant[atom] === 1 ? ALWAYS : atom;
    if (constant === (literal.negated ? ALWAYS : NEVER)) return false;
    if (constant < 0) return true;
    const fact = literal.negated ? negativeFact(atom) : positiveFact(atom);
    if (!facts.includes(fact)) facts.push(fact);
    return true;
  };
  const needs = (condition: Condition, objects: Int32Array, at: number): number[] | null => {
    const facts: number[] = [];
    for (const { left, right, negated } of condition.equalities) {
      const same = (left < 0 ? ~left : objects[at + left]) === (right < 0 ? ~right : objects[at + right]);
      if (same === negated) return null;
    }
    for (const literal of condition.positive) if (!need(facts, literal, objects, at)) return null;
    for (const literal of condition.negative) if (!need(facts, literal, objects, at)) return null;
    return facts;
  };

  const goal = needs(symbols.goal, none, 0);
  if (!goal) return null;
  // Which atoms need a fact for being false must be known before effects are written down.
  const pres: (number[] | null)[][] = [];
  for (const [index, { condition, effects }] of actions.entries()) {
    const { tuples, size, width } = reachable.operators[index]!;
    const rows: (number[] | null)[] = [];
    for (let row = 0; row < size; row++) {
      check();
      rows.push(needs(condition, tuples, row * width));
      for (const { when } of effects) if (when) needs(when, tuples, row * width);
    }
    pres.push(rows);
  }

  const [pre, add, del] = [new ListBuilder(), new ListBuilder(), new ListBuilder()];
  const conditional: (ConditionalEffect[] | undefined)[] = [];
  let anyConditional = false;
  const [action, operatorRow] = [new Ints(1024), new Ints(1024)];
  for (const [index, { effects }] of actions.entries()) {
    const { tuples, size, width } = reachable.operators[index]!;
    for (let row = 0; row < size; row++) {
      check();
      const at = row * width;
      const before = pres[index]![row];
      if (!before) continue;
      const added: number[] = [];
      const deleted: number[] = [];
      const some: ConditionalEffect[] = [];
      for (const { literal, when } of effects) {
        const atom = atoms.of(literal, tuples, at);
        if (atom < 0 || atoms.constant[atom] === 1) continue;
        const facts = when ? needs(when, tuples, at) : [];
        if (!facts) continue;
        const rest = facts.filter((fact) => !before.includes(fact));
        if (rest.length > 0) some.push({ when: rest, fact: atom, adds: !literal.negated });
        else (literal.negated ? deleted : added).push(atom);
      }
      const adds: number[] = [];
      const deletes: number[] = [];
      for (const atom of added) {
        const fact = positiveFact(atom);
        if (!before.includes(fact) && !adds.includes(fact)) adds.push(fact);
        if (negative[atom] !== -1) deletes.push(negative[atom]!);
      }
      for (const atom of deleted) {
        if (added.includes(atom)) continue;
        const fact = positiveFact(atom);
        if (!deletes.includes(fact)) deletes.push(fact);
        if (negative[atom] !== -1 && !before.includes(negative[atom]!)) adds.push(negative[atom]!);
      }
      const extra = some.flatMap(({ when, fact: atom, adds: makes }): ConditionalEffect[] => {
        if (!makes && added.includes(atom)) return [];
        const both: ConditionalEffect[] = [{ when, fact: positiveFact(atom), adds: makes }];
        if (negative[atom] !== -1) both.push({ when, fact: negative[atom]!, adds: !makes });
        return both;
      });
      if (adds.length === 0 && deletes.length === 0 && extra.length === 0) continue;
      pre.add(before);
      add.add(adds);
      del.add(deletes);
      conditional.push(extra.length > 0 ? extra : undefined);
      anyConditional ||= extra.length > 0;
      action.push(index);
      operatorRow.push(row);
    }
  }

  const factCount = factAtoms.length;
  const predicate = new Int32Array(factCount);
  const atomRow = new Int32Array(factCount);
  const init: number[] = [];
  const predicateOf = new Int32Array(atoms.count);
  for (let i = 0; i < predicates.length; i++) predicateOf.fill(i, atoms.base[i], atoms.base[i + 1]);
  for (let fact = 0; fact < factCount; fact++) {
    const signed = factAtoms.values[fact]!;
    const atom = signed < 0 ? ~signed : signed;
    const of = predicateOf[atom]!;
    predicate[fact] = signed < 0 ? ~of : of;
    atomRow[fact] = atom - atoms.base[of]!;
    if ((initial[atom] === 1) !== signed < 0) init.push(fact);
  }
  return {
    factCount,
    init,
    goal,
    pre: pre.build(),
    add: add.build(),
    del: del.build(),
    conditional: anyConditional ? conditional : [],
    action: action.toArray(),
    row: operatorRow.toArray(),
    predicate,
    atomRow,
  };
};
