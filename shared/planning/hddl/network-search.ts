import { Ints } from '../ground/ints.ts';
import { apply, isApplicable } from '../search/apply.ts';
import { DEAD_END, RelaxedPlan } from '../search/relaxed-plan.ts';
import { overBudget, type Outcome, type Search, type SearchBudget } from '../search/search-budget.ts';
import { StateLists } from '../search/state-lists.ts';
import { StateQueue } from '../search/state-queue.ts';
import { StateStore } from '../search/state-store.ts';
import { Agendas } from './agendas.ts';
import type { GroundNetwork } from './ground-network.ts';
import { LastFirstQueue } from './last-first-queue.ts';
import type { RelevantFacts } from './relevant-facts.ts';
import { TasksBelow } from './tasks-below.ts';

const CHECK_EVERY = 63;
const WORK_PER_TAKEN = 150;
/** How many helpful pairs are taken for each of all. */
const HELPFUL_SHARE = 8;
/** What follows without a choice is followed for so many steps at most. */
const MOST_FORCED = 20_000;
/** A plan is followed for this many times its own length at most. */
const MOST_FOLLOWED = 3;

type OpenList = Pick<StateQueue, 'state' | 'operator' | 'bytes' | 'push' | 'pop'>;

/**
 * Greedy progression over a state and the tasks that are left to do, in their order (Höller et al. 2018, 2020): the first task is done,
 * or its methods are tried. What leaves no choice is done at once. As in `LookaheadSearch`, the methods that the relaxed plan has are
 * followed as far as they go. Among equals a bold one goes on with what was
 * begun last, which gets far where estimates say little; another takes what was found first, which gets out of dead ends: they fail
 * on different problems.
 */
export class NetworkSearch implements Search {
  readonly #network: GroundNetwork;
  readonly #budget: SearchBudget;
  /** Goes on with what was begun last, and follows what only points the right way. */
  readonly #isBold: boolean;
  readonly #relaxed: RelaxedPlan;
  readonly #states: StateStore;
  readonly #agendas: Agendas;
  readonly #nodes = new Map<number, number>();
  readonly #stateOf = new Ints(1024);
  readonly #agendaOf = new Ints(1024);
  readonly #parent = new Ints(1024);
  /** By node: where the operators that led to it begin in `#steps`; they end where the next one's begin. */
  readonly #first = new Ints(1024);
  readonly #steps = new Ints(1024);
  readonly #applicable = new StateLists();
  readonly #helpful = new StateLists();
  readonly #allQueue: OpenList;
  readonly #helpfulQueue: OpenList;
  /** The present state, then by task whether it is an action that what is left may come to. */
  readonly #values: Int32Array;
  readonly #present: Int32Array;
  readonly #reachable: Int32Array;
  readonly #below: TasksBelow;
  readonly #before: Int32Array;
  readonly #planned: Int32Array;
  readonly #spent: Int32Array;
  readonly #goals = new Ints(64);
  readonly #counted: Int32Array;
  /** What is open in the present state, and which of it the relaxed plan has. */
  readonly #open = new Ints(16);
  readonly #chosen = new Ints(16);
  /** The steps from the last node to the present one. */
  readonly #way = new Ints(64);
  #agenda = 0;
  #round = 0;
  #lowest = Infinity;
  #nearest = 0;
  #taken = 0;
  #own = 0;
  #onward = -1;
  /** The estimate of the node that the next one was followed from; Infinity where it comes from a queue. */
  #followed = Infinity;

  constructor(network: GroundNetwork, relevant: RelevantFacts, budget: SearchBudget, isBold: boolean) {
    this.#isBold = isBold;
    const Queue = isBold ? LastFirstQueue : StateQueue;
    this.#allQueue = new Queue(this.#applicable);
    this.#helpfulQueue = new Queue(this.#helpful);
    this.#network = network;
    this.#budget = budget;
    this.#relaxed = new RelaxedPlan(network.relaxed);
    this.#states = new StateStore(network.facts);
    this.#agendas = new Agendas(network.tasks, relevant);
    this.#values = new Int32Array(network.facts.variables + network.tasks);
    this.#before = new Int32Array(network.facts.variables);
    this.#present = this.#values.subarray(0, network.facts.variables);
    this.#reachable = this.#values.subarray(network.facts.variables);
    this.#below = new TasksBelow(
      network.below,
      (task) => network.isMethod[network.ways.items[network.ways.start[task]!]!] !== 1,
    );
    this.#planned = new Int32Array(network.facts.operators);
    this.#spent = new Int32Array(network.facts.operators);
    this.#counted = new Int32Array(network.tasks);
  }

  get lowest(): number {
    return this.#lowest;
  }

  get work(): number {
    return this.#relaxed.work + this.#below.work + this.#own + this.#taken * WORK_PER_TAKEN;
  }

  get bytes(): number {
    const kept = [
      this.#states,
      this.#agendas,
      this.#applicable,
      this.#helpful,
      this.#allQueue,
      this.#helpfulQueue,
      this.#stateOf,
      this.#agendaOf,
      this.#parent,
      this.#first,
      this.#steps,
    ];
    return kept.reduce((sum, { bytes }) => sum + bytes, this.#nodes.size * 48);
  }

  advance(limit: number): Outcome | null {
    const { facts, root } = this.#network;
    if (this.#nodes.size === 0) {
      this.#values.set(facts.init);
      this.#agenda = this.#agendas.push(root, 0);
      this.#way.length = 0;
      if (!this.#settle()) return { kind: 'exhausted' };
      const first = this.#add(-1);
      if (this.#agenda === 0) return { kind: 'plan', operators: this.#pathTo(first) };
      this.#onward = first;
    }
    while (this.work < limit) {
      const stopped = this.#stopped();
      if (stopped) return stopped;
      if (this.#onward >= 0) {
        const plan = this.#look(this.#onward);
        if (plan) return plan;
        continue;
      }
      const next = this.#next();
      if (!next) return { kind: 'exhausted' };
      this.#taken += 1;
      this.#states.read(this.#stateOf.values[next.state]!, this.#values);
      this.#agenda = this.#agendaOf.values[next.state]!;
      this.#way.length = 0;
      this.#do(next.operator);
      if (!this.#settle()) continue;
      const node = this.#add(next.state);
      if (node < 0) continue;
      if (this.#agenda === 0) return { kind: 'plan', operators: this.#pathTo(node) };
      this.#onward = node;
    }
    return null;
  }

  #next(): OpenList | null {
    const [first, second] =
      this.#taken % HELPFUL_SHARE === 0 ? [this.#allQueue, this.#helpfulQueue] : [this.#helpfulQueue, this.#allQueue];
    if (first.pop()) return first;
    return second.pop() ? second : null;
  }

  /** Does the first task by an operator that is open. */
  #do(operator: number): void {
    const { facts, isMethod, parts } = this.#network;
    this.#agenda = this.#agendas.next(this.#agenda);
    if (isMethod[operator] === 1)
      for (let i = parts.start[operator + 1]! - 1; i >= parts.start[operator]!; i--)
        this.#agenda = this.#agendas.push(parts.items[i]!, this.#agenda);
    else apply(facts, operator, this.#values);
    this.#way.push(operator);
  }

  /** Finds what is open for the first task. */
  #openNow(): void {
    const { facts, ways } = this.#network;
    const task = this.#agendas.task(this.#agenda);
    this.#open.length = 0;
    for (let i = ways.start[task]!, end = ways.start[task + 1]!; i < end; i++) {
      const operator = ways.items[i]!;
      this.#own += 2;
      if (isApplicable(facts, operator, this.#values)) this.#open.push(operator);
    }
  }

  /** Does what leaves no choice; false where that leads nowhere. Leaves what is open in `#open`. */
  #settle(): boolean {
    for (;;) {
      if (this.#agenda === 0) return true;
      this.#openNow();
      if (this.#open.length === 0) return false;
      if (this.#open.length > 1 || this.#way.length > MOST_FORCED) return true;
      this.#do(this.#open.values[0]!);
    }
  }

  /** The number of the present node, reached from `parent` by `#way`; -1 when it is known, but for what no longer matters. */
  #add(parent: number): number {
    this.#agendas.keepRelevant(this.#agenda, this.#present);
    const state = this.#states.add(this.#values);
    const key = this.#agenda * 0x4000000 + state;
    if (this.#nodes.has(key)) return -1;
    const node = this.#nodes.size;
    this.#nodes.set(key, node);
    this.#stateOf.push(state);
    this.#agendaOf.push(this.#agenda);
    this.#parent.push(parent);
    this.#first.push(this.#steps.length);
    this.#steps.pushAll(this.#way.values.subarray(0, this.#way.length));
    return node;
  }

  /** Estimates a node, whose open operators are in `#open`; where following its relaxed plan leads to is next, where that is new. */
  #look(node: number): Outcome | null {
    const estimate = this.#estimate();
    this.#onward = -1;
    this.#chosen.length = 0;
    if (estimate === DEAD_END) {
      this.#applicable.add(this.#chosen);
      this.#helpful.add(this.#chosen);
      return null;
    }
    this.#choose();
    this.#applicable.add(this.#open);
    this.#helpful.add(this.#chosen);
    this.#allQueue.push(estimate, node);
    this.#helpfulQueue.push(estimate, node);
    if (estimate < this.#lowest) {
      this.#lowest = estimate;
      this.#nearest = node;
    }
    // What follows must lead nearer: methods that lie in themselves could be followed for ever.
    const isNearer = estimate < this.#followed;
    this.#followed = Infinity;
    if (!isNearer || this.#chosen.length === 0 || !this.#follow()) return null;
    const next = this.#add(node);
    if (next < 0) return null;
    if (this.#agenda === 0) return { kind: 'plan', operators: this.#pathTo(next) };
    this.#openNow();
    this.#onward = next;
    this.#followed = estimate;
    return null;
  }

  #estimate(): number {
    const { facts } = this.#network;
    const goals = this.#goals;
    const round = ++this.#round;
    goals.length = 0;
    let again = 0;
    for (let at = this.#agenda; at !== 0; at = this.#agendas.next(at)) {
      const task = this.#agendas.task(at);
      this.#own += 1;
      if (this.#counted[task] === round) again += 1;
      else {
        this.#counted[task] = round;
        goals.push(facts.factCount + task);
      }
    }
    this.#reach();
    const estimate = this.#relaxed.evaluate(this.#values, goals.values.subarray(0, goals.length));
    if (estimate === DEAD_END) return DEAD_END;
    const { plan } = this.#relaxed;
    const { real } = this.#network.relaxed;
    for (let i = 0; i < plan.length; i++) this.#planned[real[plan.values[i]!]!] = round;
    return estimate + again;
  }

  /** Marks the actions that what is left to do may come to. */
  #reach(): void {
    const marks = this.#reachable;
    marks.fill(0);
    this.#below.begin();
    for (let at = this.#agenda; at !== 0; at = this.#agendas.next(at)) this.#below.mark(this.#agendas.task(at), marks);
  }

  /**
   * Finds which of what is open the relaxed plan speaks for: what it has itself; else, if bold, the methods that must come to an action
   * that it has, and that none was taken for yet: they go on towards where a method that it has will be open.
   */
  #choose(): void {
    const { musts } = this.#network;
    const [open, chosen] = [this.#open, this.#chosen];
    chosen.length = 0;
    for (let i = 0; i < open.length; i++)
      if (this.#planned[open.values[i]!] === this.#round) chosen.push(open.values[i]!);
    if (chosen.length > 0 || !this.#isBold) return;
    for (let i = 0; i < open.length; i++) {
      const operator = open.values[i]!;
      for (let k = musts.start[operator]!, end = musts.start[operator + 1]!; k < end; k++)
        if (this.#plannedFor(musts.items[k]!) >= 0) {
          chosen.push(operator);
          break;
        }
    }
  }

  /** An action of the relaxed plan that does a task and was not spent; -1 where there is none. */
  #plannedFor(task: number): number {
    const { ways, isMethod } = this.#network;
    for (let i = ways.start[task]!, end = ways.start[task + 1]!; i < end; i++) {
      const operator = ways.items[i]!;
      if (isMethod[operator] === 1) return -1;
      if (this.#planned[operator] === this.#round && this.#spent[operator] !== this.#round) return operator;
    }
    return -1;
  }

  /** What a method is taken for is not what another is taken for. */
  #spend(method: number): void {
    const { musts } = this.#network;
    if (this.#planned[method] === this.#round) return;
    for (let k = musts.start[method]!, end = musts.start[method + 1]!; k < end; k++) {
      const operator = this.#plannedFor(musts.items[k]!);
      if (operator >= 0) this.#spent[operator] = this.#round;
    }
  }

  /** Goes from choice to choice by what the relaxed plan has, the cheapest first; false where it cannot leave the first one. */
  #follow(): boolean {
    const { facts } = this.#network;
    const most = MOST_FOLLOWED * this.#relaxed.plan.length;
    const way = this.#way;
    way.length = 0;
    let kept = 0;
    let agenda = this.#agenda;
    for (;;) {
      const chosen = this.#chosen;
      if (chosen.length === 0 || way.length > most) break;
      let best = chosen.values[0]!;
      for (let i = 1; i < chosen.length; i++)
        if (this.#relaxed.costOf(chosen.values[i]!) < this.#relaxed.costOf(best)) best = chosen.values[i]!;
      this.#spend(best);
      this.#before.set(this.#present);
      agenda = this.#agenda;
      kept = way.length;
      this.#own += facts.variables >> 4;
      this.#do(best);
      if (!this.#settle()) {
        this.#values.set(this.#before);
        this.#agenda = agenda;
        way.length = kept;
        break;
      }
      if (this.#agenda === 0) break;
      this.#choose();
    }
    return way.length > 0;
  }

  /** How it ends where it may not go on. */
  #stopped(): Outcome | null {
    if (this.#nodes.size >= this.#budget.maxStates)
      return { kind: 'stopped', why: 'states', best: this.#pathTo(this.#nearest) };
    if (this.#onward < 0 && (this.#taken & CHECK_EVERY) !== 0) return null;
    const why = overBudget(this.#budget, this.bytes);
    return why && { kind: 'stopped', why, best: this.#pathTo(this.#nearest) };
  }

  #pathTo(node: number): number[] {
    const parts: Int32Array[] = [];
    for (let at = node; at >= 0; at = this.#parent.values[at]!) {
      const end = at + 1 < this.#first.length ? this.#first.values[at + 1]! : this.#steps.length;
      parts.push(this.#steps.values.subarray(this.#first.values[at], end));
    }
    return parts.reverse().flatMap((part) => Array.from(part));
  }
}
